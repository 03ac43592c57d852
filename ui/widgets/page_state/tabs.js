/* The tabs are Gradio's (ui/gradio_private.py): which one is open is read from them. */

import { tr } from "./say.js";
import { changed, leaving, on, state } from "./state.js";

/* The tabs by their names (ui/main.py); Gradio shows them in English, and the page says them anew whenever it lays them out. */
const TABS = ["Story", "Cast", "Keyframes", "Shots", "Timeline", "Settings"];
const nameOf = (/** @type {Element} */ t) => {
  const said = t.textContent.trim();
  return TABS.find((one) => tr(one) === said) || TABS.find((one) => one === said);
};
const relabel = () => {
  for (const t of document.querySelectorAll('#studio-tabs [role="tab"], #studio-tabs .overflow-dropdown button')) {
    const name = nameOf(t),
      text = [...t.childNodes].find((one) => one.nodeType === Node.TEXT_NODE && one.nodeValue.trim());
    if (name && text && text.nodeValue.trim() !== tr(name)) text.nodeValue = tr(name);
  }
};

export const showTab = (name) => {
  const tab = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('#studio-tabs [role="tab"]'))].find(
    (t) => nameOf(t) === name,
  );
  if (tab) tab.click();
};
let seen = null;
on(() => {
  relabel();
  const tabs = document.getElementById("studio-tabs");
  if (!tabs || tabs === seen) return;
  seen = tabs;
  new MutationObserver(relabel).observe(tabs, { childList: true, subtree: true, characterData: true });
});
export const readTab = () => {
  const t = document.querySelector('#studio-tabs [role="tab"][aria-selected="true"]');
  const name = t && nameOf(t);
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
