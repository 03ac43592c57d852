/* Where things stand in the film, in seconds from its first frame, cards included. Counted in whole frames like the studio. */

import { state } from "../page_state/state.js";

export const filmTime = () => {
  const rate = () => {
    const f = state.story?.film.fps || 16;
    return Math.abs(f - 23.976) < 0.002
      ? 24000 / 1001
      : Math.abs(f - 29.97) < 0.002
        ? 30000 / 1001
        : Math.abs(f - 59.94) < 0.002
          ? 60000 / 1001
          : f;
  };
  const whole = (s) => Math.max(1, Math.round(s.duration_s * rate()));
  /* Frames the cut leaves out at the beginning and at the end of a shot's clip. */
  const trims = (s) => {
    const w = whole(s),
      a = Math.min(w - 1, Math.round((s.trim_in_s || 0) * rate()));
    return [a, Math.min(w - 1 - a, Math.round((s.trim_out_s || 0) * rate()))];
  };
  const card = (which) => {
    const c = state.story?.titles?.[which];
    return c ? Math.max(1, Math.round(c.duration_s * rate())) / rate() : 0;
  };
  let memo = null;
  const table = () => {
    if (memo) return memo;
    const seconds = (state.story?.shots || []).map((s) => {
      const [a, b] = trims(s);
      return (whole(s) - a - b) / rate();
    });
    let t = time.lead();
    queueMicrotask(time.fresh);
    return (memo = {
      seconds,
      starts: seconds.map((d) => {
        const s = t;
        t += d;
        return s;
      }),
    });
  };
  const time = {
    rate,
    whole,
    trims,
    frame: (x) => Math.round(x * rate()) / rate(),
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
      const s = time.starts(),
        shots = state.story.shots;
      const d = time.seconds();
      let i = s.findIndex((t, n) => x < t + d[n] - 1e-6);
      if (i < 0) i = shots.length - 1;
      return { shot: shots[i], i, at: Math.max(0, x - s[i]) + trims(shots[i])[0] / rate() };
    },
    /* A moment of a shot's clip as a time of the film, or null where the cut leaves it out. */
    of: (i, at) => {
      const s = state.story.shots[i],
        [a, b] = trims(s),
        x = at - a / rate();
      return x < -1e-6 || x > (whole(s) - a - b) / rate() + 1e-6 ? null : time.starts()[i] + x;
    },
    clock: (t) => {
      const f = Math.floor(t * rate() + 1e-4),
        n = Math.round(rate());
      return `${String(Math.floor(f / n / 60)).padStart(2, "0")}:${String(Math.floor(f / n) % 60).padStart(2, "0")}:${String(f % n).padStart(2, "0")}`;
    },
  };
  return time;
};
