/* The actions on the selected item, and their keys. */

import { call } from "./asking.js";
import { tr } from "./say.js";
import { offers, state, step, target } from "./state.js";
import { toast } from "./toasts.js";

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
export const undoLast = () => call("undo"),
  redoLast = () => call("redo");
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
    e.target.closest?.('[role="tab"], dialog, [role="slider"], input[type=range]')
  )
    return;
  if (e.defaultPrevented) return;
  if (key === "r") regenerate();
  else if (key === "p") togglePin();
  else if (key === "a" && !document.querySelector("button#approve:disabled")) approve();
  else if (e.key === "ArrowLeft" && state.tab !== "Timeline") step(-1);
  else if (e.key === "ArrowRight" && state.tab !== "Timeline") step(1);
  else if (e.key === " " && !e.target.closest?.("button, summary, video, a")) {
    e.preventDefault();
    offers.playPause?.();
  } else return;
  if (e.key.startsWith("Arrow")) e.preventDefault();
});
