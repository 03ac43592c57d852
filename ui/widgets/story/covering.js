/* Used or named, as one types: under each box the words that the drawn world does not show, or shows as something near. Where
   another preset makes the pictures, nothing is said. */

import { call } from "../page_state/asking.js";
import { state } from "../page_state/state.js";
import { coverageLine, markedPieces, unshown } from "./drawn_words.js";

/** @param {[string, any][]} boxes the boxes of a shot by the names of their texts */
export const covering = (boxes) => {
  let asked = "",
    drawn = "",
    timer = 0,
    shot = null;
  const typed = () => Object.fromEntries(boxes.map(([name, box]) => [name, box.box.value]));
  const clear = () => {
    asked = drawn = "";
    for (const [, box] of boxes) box.cover("", [], "");
  };
  const look = async () => {
    if (!shot || !state.drawn) return;
    const texts = typed(),
      of = shot.id,
      still = state.items[`keyframe/${of}`],
      key = JSON.stringify([state.project, of, state.revision, still?.digest, still?.state === "fresh", texts]);
    if (key === asked) return;
    asked = key;
    const r = await call("coverage", { shot: of, typed: texts }, { quiet: true });
    if (asked !== key) return;
    if (!r.ok) {
      asked = "";
      return;
    }
    for (const [name, box] of boxes) {
      const words = unshown(r.coverage.words, name);
      box.cover(texts[name], markedPieces(texts[name], words), coverageLine(texts[name], words));
    }
  };
  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(look, wait);
  };
  for (const [, box] of boxes) box.box.addEventListener("input", () => soon(400));
  return {
    show: (now) => {
      if (shot?.id !== now.id || !state.drawn) clear();
      shot = now;
      const still = state.items[`keyframe/${now.id}`],
        key = [state.project, now.id, state.revision, still?.digest, still?.state, state.drawn].join();
      if (key === drawn || !state.drawn) return;
      drawn = key;
      soon(250);
    },
  };
};
