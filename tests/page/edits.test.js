/* Edits: what they set, and how they get to the program over a line that fails. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { anotherTime, editOf, over, read, same, there } from "../../ui/widgets/page_state/places.js";
import { unsentEdits } from "../../ui/widgets/page_state/unsent.js";

const shot = (id, more = {}) => ({
  id,
  domains: { camera: "", lighting: "day" },
  duration_s: 2,
  locked: [],
  lines: [],
  markers: [],
  who: [],
  ...more,
});
const filmOf = () => ({
  revision: 1,
  items: { "keyframe/a": { take: "t1" } },
  story: {
    shots: [shot("a"), shot("b"), shot("c")],
    boundaries: [
      { after: "a", mode: "bridge" },
      { after: "b", mode: "cut" },
    ],
    cast: [{ id: "mary", name: "Mary", voice: { variant: "" }, stages: [{ id: "now", look: "red coat" }] }],
    places: [],
    sound: { tracks: [{ kind: "music", muted: false, items: [{ id: "s1", at_s: 0, gain_db: 0 }] }] },
    titles: { opening: null },
  },
});

test("values are the same when the program would keep the same", () => {
  assert.ok(same("", null) && same(false, undefined) && same(1.00001, 1) && same([1, { a: "" }], [1, {}]));
  assert.ok(!same("a", "b") && !same(1, 1.001) && !same([1], [1, 2]) && !same({ a: 1 }, { a: 2 }) && !same(0, null));
});

test("an edit names the places it sets, and what makes or removes something is no edit", () => {
  const film = filmOf();
  assert.deepEqual(editOf("edit", { shot: "a", field: "camera", value: "close" }, film), [
    [["shots", "a", "camera"], "close"],
  ]);
  assert.deepEqual(editOf("move", { shot: "a", to: 3 }, film), [[["order"], ["b", "c", "a"]]]);
  assert.deepEqual(editOf("track", { kind: "music", muted: true }, film), [[["tracks", "music", "muted"], true]]);
  assert.deepEqual(editOf("card", { card: "opening", text: " ", line: "", duration_s: 2 }, film), [
    [["titles", "opening"], null],
  ]);
  assert.equal(editOf("remove_shot", { shot: "a" }, film), null);
  assert.equal(editOf("edit", { shot: "a", field: "camera", value: "x" }, { story: null }), null);
});

test("a move is sent again as the order it made, a pin with the take that was seen", () => {
  const film = filmOf();
  const move = { shot: "a", to: 2 },
    pin = { key: "keyframe/a" };
  assert.deepEqual(anotherTime("move", move, editOf("move", move, film)), ["order", { shots: ["b", "a", "c"] }]);
  assert.deepEqual(anotherTime("pin", pin, editOf("pin", pin, film)), ["pin", { key: "keyframe/a", take: "t1" }]);
  const words = { shot: "a", field: "camera", value: "x" };
  assert.deepEqual(anotherTime("edit", words, editOf("edit", words, film)), ["edit", words]);
});

test("edits are drawn over the film, which itself stays as it was", () => {
  const film = filmOf(),
    sets = (verb, args) => editOf(verb, args, film),
    edit = (list) => ({ places: list.map(([p]) => p), values: list.map(([, v]) => v) });
  const shown = over(film, [
    edit(sets("edit", { shot: "a", field: "lighting", value: "night" })),
    edit(sets("order", { shots: ["c", "a", "b"] })),
    edit(sets("lock", { shot: "b", what: "camera", on: true })),
    edit(sets("pin", { key: "keyframe/a" })),
    edit(sets("sound", { item: "s1", at_s: 3 })),
    edit(sets("edit_part", { path: "cast/mary/stages/now/look", value: "blue coat" })),
  ]);
  assert.deepEqual(
    shown.story.shots.map((s) => s.id),
    ["c", "a", "b"],
  );
  assert.deepEqual(
    shown.story.boundaries.map((b) => [b.after, b.mode]),
    [
      ["c", "cut"],
      ["a", "bridge"],
    ],
  );
  assert.equal(read(shown, ["shots", "a", "lighting"]), "night");
  assert.equal(read(shown, ["locks", "b", "camera"]), true);
  assert.equal(read(shown, ["pins", "keyframe/a"]), "t1");
  assert.equal(read(shown, ["sounds", "s1", "at_s"]), 3);
  assert.equal(read(shown, ["cast", "mary", "stages", "now", "look"]), "blue coat");
  assert.deepEqual(film, filmOf());
  assert.ok(there(film, ["shots", "a", "camera"]) && !there(film, ["shots", "z", "camera"]));
});

/* -- on the way ------------------------------------------------------------------------------------------------------- */
const shelf = () => {
  const kept = {};
  const of = (name, value) => Object.defineProperty(kept, name, { value, enumerable: false });
  of("getItem", (name) => kept[name] ?? null);
  of("setItem", (name, value) => {
    kept[name] = value;
  });
  of("removeItem", (name) => delete kept[name]);
  return kept;
};
const LOST = { ok: false, lost: true, arrived: null, problem: { message: "The program does not answer.", hint: "" } };
/* A program that keeps a film; `answers` are what it does with the next requests: "take", "lose" (done, but nobody hears), "away". */
const program = (answers) => {
  const film = filmOf(),
    asked = [];
  const ask = async (verb, args) => {
    asked.push([verb, args]);
    const how = answers.shift() ?? "take";
    if (how === "away") return LOST;
    if (typeof how === "object") return { ok: false, problem: how };
    film.story.shots.find((s) => s.id === args.shot).domains[args.field] = args.value;
    film.revision++;
    return how === "lose" ? LOST : { ok: true, view: { revision: film.revision } };
  };
  return { film, asked, ask };
};
/* What waits goes again: once the turn that failed is over. */
const again = async (edits) => {
  await new Promise(setImmediate);
  await edits.flush();
};
const way = (at, storage = shelf()) => {
  const edits = unsentEdits(
    {
      ask: at.ask,
      film: async () => structuredClone(at.film),
      shown: () => ({ project: "p", name: "Film", ...structuredClone(at.film) }),
      took: () => {},
      changed: () => {},
    },
    storage,
  );
  const words = (value, id = "a") => {
    const args = { shot: id, field: "lighting", value };
    return edits.put("edit", args, editOf("edit", args, at.film));
  };
  return { edits, words, storage };
};

test("an edit that arrives is crossed out, on the shelf too", async () => {
  const at = program(["take"]),
    { edits, words, storage } = way(at);
  const sent = words("night");
  assert.equal(Object.keys(storage).length, 1, "it is written down before it is sent");
  assert.ok((await sent).ok);
  assert.equal(at.film.story.shots[0].domains.lighting, "night");
  assert.deepEqual([edits.all.length, Object.keys(storage).length], [0, 0]);
});

test("one whose answer was lost is not sent twice when the film has it already", async () => {
  const at = program(["lose"]),
    { edits, words } = way(at);
  assert.equal((await words("night")).kept, true);
  assert.equal(edits.all.length, 1);
  await again(edits);
  assert.equal(edits.all.length, 0);
  assert.equal(at.asked.length, 1);
});

test("one that did not arrive goes again, from the revision it was looked at", async () => {
  const at = program(["away", "take"]),
    { edits, words } = way(at);
  await words("night");
  assert.equal(at.film.story.shots[0].domains.lighting, "day");
  await again(edits);
  assert.equal(at.film.story.shots[0].domains.lighting, "night");
  assert.equal(at.asked[1][1].seen, 1);
});

test("where somebody else wrote meanwhile a person chooses, and what they choose is sent", async () => {
  const at = program(["away", "take"]),
    { edits, words } = way(at);
  await words("night");
  at.film.story.shots[0].domains.lighting = "dawn";
  await again(edits);
  const [one] = edits.all;
  assert.deepEqual([one.state, one.theirs], ["clash", ["dawn"]]);
  await edits.mine(one);
  assert.equal(at.film.story.shots[0].domains.lighting, "night");
  assert.equal(edits.all.length, 0);
});

test("words that the program refuses are kept until a person throws them away", async () => {
  const at = program([{ kind: "bad_input", message: "Too long.", hint: "" }]),
    { edits, words } = way(at);
  const reply = await words("night");
  assert.deepEqual([reply.refused, reply.kept], [true, true]);
  edits.drop(edits.all[0]);
  assert.equal(edits.all.length, 0);
});

test("a second edit of one place takes the first one's turn, those of others wait behind it", async () => {
  const at = program(["away"]),
    { edits, words } = way(at);
  await words("night");
  words("midnight");
  words("noon", "b");
  await again(edits);
  assert.deepEqual(
    at.asked.slice(1).map(([, a]) => [a.shot, a.value]),
    [
      ["a", "midnight"],
      ["b", "noon"],
    ],
  );
});

test("what a page left behind is taken over by the next one", async () => {
  const at = program(["away"]),
    first = way(at);
  await first.words("night");
  first.edits.leave();
  const second = way(program([]), first.storage);
  second.edits.adopt();
  assert.deepEqual(
    second.edits.all.map((e) => e.values),
    [["night"]],
  );
});

test("a move is seen before the program has it, and a second one goes as the order that both made", async () => {
  const asked = /** @type {any[]} */ ([]),
    film = filmOf(),
    edits = unsentEdits(
      {
        ask: (verb, args) => new Promise((done) => asked.push({ verb, args, done })),
        film: async () => film,
        shown: () => ({ project: "p", name: "Film", ...over(film, edits.shown("p")) }),
        took: () => {},
        changed: () => {},
      },
      shelf(),
    ),
    move = (id, to) => {
      const args = { shot: id, to };
      return edits.put("move", args, editOf("move", args, over(film, edits.shown("p"))));
    },
    seen = () => over(film, edits.shown("p")).story.shots.map((s) => s.id);
  const first = move("a", 3);
  await new Promise(setImmediate);
  assert.deepEqual([seen(), asked.map((a) => a.verb), edits.all.length], [["b", "c", "a"], ["move"], 0]);
  const second = move("b", 3);
  assert.deepEqual(seen(), ["c", "a", "b"]);
  asked[0].done({ ok: true, view: { revision: 2 } });
  await first;
  await new Promise(setImmediate);
  assert.deepEqual([asked[1].verb, asked[1].args.shots], ["order", ["c", "a", "b"]]);
  asked[1].done({ ok: false, problem: { kind: "bad_input", message: "No.", hint: "" } });
  await second;
  assert.deepEqual(seen(), ["a", "b", "c"], "what the program refuses is not shown");
});
