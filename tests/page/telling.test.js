/* What became of a sentence, and where a change is, in a film maker's words. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { accountLine, fillsLine, languageName, piecesOf, shotsLine } from "../../ui/widgets/direct/telling.js";
import { coverageLine, markedPieces, unshown } from "../../ui/widgets/story/drawn_words.js";
import { isText, placeOf } from "../../ui/widgets/story/places_in_words.js";

const BOAT = {
  language: "en",
  kept: [
    { text: "paper boat", shots: [1, 2] },
    { text: "sea", shots: [3] },
  ],
  unused: [],
};

test("a sentence whose words all have a shot says so, and before it is made that they will", () => {
  assert.equal(accountLine(BOAT), "Every word has its shot.");
  assert.equal(accountLine(BOAT, true), "Every word will have its shot.");
  assert.equal(accountLine(null), "");
  assert.equal(accountLine({ language: "en", kept: [], unused: [] }), "");
});

test("what is not used is named, and another language is told", () => {
  const some = { ...BOAT, unused: [{ text: "slowly", why: "No shot says it." }] };
  assert.equal(accountLine(some), "Not used:");
  assert.equal(accountLine({ ...BOAT, language: "es" }), "In Spanish. Every word has its shot.");
  assert.equal(accountLine({ ...BOAT, language: "es", note: "The words stand as written." }), "In Spanish.");
  assert.equal(languageName("??"), "??");
});

test("a sentence that fills fewer shots than are asked for says how many", () => {
  assert.match(fillsLine(22), /^This sentence fills about 22 shots; the others show the same moments/);
  assert.equal(fillsLine(null), "");
});

test("the words of an account are found in the sentence, whole, and nothing is lost between them", () => {
  const said = "The seaman folds a Paper Boat and looks at the sea.";
  const pieces = piecesOf(said, { ...BOAT, unused: [{ text: "folds", why: "No shot says it." }] });
  assert.equal(pieces.map((p) => p.text).join(""), said);
  assert.deepEqual(
    pieces.filter((p) => p.shots || p.why).map((p) => p.text),
    ["folds", "Paper Boat", "sea"],
  );
  assert.deepEqual(piecesOf(said, null), [{ text: said }]);
  assert.equal(shotsLine([2]), "In shot 2");
  assert.equal(shotsLine([1, 2]), "In shots 1 and 2");
  assert.equal(shotsLine([3, 4, 5, 6, 7, 8, 9]), "In 7 shots, first in shot 3");
});

test("a change is told by its place in the film", () => {
  const domains = [["lighting", "Lighting"]];
  const film = {
    cast: [
      {
        id: "mary",
        name: "Mary",
        stages: [
          { id: "young", name: "Young Mary" },
          { id: "old", name: "Old Mary" },
        ],
      },
    ],
    places: [{ id: "harbour", name: "The harbour" }],
  };
  const said = (/** @type {string} */ path, after = "x") => placeOf(path, film, domains, after);
  assert.equal(said("shots/3/lighting"), "Shot 3, lighting");
  assert.equal(said("shots/2", ""), "Shot 2 is removed");
  assert.equal(said("shots/2/duration_s"), "Shot 2, seconds");
  assert.equal(said("boundaries/3/mode"), "Between shots 3 and 4, how it is joined");
  assert.equal(said("cast/mary/stages/old/look"), "Mary, Old Mary, look");
  assert.equal(said("places/harbour/look"), "The harbour, look");
  assert.equal(said("title"), "The film's title");
  assert.equal(said("film/fps"), "The film's frames a second");
  assert.ok(isText("shots/1/camera") && !isText("shots/1/duration_s"));
});

test("the words that a drawing does not show are named and marked where they stand", () => {
  const text = "a bus depot with Zeppelins";
  const words = [
    { word: "bus", state: "drawn", domain: "background", from: 2, to: 5 },
    { word: "zeppelin", state: "near", domain: "background", from: 17, to: 26, as: "a hot air balloon" },
    { word: "depot", state: "not", domain: "background", from: 6, to: 11 },
    { word: "haze", state: "not", domain: "lighting", from: 0, to: 4 },
  ];
  const mine = unshown(words, "background");
  assert.equal(coverageLine(text, mine), "Not drawn: “depot”. Drawn: “Zeppelins” as a hot air balloon.");
  assert.equal(coverageLine(text, []), "");
  const pieces = markedPieces(text, mine);
  assert.equal(pieces.map((p) => p.text).join(""), text);
  assert.deepEqual(
    pieces.filter((p) => p.state).map((p) => [p.text, p.state]),
    [
      ["depot", "not"],
      ["Zeppelins", "near"],
    ],
  );
});
