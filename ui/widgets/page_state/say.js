/* The page's words in the language of who reads them. The English source is the key: a word that a catalogue lacks stands in English.
   Which language it is, language.js finds. */

import { KEPT } from "./language.js";

/** The page's language, by its code; and every one that there is. */
export const language = globalThis.vgotLanguage || "en";
export const languages = Object.keys(globalThis.vgotWords || { en: {} });
/** The language that was chosen in Settings; empty where the browser's counts. */
export const keptLanguage = () => {
  try {
    return localStorage.getItem(KEPT) || "";
  } catch {
    return "";
  }
};
/** Speak another one: the page is loaded again, what was typed is kept. @param {string} code empty: as the browser asks */
export const speak = (code) => {
  try {
    if (code) localStorage.setItem(KEPT, code);
    else localStorage.removeItem(KEPT);
  } catch {
    return;
  }
  location.reload();
};
/** @type {Record<string, string>} */
const words = globalThis.vgotWords?.[language] || {};

/** A text in the page's language; `{name}` in it becomes the value of that name.
    @param {string} source in English @param {Record<string, unknown>} [values] */
export const tr = (source, values) => {
  const said = words[source] || source;
  return values ? said.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all)) : said;
};
/** A label inside a sentence: German nouns keep their capital. @param {string} label */
export const inside = (label) => (language.startsWith("de") ? label : label.toLowerCase());
