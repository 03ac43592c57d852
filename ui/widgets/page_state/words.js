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

/** What undo and redo would do, as their buttons say it. @param {{ can_undo?: boolean, can_redo?: boolean, label: string }} film */
export const undoWords = (film) => ({
  undo: film.can_undo ? tr("Undo: {label} (Ctrl+Z)", { label: film.label }) : tr("Nothing to undo"),
  redo: film.can_redo ? tr("Redo (Ctrl+Shift+Z)") : tr("Nothing to redo"),
});

/** How large a file is. @param {number} n bytes */
export const fileSize = (n) =>
  n < 1e6
    ? `${Math.max(n ? 1 : 0, Math.round(n / 1e3))} kB`
    : n < 1e9
      ? `${(n / 1e6).toFixed(n < 1e7 ? 1 : 0)} MB`
      : `${(n / 1e9).toFixed(1)} GB`;
