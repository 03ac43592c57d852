import assert from "node:assert/strict";
import test from "node:test";
import { foldable, rowsOf, scenesOf } from "../../ui/widgets/many/scenes.js";
import { ranges, shared, threeWays } from "../../ui/widgets/many/shared.js";

const shots = (places) => [...places].map((p, i) => ({ id: `s${i + 1}`, place: p === "-" ? null : p, duration_s: 2 }));

test("shots after one another at one place are a scene, and coming back is another one", () => {
  const found = scenesOf(shots("aab--a"));
  assert.deepEqual(
    found.map((s) => [s.id, s.place, s.shots.length, s.seconds]),
    [
      ["s1", "a", 2, 4],
      ["s3", "b", 1, 2],
      ["s4", "", 2, 4],
      ["s6", "a", 1, 2],
    ],
  );
});

test("a heading begins a scene where the place stays", () => {
  const film = shots("aaaa");
  film[2].scene = " The storm ";
  assert.deepEqual(
    scenesOf(film).map((s) => [s.name, s.shots.length]),
    [
      ["", 2],
      ["The storm", 2],
    ],
  );
});

test("a short film, a film of one scene and a film of single shots have no folders", () => {
  const is = (places) => foldable(scenesOf(shots(places)), places.length);
  assert.equal(is("aabb"), false);
  assert.equal(is("a".repeat(20)), false);
  assert.equal(is("ab".repeat(10)), false);
  assert.equal(is("aaab".repeat(5)), true);
});

test("a folded scene shows its head alone, and a filter leaves out scenes without a find", () => {
  const film = shots("aabbb"),
    rows = rowsOf(scenesOf(film), film, (id) => id === "s1");
  assert.deepEqual(
    rows.map((r) => (r.shot ? r.shot.id : `${r.scene.id}${r.folded ? " folded" : ""}`)),
    ["s1 folded", "s3", "s3", "s4", "s5"],
  );
  const some = rowsOf(scenesOf(film), [film[4]], () => false);
  assert.deepEqual(
    some.map((r) => r.shot?.id || r.scene.id),
    ["s3", "s5"],
  );
});

test("what shots share is told apart from what differs", () => {
  assert.deepEqual(
    shared([{ a: 1 }, { a: 1 }], (x) => x.a),
    { same: true, value: 1, many: 1 },
  );
  assert.deepEqual(
    shared([{ a: 1 }, { a: 2 }], (x) => x.a),
    { same: false, value: "", many: 2 },
  );
  assert.equal(shared([{ a: null }, {}], (x) => x.a).same, true);
  assert.equal(
    threeWays([1, 2], (n) => n > 0),
    "true",
  );
  assert.equal(
    threeWays([1, 2], (n) => n > 1),
    "mixed",
  );
  assert.equal(
    threeWays([1, 2], (n) => n > 2),
    "false",
  );
});

test("numbers are listed as people list them", () => {
  assert.equal(ranges([1, 2, 3, 5, 7, 8]), "1–3, 5, 7, 8");
  assert.equal(ranges([]), "");
});
