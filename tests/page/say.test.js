import assert from "node:assert/strict";
import test from "node:test";

globalThis.vgotLanguage = "de";
globalThis.vgotWords = { en: {}, de: { "Shot {n}": "Einstellung {n}", "{a} and {b}": "{b} und {a}", Cut: "Schnitt" } };
const { inside, languages, tr } = await import("../../ui/widgets/page_state/say.js");

test("a text is said in the page's language, with its values where that language wants them", () => {
  assert.equal(tr("Cut"), "Schnitt");
  assert.equal(tr("Shot {n}", { n: 3 }), "Einstellung 3");
  assert.equal(tr("{a} and {b}", { a: "x", b: "y" }), "y und x");
});

test("what a catalogue lacks stands in English, with its values", () => {
  assert.equal(tr("Bridge"), "Bridge");
  assert.equal(tr("{n} takes", { n: 2 }), "2 takes");
});

test("values are put in once: what a person wrote is no placeholder", () => {
  assert.equal(tr("Shot {n}", { n: "{n} $& {a}" }), "Einstellung {n} $& {a}");
  assert.equal(tr("{missing}", {}), "{missing}");
});

test("a German label keeps its capital inside a sentence", () => {
  assert.equal(inside("Licht"), "Licht");
  assert.deepEqual(languages, ["en", "de"]);
});
