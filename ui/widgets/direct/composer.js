/* The sentence box, the number of shots and the button: they are Gradio's, and are read and written here alone. */

import { attr } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";

const find = (selector) => document.querySelector(selector);

export const sentenceBox = () => /** @type {HTMLTextAreaElement | null} */ (find("#sentence textarea"));
export const goButton = () => /** @type {HTMLButtonElement | null} */ (find("#make-film"));
export const sentenceNow = () => sentenceBox()?.value || "";
export const shotsNow = () =>
  Number(/** @type {HTMLInputElement | null} */ (find("#shots-count input[type=number]"))?.value) || 6;
/** Empties the box so that Gradio knows it too. */
export const emptySentence = () => {
  const box = sentenceBox();
  if (!box) return;
  box.value = "";
  box.dispatchEvent(new Event("input", { bubbles: true }));
};
/** Calls `heard` whenever the sentence or the number of shots is changed by hand. */
export const whenTyped = (heard) =>
  document.addEventListener("input", (e) => {
    if (e.target.closest?.("#sentence, #shots-count")) heard();
  });
/** What the button says, and whether it can be pressed. */
export const goSays = (text, off = false) => {
  const go = goButton();
  if (!go) return;
  if (go.textContent !== text) go.textContent = text;
  if (go.disabled !== off) go.disabled = off;
};
export const hintSays = (text) => {
  const many = find("#shots-count label span, #shots-count [data-testid=block-info]");
  if (many && many.textContent.trim() === "Shots") many.textContent = tr("Shots");
  if (sentenceBox()) attr(sentenceBox(), "aria-label", tr("Your film in one sentence"));
  const box = sentenceBox();
  if (box && box.placeholder !== text) box.placeholder = text;
};
