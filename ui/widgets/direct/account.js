/* A sentence with its account: the words that have their shots, those that have none, each with why. */

import { attr, el, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { select, state } from "../page_state/state.js";
import { accountLine, piecesOf, shotsLine } from "./telling.js";

/** What nothing uses, as chips that open to say why. */
export const unusedChips = () => {
  const node = el("span", { class: "vg-unused", hidden: true });
  return {
    node,
    show: (account) => {
      const now = JSON.stringify(account?.unused || []);
      node.hidden = !account?.unused.length;
      if (node.dataset.now === now) return;
      node.dataset.now = now;
      node.replaceChildren(
        ...(account?.unused || []).map((u) =>
          el("details", { title: u.why }, el("summary", { text: u.text }), el("span", { text: u.why })),
        ),
      );
    },
  };
};

/** The film's own sentence; a word that has a shot leads to it. */
export const filmSentence = () => {
  const words = el("span", { class: "vg-sentence" }),
    says = el("span", { class: "vg-kept" }),
    chips = unusedChips(),
    note = el("span", { class: "vg-muted", hidden: true });
  const whole = el("button", {
    type: "button",
    class: "vg-link",
    id: "whole-sentence",
    text: tr("Whole sentence"),
    hidden: true,
    onclick: () => {
      const open = words.toggleAttribute("data-open");
      set(whole, open ? tr("Less of it") : tr("Whole sentence"));
    },
  });
  const node = el("div", { class: "vg-ours", id: "film-sentence" }, words, whole, says, chips.node, note);
  const piece = (p) => {
    if (p.shots) {
      const to = state.story?.shots[p.shots[0] - 1];
      return el("button", {
        type: "button",
        class: "vg-word",
        text: p.text,
        title: shotsLine(p.shots),
        onclick: () => to && select(to.id),
      });
    }
    return p.why ? el("span", { class: "vg-lost", text: p.text, title: p.why }) : document.createTextNode(p.text);
  };
  let shown = "";
  return {
    node,
    show: (account) => {
      const sentence = state.story?.sentence?.trim() || "";
      node.hidden = !sentence;
      const now = JSON.stringify([state.project, sentence, account, account && state.story?.shots.map((s) => s.id)]);
      if (node.hidden || now === shown) return;
      shown = now;
      words.replaceChildren("“", ...piecesOf(sentence, account).map(piece), "”");
      set(says, accountLine(account));
      attr(says, "data-well", account && !account.unused.length ? "1" : null);
      chips.show(account);
      note.hidden = !account?.note;
      set(note, account?.note || "");
      whole.hidden = !words.hasAttribute("data-open") && words.scrollHeight <= words.clientHeight + 2;
    },
  };
};
