/* How a new film is made: its shape, its look, and how long it is. */

import { attr, el } from "../page_state/dom.js";
import { shotsNow } from "./composer.js";

const SHAPES = [
  ["16:9", "16:9, wide"],
  ["9:16", "9:16, upright"],
  ["1:1", "1:1, square"],
  ["4:3", "4:3, classic"],
];
const LOOKS = ["noir", "sepia", "pastel", "storybook", "blueprint"];

export const filmOptions = () => {
  const choice = (id, label, entries) =>
    el(
      "select",
      { class: "vg-input", id, "aria-label": label },
      entries.map(([value, text]) => el("option", { value, text })),
    );
  const shape = choice("film-aspect", "Shape of the new film", SHAPES),
    look = choice("film-look", "Look of the new film", [
      ["", "as drawn"],
      ...LOOKS.map((l) => [l, l[0].toUpperCase() + l.slice(1)]),
    ]),
    length = el("input", {
      class: "vg-input",
      id: "film-seconds",
      type: "number",
      min: 1,
      max: 6000,
      step: 1,
      "aria-label": "Length of the new film in seconds",
    });
  const node = el(
    "div",
    { class: "vg-options", id: "new-film-options" },
    el("label", {}, el("span", { text: "Shape" }), shape),
    el("label", {}, el("span", { text: "Look" }), look),
    el("label", {}, el("span", { text: "Seconds" }), length),
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
