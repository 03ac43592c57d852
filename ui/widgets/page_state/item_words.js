/* The state of items in words. */

import { attr, set } from "./dom.js";
import { partName, state } from "./state.js";
import { joined, lasting, numberOf } from "./words.js";

const WORDS = {
  missing: "not made",
  fresh: "ready",
  stale: "stale",
  pinned: "pinned",
  queued: "queued",
  running: "drawing",
  failed: "failed",
  flagged: "flagged",
};
export const word = (item) => {
  if (!item) return "not made";
  if (item.state === "running")
    return item.total > 1
      ? `${state.drawn ? "drawing" : "rendering"} ${item.done}/${item.total}`
      : state.drawn
        ? "drawing"
        : "rendering";
  if (item.state === "pinned" && item.reason.startsWith("pinned, stale")) return "pinned, stale";
  return WORDS[item.state] || item.state;
};
/* Reasons name items as commands do (`tokens/mary/young`); people read names. */
export const plain = (reason) =>
  (reason || "").replace(/\b([a-z]+)\/([^\s/,;:]+)(?:\/([^\s/,;:]+))?/g, (all, step, a, b) => {
    const kind = state.kinds.find((k) => k.step === step);
    if (step === "tokens" || step === "portrait") return b ? `the portrait of ${partName(`portrait/${a}/${b}`)}` : all;
    return !kind
      ? all
      : step === "plate"
        ? `the place ${partName(`plate/${a}`)}`
        : step === "join"
          ? `boundary ${a.replace("-", " to ")}`
          : kind.of_shot
            ? `the ${kind.one} of shot ${a}`
            : all;
  });
export const reasonOf = (item) => plain(item?.reason);
export const stateOf = (node, item, text) => {
  attr(node, "data-state", item ? item.state : "missing");
  set(node, text || word(item));
  node.title = reasonOf(item);
};
/* How many of each kind, in words; the kinds are the program's (vgot/graph/kinds.py). */
export const counted = (n) =>
  state.kinds
    .filter((k) => n[k.step])
    .map((k) => (k.step === "film" ? "the film" : numberOf(n[k.step], k.one, k.many)));
export const todoWords = () => {
  const k = state.todo?.kinds || {};
  const parts = counted(k);
  return parts.length
    ? `${joined(parts)}, ${state.todo.guess ? "how long is known after the first one" : `about ${lasting(state.todo.estimate_s) || "a moment"}`}`
    : "";
};
