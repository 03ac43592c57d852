/* The arithmetic of the part that is cut out of a picture: left, top, right, bottom in shares of its sides, of one shape. Pure. */

/** @typedef {[number, number, number, number]} Box */

/** How high a part is, in shares, that is `across` wide: a picture of w by h, cut to a shape of `ratio` (width over height).
    @param {number} across @param {[number, number]} size @param {number} ratio */
export const highOf = (across, [w, h], ratio) => (across * w) / ratio / h;

/** The widest part there is. @param {[number, number]} size @param {number} ratio */
export const widest = ([w, h], ratio) => Math.min(1, (h * ratio) / w);

/** A part of this width around a point, moved until it lies in the picture.
    @param {[number, number]} middle @param {number} across @param {[number, number]} size @param {number} ratio @returns {Box} */
export const around = ([x, y], across, size, ratio) => {
  const wide = Math.min(Math.max(across, 0.08), widest(size, ratio)),
    high = highOf(wide, size, ratio),
    left = Math.min(Math.max(0, x - wide / 2), 1 - wide),
    top = Math.min(Math.max(0, y - high / 2), 1 - high);
  return [left, top, left + wide, top + high];
};

/** The part around a face, as the program cuts it by itself. @param {Box} face @param {[number, number]} size @param {number} ratio */
export const aroundFace = ([x0, y0, x1, y1], size, ratio) => {
  const side = 2.6 * Math.max((x1 - x0) * size[0], (y1 - y0) * size[1]);
  return around([(x0 + x1) / 2, (y0 + y1) / 2], side / size[0], size, ratio);
};

/** @param {Box} box @returns {[number, number]} */
export const middleOf = ([x0, y0, x1, y1]) => [(x0 + x1) / 2, (y0 + y1) / 2];
