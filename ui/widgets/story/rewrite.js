/* Other words by a language model: asked for, watched, looked at as a difference, then taken (whole or in part) or dropped. */

import { undoLast } from "../page_state/acts.js";
import { call } from "../page_state/asking.js";
import { button, el, set } from "../page_state/dom.js";
import { inside, tr } from "../page_state/say.js";
import { leaving, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { problemWords } from "../page_state/words.js";
import { DOMAINS } from "../wordbox/wordbox.js";
import { changeList } from "./changes.js";

const domainName = (key) => inside(DOMAINS.find(([k]) => k === key)?.[1] || key);

export const rewritePanel = () => {
  const wish = el("input", {
    class: "vg-input",
    id: "rewrite-wish",
    maxlength: 1000,
    placeholder: tr("Rewrite: darker, years later, without Tom…"),
    "aria-label": tr("Instruction for a rewrite"),
  });
  const scope = el(
    "select",
    { class: "vg-input", id: "rewrite-scope", "aria-label": tr("What is rewritten") },
    [
      ["", tr("this shot")],
      ...DOMAINS.map(([n, l]) => [n, tr("its {a}", { a: inside(l) })]),
      ["from_here", tr("from here on")],
    ].map(([v, t]) => el("option", { value: v, text: t })),
  );
  const ask = button(tr("Rewrite"), null, { id: "rewrite" });
  ask.type = "submit";
  const form = el("form", { class: "vg-rewrite" }, wish, scope, ask);
  const doing = el("p", { class: "vg-doingline", "aria-live": "polite" }),
    typed = el("p", { class: "vg-typedline", "aria-hidden": "true" });
  const busy = el(
    "div",
    { class: "vg-rewriting", hidden: true },
    el(
      "div",
      { class: "vg-spread" },
      doing,
      button(tr("Stop"), () => send("stop_rewrite"), { class: "vg-small", id: "stop-rewrite" }),
    ),
    typed,
  );
  const says = el("h3", { class: "vg-wished" }),
    kept = el("p", { class: "vg-muted" });
  const take = button(tr("Take it"), () => taken(), { class: "vg-small vg-primary", id: "take-rewrite" });
  const changes = changeList(take);
  const drop = button(tr("Drop it"), () => send("drop_rewrite"), { class: "vg-small", id: "drop-rewrite" });
  const proposal = el(
    "section",
    { class: "vg-proposal", id: "proposal", hidden: true, "aria-label": tr("Proposed rewrite") },
    says,
    kept,
    changes.node,
    el("div", { class: "vg-row" }, take, drop),
  );
  const trouble = el(
    "div",
    { class: "vg-trouble", hidden: true },
    el("p"),
    button(tr("Dismiss"), () => send("drop_rewrite"), { class: "vg-small vg-quiet" }),
  );
  const node = el("div", { class: "vg-rewritepanel" }, form, busy, trouble, proposal);
  let timer = 0,
    shown = "",
    project = null,
    last = null;

  const send = async (verb, args = {}) => {
    const mine = state.project,
      r = await call(verb, args);
    if (r.ok && mine === state.project) draw(r.rewrite);
    return r;
  };
  const look = async () => {
    clearTimeout(timer);
    const mine = state.project,
      r = await call("rewriting", {}, { quiet: true });
    if (mine !== state.project) return;
    if (r.ok) draw(r.rewrite);
    else timer = setTimeout(look, 2000);
  };
  const taken = async () => {
    const only = changes.only(),
      args = {};
    if (only) {
      args.only = only;
      /* What was flagged about a shot goes with its words. */
      for (const c of last.proposal.changes)
        if (c.path.endsWith("/flags") && args.only.some((p) => p.startsWith(c.path.slice(0, -5))))
          args.only.push(c.path);
    }
    take.disabled = true;
    const r = await call("accept_rewrite", args);
    if (r.ok) {
      wish.value = "";
      draw({ busy: false, asked: {}, proposal: null });
      toast(tr("Taken."), { action: tr("Undo"), run: undoLast });
    } else changes.count();
  };
  const draw = (r) => {
    last = r;
    clearTimeout(timer);
    if (r.busy) timer = setTimeout(look, 500);
    const a = r.asked || {};
    busy.hidden = !r.busy;
    form.hidden = r.busy || !!r.proposal;
    if (r.busy) {
      const n = r.now?.number || a.number;
      set(
        doing,
        a.from_here
          ? tr("Rewriting shot {n} of {number} to {last}…", { n, number: a.number, last: a.last })
          : tr("Rewriting {a}shot {n}…", {
              a: a.domain ? tr("the {domain} of ", { domain: domainName(a.domain) }) : "",
              n,
            }),
      );
      set(typed, r.now?.words || "");
    }
    trouble.hidden = !r.error;
    if (r.error) set(trouble.firstChild, problemWords(r.error));
    proposal.hidden = !r.proposal;
    if (!r.proposal) {
      shown = "";
      return;
    }
    const key = JSON.stringify(r.proposal);
    if (key === shown) return;
    shown = key;
    const rows = r.proposal.changes.filter((c) => !c.path.endsWith("/flags"));
    set(says, rows.length ? `“${a.instruction || ""}”` : tr("Nothing would change."));
    changes.show(rows);
    const locked = r.proposal.kept.map((p) => {
      const [, n, d] = p.split("/");
      return d ? tr("{d} of shot {n}", { d: domainName(d), n }) : tr("shot {n}", { n });
    });
    kept.hidden = !locked.length;
    set(kept, tr("Locked and left alone: {a}.", { a: locked.join(", ") }));
  };
  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    if (!wish.value.trim()) return wish.focus();
    for (const save of leaving) save();
    const args = { shot: state.shot, instruction: wish.value.trim() };
    if (scope.value === "from_here") args.from_here = true;
    else if (scope.value) args.domain = scope.value;
    ask.disabled = true;
    await send("rewrite", args);
    ask.disabled = false;
  });
  return {
    node,
    /* A film that is opened may have a rewrite under way, or one that waits. */
    show: () => {
      if (project !== state.project) {
        project = state.project;
        wish.value = scope.value = "";
        draw({ busy: false, asked: {}, proposal: null });
        look();
      }
    },
  };
};
