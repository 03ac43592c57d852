/* The state of items in words. */

import { attr, set } from "./dom.js";
import { tr } from "./say.js";
import { partName, state } from "./state.js";
import { joined, lasting, numberOf } from "./words.js";

const WORDS = {
  missing: tr("not made"),
  fresh: tr("ready"),
  stale: tr("stale"),
  pinned: tr("pinned"),
  queued: tr("queued"),
  running: tr("drawing"),
  failed: tr("failed"),
  flagged: tr("flagged"),
};
export const word = (item) => {
  if (!item) return tr("not made");
  if (item.state === "running")
    return item.total > 1
      ? `${state.drawn ? tr("drawing") : tr("rendering")} ${item.done}/${item.total}`
      : state.drawn
        ? tr("drawing")
        : tr("rendering");
  if (item.state === "pinned" && item.reason.startsWith("pinned, stale")) return tr("pinned, stale");
  return WORDS[item.state] || item.state;
};
/* Reasons name items as commands do (`tokens/mary/young`); people read names. */
export const plain = (reason) =>
  (reason || "").replace(/\b([a-z]+)\/([^\s/,;:]+)(?:\/([^\s/,;:]+))?/g, (all, step, a, b) => {
    const kind = state.kinds.find((k) => k.step === step);
    if (step === "tokens" || step === "portrait")
      return b ? tr("the portrait of {partName}", { partName: partName(`portrait/${a}/${b}`) }) : all;
    return !kind
      ? all
      : step === "plate"
        ? tr("the place {partName}", { partName: partName(`plate/${a}`) })
        : step === "join"
          ? tr("boundary {a}", { a: a.replace("-", tr(" to ")) })
          : kind.of_shot
            ? tr("the {one} of shot {a}", { one: tr(kind.one), a })
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
    .map((k) => (k.step === "film" ? tr("the film") : numberOf(n[k.step], k.one, k.many)));
export const todoWords = () => {
  const k = state.todo?.kinds || {};
  const parts = counted(k);
  return parts.length
    ? `${joined(parts)}, ${state.todo.guess ? tr("how long is known after the first one") : tr("about {time}", { time: lasting(state.todo.estimate_s) || tr("a moment") })}`
    : "";
};
