/* Words of the page: how long, how many, how large, what undo would do. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileSize, joined, lasting, numberOf, problemWords, undoWords } from "../../ui/widgets/page_state/words.js";

test("seconds are told as people tell them", () => {
  assert.deepEqual(
    [null, undefined, 0.4, 1, 89.4, 90, 5399, 5400].map((s) => lasting(s)),
    ["", "", "a second", "1 s", "89 s", "2 min", "90 min", "1.5 h"],
  );
});

test("one is one, and many have their own word", () => {
  assert.equal(numberOf(1, "take"), "1 take");
  assert.equal(numberOf(0, "take"), "0 takes");
  assert.equal(numberOf(3, "try", "tries"), "3 tries");
});

test("the last of several is joined by and", () => {
  assert.deepEqual([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(joined), ["", "a", "a and b", "a, b and c"]);
});

test("a problem is what happened and what to do", () => {
  assert.equal(problemWords({ message: "It failed." }), "It failed.");
  assert.equal(problemWords({ message: "It failed.", hint: "Try again." }), "It failed. Try again.");
});

test("undo and redo say what they would do, and that there is nothing to do", () => {
  const told = { say: "Shot {n}: {field}", values: { n: "2", field: "lighting" }, words: ["field"], item: "" };
  assert.deepEqual(undoWords({ undoes: told, redoes: null }), {
    undo: "Undo: Shot 2: lighting (Ctrl+Z)",
    redo: "Nothing to redo",
  });
  assert.deepEqual(undoWords({ undoes: null, redoes: told }), {
    undo: "Nothing to undo",
    redo: "Redo: Shot 2: lighting (Ctrl+Shift+Z)",
  });
});

test("a file is never told as nothing while it has a byte", () => {
  assert.deepEqual([0, 1, 999_600, 1_500_000, 15_400_000, 2_340_000_000].map(fileSize), [
    "0 kB",
    "1 kB",
    "1000 kB",
    "1.5 MB",
    "15 MB",
    "2.3 GB",
  ]);
});
