import assert from "node:assert/strict";
import test from "node:test";
import { makings } from "../../ui/widgets/page_state/makings.js";

const held = () => {
  const kept = new Map();
  return { getItem: (k) => kept.get(k) ?? null, setItem: (k, v) => kept.set(k, v) };
};
const counted = () => {
  let n = 0;
  return () => `token-${++n}`;
};

test("the same making asked again before an answer came has the same token", () => {
  const m = makings(held(), counted());
  const first = m.tokenOf("make", { sentence: "A fox.", shots: 6 });
  assert.deepEqual(m.tokenOf("make", { sentence: "A fox.", shots: 6 }), first);
  assert.notDeepEqual(m.tokenOf("make", { sentence: "A fox.", shots: 7 }), first, "another making");
});

test("once it was answered, the same words make another film", () => {
  const m = makings(held(), counted()),
    asked = { text: "1. A fox." };
  const first = m.tokenOf("shot_list", asked);
  m.answered("shot_list", asked);
  assert.notDeepEqual(m.tokenOf("shot_list", asked), first);
});

test("a page that was loaded again still knows what it asked", () => {
  const tab = held(),
    fresh = counted();
  const first = makings(tab, fresh).tokenOf("make", { sentence: "A fox.", shots: 6 });
  assert.deepEqual(makings(tab, fresh).tokenOf("make", { sentence: "A fox.", shots: 6 }), first);
});

test("what makes no film has no token, and a tab without storage works", () => {
  const no = () => {
    throw new Error("no storage");
  };
  const m = makings({ getItem: no, setItem: no }, counted());
  assert.deepEqual(m.tokenOf("insert", {}), {});
  assert.deepEqual(m.tokenOf("make", { sentence: "x" }), m.tokenOf("make", { sentence: "x" }));
});
