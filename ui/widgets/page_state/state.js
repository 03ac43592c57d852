/* One state for the whole page. Widgets draw from it, and ask the program through `asking.js`. */

import { tr } from "./say.js";

/** @type {import("../page.js").State} */
export const state = /** @type {any} */ ({
  ready: false,
  waiting: false,
  project: null,
  name: "",
  stamp: "",
  revision: 0,
  label: "",
  story: null,
  items: {},
  queue: { jobs: [] },
  todo: { kinds: {} },
  film: null,
  preset: "",
  draft: true,
  drawn: true,
  outline: false,
  presets: [],
  kinds: [],
  limits: { upload_mb: 50, import_mb: 200 },
  mode: "local",
  example: false,
  tab: "Story",
  shot: null,
  portrait: null,
  marked: new Set(),
  busy: 0,
});

/** What a widget offers to the others once it stands on the page: playing, opening a dialog.
    @type {Record<string, any>} */
export const offers = {};

const listeners = new Set();
let drawing = false;
const draw = () => {
  if (!drawing) return;
  drawing = false;
  for (const fn of listeners) {
    try {
      fn(state);
    } catch (why) {
      console.error("a widget could not draw", why);
    }
  }
};
/* Draws with the next frame; `now` draws at once, so that what was clicked is there for the next key. */
export const changed = (now) => {
  if (!drawing) {
    drawing = true;
    requestAnimationFrame(draw);
    setTimeout(draw, 60);
  }
  if (now === true) draw();
};
export const on = (fn) => {
  listeners.add(fn);
  changed();
  return () => listeners.delete(fn);
};

/** What is called before another item is shown, or the page is left: fields that save themselves. */
export const leaving = new Set();

/** What is called with a shot that a person chose, the one that is chosen already too. @type {Set<(shot: string) => void>} */
export const choosing = new Set();
export const select = (shot) => {
  const same = state.shot === shot;
  if (!same) take(shot);
  for (const fn of choosing) fn(shot);
};
const take = (shot) => {
  for (const fn of leaving) fn();
  state.shot = shot;
  state.lastIndex = state.story.shots.findIndex((s) => s.id === shot);
  changed(true);
};
export const step = (by) => {
  const s = state.story?.shots || [];
  const i = s.findIndex((x) => x.id === state.shot);
  const to = s[Math.max(0, Math.min(s.length - 1, i + by))];
  if (to) select(to.id);
};
export const target = () =>
  state.tab === "Cast"
    ? state.portrait
    : state.shot && `${state.tab === "Shots" || state.tab === "Timeline" ? "clip" : "keyframe"}/${state.shot}`;
/** The marked shots in the film's order, where there are several. @returns {import("../contract.js").Shot[]} */
export const several = () => {
  const marked = (state.marked.size > 1 && state.story?.shots.filter((s) => state.marked.has(s.id))) || [];
  return marked.length > 1 ? marked : [];
};
export const shotNumber = (id) => state.story.shots.findIndex((s) => s.id === id) + 1;

/** @param {string} id @returns {import("../contract.js").Shot} */
export const shotOf = (id) => state.story?.shots.find((s) => s.id === id);
/** The name of an item as people say it. @param {string} key */
export const partName = (key) => {
  const [step_, a, b] = key.split("/");
  if (step_ === "portrait" || step_ === "tokens") {
    const c = state.story.cast.find((x) => x.id === a);
    const st = c?.stages.find((x) => x.id === b);
    return c ? (c.stages.length > 1 ? `${c.name}, ${st ? st.name : b}` : c.name) : a;
  }
  if (step_ === "plate") return state.story.places.find((p) => p.id === a)?.name || a;
  if (step_ === "keyframe") return tr("Still of shot {shot}", { shot: shotNumber(a) });
  if (step_ === "clip") return tr("Clip of shot {shot}", { shot: shotNumber(a) });
  if (step_ === "guide") return tr("Guide of shot {shot}", { shot: shotNumber(a) });
  if (step_ === "join") {
    const i = state.story.shots.findIndex((s) => a.startsWith(`${s.id}-`));
    return tr("Boundary {a} to {b}", { a: i + 1, b: i + 2 });
  }
  return tr("The film");
};

/* -- pictures ---- */
export const media = (digest, kind = "png") => `media/${encodeURIComponent(state.project)}/${digest}.${kind}`;
export const thumb = (digest, width = 320) => `media/${encodeURIComponent(state.project)}/${digest}-${width}.webp`;
export const picture = (img, digest, width) => {
  const src = digest ? thumb(digest, width) : "";
  if (img.dataset.src === src) return;
  img.dataset.src = src;
  if (src) img.src = src;
  else img.removeAttribute("src");
  img.hidden = !src;
};
