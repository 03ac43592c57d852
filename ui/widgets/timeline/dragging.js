/* The arithmetic of dragging on the timeline: what a shot, its edges and a sound become. Seconds in, seconds out. Pure. */

/** @param {number} x @param {number} low @param {number} high */
export const clamp = (x, low, high) => Math.max(low, Math.min(high, x));

/** How long a shot becomes: quarters of a second, within what a shot may have. @param {number} seconds */
export const lengthTo = (seconds) => clamp(Math.round(seconds * 4) / 4, 0.25, 12);

/** What the cut leaves out at one end of a shot's clip: one frame at least stays.
    @param {{ duration_s: number, trim_in_s: number, trim_out_s: number }} shot @param {"in" | "out"} end @param {number} seconds
    @param {number} rate */
export const trimTo = (shot, end, seconds, rate) => {
  const other = end === "in" ? shot.trim_out_s : shot.trim_in_s;
  return Math.max(0, Math.min(shot.duration_s - other - 1 / rate, Math.round(seconds * rate) / rate));
};

/** Before which shot something falls that is let go at `x`: past the middle of a shot is behind it.
    @param {number[]} starts @param {number[]} seconds @param {number} x */
export const slotAt = (starts, seconds, x) => {
  const slot = starts.findIndex((t, i) => x < t + seconds[i] / 2);
  return slot < 0 ? starts.length : slot;
};

/** Where the shot at `from` stands after it fell into a slot: what is behind it moves up. @param {number} slot @param {number} from */
export const placeOf = (slot, from) => (slot > from ? slot - 1 : slot);

/** The order after one moved to another place; null where nothing moves. @template T @param {T[]} order @param {number} from @param {number} to */
export const reordered = (order, from, to) => {
  if (from < 0 || to < 0 || to >= order.length || to === from) return null;
  const next = [...order];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
};

/** The nearest of some times, if it is near enough on the screen; else nothing.
    @param {number[]} times @param {number} x @param {number} px pixels a second */
export const snapTo = (times, x, px) => {
  const best = times.reduce((b, n) => (Math.abs(n - x) < Math.abs(b - x) ? n : b), Infinity);
  return Math.abs(best - x) * px < 7 ? best : null;
};

/** How far the beginning of a sound moves: not before the sound itself, and something of it stays.
    @param {number} by @param {{ in_s: number }} sound @param {number} long seconds that are heard */
export const beginBy = (by, sound, long) => clamp(by, -sound.in_s, long - 0.05);

/** Where a sound ends, in its own seconds. @param {number} at @param {{ in_s: number, length_s: number }} sound */
export const endAt = (at, sound) => Math.max(sound.in_s + 0.05, Math.min(sound.length_s, at));

/** Rows for what overlaps: each stands in the first row that is free when it begins. Sorted by `at`; how many rows there are.
    @param {{ at: number, long: number, row?: number }[]} spans */
export const rowsOf = (spans) => {
  /** @type {number[]} */
  const ends = [];
  for (const s of spans) {
    let row = ends.findIndex((e) => e <= s.at + 1e-3);
    if (row < 0) row = ends.push(0) - 1;
    ends[row] = s.at + s.long;
    s.row = row;
  }
  return ends.length;
};
