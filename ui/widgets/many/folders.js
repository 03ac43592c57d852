/* A list of shots with its scenes as folders. What is folded is remembered by this browser, for each film; every list shows the same. */

import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { changed, picture, shotNumber, state } from "../page_state/state.js";
import { numberOf } from "../page_state/words.js";
import { foldable, rowsOf, scenesOf } from "./scenes.js";
import { shells } from "./shells.js";

let film = "",
  folded = new Set();
const mine = () => `vgot-folded/${state.project}`;
const isFolded = (id) => {
  if (film !== state.project) {
    film = state.project;
    try {
      folded = new Set(JSON.parse(localStorage.getItem(mine()) || "[]"));
    } catch {
      folded = new Set();
    }
  }
  return folded.has(id);
};
const fold = (ids, on) => {
  for (const id of ids) on ? folded.add(id) : folded.delete(id);
  try {
    localStorage.setItem(mine(), JSON.stringify([...folded]));
  } catch {
    /* a private window: as long as this page */
  }
  changed(true);
};
let known = { story: null, scenes: [], long: false };
const scenes = () => {
  if (known.story !== state.story) {
    const found = scenesOf(state.story.shots);
    known = { story: state.story, scenes: found, long: foldable(found, state.story.shots.length) };
  }
  return known;
};
export const foldAll = () => {
  const all = scenes().scenes.map((s) => s.id);
  fold(all, !all.every(isFolded));
};
export const hasFolders = () => !!state.story && scenes().long;

const head = ({ scene }) => {
  const open = button("", () => fold([scene.id], !isFolded(scene.id)), { icon: "down", class: "vg-quiet vg-fold" });
  open.append(
    el("span", { class: "vg-frame" }, el("img", { alt: "", hidden: true })),
    el("b"),
    el("small", { class: "vg-muted vg-num" }),
  );
  return el("li", { class: "vg-scene" }, open);
};
const drawHead = (li, { scene, folded: shut }) => {
  const open = li.firstChild,
    [, frame, name, says] = open.children,
    first = shotNumber(scene.shots[0]);
  attr(open, "aria-expanded", shut ? "false" : "true");
  attr(li, "data-folded", shut ? "1" : null);
  attr(li, "data-current", shut && scene.shots.includes(state.shot) ? "1" : null);
  attr(li, "data-marked", shut && scene.shots.some((id) => state.marked.has(id)) ? "1" : null);
  set(name, scene.name || state.story.places.find((p) => p.id === scene.place)?.name || tr("No place"));
  set(
    says,
    [
      scene.shots.length > 1 ? `${first}–${first + scene.shots.length - 1}` : `${first}`,
      numberOf(scene.shots.length, "shot"),
      `${+scene.seconds.toFixed(1)} s`,
    ].join(" · "),
  );
  frame.hidden = !shut;
  if (shut) picture(frame.firstChild, state.items[`keyframe/${scene.shots[0]}`]?.digest, 160);
};

/** Draws a list of shots. @param {any} list @param {any[]} shots those it shows
    @param {{ make: (shot: any) => any, update: (li: any, shot: any) => void, root?: any }} o as `keyed` has them; `root`: what scrolls */
export const shotList = (list, shots, o) => {
  list.vgShells ||= shells(o);
  const fill = list.vgShells,
    now = scenes(),
    rows = now.long ? rowsOf(now.scenes, shots, isFolded) : shots.map((shot) => ({ shot }));
  fill.all(rows.length);
  keyed(
    list,
    rows,
    (r) => (r.shot ? r.shot.id : `scene/${r.scene.id}`),
    (r) => (r.shot ? fill.make(r.shot) : head(r)),
    (li, r) => (r.shot ? fill.update(li, r.shot) : drawHead(li, r)),
  );
};
