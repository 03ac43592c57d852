/* How a new film is made: its shape, its look, and how long it is. */

import { attr, el } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { shotsNow } from "./composer.js";

const SHAPES = [
  ["16:9", tr("16:9, wide")],
  ["9:16", tr("9:16, upright")],
  ["1:1", tr("1:1, square")],
  ["4:3", tr("4:3, classic")],
];
const LOOKS = [
  ["noir", tr("Noir")],
  ["sepia", tr("Sepia")],
  ["pastel", tr("Pastel")],
  ["storybook", tr("Storybook")],
  ["blueprint", tr("Blueprint")],
];

export const filmOptions = () => {
  const choice = (id, label, entries) =>
    el(
      "select",
      { class: "vg-input", id, "aria-label": label },
      entries.map(([value, text]) => el("option", { value, text })),
    );
  const shape = choice("film-aspect", tr("Shape of the new film"), SHAPES),
    look = choice("film-look", tr("Look of the new film"), [
      ["", tr("as drawn")],
      ...LOOKS.map(([value, text]) => [value, text]),
    ]),
    length = el("input", {
      class: "vg-input",
      id: "film-seconds",
      type: "number",
      min: 1,
      max: 6000,
      step: 1,
      "aria-label": tr("Length of the new film in seconds"),
    });
  const node = el(
    "div",
    { class: "vg-options", id: "new-film-options" },
    el("label", {}, el("span", { text: tr("Shape") }), shape),
    el("label", {}, el("span", { text: tr("Look") }), look),
    el("label", {}, el("span", { text: tr("Seconds") }), length),
  );
  return {
    node,
    draw: () => attr(length, "placeholder", shotsNow() * 3),
    /* What of it a request says. */
    chosen: () => ({
      aspect: shape.value,
      look: look.value,
      ...(length.value ? { seconds: Number(length.value) } : {}),
    }),
  };
};
