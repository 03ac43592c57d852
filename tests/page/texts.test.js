/* Differences between texts, lines that are spoken, and refusals in words. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { lost, refused } from "../../ui/widgets/page_state/refusals.js";
import { differences } from "../../ui/widgets/story/differences.js";
import { spokenLines, spokenText } from "../../ui/widgets/timeline/spoken.js";

test("what stayed, went and came is told word by word", () => {
  assert.deepEqual(differences("a wide shot at night", "a wide shot at dawn"), [
    ["", "a wide shot at "],
    ["del", "night"],
    ["", " "],
    ["ins", "dawn"],
  ]);
});

test("a new sentence reads as one, not as words between spaces", () => {
  const pieces = differences("She waits alone by the pier.", "She waits alone by the pier. Rain falls.");
  assert.deepEqual(pieces, [
    ["", "She waits alone by the pier."],
    ["ins", " Rain falls."],
  ]);
});

test("texts that share little stand one for the other, and nothing of them is lost", () => {
  assert.deepEqual(differences("the cat of a king", "rain over the harbour of night"), [
    ["del", "the cat of a king"],
    ["", " "],
    ["ins", "rain over the harbour of night"],
  ]);
  assert.deepEqual(differences("", "new"), [["ins", "new"]]);
});

test("a row with a name of the cast is said by them, any other by the narrator", () => {
  const cast = [
    { id: "mary", name: "Mary Low" },
    { id: "tom", name: "Tom" },
  ];
  const lines = spokenLines("Mary Low: I waited.\n\n  tom :  Did you: truly? \nTime: the enemy.\n", cast);
  assert.deepEqual(lines, [
    { character: "mary", text: "I waited." },
    { character: "tom", text: "Did you: truly?" },
    { character: "", text: "Time: the enemy." },
  ]);
  assert.equal(spokenText(lines, cast), "Mary Low: I waited.\nTom: Did you: truly?\nTime: the enemy.");
  assert.deepEqual(spokenLines(spokenText(lines, cast), cast), lines, "written out and read again it is the same");
  assert.equal(spokenText([{ character: "gone", text: "Hm." }], cast), "gone: Hm.");
});

test("a refusal says what the program said, and whether it is certain that nothing was done", () => {
  const own = refused(409, JSON.stringify({ problem: { message: "Too large.", hint: "Choose a smaller one." } }));
  assert.deepEqual(own.problem, { kind: "lost", message: "Too large.", hint: "Choose a smaller one." });
  assert.equal(own.arrived, false);
  assert.equal(refused(500, "").arrived, null);
  assert.equal(refused(408, "").arrived, null);
  assert.match(refused(401, "<html>").problem.message, /sign in/);
  assert.match(refused(502, "").problem.message, /\(502\)/);
  assert.match(refused(404, '{"detail":"gone"}').problem.message, /\(404\): gone$/);
  assert.equal(lost("away", "The program does not answer.", "").arrived, null);
});
