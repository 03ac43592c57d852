/* Short messages, in the top layer: over a dialog too, where they can be pressed. What stands outside an open modal dialog is
   inert, so they move into the topmost one. */

import { el } from "./dom.js";
import { tr } from "./say.js";

const dialogs = [],
  guests = new Set();
/* In the top layer, or where the browser has none, as it stands. */
export const float = (node, yes) => {
  if (node.showPopover && node.hasAttribute("popover") && node.isConnected && node.matches(":popover-open") !== yes)
    yes ? node.showPopover() : node.hidePopover();
};
const host = () => dialogs.findLast((x) => x.isConnected) || document.body;
const settle = () => {
  for (const place of guests) place(host());
};
/* Calls `place(host)` now and whenever another dialog, or none, is on top. */
export const onTop = (place) => {
  guests.add(place);
  place(host());
};
new MutationObserver(() => {
  const now = [...document.querySelectorAll("dialog[open]")].filter((x) => x.matches(":modal"));
  if (now.length === dialogs.length && now.every((x) => dialogs.includes(x))) return;
  const had = dialogs.filter((x) => now.includes(x));
  dialogs.splice(0, dialogs.length, ...had, ...now.filter((x) => !had.includes(x)));
  settle();
}).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: ["open"] });

let box = null;
/* Above the dock, whose buttons stay free. */
const place = (home = host()) => {
  const dock = document.getElementById("strip-dock")?.getBoundingClientRect();
  box.style.bottom = `${dock && home === document.body && dock.height && dock.top < innerHeight ? Math.round(innerHeight - dock.top + 12) : 18}px`;
  if (box.parentNode !== home) home.append(box);
  float(box, box.children.length > 0);
};
const begin = () => {
  box = el("div", { id: "vg-toasts", role: "status", "aria-live": "polite", popover: "manual" });
  onTop((home) => {
    if (box.parentNode !== home) float(box, false);
    place(home);
  });
  window.addEventListener("resize", () => place());
};
/* o: bad, action and run (a button and what it does). Every one ends by itself, and waits while it is pointed at. */
export const toast = (text, o = {}) => {
  if (!box) begin();
  for (const old of [...box.children]) if (old.firstChild.textContent === text) old.vgEnd();
  let timer = 0;
  const end = () => {
    clearTimeout(timer);
    one.remove();
    place();
  };
  const one = el("div", { class: `vg-toast ${o.bad ? "vg-bad" : ""}` }, el("span", { text }));
  if (o.action)
    one.append(
      el("button", {
        type: "button",
        text: o.action,
        onclick: () => {
          end();
          o.run();
        },
      }),
    );
  one.append(el("button", { type: "button", class: "vg-x", "aria-label": tr("Dismiss"), text: "×", onclick: end }));
  one.vgEnd = end;
  const long = o.bad ? Math.min(12000, Math.max(6000, text.length * 70)) : o.action ? 10000 : 5000;
  const count = () => {
    clearTimeout(timer);
    timer = setTimeout(end, long);
  };
  for (const [enter, leave] of [
    ["pointerenter", "pointerleave"],
    ["focusin", "focusout"],
  ]) {
    one.addEventListener(enter, () => clearTimeout(timer));
    one.addEventListener(leave, count);
  }
  box.append(one);
  while (box.children.length > 3) box.firstChild.vgEnd();
  count();
  place();
};
