/* What became of a sentence, in words. Pure. */

import { language, tr } from "../page_state/say.js";
import { joined, numberOf } from "../page_state/words.js";

/** What became of a sentence.
    @typedef {{ language: string, kept: { text: string, shots: number[] }[], unused: { text: string, why: string }[], note?: string }} Account */

/** The name of a language, by its code, in the page's language or in another one. @param {string} code @param {string} [into] */
export const languageName = (code, into = language) => {
  try {
    return new Intl.DisplayNames([into], { type: "language" }).of(code) || code;
  } catch {
    return code;
  }
};

/** One line: every word has its shot, or how many have none. @param {Account | null} account @param {boolean} [typed] */
export const accountLine = (account, typed) => {
  if (!account || !(account.kept.length + account.unused.length)) return "";
  const tongue =
    account.language === "en" ? "" : tr("In {languageName}. ", { languageName: languageName(account.language) });
  if (account.unused.length) return tr("{tongue}Not used:", { tongue });
  if (account.note) return tongue.trim(); // the note says what becomes of the words
  return `${tongue}${typed ? tr("Every word will have its shot.") : tr("Every word has its shot.")}`;
};

/** What a sentence cannot fill. @param {number | null | undefined} fills */
export const fillsLine = (fills) =>
  fills
    ? tr("This sentence fills about {count}; the others show the same moments from other sides.", {
        count: numberOf(fills, "shot"),
      })
    : "";

/** A sentence in pieces: plain text, and the words that an account speaks of, each at its first place from left to right.
    @param {string} sentence @param {Account | null} account
    @returns {{ text: string, shots?: number[], why?: string }[]} */
export const piecesOf = (sentence, account) => {
  const low = sentence.toLowerCase();
  /** @type {{ from: number, to: number, shots?: number[], why?: string }[]} */
  const found = [];
  for (const one of account ? [...account.kept, ...account.unused] : []) {
    const word = one.text.toLowerCase();
    for (let at = low.indexOf(word); word && at >= 0; at = low.indexOf(word, at + 1)) {
      const to = at + word.length,
        inside = /[\p{L}\p{N}]/u;
      const whole = !inside.test(low[at - 1] || " ") && !inside.test(low[to] || " ");
      if ((!whole && /[a-z]/.test(word)) || found.some((f) => f.from < to && at < f.to)) continue;
      found.push({ from: at, to, ...("shots" in one ? { shots: one.shots } : { why: one.why }) });
      break;
    }
  }
  found.sort((a, b) => a.from - b.from);
  /** @type {{ text: string, shots?: number[], why?: string }[]} */
  const out = [];
  let at = 0;
  for (const { from, to, ...said } of found) {
    if (from > at) out.push({ text: sentence.slice(at, from) });
    out.push({ text: sentence.slice(from, to), ...said });
    at = to;
  }
  if (at < sentence.length) out.push({ text: sentence.slice(at) });
  return out;
};

/** The shots of a word, as one says them. @param {number[]} shots */
export const shotsLine = (shots) =>
  shots.length > 6
    ? tr("In {many} shots, first in shot {first}", { many: shots.length, first: shots[0] })
    : tr(shots.length === 1 ? "In shot {list}" : "In shots {list}", { list: joined(shots.map(String)) });
