/* The tabs are Gradio's (ui/gradio_private.py): which one is open is read from them. */

import { changed, leaving, state } from "./state.js";

export const showTab = (name) => {
  const tab = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('#studio-tabs [role="tab"]'))].find(
    (t) => t.textContent.trim() === name,
  );
  if (tab) tab.click();
};
export const readTab = () => {
  const t = document.querySelector('#studio-tabs [role="tab"][aria-selected="true"]');
  const name = t?.textContent.trim();
  if (name && name !== state.tab) {
    for (const fn of leaving) fn();
    state.tab = name;
    changed(true);
  }
};
document.addEventListener(
  "click",
  (e) => {
    if (e.target.closest?.('[role="tab"], [role="menuitem"], .overflow-dropdown'))
      for (const wait of [0, 120]) setTimeout(readTab, wait);
  },
  true,
);
document.addEventListener(
  "keyup",
  (e) => {
    if (e.target.closest?.('[role="tab"]')) setTimeout(readTab, 0);
  },
  true,
);
