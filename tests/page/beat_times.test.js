import assert from "node:assert/strict";
import test from "node:test";

import { actorOf, free, pulled, room, shownOf } from "../../ui/widgets/desk/beat_times.js";

const beats = [
  { who: "mary", from_s: 0, to_s: 1 },
  { who: "tom", from_s: 0, to_s: 3 },
  { who: "mary", from_s: 2, to_s: 3 },
  { what: " Ball ", from_s: 1, to_s: 2 },
];

test("a beat is pulled as far as the beats of the same actor and the shot leave room", () => {
  assert.deepEqual(room(beats, 0, 4), [0, 2]);
  assert.deepEqual(room(beats, 2, 4), [1, 4]);
  assert.equal(pulled(beats, 0, "to", 5, 4).to_s, 2);
  assert.equal(pulled(beats, 2, "from", -5, 4).from_s, 1);
  assert.deepEqual([pulled(beats, 2, "all", 9, 4).from_s, pulled(beats, 2, "all", 9, 4).to_s], [3, 4]);
  assert.equal(pulled(beats, 0, "from", 9, 4).from_s, 0.8, "the shortest beat stays");
});

test("a new beat takes the longest free time of its actor, and none where there is none", () => {
  assert.deepEqual(free(beats, "mary", 4), [1, 2]);
  assert.deepEqual(free(beats, "tom", 4), [3, 4]);
  assert.deepEqual(free(beats, "nobody", 4), [0, 2]);
  assert.equal(free([{ who: "mary", from_s: 0, to_s: 4 }], "mary", 4), null);
});

test("of who is not chosen the beat of that time is shown", () => {
  assert.equal(actorOf(beats[3]), "=ball");
  assert.equal(shownOf(beats, "mary", 2.5), 2);
  assert.equal(shownOf(beats, "mary", 1.5), 0);
  assert.equal(shownOf(beats, "nobody", 0), -1);
});
