/* Which words of a text the drawing shows, in words and in pieces. Pure. */

import { joined } from "../page_state/words.js";

/** A word of a text: `from` and `to` are its place in it, `as` what is drawn instead.
    @typedef {{ word: string, state: string, domain: string, from?: number, to?: number, as?: string }} Known */

/** The words that are not shown as they are written. @param {Known[]} words @param {string} domain */
export const unshown = (words, domain) => words.filter((w) => w.domain === domain && w.state !== "drawn");

/** As it is written in the text. @param {string} text @param {Known} w */
const written = (text, w) => (w.from !== undefined && w.to !== undefined && text.slice(w.from, w.to)) || w.word;

/** One line about them; nothing where all are shown. @param {string} text @param {Known[]} words those of this text */
export const coverageLine = (text, words) => {
  const once = (/** @type {string[]} */ all) => [...new Set(all)];
  const not = once(words.filter((w) => w.state === "not").map((w) => `“${written(text, w)}”`)),
    near = once(
      words.filter((w) => w.state === "near").map((w) => `“${written(text, w)}” as ${w.as || "something near"}`),
    );
  return [not.length ? `Not drawn: ${joined(not)}.` : "", near.length ? `Drawn: ${joined(near)}.` : ""]
    .filter(Boolean)
    .join(" ");
};

/** The text in pieces, those words marked. @param {string} text @param {Known[]} words
    @returns {{ text: string, state?: string }[]} */
export const markedPieces = (text, words) => {
  /** @type {{ text: string, state?: string }[]} */
  const out = [];
  let at = 0;
  for (const w of [...words].sort((a, b) => (a.from ?? 0) - (b.from ?? 0))) {
    if (w.from === undefined || w.to === undefined || w.from < at || w.to > text.length) continue;
    if (w.from > at) out.push({ text: text.slice(at, w.from) });
    out.push({ text: text.slice(w.from, w.to), state: w.state });
    at = w.to;
  }
  if (at < text.length) out.push({ text: text.slice(at) });
  return out;
};
