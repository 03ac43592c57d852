/* The film's history: every change in plain words, who made it, and the way back to any moment. */

import { action } from "../page_state/actions.js";
import { call } from "../page_state/asking.js";
import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { offers, on, picture, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { numberOf, toldWords } from "../page_state/words.js";
import { wordDiff } from "../story/diff.js";

const WHO = {
  page: tr("on the page"),
  "command line": tr("in a terminal"),
  "program interface": tr("by another program"),
  mcp: tr("by an assistant"),
  program: tr("by the studio"),
};
const STEP = { undo: tr("Undone: "), redo: tr("Redone: ") };

export const historyBox = () => {
  const list = el("ol", { class: "vg-changelist" }),
    none = el("p", { class: "vg-muted", text: tr("Nothing has been changed yet.") }),
    more = button(tr("Older changes"), () => look(changes.at(-1)?.revision), { class: "vg-small" });
  const box = el(
    "dialog",
    { class: "vg-dialog vg-history", id: "history", "aria-labelledby": "history-title" },
    el(
      "div",
      { class: "vg-spread" },
      el("h2", { class: "vg-title", id: "history-title", text: tr("History") }),
      button("", () => box.close(), { icon: "close", class: "vg-quiet", label: tr("Close") }),
    ),
    el("p", {
      class: "vg-muted",
      text: tr("Going back is a change too: undo takes it back, and nothing of what came between is lost."),
    }),
    list,
    none,
    more,
  );
  let changes = [],
    whole = true,
    shown = "";

  const look = async (before) => {
    const film = state.project,
      r = await call("history", before ? { before } : {});
    if (!r.ok || film !== state.project) return;
    changes = before ? [...changes, ...r.changes] : r.changes;
    whole = r.changes.length < 120;
    draw();
  };
  const differs = async (li, c) => {
    const [, , under] = li.children;
    if (!under.hidden) {
      under.hidden = true;
      return;
    }
    const r = await call("differs", { revision: c.revision });
    if (!r.ok) return;
    under.hidden = false;
    under.replaceChildren(
      ...(r.differences.length
        ? r.differences.map((d) =>
            el(
              "li",
              {},
              el("b", { text: toldWords(d.told) }),
              el("p", { class: "vg-diff" }, ...wordDiff(d.then, d.now)),
            ),
          )
        : [el("li", { text: tr("Nothing is otherwise now.") })]),
      ...(r.more ? [el("li", { class: "vg-muted", text: tr("and {more} more", { more: r.more }) })] : []),
    );
  };
  const back = async (c) => {
    const r = await call("restore_revision", { revision: c.revision });
    if (!r.ok) return;
    toast(tr("The film is as it was at revision {n}.", { n: c.revision }));
    look();
  };
  const make = (c) => {
    const li = el(
      "li",
      { class: "vg-change" },
      el(
        "div",
        { class: "vg-changerow" },
        el("span", { class: "vg-frame" }, el("img", { alt: "", loading: "lazy", hidden: true })),
        el("span", { class: "vg-changesays" }, el("b"), el("small", { class: "vg-muted vg-num" })),
      ),
      el(
        "div",
        { class: "vg-row" },
        button(tr("What differs"), () => differs(li, c), { class: "vg-small vg-quiet" }),
        button(tr("Back to here"), () => back(c), { class: "vg-small" }),
        el("span", { class: "vg-badge", text: tr("now") }),
      ),
      el("ul", { class: "vg-differs", hidden: true }),
    );
    return li;
  };
  const update = (li, c) => {
    const [row, acts] = li.children,
      [frame, says] = row.children,
      now = c.revision === state.revision;
    picture(frame.firstChild, state.items[c.told.item]?.digest, 160);
    set(says.firstChild, `${STEP[c.step] || ""}${toldWords(c.told)}`);
    const when = new Date(c.when);
    set(
      says.lastChild,
      [
        when.toLocaleString([], { dateStyle: "medium", timeStyle: "short" }),
        WHO[c.who] || c.who,
        tr("revision {n}", { n: c.revision }),
      ]
        .filter(Boolean)
        .join(" · "),
    );
    attr(li, "data-now", now ? "1" : null);
    acts.children[0].hidden = acts.children[1].hidden = now;
    acts.children[2].hidden = !now;
  };
  const draw = () => {
    keyed(list, changes, (c) => `${state.project}/${c.revision}`, make, update);
    none.hidden = changes.length > 0;
    more.hidden = whole;
    set(more.lastChild, tr("Older than these {count}", { count: numberOf(changes.length, "change") }));
  };
  on(() => {
    const now = `${state.project}/${state.revision}`;
    if (!box.open || now === shown) return;
    shown = now;
    look();
  });
  offers.openHistory = () => {
    box.showModal();
    shown = `${state.project}/${state.revision}`;
    look();
  };
  action("history", { says: tr("History of the film"), keys: ["H"], run: () => offers.openHistory() });
  return box;
};
