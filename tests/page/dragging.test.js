/* What dragging makes of shots, their edges, sounds and boxes. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { dragged, largeEnough } from "../../ui/widgets/keyframes/box.js";
import {
  beginBy,
  endAt,
  lengthTo,
  placeOf,
  reordered,
  rowsOf,
  slotAt,
  snapTo,
  trimTo,
} from "../../ui/widgets/timeline/dragging.js";

test("a shot is made longer and shorter by quarters of a second, within its limits", () => {
  assert.deepEqual([-1, 0.3, 1.1, 1.13, 99].map(lengthTo), [0.25, 0.25, 1, 1.25, 12]);
});

test("a trim leaves one frame beside what the other end leaves out", () => {
  const shot = { duration_s: 2, trim_in_s: 0.5, trim_out_s: 0.25 };
  assert.equal(trimTo(shot, "in", 1.01, 16), 1);
  assert.equal(trimTo(shot, "in", 9, 16), 2 - 0.25 - 1 / 16);
  assert.equal(trimTo(shot, "out", 9, 16), 2 - 0.5 - 1 / 16);
  assert.equal(trimTo(shot, "out", -1, 16), 0);
});

test("a shot falls before the one whose first half it is over, or behind the last", () => {
  const starts = [0, 2, 4],
    seconds = [2, 2, 2];
  assert.deepEqual(
    [-1, 0.9, 1.1, 3.1, 5.5].map((x) => slotAt(starts, seconds, x)),
    [0, 0, 1, 2, 3],
  );
  assert.deepEqual([placeOf(0, 2), placeOf(3, 0), placeOf(1, 0), placeOf(1, 1)], [0, 2, 0, 1]);
});

test("an order is changed by one, and left alone where nothing moves", () => {
  const order = ["a", "b", "c", "d"];
  assert.deepEqual(reordered(order, 0, 2), ["b", "c", "a", "d"]);
  assert.deepEqual(reordered(order, 3, 0), ["d", "a", "b", "c"]);
  assert.equal(reordered(order, 1, 1), null);
  assert.equal(reordered(order, -1, 1), null);
  assert.equal(reordered(order, 1, 4), null);
  assert.deepEqual(order, ["a", "b", "c", "d"], "the order that was given stays");
});

test("dropping where one stood, by slot and place together, changes nothing", () => {
  const order = ["a", "b", "c"];
  for (const from of [0, 1, 2])
    for (const slot of [from, from + 1]) assert.equal(reordered(order, from, placeOf(slot, from)), null);
});

test("what is near on the screen is snapped to, and nothing where nothing is near", () => {
  assert.equal(snapTo([0, 2, 5], 2.1, 40), 2);
  assert.equal(snapTo([0, 2, 5], 2.1, 400), null);
  assert.equal(snapTo([], 2.1, 40), null);
});

test("a sound begins no earlier than it is long, and something of it stays", () => {
  const sound = { in_s: 1, length_s: 10 };
  assert.equal(beginBy(-5, sound, 4), -1);
  assert.equal(beginBy(9, sound, 4), 3.95);
  assert.equal(endAt(0, sound), 1.05);
  assert.equal(endAt(99, sound), 10);
});

test("sounds that overlap stand in rows, and a row is used again when it is free", () => {
  const spans = [
    { at: 0, long: 4 },
    { at: 1, long: 1 },
    { at: 2, long: 5 },
    { at: 4, long: 1 },
  ];
  assert.equal(rowsOf(spans), 2);
  assert.deepEqual(
    spans.map((s) => s.row),
    [0, 1, 1, 0],
  );
});

test("a box is drawn, moved within the frame, and pulled by its sides", () => {
  const close = (a, b) => a.forEach((x, i) => assert.ok(Math.abs(x - b[i]) < 1e-9, `${a} is not ${b}`));
  const box = [0.2, 0.2, 0.6, 0.8];
  close(dragged("new", box, [0.9, 0.1], [0.4, 0.7]), [0.4, 0.1, 0.9, 0.7]);
  close(dragged("all", box, [0.3, 0.3], [0.9, 0.3]), [0.6, 0.2, 1, 0.8]);
  close(dragged("all", box, [0.3, 0.3], [0, 0]), [0, 0, 0.4, 0.6]);
  close(dragged("se", box, [0.6, 0.8], [0.1, 0.9]), [0.2, 0.2, 0.26, 0.9]);
  close(dragged("nw", box, [0.2, 0.2], [0.1, 0.1]), [0.1, 0.1, 0.6, 0.8]);
  assert.ok(largeEnough(box));
  assert.ok(!largeEnough([0.2, 0.2, 0.25, 0.8]));
});
