/* Two versions of the film beside each other, shot by shot: the still of each, and what of the words differs. */

import { el } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { picture } from "../page_state/state.js";
import { wordDiff } from "../story/diff.js";

const side = (shot, missing) => {
  const img = el("img", { alt: "", hidden: true });
  if (shot) picture(img, shot.still, 320);
  return el(
    "figure",
    {},
    el(
      "div",
      { class: "vg-frame" },
      img,
      !shot?.still && el("span", { class: "vg-none", text: shot ? tr("not made yet") : missing }),
    ),
    el("figcaption", { class: "vg-muted vg-num", text: shot ? tr("Shot {shot}", { shot: shot.number }) : "" }),
  );
};
const row = (r) =>
  el(
    "section",
    { class: "vg-versionpair" },
    side(r.left, tr("not there yet")),
    side(r.right, tr("taken out")),
    el(
      "div",
      {},
      ...(r.fields.length
        ? r.fields.flatMap((f) => [
            el("b", { text: tr(f.said) }),
            el("p", { class: "vg-diff" }, ...wordDiff(f.left, f.right)),
          ])
        : [el("p", { class: "vg-muted", text: (r.left || r.right).summary })]),
    ),
  );

/** @param {string} title @param {any[]} shots @returns {any[]} */
export const comparedRows = (title, shots) => [
  el("h3", { text: title }),
  ...(shots.length ? shots.map(row) : [el("p", { text: tr("Their shots are the same.") })]),
];
