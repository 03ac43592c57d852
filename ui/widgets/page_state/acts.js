/* The actions on the selected item, and their keys. */

import { action, runKey } from "./actions.js";
import { call } from "./asking.js";
import { tr } from "./say.js";
import { offers, select, shotOf, state, step, target } from "./state.js";
import { toast } from "./toasts.js";
import { toldWords } from "./words.js";

export const regenerate = async (key = target(), variants = 1) => {
  if (key) await call("regenerate", { key, variants });
};
export const togglePin = async (key = target()) => {
  const item = state.items[key];
  if (item) await call(item.pinned ? "unpin" : "pin", { key });
};
export const approve = async (key = target()) => {
  if (key) {
    const r = await call("approve", { keys: [key.replace(/^clip\//, "keyframe/")] });
    if (r.ok) toast(tr("Approved: its clip may be rendered."));
  }
};
/* What was undone or done again is said, and shown where it is a shot's. */
const stepTo = async (verb, told, says) => {
  const r = await call(verb);
  if (!r.ok) return r;
  if (told) toast(says(toldWords(told)));
  const shot = /^(keyframe|clip)\//.test(told?.item || "") && told.item.split("/")[1];
  if (shot && shot !== state.shot && shotOf(shot)) select(shot);
  return r;
};
export const undoLast = () => stepTo("undo", state.undoes, (what) => tr("Undone: {what}.", { what })),
  redoLast = () => stepTo("redo", state.redoes, (what) => tr("Done again: {what}.", { what }));
/* Space plays from everywhere but where a key press means something else: a card is chosen with Enter, and a button that was pressed
   with the mouse does not take the next space for itself. */
let pointed = false,
  spaced = false;
document.addEventListener("pointerdown", () => (pointed = true), true);
document.addEventListener("keydown", (e) => e.key === "Tab" && (pointed = false), true);
const plays = (at) => {
  if (at.closest?.("summary, video, audio, a, input, [role=slider], [role=separator]")) return false;
  if (at.closest?.(".vg-card, .vg-pick, .vg-body, .vg-takes .vg-frame")) return true;
  return pointed || !at.closest?.("button");
};
document.addEventListener(
  "keyup",
  (e) => {
    if (e.key === " " && spaced) e.preventDefault();
    spaced = false;
  },
  true,
);
document.addEventListener("keydown", (e) => {
  const typing = e.target.closest?.(
    "input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable]",
  );
  const key = e.key.toLowerCase();
  if ((e.ctrlKey || e.metaKey) && !e.altKey && (key === "z" || key === "y") && !typing) {
    e.preventDefault();
    key === "y" || e.shiftKey ? redoLast() : undoLast();
    return;
  }
  if (
    typing ||
    e.ctrlKey ||
    e.metaKey ||
    e.altKey ||
    e.target.closest?.('dialog, [role="slider"], input[type=range]') ||
    (e.target.closest?.('[role="tab"]') && !(e.key === " " && pointed))
  )
    return;
  if (e.defaultPrevented) return;
  if (key.length === 1 && key !== " " && runKey(key.toUpperCase())) e.preventDefault();
  else if (e.key === "ArrowLeft" && state.tab !== "Timeline") step(-1);
  else if (e.key === "ArrowRight" && state.tab !== "Timeline") step(1);
  else if (e.key === " " && plays(e.target)) {
    e.preventDefault();
    spaced = true;
    offers.playPause?.();
  } else return;
  if (e.key.startsWith("Arrow")) e.preventDefault();
});
action("play", { says: tr("Play or pause"), keys: [tr("space")], where: "here", run: () => offers.playPause?.() });
action("previous", { says: tr("Previous shot"), keys: ["←"], where: "here", run: () => step(-1) });
action("next", { says: tr("Next shot"), keys: ["→"], where: "here", run: () => step(1) });
action("approve", {
  says: tr("Approve this still"),
  keys: ["A"],
  run: () => approve(),
  when: () => !!document.querySelector("button#approve:not(:disabled):not([hidden])"),
});
action("undo", {
  says: tr("Undo"),
  keys: ["Ctrl Z"],
  where: "here",
  run: () => undoLast(),
  when: () => state.can_undo,
});
action("redo", {
  says: tr("Redo"),
  keys: ["Ctrl Shift Z"],
  where: "here",
  run: () => redoLast(),
  when: () => state.can_redo,
});
for (const [id, keys, says] of /** @type {[string, string[], string][]} */ ([
  ["backwards", ["J"], tr("Play backwards")],
  ["stop", ["K"], tr("Stop")],
  ["forwards", ["L"], tr("Play forwards")],
  ["frame", ["← →"], tr("One frame; with Shift, one second")],
  ["marker", ["M"], tr("Marker at the playhead")],
  ["full", ["F"], tr("Full screen")],
  ["move", ["Alt ← →"], tr("Move the shot in focus")],
]))
  action(`timeline-${id}`, { says, keys, tab: "Timeline", where: "timeline" });
