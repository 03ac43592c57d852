/* The arithmetic of the beats of a shot: when each begins and ends, and where there is room for another. Pure. */

import { clamp } from "../timeline/dragging.js";

/** The shortest beat, in seconds. */
export const SHORTEST = 0.2;

/** @typedef {[number, number, number, number]} Box */
/** @typedef {{ who?: string | null, what?: string, deed?: string, from_s: number, to_s: number, from_box?: Box | null, to_box?: Box | null, gaze?: string | number[] | null, line?: number | string | null }} Beat */

const round = (s) => Math.round(s * 1000) / 1000;

/** Whose beat it is: a slug, or "=" and the name of a thing. @param {Beat} b */
export const actorOf = (b) => b.who || `=${(b.what || "").trim().toLowerCase()}`;

/** The time that a beat may take: from the end of the one before it of the same actor to the beginning of the next.
    @param {Beat[]} beats @param {number} n @param {number} seconds @returns {[number, number]} */
export const room = (beats, n, seconds) => {
  const mine = beats[n],
    others = beats.filter((b, k) => k !== n && actorOf(b) === actorOf(mine));
  return [
    Math.max(0, ...others.filter((b) => b.to_s <= mine.from_s + 1e-6).map((b) => b.to_s)),
    Math.min(seconds, ...others.filter((b) => b.from_s >= mine.to_s - 1e-6).map((b) => b.from_s)),
  ];
};

/** A beat after its bar was pulled by so many seconds. `part`: `all` moves it, `from` and `to` pull an end.
    @param {Beat[]} beats @param {number} n @param {"all" | "from" | "to"} part @param {number} by @param {number} seconds @returns {Beat} */
export const pulled = (beats, n, part, by, seconds) => {
  const b = beats[n],
    [low, high] = room(beats, n, seconds);
  if (part === "from") return { ...b, from_s: round(clamp(b.from_s + by, low, b.to_s - SHORTEST)) };
  if (part === "to") return { ...b, to_s: round(clamp(b.to_s + by, b.from_s + SHORTEST, high)) };
  const far = clamp(by, low - b.from_s, high - b.to_s);
  return { ...b, from_s: round(b.from_s + far), to_s: round(b.to_s + far) };
};

/** The longest free time of an actor, at most two seconds of it; null where there is none.
    @param {Beat[]} beats @param {string} actor @param {number} seconds @returns {[number, number] | null} */
export const free = (beats, actor, seconds) => {
  const mine = beats.filter((b) => actorOf(b) === actor).sort((a, b) => a.from_s - b.from_s);
  let at = 0,
    best = /** @type {[number, number] | null} */ (null);
  for (const [from, to] of [...mine.map((b) => [b.from_s, b.to_s]), [seconds, seconds]]) {
    if (from - at >= SHORTEST && (!best || from - at > best[1] - best[0] + 1e-6)) best = [at, from];
    at = Math.max(at, to);
  }
  return best && [round(best[0]), round(Math.min(best[1], best[0] + 2))];
};

/** The beat that is shown of an actor while another is chosen: the one at its time, else the first. @param {Beat[]} beats
    @param {string} actor @param {number} at */
export const shownOf = (beats, actor, at) => {
  const mine = beats.map((b, n) => ({ b, n })).filter((x) => actorOf(x.b) === actor);
  return (mine.find((x) => x.b.from_s <= at && at < x.b.to_s) || mine[0])?.n ?? -1;
};
