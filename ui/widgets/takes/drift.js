/* What a look at the film found, as the cards and lists say it: a word on the card, a sentence for those who ask. */

import { set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { state } from "../page_state/state.js";

const WORDS = {
  absent: tr("somebody missing"),
  extra: tr("somebody too many"),
  person: tr("wrong person"),
  clothes: tr("other clothes"),
  hat: tr("other hat"),
  place: tr("other place"),
  light: tr("other light"),
  size: tr("other shot size"),
  frozen: tr("frozen"),
  stutter: tr("stutter"),
  black: tr("black frames"),
  flicker: tr("flicker"),
  colour: tr("colour jump"),
  side: tr("sides swapped"),
  direction: tr("direction"),
  jump: tr("jump cut"),
};
export const findingWord = (f) => WORDS[f.kind] || f.kind;
export const findingsOf = (shot) => (state.check?.findings || []).filter((f) => f.shot === shot);
export const notChecked = (shot) => !!state.check?.made && state.check.unchecked.includes(shot);
/* [the word on the card, why] or null. */
export const driftOf = (shot) => {
  const found = findingsOf(shot);
  if (!found.length) return null;
  return [
    found.length > 1 ? `${findingWord(found[0])} +${found.length - 1}` : findingWord(found[0]),
    found.map((f) => f.words).join("\n"),
  ];
};
/* Fills a badge element; hidden when there is nothing to say. */
export const driftBadge = (node, shot) => {
  const drift = driftOf(shot);
  node.hidden = !drift;
  if (drift) {
    set(node, drift[0]);
    node.title = drift[1];
  }
  return drift;
};
