/* What people have to say of a shot to one another: its state, who takes care of it, and comments at a moment of it. */

import { call } from "../page_state/asking.js";
import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { chooseFile, download, readFile } from "../page_state/files.js";
import { tr } from "../page_state/say.js";
import { shotOf, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { numberOf } from "../page_state/words.js";

const STATES = { open: tr("open"), approved: tr("approved"), change: tr("to be changed") };
const fresh = () => [...crypto.getRandomValues(new Uint8Array(8))].map((b) => b.toString(16).padStart(2, "0")).join("");
const edit = (field, value) => call("review", { shot: state.shot, [field]: value });

/** @param {{ now: () => number, go: (seconds: number) => void }} clip where the clip of the shot stands, and putting it elsewhere */
export const reviewPanel = (clip) => {
  const status = el(
      "select",
      { class: "vg-input", id: "shot-status", onchange: () => edit("status", status.value) },
      Object.entries(STATES).map(([value, text]) => el("option", { value, text })),
    ),
    who = el("input", { class: "vg-input", id: "shot-assignee", maxlength: 120 }),
    text = el("input", {
      class: "vg-input",
      id: "new-comment",
      maxlength: 2000,
      placeholder: tr("A comment on this moment"),
      "aria-label": tr("A comment on this moment"),
    }),
    list = el("ol", { class: "vg-comments", "aria-label": tr("Comments") }),
    named = el("ul", { class: "vg-missed" });
  who.addEventListener("change", () => edit("assignee", who.value.trim()));
  const comments = () => shotOf(state.shot)?.comments || [];
  const add = async () => {
    if (!text.value.trim()) return;
    const made = { id: fresh(), text: text.value.trim(), at_s: +clip.now().toFixed(3), when: new Date().toISOString() };
    const r = await edit("comments", [...comments(), made]);
    if (r.ok) text.value = "";
  };
  text.addEventListener("keydown", (e) => e.key === "Enter" && add());
  const readIn = async (file) => {
    const r = await call("read_comments", { data: await readFile(file) });
    if (!r.ok) return;
    const a = r.account;
    toast(tr("{used} comments and states taken, {again} were there already.", { used: a.used, again: a.again }));
    named.replaceChildren(
      ...a.named.map((n) => el("li", {}, el("b", { text: n.what }), el("span", { text: ` (${n.where}) ${n.why}` }))),
    );
    node.open = true;
  };
  const head = el("summary");
  const node = el(
    "details",
    { class: "vg-review" },
    head,
    el(
      "div",
      { class: "vg-five" },
      el(
        "div",
        { class: "vg-two" },
        el("label", { class: "vg-field" }, el("span", {}, el("b", { text: tr("State") })), status),
        el("label", { class: "vg-field" }, el("span", {}, el("b", { text: tr("Who takes care of it") })), who),
      ),
      list,
      el("div", { class: "vg-row" }, text, button(tr("Add"), add, { class: "vg-small", id: "add-comment" })),
      el(
        "div",
        { class: "vg-row" },
        button(tr("Page for comments"), () => download("film.review.html"), {
          icon: "download",
          class: "vg-small",
          title: tr("One file with the film, its boards and a form: for somebody without a studio"),
        }),
        button(tr("Read comments"), () => chooseFile(".json,application/json", readIn), {
          icon: "upload",
          class: "vg-small",
          id: "read-comments",
        }),
      ),
      named,
    ),
  );
  const make = (c) => {
    const go = el("button", { type: "button", class: "vg-chip vg-num", onclick: () => clip.go(c.at_s) }),
      change = (how) => edit("comments", how(comments()));
    const done = button(
        tr("Done"),
        () => change((all) => all.map((x) => (x.id === c.id ? { ...x, done: !x.done } : x))),
        { class: "vg-small vg-quiet" },
      ),
      drop = button("", () => change((all) => all.filter((x) => x.id !== c.id)), {
        icon: "trash",
        class: "vg-small vg-quiet",
        label: tr("Delete this comment"),
      });
    return el("li", {}, go, el("p", {}, el("b"), el("span")), done, drop);
  };
  return {
    node,
    show: () => {
      const shot = shotOf(state.shot);
      if (!shot) return;
      const open = shot.comments.filter((c) => !c.done).length;
      set(
        head,
        [tr("Review"), STATES[shot.status], open && numberOf(open, "comment"), shot.assignee]
          .filter(Boolean)
          .join(" · "),
      );
      if (status.value !== shot.status) status.value = shot.status;
      if (document.activeElement !== who && who.value !== shot.assignee) who.value = shot.assignee;
      keyed(
        list,
        shot.comments,
        (c) => `${shot.id}/${c.id}`,
        make,
        (li, c) => {
          const [go, p, done] = li.children;
          set(go, `${c.at_s.toFixed(1)} s`);
          set(p.firstChild, c.by ? `${c.by}: ` : "");
          set(p.lastChild, c.text);
          attr(li, "data-done", c.done ? "1" : null);
          attr(done, "aria-pressed", c.done ? "true" : "false");
        },
      );
    },
  };
};
