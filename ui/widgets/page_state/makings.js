/* The token of each making: asked again under the same one, the program answers with the film that is there. Pure. */

/** Requests that make a film. */
const MAKES = new Set(["make", "shot_list", "import", "begin_film", "begin_script", "duplicate_film"]);
const KEPT = "vgot-makings";

/** @param {Pick<Storage, "getItem" | "setItem">} storage of this tab, so that a reload does not forget what was asked
    @param {() => string} fresh a token that nobody can guess */
export const makings = (storage, fresh) => {
  /** @type {Record<string, string>} */
  let open = {};
  try {
    open = JSON.parse(storage.getItem(KEPT) || "{}");
  } catch {
    /* a private window */
  }
  const keep = () => {
    try {
      storage.setItem(KEPT, JSON.stringify(open));
    } catch {
      /* a private window */
    }
  };
  /* Long files by their length and their ends. */
  const short = (_, v) =>
    typeof v === "string" && v.length > 3000 ? `${v.length} ${v.slice(0, 80)} ${v.slice(-80)}` : v;
  const nameOf = (verb, args) => JSON.stringify([verb, args], short);
  return {
    makes: (/** @type {string} */ verb) => MAKES.has(verb),
    /** What goes along with a request: the token of this making, the same as before where its answer was lost. */
    tokenOf: (/** @type {string} */ verb, args) => {
      if (!MAKES.has(verb)) return {};
      const name = nameOf(verb, args);
      open[name] ??= fresh();
      keep();
      return { token: open[name] };
    },
    /** The program answered: asked once more, it is another making. */
    answered: (/** @type {string} */ verb, args) => {
      if (!MAKES.has(verb)) return;
      delete open[nameOf(verb, args)];
      keep();
    },
  };
};
