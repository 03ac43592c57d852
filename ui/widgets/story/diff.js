/* What changed between two texts, as nodes: text, <del> and <ins>. */

import { el } from "../page_state/dom.js";
import { differences } from "./differences.js";

export const wordDiff = (before, after) =>
  differences(before, after).map(([kind, text]) => (kind ? el(kind, { text }) : document.createTextNode(text)));
