/* Where things stand in the film on the page, in seconds from its first frame, cards included. */

import { state } from "../page_state/state.js";
import { cardSeconds, framesOf, indexAt, onFrame, rateOf, secondsOf, startsOf, timecode, trimsOf } from "./times.js";

export const filmTime = () => {
  const rate = () => rateOf(state.story?.film.fps || 16);
  const card = (which) => cardSeconds(state.story?.titles?.[which], rate());
  let memo = null;
  const table = () => {
    if (memo) return memo;
    const seconds = (state.story?.shots || []).map((s) => secondsOf(s, rate()));
    queueMicrotask(time.fresh);
    memo = { seconds, starts: startsOf(seconds, time.lead()) };
    return memo;
  };
  const time = {
    rate,
    trims: (s) => trimsOf(s, rate()),
    frame: (x) => onFrame(x, rate()),
    lead: () => card("opening"),
    tail: () => card("end"),
    /* Counted once a task: a film of 500 shots asks for them 500 times while it is drawn. `fresh` after a change of the story. */
    fresh: () => {
      memo = null;
    },
    seconds: () => table().seconds,
    starts: () => table().starts,
    total: () => time.lead() + time.seconds().reduce((a, b) => a + b, 0) + time.tail(),
    /* The shot at a time of the film: {shot, i, at}: `at` counts from the first frame of its clip. */
    at: (x) => {
      const starts = time.starts(),
        i = indexAt(starts, time.seconds(), x),
        shot = state.story.shots[i];
      return { shot, i, at: Math.max(0, x - starts[i]) + time.trims(shot)[0] / rate() };
    },
    /* A moment of a shot's clip as a time of the film, or null where the cut leaves it out. */
    of: (i, at) => {
      const s = state.story.shots[i],
        [a, b] = time.trims(s),
        x = at - a / rate();
      return x < -1e-6 || x > (framesOf(s, rate()) - a - b) / rate() + 1e-6 ? null : time.starts()[i] + x;
    },
    clock: (t) => timecode(t, rate()),
  };
  return time;
};
