/* The film's history: every change in plain words, who made it, and the way back to any moment. */

import { action } from "../page_state/actions.js";
import { call } from "../page_state/asking.js";
import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { offers, on, picture, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { numberOf, toldWords } from "../page_state/words.js";
import { wordDiff } from "../story/diff.js";
import { comparedRows } from "./compared.js";

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
  const compared = el("section", { class: "vg-compared", hidden: true, "aria-live": "polite", tabindex: 0 });
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
    compared,
    list,
    none,
    more,
  );
  let changes = [],
    versions = new Map(),
    held = [],
    whole = true,
    shown = "";

  const look = async (before) => {
    const film = state.project,
      r = await call("history", before ? { before } : {});
    if (!r.ok || film !== state.project) return;
    versions = new Map(r.versions.map((v) => [v.revision, v.name]));
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
  const nameIt = async (c, input) => {
    const had = versions.get(c.revision),
      name = input.value.trim();
    const r = name
      ? await call("name_version", { revision: c.revision, name })
      : had && (await call("forget_version", { name: had }));
    if (r && !r.ok) input.value = had || "";
    look();
  };
  /* Two changes held against each other, shot by shot. */
  const hold = async (c) => {
    held = held.includes(c.revision) ? held.filter((r) => r !== c.revision) : [...held.slice(-1), c.revision];
    draw();
    compared.hidden = held.length < 2;
    if (held.length < 2) return;
    const [left, right] = [...held].sort((a, b) => a - b),
      r = await call("compare_versions", { left, right });
    if (!r.ok) return;
    compared.replaceChildren(...comparedRows(tr("{a} beside {b}", { a: calledAt(left), b: calledAt(right) }), r.shots));
    compared.scrollIntoView({ block: "nearest" });
  };
  const calledAt = (revision) => versions.get(revision) || tr("revision {n}", { n: revision });
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
        button(tr("Compare"), () => hold(c), { class: "vg-small vg-quiet" }),
        el("input", {
          class: "vg-input vg-versionname",
          maxlength: 120,
          placeholder: tr("name this version"),
          "aria-label": tr("Name of the version at revision {n}", { n: c.revision }),
          onchange: (e) => nameIt(c, e.target),
        }),
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
    attr(acts.children[2], "aria-pressed", held.includes(c.revision) ? "true" : "false");
    const name = acts.children[3],
      called = versions.get(c.revision) || "";
    if (document.activeElement !== name && name.value !== called) name.value = called;
    attr(li, "data-named", called ? "1" : null);
    acts.children[4].hidden = !now;
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
    held = [];
    compared.hidden = true;
    box.showModal();
    shown = `${state.project}/${state.revision}`;
    look();
  };
  action("history", { says: tr("History of the film"), keys: ["H"], run: () => offers.openHistory() });
  return box;
};
