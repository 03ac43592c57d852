/* What the page asks the program, and what becomes of the answers: every request goes through `call`, and the page looks for what
   has changed by itself. */

import { views } from "./changes.js";
import { makings } from "./makings.js";
import { editOf, over } from "./places.js";
import { tr } from "./say.js";
import { changed, leaving, state } from "./state.js";
import { readTab } from "./tabs.js";
import { toast } from "./toasts.js";
import { trouble } from "./trouble.js";
import { unsentEdits } from "./unsent.js";
import { wire } from "./wire.js";
import { problemWords } from "./words.js";

let timer = 0,
  failures = 0,
  refusals = 0,
  mounted = false,
  told = views(),
  served = { story: null, items: {}, revision: 0 };

const remember = () => {
  try {
    sessionStorage.setItem("vgot-film", state.project);
    localStorage.setItem("vgot-film", state.project);
    const mine = new Set(JSON.parse(localStorage.getItem("vgot-films") || "[]"));
    if (!state.example) {
      mine.add(state.project);
      localStorage.setItem("vgot-films", JSON.stringify([...mine].slice(-200)));
    }
  } catch {
    /* private windows have no storage */
  }
};
export const mine = () => {
  try {
    return JSON.parse(localStorage.getItem("vgot-films") || "[]");
  } catch {
    return [];
  }
};
const remembered = () => {
  try {
    return sessionStorage.getItem("vgot-film") || localStorage.getItem("vgot-film");
  } catch {
    return null;
  }
};

/* What is not saved yet is shown as it was typed. */
let covered = false;
const overlay = () => {
  const unsaved = served.story ? unsent.shown(state.project) : [];
  if (!unsaved.length && !covered) return;
  covered = unsaved.length > 0;
  const film = over({ story: served.story, items: served.items }, unsaved);
  state.story = covered ? film.story : structuredClone(served.story);
  state.items = film.items;
};
export const apply = (view) => {
  if (!view) return;
  if (view.project === state.project && view.revision < state.revision) return; // a late reply
  const other = view.project !== state.project;
  if (other && !view.story) return;
  if (view.story && !Array.isArray(view.story.shots)) throw new TypeError("a story has shots"); // nothing of it is taken
  served = {
    story: view.story ? structuredClone(view.story) : served.story,
    items: view.items,
    revision: view.revision,
  };
  Object.assign(state, view, { story: view.story || state.story, ready: true, waiting: false });
  overlay();
  const shots = state.story.shots;
  if (other) {
    state.marked.clear();
    state.portrait = null;
    state.shot = null;
    remember();
  }
  if (!shots.some((s) => s.id === state.shot)) {
    const at = Math.min(state.lastIndex || 0, shots.length - 1);
    state.shot = shots.length ? shots[Math.max(0, other ? 0 : at)].id : null;
  }
  state.lastIndex = shots.findIndex((s) => s.id === state.shot);
  if (!state.portrait || !state.items[state.portrait])
    state.portrait = Object.keys(state.items).find((k) => k.startsWith("portrait/")) || null;
  document.title = `${state.story.title || tr("Untitled")} · VGoT Studio`;
  changed(true);
};
/* Requests that only look: where the answer is lost, they are asked again when the program answers. */
/** @type {Set<string>} */
const LOOKS = new Set([
  "look",
  "boot",
  "takes",
  "check",
  "check_all",
  "tries",
  "room",
  "placing",
  "history",
  "differs",
  "compare_versions",
  "method",
  "heard",
  "disk",
  "preflights",
  "fetch_status",
  "projects",
  "rewriting",
  "account",
  "coverage",
  "prompts",
  "read_sentence",
  "propose_look",
  "propose_replace",
  "writer",
  "read_shots",
  "read_cut",
  "read_material",
  "read_script",
  "look_at_upload",
  "export_preview",
  "export_state",
  "preview_cleanup",
  "report",
]);
/* Requests that turn the page to a film. */
const OPENS = new Set([
  "boot",
  "open",
  "example",
  "make",
  "shot_list",
  "import",
  "begin_film",
  "begin_script",
  "duplicate_film",
  "restore",
]);
/* What makes, removes or begins something is never sent twice by itself; in words, for where nobody knows whether it was done. */
const ACTS = {
  make: tr("make a film"),
  shot_list: tr("make a film of your shots"),
  import: tr("import the file"),
  begin_film: tr("make a film of your files"),
  begin_script: tr("make a film of your script"),
  duplicate_film: tr("copy the film"),
  delete: tr("delete the film"),
  restore: tr("take the film back"),
  open: tr("open the film"),
  example: tr("open the example"),
  rename: tr("rename the film"),
  insert: tr("insert a shot"),
  duplicate: tr("duplicate the shot"),
  remove_shot: tr("delete the shot"),
  remove_shots: tr("delete the marked shots"),
  read_comments: tr("read the comments"),
  name_version: tr("name the version"),
  forget_version: tr("take the name away"),
  pin_items: tr("pin what is marked"),
  split: tr("split the shot"),
  merge: tr("merge the shots"),
  undo: tr("undo"),
  restore_revision: tr("go back to an earlier film"),
  redo: tr("redo"),
  regenerate: tr("make a new take"),
  choose: tr("use this take"),
  approve: tr("approve"),
  upload: tr("use the file"),
  end_picture: tr("use the picture"),
  set_guide: tr("set the guide"),
  build: tr("make what is missing"),
  cancel: tr("stop"),
  paint: tr("paint over the drawing"),
  show_method: tr("show the method"),
  pause: tr("pause"),
  resume: tr("go on"),
  retry: tr("try again"),
  preset: tr("change the preset"),
  sound_add: tr("add the sound"),
  sound_remove: tr("remove the sound"),
  add_character: tr("add the character"),
  add_stage: tr("add the stage"),
  add_place: tr("add the place"),
  remove_part: tr("remove it"),
  rename_character: tr("rename everywhere"),
  rewrite: tr("rewrite"),
  accept_rewrite: tr("take the rewrite"),
  wish: tr("read your words"),
  accept_wish: tr("change the film"),
  export: tr("export"),
  apply_cut: tr("apply the cut"),
  fetch: tr("fetch the models"),
  cleanup: tr("clean up"),
  empty_trash: tr("empty the trash"),
};

/** @type {(value?: unknown) => void} */
let answered = () => {},
  back = new Promise((done) => {
    answered = done;
  });
const heard = (verb, reply) => {
  if (!reply.lost) {
    const was = failures > 0,
      told = trouble.over();
    failures = 0;
    answered();
    back = new Promise((done) => {
      answered = done;
    });
    if (told && was) {
      toast(tr("The program answers again."));
      refetch();
    }
    setTimeout(() => unsent.nudge(was), 0);
    return reply;
  }
  if (verb === "look" || verb === "boot") failures++;
  else if (!failures) poll(50);
  if (failures > 1 || (failures && reply.cause !== "away")) trouble.say(reply.problem);
  return reply;
};
/* Pictures and films that were asked for while the program was away. */
const refetch = () => {
  for (const img of /** @type {NodeListOf<HTMLImageElement>} */ (document.querySelectorAll("[data-widget] img[src]")))
    if (img.complete && !img.naturalWidth) img.src = img.getAttribute("src");
  for (const video of /** @type {NodeListOf<HTMLVideoElement>} */ (
    document.querySelectorAll("[data-widget] video[src]")
  ))
    if (video.error) video.load();
};
const ask = async (verb, args = {}, o = {}) => {
  state.busy++;
  try {
    const request = { verb, project: state.project, have: state.revision, ...args };
    const reply = await wire({ ...request, held: told.held(request.project) }, o);
    return heard(verb, told.whole(reply, state));
  } finally {
    state.busy--;
  }
};
/* What a reply brings. */
const took = (verb, reply) => {
  if ("example" in reply) state.example = reply.example;
  else if (["make", "import", "begin_film", "begin_script", "duplicate_film"].includes(verb)) state.example = false;
  try {
    if (OPENS.has(verb) || reply.view?.project === state.project) apply(reply.view);
  } catch (why) {
    console.error("a view could not be shown", why);
    state.stamp = "";
  }
  if (reply.note) toast(reply.note, { bad: true });
  if (verb !== "look" && verb !== "takes") poll(150);
};
const look = async (verb, args) => {
  const film = state.project;
  for (let turn = 0; ; turn++) {
    const once = verb === "look" || verb === "boot",
      reply = await ask(verb, args, { limit_s: once ? 45 : 300 });
    if (!reply.lost || reply.arrived === false || turn > 4 || once) return reply;
    await back;
    if (film !== state.project) return reply;
  }
};
/* Of this tab alone: another one that asks the same means another film. */
let tab = null;
try {
  tab = sessionStorage;
} catch {
  /* a private window */
}
const making = makings(tab || { getItem: () => null, setItem: () => {} }, () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join(""),
);
const act = async (verb, args) => {
  const what = ACTS[verb] || verb.replace(/_/g, " "),
    film = state.project;
  const undone = (reply) => ({
    ...reply,
    arrived: false,
    problem: { ...reply.problem, hint: tr("Not done: {what}. {hint}", { what, hint: reply.problem.hint }).trim() },
  });
  await unsent.flush();
  if (failures) {
    const there = await ask("look", { stamp: state.stamp }, { limit_s: 45 });
    if (there.lost) return undone(there);
    if (there.ok) took("look", there);
  }
  const reply = await ask(verb, { project: film, ...args, ...making.tokenOf(verb, args) });
  if (!reply.lost) {
    making.answered(verb, args);
    return reply;
  }
  return reply.arrived === false
    ? undone(reply)
    : {
        ...reply,
        problem: {
          ...reply.problem,
          message: reply.cause === "away" ? tr("The program did not answer.") : reply.problem.message,
          hint: tr("Nobody knows whether this was done: {what}. {b}", {
            what,
            b: making.makes(verb)
              ? tr("Do it again: a film that is there is opened, and none is made twice.")
              : tr("Look first, then do it again if it is missing."),
          }),
        },
      };
};
/** One request. Replies carry the newest view. A refused one becomes a toast, unless the caller takes care of it; an edit that
    could not be sent is kept (`kept`), and the strip above the page says so.
    @template {keyof import("../contract.js").Requests} V
    @param {V} verb
    @param {import("../page.js").Args<V>} [args]
    @param {{ quiet?: boolean, base?: any }} [o] quiet: the caller says it; base: what an edit of words was made from
    @returns {Promise<import("../page.js").Reply>} */
export const call = async (verb, args = /** @type {any} */ ({}), o = {}) => {
  if (!mounted) return { ok: false, problem: { message: tr("The page is still connecting."), hint: "" } };
  let reply;
  const { files = [] } = /** @type {{ files?: { data?: string }[] }} */ (args),
    sent = [/** @type {{ data?: string }} */ (args), ...files],
    weight = sent.reduce((all, one) => all + (one.data?.length || 0), 0),
    most = Math.max(state.limits.upload_mb, state.limits.import_mb);
  if (weight > (most * 2 ** 20 * 4) / 3 + 64) {
    reply = {
      ok: false,
      problem: {
        message: tr("The file is larger than {most} MB, the most that can be sent here.", { most }),
        hint: tr("Choose a smaller one."),
      },
    };
    if (!o.quiet) toast(problemWords(reply.problem), { bad: true });
    return reply;
  }
  const sets = editOf(verb, args, state);
  reply = sets?.length
    ? await unsent.put(verb, args, sets, o)
    : LOOKS.has(verb)
      ? await look(verb, args)
      : await act(verb, args);
  if (reply.ok) {
    if (!sets?.length) took(verb, reply);
  } else if (!o.quiet && !reply.kept && !(reply.lost && LOOKS.has(verb)))
    toast(problemWords(reply.problem), { bad: true });
  return reply;
};
/* The film as the program has it now, for edits whose answer was lost: that of the page, or another one. */
const fresh = async (project) => {
  if (project === state.project) {
    const reply = await ask("look", { project, stamp: "" }, { limit_s: 45 });
    if (!reply.ok) return reply;
    took("look", reply);
    return project === state.project ? served : fresh(project);
  }
  const reply = await ask("look", { project, stamp: "", have: 0 }, { limit_s: 45 });
  return reply.ok ? reply.view : reply;
};
const SLOW = {
  message: tr("The program takes long to answer."),
  hint: tr("It may be very busy. This page keeps asking."),
};
const GONE = {
  message: tr("This film is not here any more."),
  hint: tr("It was removed, or moved to the trash. Choose another one under Your films, at the top."),
};
/* Somebody waits most for the first picture. */
const drawn = () => Object.values(state.items).some((item) => item.digest);
export const poll = (soon) => {
  clearTimeout(timer);
  const active = (state.queue.running + state.queue.queued > 0 && !state.queue.paused) || state.writing?.busy;
  const wait =
    soon ||
    (failures
      ? Math.min(10000, 400 * 2 ** (failures - 1))
      : document.hidden
        ? 15000
        : !state.ready
          ? 500
          : active
            ? drawn()
              ? 600
              : 250
            : 2500);
  timer = setTimeout(async () => {
    const slow = setTimeout(() => trouble.say(SLOW), 12000);
    try {
      unsent.beat();
      unsent.adopt();
      if (!state.ready) await boot();
      else {
        const film = state.project,
          reply = await call("look", { stamp: state.stamp }, { quiet: true });
        refusals = reply.ok || reply.lost || film !== state.project ? 0 : refusals + 1;
        if (refusals > 1) trouble.say(reply.problem.kind === "not_found" ? GONE : reply.problem, "film");
        else if (!reply.lost) trouble.over("film");
      }
    } catch (why) {
      console.error("the page could not look", why);
    } finally {
      clearTimeout(slow);
      poll();
    }
  }, wait);
};
const boot = async () => {
  const reply = await call("boot", { project: remembered() }, { quiet: failures > 0 });
  if (!reply.ok) return;
  state.presets = reply.presets;
  state.kinds = reply.kinds || [];
  state.mode = reply.mode;
  if (reply.waiting && !state.waiting)
    toast(
      tr(
        "The example's shots are being drawn, once for everybody. They appear here in a moment; you can begin a film of your own.",
      ),
    );
  state.waiting = !!reply.waiting;
  state.shipped = !!reply.shipped;
  state.limits = reply.limits || state.limits;
  if (reply.gone) {
    try {
      sessionStorage.removeItem("vgot-film");
      localStorage.removeItem("vgot-film");
    } catch {
      /* none */
    }
  }
  changed();
};
window.addEventListener("online", () => poll(50));
window.addEventListener("pagehide", () => {
  for (const fn of leaving) fn();
  unsent.leave();
});
window.addEventListener("pageshow", (e) => {
  if (e.persisted) {
    unsent.back();
    poll(50);
  }
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) poll(50);
});

/* Edits on their way; in a private window, which has no storage, they live as long as the page. */
/** @type {Pick<Storage, "getItem" | "setItem" | "removeItem">} */
let storage = {
  getItem: () => null,
  setItem: () => {
    throw new Error("no storage");
  },
  removeItem: () => {},
};
try {
  storage = localStorage;
} catch {
  /* a private window */
}
export const unsent = unsentEdits(
  {
    ask,
    took,
    film: fresh,
    shown: () => ({ project: state.project, name: state.name, ...over(served, unsent.shown(state.project)) }),
    changed: () => {
      overlay();
      changed();
    },
  },
  storage,
);
trouble.begin(unsent, () => poll(1));

/** The page stands: from now on it asks. */
export const begin = () => {
  mounted = true;
  readTab();
  poll(1);
};
