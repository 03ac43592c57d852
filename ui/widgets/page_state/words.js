/* Words without a page: how long, how many. Pure. */

import { tr } from "./say.js";

/** Seconds as people say them; nothing for what is not known. @param {number | null | undefined} s */
export const lasting = (s) =>
  s === null || s === undefined
    ? ""
    : s < 1
      ? tr("a second")
      : s < 90
        ? `${Math.round(s)} s`
        : s < 5400
          ? tr("{a} min", { a: Math.round(s / 60) })
          : `${(s / 3600).toFixed(1)} h`;
/** @param {number} n @param {string} one @param {string} [more] */
export const numberOf = (n, one, more) => `${n} ${tr(n === 1 ? one : more || `${one}s`)}`;

/** Parts of a sentence, one after the other: `a, b and c`. @param {string[]} parts */
export const joined = (parts) =>
  parts.length > 1 ? tr("{a} and {b}", { a: parts.slice(0, -1).join(", "), b: parts.at(-1) }) : parts[0] || "";

/** A problem in one or two sentences. @param {{ message: string, hint?: string }} p */
export const problemWords = (p) => `${p.message}${p.hint ? ` ${p.hint}` : ""}`;

/** A change in words (vgot/project/told_changes.py); those of its values that are words are said in the page's language.
    @param {import("../contract.js").ToldChange | null | undefined} told */
export const toldWords = (told) =>
  told
    ? tr(
        told.say,
        Object.fromEntries(Object.entries(told.values).map(([k, v]) => [k, told.words.includes(k) ? tr(v) : v])),
      )
    : "";
/** What undo and redo would do, as their buttons say it.
    @param {{ undoes?: import("../contract.js").ToldChange | null, redoes?: import("../contract.js").ToldChange | null }} film */
export const undoWords = (film) => ({
  undo: film.undoes ? tr("Undo: {label} (Ctrl+Z)", { label: toldWords(film.undoes) }) : tr("Nothing to undo"),
  redo: film.redoes ? tr("Redo: {label} (Ctrl+Shift+Z)", { label: toldWords(film.redoes) }) : tr("Nothing to redo"),
});

/** How large a file is. @param {number} n bytes */
export const fileSize = (n) =>
  n < 1e6
    ? `${Math.max(n ? 1 : 0, Math.round(n / 1e3))} kB`
    : n < 1e9
      ? `${(n / 1e6).toFixed(n < 1e7 ? 1 : 0)} MB`
      : `${(n / 1e9).toFixed(1)} GB`;
