/* Times of a film, from its story: counted in whole frames, like the studio does. Pure. */

/** @typedef {{ duration_s: number, trim_in_s?: number, trim_out_s?: number }} Timed */

/** Frames a second; the rates of television are fractions. @param {number} fps */
export const rateOf = (fps) => [24, 30, 60].map((n) => (n * 1000) / 1001).find((r) => Math.abs(fps - r) < 0.002) ?? fps;

/** Frames of a shot's clip. @param {Timed} shot @param {number} rate */
export const framesOf = (shot, rate) => Math.max(1, Math.round(shot.duration_s * rate));

/** Frames that the cut leaves out at the beginning and at the end of a shot's clip; one at least is left.
    @param {Timed} shot @param {number} rate @returns {[number, number]} */
export const trimsOf = (shot, rate) => {
  const whole = framesOf(shot, rate),
    a = Math.min(whole - 1, Math.round((shot.trim_in_s || 0) * rate));
  return [a, Math.min(whole - 1 - a, Math.round((shot.trim_out_s || 0) * rate))];
};

/** Seconds of a shot in the cut. @param {Timed} shot @param {number} rate */
export const secondsOf = (shot, rate) => {
  const [a, b] = trimsOf(shot, rate);
  return (framesOf(shot, rate) - a - b) / rate;
};

/** Seconds of a card before or after the film. @param {{ duration_s: number } | null | undefined} card @param {number} rate */
export const cardSeconds = (card, rate) => (card ? Math.max(1, Math.round(card.duration_s * rate)) / rate : 0);

/** When each shot begins. @param {number[]} seconds @param {number} lead */
export const startsOf = (seconds, lead) => {
  let t = lead;
  return seconds.map((d) => {
    const start = t;
    t += d;
    return start;
  });
};

/** Which shot plays at a time of the film; after the end, the last. @param {number[]} starts @param {number[]} seconds @param {number} x */
export const indexAt = (starts, seconds, x) => {
  const i = starts.findIndex((t, n) => x < t + seconds[n] - 1e-6);
  return i < 0 ? starts.length - 1 : i;
};

/** The whole frame nearest to a time. @param {number} x @param {number} rate */
export const onFrame = (x, rate) => Math.round(x * rate) / rate;

/** Minutes, seconds and frames. @param {number} t @param {number} rate */
export const timecode = (t, rate) => {
  const frame = Math.floor(t * rate + 1e-4),
    second = Math.round(rate),
    two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${two(Math.floor(frame / second / 60))}:${two(Math.floor(frame / second) % 60)}:${two(frame % second)}`;
};

/** What stands at a line of the ruler, whose lines are `every` seconds apart. @param {number} t @param {number} every */
export const rulerWords = (t, every) =>
  every < 1 ? t.toFixed(1) : `${Math.floor(t / 60)}:${String(t % 60).padStart(2, "0")}`;
