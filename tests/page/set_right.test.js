/* What a person set right in a script: only what differs from the reading is asked for. */

import assert from "node:assert";
import { test } from "node:test";
import { corrections } from "../../ui/widgets/projects/set_right.js";

const shot = { id: "s1", text: "Ada waits.", place: "pier" };

test("what is typed back is asked for no more", () => {
  const right = corrections();
  right.name("people", { id: "ada", name: "Ada" }, "Eva");
  right.shot(shot, "Ada runs.");
  right.name("people", { id: "ada", name: "Ada" }, " Ada ");
  right.shot(shot, "Ada waits.");
  assert.deepEqual(right.asked().people, {});
  assert.deepEqual(right.asked().shots, {});
});

test("nobody, no place and a voice are asked for as empty", () => {
  const right = corrections();
  right.name("people", { id: "warm", name: "Warm" }, "");
  right.stands(shot, "");
  right.speaker(shot, 2, { who: "ada" }, "");
  const { people, stands, speakers } = right.asked();
  assert.deepEqual([people, stands, speakers], [{ warm: "" }, { s1: "" }, { "s1/2": "" }]);
});

test("a sentence or a line cannot be emptied, and a shot is left out once", () => {
  const right = corrections();
  right.shot(shot, "  ");
  right.line(shot, 1, { text: "Come." }, "");
  right.leave(shot, true);
  right.leave(shot, true);
  assert.deepEqual([right.asked().shots, right.asked().lines, right.asked().left], [{}, {}, ["s1"]]);
  right.leave(shot, false);
  assert.deepEqual(right.asked().left, []);
});
