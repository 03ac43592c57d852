/* A new look carries into the shots: the lines that repeat the old one are shown with what would stand there, and taken with the look
   as one edit. What nobody decides about is not lost: who leaves the look keeps it, and the lines stay. */

import { undoLast } from "../page_state/acts.js";
import { call } from "../page_state/asking.js";
import { button, el, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { numberOf, problemWords } from "../page_state/words.js";
import { changeList } from "../story/changes.js";

/** @param {any} look the box of the look */
export const recastPanel = (look) => {
  const says = el("h3", { class: "vg-title" }),
    missed = el("p", { class: "vg-muted", hidden: true });
  const take = button("", () => taken(), { class: "vg-small vg-primary", id: "take-look" }),
    alone = button(tr("Only the look"), () => taken([own]), { class: "vg-small", id: "only-look" }),
    drop = button(tr("Keep the old look"), () => dropped(), { class: "vg-small vg-quiet", id: "drop-look" });
  const changes = changeList(/** @type {HTMLButtonElement} */ (take), {
    one: tr("Change the look and this line"),
    all: (n) => tr("Change the look and these {n} lines", { n }),
  });
  const node = el(
    "section",
    { class: "vg-recast", id: "recast", hidden: true, "aria-label": tr("Lines that repeat the old look") },
    says,
    changes.node,
    missed,
    el("div", { class: "vg-row" }, take, alone, drop),
  );
  let key = "",
    film = "",
    proposal = "",
    own = "",
    rest = [],
    leaving = false;
  window.addEventListener("beforeunload", () => (leaving = true), true);
  const close = () => {
    node.hidden = true;
    key = "";
  };
  const dropped = () => {
    close();
    look.reset();
  };
  const taken = async (only) => {
    take.disabled = alone.disabled = true;
    const some = changes.only();
    const r = await call("accept_wish", { proposal, only: only || (some && [own, ...some, ...rest]) }, { quiet: true });
    alone.disabled = false;
    changes.count();
    if (!r.ok) return toast(problemWords(r.problem), { bad: true });
    close();
    look.reset();
    toast(tr("The look is changed."), { action: tr("Undo"), run: undoLast });
  };
  return {
    node,
    /* Asked before a look is saved: whether its lines are to be decided about first. */
    before: async (owner, words, project) => {
      const [kind, character, stage] = owner.split("/");
      if (kind !== "portrait" || leaving || !words.trim() || project !== state.project || owner !== state.portrait)
        return false;
      const r = await call("propose_look", { character, stage, look: words }, { quiet: true });
      if (!r.ok || owner !== state.portrait || project !== state.project) return false;
      const lines = r.changes.filter((c) => c.path.startsWith("shots/"));
      if (!lines.length) {
        close();
        return false;
      }
      own = `cast/${character}/stages/${stage}/look`;
      rest = r.changes.filter((c) => !lines.includes(c) && c.path !== own).map((c) => c.path);
      key = owner;
      film = project;
      proposal = r.proposal;
      set(says, tr("{count} the old look.", { count: numberOf(lines.length, tr("line repeats"), tr("lines repeat")) }));
      changes.show(lines);
      missed.hidden = !r.not_done.length;
      set(missed, r.not_done.map((n) => `${n.words}: ${n.why} ${n.instead}`).join(" "));
      node.hidden = false;
      return true;
    },
    show: (now) => {
      if (!node.hidden && (now !== key || film !== state.project)) close();
    },
  };
};
