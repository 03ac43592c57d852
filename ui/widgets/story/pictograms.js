/* One small picture for each move of the camera: what the move does to near and far, drawn, and played while it is looked at. */

import { el } from "../page_state/dom.js";

/* What becomes of far and near: shift in units of the picture (48 x 32) and size; x and y turn round with the way. */
const PLAYED = {
  static: {},
  pan: { far: [-13, 0, 1], near: [-13, 0, 1] },
  tilt: { far: [0, 8, 1], near: [0, 8, 1] },
  push: { far: [0, 0, 1.15], near: [0, 0, 1.6] },
  pull: { far: [0, 0, 0.9], near: [0, 0, 0.62] },
  truck: { far: [-4, 0, 1], near: [-13, 0, 1] },
  pedestal: { far: [0, 3, 1], near: [0, 9, 1] },
  zoom: { far: [0, 0, 1.45], near: [0, 0, 1.45] },
  orbit: { far: [13, 0, 1], near: [0, 0, 1] },
  crane: { far: [0, 3, 0.95], near: [0, 10, 0.8] },
  handheld: { far: [1.5, -1, 1], near: [1.5, -1, 1] },
  follow: { far: [-13, 0, 1], near: [0, 0, 1] },
  dolly_zoom: { far: [0, 0, 0.66], near: [0, 0, 1] },
};
const TURNED = ["left", "down", "out", "cw"];
/** What a move does in its picture. @param {string} move @param {string} way @returns {{far: number[], near: number[]}} */
export const played = (move, way) => {
  const p = PLAYED[move] || {},
    back = TURNED.includes(way) && move !== "pull";
  const one = ([x, y, s]) => (back ? [-x || 0, -y || 0, 1 / s] : [x, y, s]);
  return { far: one(p.far || [0, 0, 1]), near: one(p.near || [0, 0, 1]) };
};

/* The sign of the move over the little scene, for its usual way; other ways mirror it. */
const SIGNS = {
  static: "M24 20v4M24 24l-6 6M24 24l6 6M24 24v6",
  pan: "M9 28q15-5 30 0M34.6 24l4.6 4-5.6 2",
  tilt: "M43 27q-5-11 0-22M38.6 8.4l4.4-3.8 1.8 5.4",
  push: "M4 4l8 5.5M8 10.4l4.4-.6-.6-4.2M44 4l-8 5.5M40 10.4l-4.4-.6.6-4.2M4 28l8-5.5M8 21.6l4.4.6-.6 4.2M44 28l-8-5.5M40 21.6l-4.4.6.6 4.2",
  pull: "M12 10L4 4.4M4.2 8.4L4 4.4l4.4.2M36 10l8-5.6M43.8 8.4l.2-4-4.4.2M12 22l-8 5.6M4.2 23.6l-.2 4 4.4-.2M36 22l8 5.6M43.8 23.6l.2 4-4.4-.2",
  truck: "M8 27.5h31M34.5 24l4.5 3.5-4.5 3.5",
  pedestal: "M43 28V5M39.5 9L43 4.5 46.5 9",
  zoom: "M38 8.5a4.5 4.5 0 1 0 0 .1M36.6 12l4.6 4.6M31.4 8.5h4.4M33.6 6.3v4.4",
  orbit: "M10 20q-4 8 14 8t14-8M34 22.6l4.2-3 2.2 4.6",
  crane: "M5 28.5L38 9M32.6 8.4l5.8.4-2.6 5.2M5 28.5h10",
  handheld: "M4 9l2.5-2.5L9 9l2.5-2.5L14 9M34 9l2.5-2.5L39 9l2.5-2.5L44 9",
  follow: "M6 27.5h5M15 27.5h5M24 27.5h14M33.8 24l4.6 3.5-4.6 3.5",
  dolly_zoom:
    "M4 16h7M8 13l3.4 3L8 19M44 16h-7M40 13l-3.4 3 3.4 3M16 8.5L12.5 5M32 8.5L35.5 5M16 23.5L12.5 27M32 23.5l3.5 3.5",
};
const mirror = (way) =>
  ({ left: "matrix(-1 0 0 1 48 0)", cw: "matrix(-1 0 0 1 48 0)", down: "matrix(1 0 0 -1 0 32)" })[way] || "";

/** The picture of a move. `show(way)` turns it to another way. @param {string} move */
export const pictogram = (move) => {
  const far = el(
      "svg:g",
      { class: "vg-pic-far" },
      el("svg:path", { class: "vg-pic-hill", d: "M-40 24Q-24 9-8 20T14 17T36 20T60 15T88 24V70H-40Z" }),
      el("svg:circle", { class: "vg-pic-sun", cx: 37, cy: 8, r: 2.6 }),
      el("svg:path", { class: "vg-pic-tree", d: "M11 20v-5M11 8a3.6 4 0 1 0 .1 0M33 20v-4M33 11a2.8 3 0 1 0 .1 0" }),
    ),
    near = el(
      "svg:g",
      { class: "vg-pic-near" },
      el("svg:path", { class: "vg-pic-body", d: "M24 9.2a3.3 3.3 0 1 1-.1 0M18.6 27v-5.4a5.4 5 0 0 1 10.8 0V27Z" }),
    ),
    sign = el("svg:path", { class: "vg-pic-sign", d: SIGNS[move] || "" });
  const node = el(
    "svg:svg",
    { viewBox: "0 0 48 32", class: `vg-pic vg-pic-${move}`, "aria-hidden": "true" },
    far,
    near,
    sign,
  );
  const show = (way) => {
    const p = played(move, way);
    for (const [part, [x, y, s]] of [
      [far, p.far],
      [near, p.near],
    ])
      part.style.cssText = `--x:${x}px;--y:${y}px;--s:${s.toFixed(3)}`;
    if (mirror(way)) sign.setAttribute("transform", mirror(way));
    else sign.removeAttribute("transform");
  };
  show("");
  return { node, show };
};
