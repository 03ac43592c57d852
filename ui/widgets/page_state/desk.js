/* How the page is laid out: once a film of one's own is open, the sentence box is one line beside the tabs, the strip stands only
   where the tab does not show the shots itself, and every card has the film's own shape. The style reads it from the root. */

import { attr } from "./dom.js";
import { offers, on, state } from "./state.js";

const root = document.documentElement;
/* Where a grid, or the track, shows the shots; and where no item is chosen at all. */
const WITHOUT_STRIP = ["Keyframes", "Shots", "Timeline"],
  WITHOUT_DOCK = ["Settings"];

let composing = "",
  pressed = false,
  held = false;
const own = () => !!state.story?.shots.length && !state.example;
const box = () => /** @type {HTMLTextAreaElement | null} */ (document.querySelector("#sentence textarea"));
const writing = () => !!box()?.value.trim() || held;

export const layOut = () => {
  if (composing && composing !== state.project) composing = "";
  attr(root, "data-slim", own() && !composing ? "1" : null);
  attr(root, "data-directing", writing() ? "1" : null);
  attr(root, "data-tab", state.tab);
  attr(
    root,
    "data-dock",
    WITHOUT_DOCK.includes(state.tab) ? "none" : WITHOUT_STRIP.includes(state.tab) ? "acts" : "strip",
  );
  const film = state.story?.film,
    shape = film ? `${film.width} / ${film.height}` : "";
  if (shape && root.style.getPropertyValue("--film") !== shape) {
    root.style.setProperty("--film", shape);
    root.style.setProperty("--film-wide", String(film.width / film.height));
  }
  attr(root, "data-upright", film && film.height > film.width ? "1" : null);
};
/* The whole sentence box, for a film that is new. */
offers.newFilm = () => {
  composing = state.project || "";
  layOut();
  box()?.focus();
};
/* What is pressed stays where it is until it is let go: the box closes after that. */
const settle = () => {
  if (pressed) return;
  const inside = !!document.activeElement?.closest("#directing");
  held = inside && !!document.activeElement?.closest("#composer");
  if (!inside && !box()?.value.trim()) composing = "";
  layOut();
};
document.addEventListener("pointerdown", () => (pressed = true), true);
for (const end of ["pointerup", "pointercancel"])
  document.addEventListener(
    end,
    () => {
      pressed = false;
      setTimeout(settle, 0);
    },
    true,
  );
for (const turn of ["focusin", "focusout"])
  document.addEventListener(turn, () => (turn === "focusin" && pressed ? settleIn() : setTimeout(settle, 0)));
const settleIn = () => {
  if (document.activeElement?.closest("#composer")) {
    held = true;
    layOut();
  }
};
document.addEventListener("keydown", (e) => {
  if (e.key !== "Escape" || !e.target.closest?.("#sentence")) return;
  composing = "";
  box()?.blur();
});
document.addEventListener("input", (e) => {
  if (e.target.closest?.("#composer")) layOut();
});

/* What the style cannot know: how high the sentence box and the dock are. */
const HIGH = { directing: "--vg-directing", "strip-dock": "--vg-dock" };
const watched = new Set();
const measured = new ResizeObserver((seen) => {
  for (const one of seen)
    root.style.setProperty(HIGH[one.target.id], `${Math.round(one.borderBoxSize[0].blockSize)}px`);
});
on(() => {
  layOut();
  for (const id of Object.keys(HIGH)) {
    const node = document.getElementById(id);
    if (!node || watched.has(node)) continue;
    watched.add(node);
    measured.observe(node, { box: "border-box" });
  }
});
