/* The arithmetic of a character's box: left, upper, right and lower side, in shares of the frame. Pure. */

import { clamp } from "../timeline/dragging.js";

/** The smallest side of a box. */
export const LEAST = 0.06;

/** @typedef {[number, number, number, number]} Box */

/** A box after the pointer went from one point to another. `part`: `new` draws another one, `all` moves it, `nw`, `n` … pull a corner
    or a side. @param {string} part @param {Box} start @param {[number, number]} from @param {[number, number]} to @returns {Box} */
export const dragged = (part, [x0, y0, x1, y1], [fx, fy], [x, y]) => {
  if (part === "new") return [Math.min(x, fx), Math.min(y, fy), Math.max(x, fx), Math.max(y, fy)];
  if (part === "all") {
    const mx = clamp(x - fx, -x0, 1 - x1),
      my = clamp(y - fy, -y0, 1 - y1);
    return [x0 + mx, y0 + my, x1 + mx, y1 + my];
  }
  return [
    part.includes("w") ? Math.min(x, x1 - LEAST) : x0,
    part.includes("n") ? Math.min(y, y1 - LEAST) : y0,
    part.includes("e") ? Math.max(x, x0 + LEAST) : x1,
    part.includes("s") ? Math.max(y, y0 + LEAST) : y1,
  ];
};

/** Whether a box is one, and not a slip of the hand. @param {Box} box */
export const largeEnough = ([x0, y0, x1, y1]) => x1 - x0 >= LEAST && y1 - y0 >= LEAST;
