/* Proposed changes as a list: where each is, what went and what came, and a tick for those that are taken. */

import { attr, el, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { state } from "../page_state/state.js";
import { DOMAINS } from "../wordbox/wordbox.js";
import { wordDiff } from "./diff.js";
import { isText, placeOf } from "./places_in_words.js";

const people = (text) =>
  text
    .split(", ")
    .map((pair) => {
      const [a, b] = pair.split("/"),
        c = state.story?.cast.find((x) => x.id === a),
        s = c?.stages.find((x) => x.id === b);
      return c ? (c.stages.length > 1 && s ? s.name : c.name) : pair;
    })
    .join(", ");
const named = (field, text) =>
  field === "who"
    ? people(text)
    : field === "place"
      ? state.story?.places.find((x) => x.id === text)?.name || text
      : text;

/** The list, and the button that takes what is ticked.
    @param {HTMLButtonElement} take @param {{ one?: string, all?: (n: number) => string }} [o] how the button says it */
export const changeList = (take, o = {}) => {
  const node = el("ol", { class: "vg-changes" });
  const rows = () => /** @type {any[]} */ ([...node.children]),
    ticked = () => rows().filter((li) => li.vgTick.checked);
  const count = () => {
    const all = rows().length,
      some = ticked().length;
    take.disabled = !some;
    set(
      take.lastChild,
      all < 2
        ? o.one || tr("Take it")
        : some === all
          ? o.all?.(all) || tr("Take all {all}", { all })
          : tr("Take {some} of {all}", { some, all }),
    );
  };
  const row = (c) => {
    const field = c.path.split("/").at(-1),
      tick = el("input", { type: "checkbox", onchange: count }),
      before = named(field, c.before),
      after = named(field, c.after);
    tick.checked = true;
    const li = el(
      "li",
      {},
      el("label", {}, tick, el("b", { text: placeOf(c.path, state.story, DOMAINS, c.after) })),
      el(
        "p",
        {},
        ...(isText(c.path)
          ? wordDiff(before, after)
          : [before && el("del", { text: before }), " ", after && el("ins", { text: after })]),
      ),
    );
    return Object.assign(li, { vgPath: c.path, vgTick: tick });
  };
  return {
    node,
    count,
    show: (changes) => {
      node.replaceChildren(...changes.map(row));
      attr(node, "data-many", changes.length > 1 ? "1" : null);
      count();
    },
    /* The paths that are ticked; undefined where it is all of them. */
    only: () => (ticked().length === rows().length ? undefined : ticked().map((li) => li.vgPath)),
  };
};
