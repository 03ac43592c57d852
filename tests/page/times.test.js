/* Times of a film in whole frames. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  cardSeconds,
  framesOf,
  indexAt,
  onFrame,
  rateOf,
  rulerWords,
  secondsOf,
  startsOf,
  timecode,
  trimsOf,
} from "../../ui/widgets/timeline/times.js";

test("the rates of television are fractions, others are what they say", () => {
  assert.equal(rateOf(23.976), 24000 / 1001);
  assert.equal(rateOf(29.97), 30000 / 1001);
  assert.equal(rateOf(59.94), 60000 / 1001);
  for (const fps of [12, 16, 24, 25, 30, 60]) assert.equal(rateOf(fps), fps);
});

test("a shot has at least one frame, and one is left however much is trimmed", () => {
  assert.equal(framesOf({ duration_s: 0.001 }, 16), 1);
  assert.equal(framesOf({ duration_s: 2 }, 16), 32);
  assert.deepEqual(trimsOf({ duration_s: 1, trim_in_s: 0.25, trim_out_s: 0.5 }, 16), [4, 8]);
  assert.deepEqual(trimsOf({ duration_s: 1, trim_in_s: 9, trim_out_s: 9 }, 16), [15, 0]);
  assert.deepEqual(trimsOf({ duration_s: 1, trim_in_s: 0, trim_out_s: 9 }, 16), [0, 15]);
  assert.equal(secondsOf({ duration_s: 1, trim_in_s: 9, trim_out_s: 9 }, 16), 1 / 16);
});

test("shots begin one after the other, behind the title card", () => {
  assert.equal(cardSeconds(null, 16), 0);
  assert.equal(cardSeconds({ duration_s: 0.51 }, 16), 0.5);
  assert.deepEqual(startsOf([2, 0.5, 1], 0.5), [0.5, 2.5, 3]);
  assert.deepEqual(startsOf([], 2), []);
});

test("the shot that plays at a time is found, the last one after the end", () => {
  const starts = [0.5, 2.5, 3],
    seconds = [2, 0.5, 1];
  assert.deepEqual(
    [0, 0.5, 2.4, 2.5, 2.9999999, 3.9, 99].map((x) => indexAt(starts, seconds, x)),
    [0, 0, 0, 1, 2, 2, 2],
  );
});

test("a time code counts minutes, seconds and frames", () => {
  assert.equal(timecode(0, 16), "00:00:00");
  assert.equal(timecode(61.5, 16), "01:01:08");
  assert.equal(timecode(15 / 16, 16), "00:00:15");
  assert.equal(timecode(1 / 16 - 1e-9, 16), "00:00:01");
  assert.equal(timecode(3600, 24), "60:00:00");
  assert.equal(timecode(10, 24000 / 1001), "00:09:23");
});

test("times snap to whole frames, and the ruler says what stands there", () => {
  assert.equal(onFrame(0.51, 16), 0.5);
  assert.equal(rulerWords(0.5, 0.5), "0.5");
  assert.equal(rulerWords(65, 5), "1:05");
});
