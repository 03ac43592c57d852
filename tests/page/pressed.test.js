/* Presses on a sound or a marker, while the program answers late and the page looks in between. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { pressed } from "../../ui/widgets/timeline/pressed.js";

/** A film of one sound, and a program that answers when it is told to. */
const desk = () => {
  const d = { out: 10, program: 10, page: { out: 10 }, asked: /** @type {any[]} */ ([]) };
  const change = pressed({
    put: (/** @type {(sound: { out: number }) => number} */ make) => {
      const sound = d.page,
        had = sound.out;
      sound.out = make(sound);
      return { values: sound.out, back: () => (sound.out = had) };
    },
    send: (out) => new Promise((done) => d.asked.push({ out, done })),
    show: () => {},
  });
  const later = () => new Promise((go) => setTimeout(go, 0));
  return {
    ...d,
    shorter: () => change((sound) => sound.out - 1),
    shown: () => d.page.out,
    asked: d.asked,
    arrives: () => (d.program = d.asked.at(-1).out),
    looks: () => (d.page = { out: d.program }),
    answers: (ok = true) => {
      d.asked.at(-1).done(ok);
      return later();
    },
    later,
  };
};

test("a press after a look that came before the answer counts once", async () => {
  const d = desk();
  d.shorter();
  d.shorter();
  await d.later();
  assert.deepEqual([d.asked.map((a) => a.out), d.shown()], [[9], 8]);
  d.arrives();
  d.looks(); // brings 9 before the answer does
  d.shorter();
  await d.answers();
  assert.equal(d.shown(), 7, "what waits is seen");
  for (const _ of [1, 2]) {
    d.arrives();
    d.looks();
    await d.answers();
  }
  assert.deepEqual([d.asked.map((a) => a.out), d.shown()], [[9, 8, 7], 7]);
});

test("a press that is refused is taken back, and those after it are made without it", async () => {
  const d = desk();
  const first = d.shorter();
  d.shorter();
  await d.later();
  await d.answers(false);
  assert.equal(await first, false);
  assert.deepEqual([d.asked.map((a) => a.out), d.shown()], [[9, 9], 9]);
});

test("an answer that throws does not hold up the presses after it", async () => {
  const d = desk();
  const first = d.shorter();
  await d.later();
  d.asked[0].done(Promise.reject(new Error("away")));
  await assert.rejects(first, /away/);
  d.shorter();
  await d.later();
  assert.equal(d.asked.length, 2);
});
