/* Widgets find their place: Gradio makes the elements, and says so when each is there. */

import { begin } from "./asking.js";

/** @type {Record<string, (root: HTMLElement) => void>} */
const kinds = {};
export const widget = (kind, draw) => {
  kinds[kind] = draw;
};
const mount = (kind, element) => {
  if (kind === "link") return begin();
  const root = element.querySelector("[data-widget]");
  if (!root || root.vgMounted || !kinds[kind]) return;
  root.vgMounted = true;
  root.classList.add(`vg-${kind}`);
  kinds[kind](root);
};
globalThis.vgotMount = mount;
setTimeout(() => {
  for (const a of (globalThis.vgotWaiting || []).splice(0)) mount(...a);
}, 0);

/* -- light and dark ---------------------------------------------------------------------------------------------- */
const theme = (dark) => {
  document.body.classList.toggle("dark", dark);
  document.documentElement.style.colorScheme = dark ? "dark" : "light";
};
export const toggleTheme = () => {
  const dark = !document.body.classList.contains("dark");
  theme(dark);
  try {
    localStorage.setItem("vgot-theme", dark ? "dark" : "light");
  } catch {
    /* none */
  }
};
const themed = () => {
  let kept = null;
  try {
    kept = localStorage.getItem("vgot-theme");
  } catch {
    /* none */
  }
  if (kept && document.body) theme(kept === "dark");
};
document.addEventListener("DOMContentLoaded", () => {
  themed();
  setTimeout(themed, 400);
  setTimeout(themed, 1500);
});
