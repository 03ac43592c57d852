/* What a few typed letters mean, in the command palette. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { found } from "../../ui/widgets/desk/finding.js";

const things = [
  { id: "undo", says: "Undo" },
  { id: "shot/1", says: "Shot 1: A fox crosses the river", more: "night, rain" },
  { id: "cast/zoe", says: "Zoë", kind: "Person" },
  { id: "tab/Shots", says: "Shots", kind: "Tab" },
];
const ids = (/** @type {string} */ typed) => found(typed, things).map((t) => t.id);

test("every typed word must be there, in any order, in what it says or is about", () => {
  assert.deepEqual(ids("rain fox"), ["shot/1"]);
  assert.deepEqual(ids("fox snow"), []);
});
test("what begins with the word comes first, and marks over letters do not matter", () => {
  assert.deepEqual(ids("shot"), ["shot/1", "tab/Shots"]);
  assert.deepEqual(ids("zoe"), ["cast/zoe"]);
  assert.deepEqual(ids("UND"), ["undo"]);
});
test("where nothing is typed everything is there, up to as many as are wanted", () => {
  assert.equal(ids("").length, 4);
  assert.equal(found("", things, 2).length, 2);
});
