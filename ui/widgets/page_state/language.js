/* Which language the page speaks: the one chosen in Settings, else the first of the browser's that there is a catalogue for, else English.
   The program puts the catalogues before this script (ui/languages.py); where there is no page, as in tests, it is what they set. */

export const KEPT = "vgot-language";
if (typeof document !== "undefined") {
  const there = Object.keys(globalThis.vgotWords || {});
  let kept = null;
  try {
    kept = localStorage.getItem(KEPT);
  } catch {
    /* a private window */
  }
  const found = (/** @type {string | null} */ code) =>
    there.find((one) => one === code) || there.find((one) => one === code?.split("-")[0]);
  globalThis.vgotLanguage =
    found(kept) || (navigator.languages || [navigator.language]).map(found).find(Boolean) || "en";
  document.documentElement.lang = globalThis.vgotLanguage;
  document.documentElement.dir = /^(ar|fa|he|ur)\b/.test(globalThis.vgotLanguage) ? "rtl" : "ltr";
}
