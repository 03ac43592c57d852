/* A wish about the open film: what it would change, taken whole or in part as one edit; what cannot be done, why, and what to do
   instead. And a sentence that tells of something else: a new film, where a person says so. */

import { undoLast } from "../page_state/acts.js";
import { call } from "../page_state/asking.js";
import { button, el, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { changeList } from "../story/changes.js";

/** @param {{ makeNew: () => void, over: () => void }} o what makes the sentence a new film, and what follows a wish that was taken */
export const wishPanel = (o) => {
  const says = el("h2", { class: "vg-wished" }),
    why = el("p", { class: "vg-muted" }),
    missed = el("ul", { class: "vg-missed" });
  const take = button(tr("Change it"), () => taken(), { class: "vg-small vg-primary", id: "take-wish" }),
    anew = button(tr("Make a new film of this"), () => o.makeNew(), { class: "vg-small", id: "make-new" }),
    drop = button(tr("Leave the film as it is"), () => self.close(), { class: "vg-small vg-quiet", id: "drop-wish" });
  const changes = changeList(/** @type {HTMLButtonElement} */ (take), {
    one: tr("Change it"),
    all: (n) => tr("Take all {n} changes", { n }),
  });
  const node = el(
    "section",
    { class: "vg-wish", id: "wish", hidden: true, "aria-label": tr("What your words would change"), tabindex: "-1" },
    says,
    why,
    changes.node,
    missed,
    el("div", { class: "vg-row" }, take, anew, drop),
  );
  let proposal = "",
    film = "",
    another = false;
  const taken = async () => {
    take.disabled = true;
    const r = await call("accept_wish", { proposal, only: changes.only() });
    if (!r.ok) return changes.count();
    self.close();
    o.over();
    toast(tr("The film is changed."), { action: tr("Undo"), run: undoLast });
  };
  const line = (n) =>
    el(
      "li",
      {},
      n.words && el("b", { text: `“${n.words}” ` }),
      el("span", { text: `${n.why}${n.instead ? ` ${n.instead}` : ""}` }),
    );
  node.addEventListener("keydown", (e) => {
    if (e.key === "Escape") {
      e.stopPropagation();
      self.close();
    }
  });
  const self = {
    node,
    get open() {
      return !node.hidden;
    },
    /* What is shown tells of another film, which can be made from here. */
    get tellsAnother() {
      return !node.hidden && another;
    },
    close: () => {
      node.hidden = true;
    },
    /* Another film came onto the page. */
    keepUp: () => {
      if (!node.hidden && film !== state.project) self.close();
    },
    show: (wish, token) => {
      proposal = token;
      film = state.project;
      const make = wish.kind === "make",
        some = wish.changes.length > 0;
      set(says, make ? tr("This reads as a new film.") : `“${wish.text.trim()}”`);
      set(
        why,
        make
          ? tr("{why} The film that is open stays in Your films.", { why: wish.why })
          : `${wish.why}${wish.notes.length ? ` ${wish.notes.join(" ")}` : ""}`,
      );
      changes.show(make ? [] : wish.changes);
      changes.node.hidden = !some;
      missed.replaceChildren(...(make ? [] : wish.not_done.map(line)));
      take.hidden = !some;
      anew.hidden = some;
      another = !some;
      anew.classList.toggle("vg-primary", make);
      node.hidden = false;
      (make ? anew : some ? take : node).focus();
      node.scrollIntoView({ block: "nearest" });
    },
  };
  return self;
};
