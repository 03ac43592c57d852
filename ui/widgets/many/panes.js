/* How wide the inspector beside a board is: dragged, or moved with arrows, and remembered by this browser for every board. */

import { attr, el } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";

const KEPT = "vgot-side",
  LEAST = 300,
  USUAL = 400;
const most = () => Math.max(USUAL, Math.round(innerWidth * 0.6));
const all = new Set();
let wide = USUAL;
const put = (px) => {
  wide = Math.round(Math.min(most(), Math.max(LEAST, px || USUAL)));
  document.documentElement.style.setProperty("--side", `${wide}px`);
  for (const bar of all) {
    attr(bar, "aria-valuenow", wide);
    attr(bar, "aria-valuemax", most());
  }
};
const keep = () => {
  try {
    localStorage.setItem(KEPT, String(wide));
  } catch {
    /* a private window: as long as this page */
  }
};
try {
  put(Number(localStorage.getItem(KEPT)));
} catch {
  put(USUAL);
}

/** The bar between a board and its inspector. */
export const sideBar = () => {
  const bar = el("div", {
    class: "vg-sidebar",
    role: "separator",
    tabindex: 0,
    "aria-orientation": "vertical",
    "aria-label": tr("Width of the inspector"),
    "aria-valuemin": LEAST,
    title: tr("Drag to make the inspector wider; press twice for its usual width"),
  });
  all.add(bar);
  put(wide);
  bar.addEventListener("pointerdown", (e) => bar.setPointerCapture(e.pointerId));
  bar.addEventListener("pointermove", (e) => {
    if (bar.hasPointerCapture(e.pointerId)) put(bar.parentElement.getBoundingClientRect().right - e.clientX - 14);
  });
  bar.addEventListener("pointerup", keep);
  bar.addEventListener("dblclick", () => {
    put(USUAL);
    keep();
  });
  bar.addEventListener("keydown", (e) => {
    const by = { ArrowLeft: 20, ArrowRight: -20 }[e.key];
    if (!by) return;
    e.preventDefault();
    e.stopPropagation();
    put(wide + by);
    keep();
  });
  return bar;
};
