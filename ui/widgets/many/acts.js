/* What is done with all marked shots together; each is one edit, one undo. */

import { undoLast } from "../page_state/acts.js";
import { call } from "../page_state/asking.js";
import { tr } from "../page_state/say.js";
import { changed, several, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { numberOf } from "../page_state/words.js";

const ids = () => several().map((s) => s.id);
/** @param {string} step */
export const itemsOf = (step) => several().map((s) => `${step}/${s.id}`);

export const unmark = () => {
  state.marked.clear();
  changed(true);
};
const undo = { action: tr("Undo"), run: undoLast };

export const editMarked = (field, value, shots = ids()) => call("edit_shots", { shots, field, value });
export const lockMarked = (what, on) => call("lock_shots", { shots: ids(), what, on });
export const regenerateMarked = (step) =>
  call("regenerate", { keys: itemsOf(step).filter((k) => !state.items[k]?.blocked && !state.items[k]?.job) });
/** @param {string} step @param {boolean} on */
export const pinMarked = async (step, on) => {
  const r = await call("pin_items", { keys: itemsOf(step), on });
  if (r.ok && r.left) toast(tr("{n} of them had nothing to pin.", { n: r.left }));
};
export const deleteMarked = async () => {
  const shots = ids(),
    r = await call("remove_shots", { shots });
  if (!r.ok) return;
  unmark();
  toast(tr("{count} deleted.", { count: numberOf(shots.length, "shot") }), undo);
};
