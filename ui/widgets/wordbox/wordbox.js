/* A text box that saves itself: after a pause, on leaving it, before another item is shown. It carries the item it was
   opened for and the revision it was read at, so a late save never lands on another item and never hides a conflict. */

import { call, unsent } from "../page_state/asking.js";
import { attr, button, el, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { changed, leaving, shotOf, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { problemWords } from "../page_state/words.js";

let count = 0;
const all = new Set();

/* o: label, hint, rows, id, class, beside (a node in the head), read(owner) -> text now, key(owner) -> its place in the film,
     save(owner, value, seen, base, film) -> reply. An edit that could not be sent stays in the box, marked, until it is. */
export const wordbox = (o) => {
  const note = `vg-note-${++count}`,
    name = `vg-box-${count}`,
    judged = `vg-judged-${count}`;
  const box = el("textarea", {
    rows: o.rows || 2,
    id: name,
    placeholder: o.placeholder || o.hint,
    maxlength: o.longest || 2000,
    "aria-describedby": `${note} ${judged} vg-covered-${count}`,
  });
  const said = el("small", { id: note, text: o.hint });
  const words = el("ul", { class: "vg-words", id: judged });
  const clash = el("div", { class: "vg-clash", hidden: true });
  const covered = el("p", { class: "vg-coverage", id: `vg-covered-${count}`, hidden: true }),
    under = el("div", { class: "vg-mirror", "aria-hidden": "true" });
  const node = el(
    "div",
    { class: `vg-wordbox ${o.class || ""}`, id: o.id },
    el(
      "div",
      { class: "vg-label" },
      el("label", { for: name, title: o.hint }, el("b", { text: o.label })),
      said,
      o.beside,
    ),
    el("div", { class: "vg-field vg-over" }, box, under),
    words,
    covered,
    clash,
  );
  let owner = null,
    film = null,
    base = "",
    seen = 0,
    timer = 0;

  const grow = () => {
    if (!box.offsetParent) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 2}px`;
  };
  const say = (kind, text) => {
    said.className = kind;
    set(said, text || o.hint);
  };
  const dirty = () => owner !== null && box.value !== base;
  const put = (text) => {
    base = text;
    if (box.value !== text) box.value = text;
    grow();
  };
  const save = async () => {
    clearTimeout(timer);
    if (!dirty()) return;
    const mine = owner,
      whose = film,
      value = box.value,
      here = () => owner === mine && film === whose;
    say("vg-saving", "saving…");
    const r = await o.save(mine, value, seen, base, whose);
    if (r.ok) {
      if (here()) {
        base = value;
        seen = r.view?.revision || state.revision;
        say("vg-saved", "saved");
        setTimeout(() => said.className === "vg-saved" && say("", ""), 1800);
      }
      return;
    }
    if (r.held) {
      if (here()) say("vg-unsaved", tr("waits for you, below"));
      return;
    }
    if (r.kept && !r.refused) {
      if (here()) {
        base = value;
        mark();
      }
      return;
    }
    if (here()) say("vg-unsaved", tr("not saved"));
    toast(problemWords(r.problem), { bad: true });
  };
  /* What became of an edit that could not be sent, or that met another one. */
  let unsaved = null;
  const mark = () => {
    const mine = owner,
      edit = owner === null ? null : unsent.of(film, o.key(owner));
    attr(box, "data-unsent", edit ? "1" : null);
    if (edit) edit.shownIn = () => owner === mine && film === edit.project && !!node.offsetParent;
    if (edit?.state === "waiting") {
      unsaved = edit;
      say("vg-unsaved", tr("not saved yet"));
      return;
    }
    if (edit?.state === "clash") {
      unsaved = null;
      if (clash.hidden) ask(edit);
      say("vg-unsaved", tr("changed elsewhere"));
      return;
    }
    if (!clash.hidden) clash.hidden = true;
    if (edit?.state === "refused") {
      unsaved = null;
      if (dirty()) say("vg-unsaved", tr("not saved"));
    }
    if (unsaved && !edit) {
      unsaved = null;
      if (!dirty()) say("vg-saved", "saved");
      setTimeout(() => said.className === "vg-saved" && say("", ""), 1800);
    }
  };
  const ask = (edit) => {
    const theirs = edit.theirs[0] ?? "";
    clash.replaceChildren(
      el("p", { text: tr("Somebody changed this field while you were editing it. It now says:") }),
      el("blockquote", { text: theirs || "(nothing)" }),
      el(
        "div",
        { class: "vg-row" },
        button(
          tr("Keep mine"),
          () => {
            const mine = box.value;
            clash.hidden = true;
            base = mine;
            seen = edit.seen;
            say("vg-saving", "saving…");
            unsaved = edit;
            unsent.mine(edit, mine).then(mark);
            mark();
          },
          { class: "vg-small vg-primary" },
        ),
        button(
          tr("Use theirs"),
          () => {
            clash.hidden = true;
            put(theirs);
            say("", "");
            unsent.drop(edit);
          },
          { class: "vg-small" },
        ),
      ),
    );
    clash.hidden = false;
  };
  const takeBack = () => {
    const edit = owner !== null && unsent.of(film, o.key(owner));
    if (edit?.state === "refused") unsent.drop(edit);
  };
  box.addEventListener("input", () => {
    grow();
    under.replaceChildren();
    if (!dirty()) takeBack();
    say("vg-saving", "…");
    clearTimeout(timer);
    timer = setTimeout(save, 900);
  });
  box.addEventListener("blur", save);
  box.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && dirty()) {
      e.stopPropagation();
      box.value = base;
      grow();
      say("", "");
      takeBack();
    }
  });
  const self = {
    node,
    box,
    save,
    /* What was typed goes, and what is kept stands here again. */
    reset: () => {
      put(owner === null ? "" : (o.read(owner) ?? ""));
      say("", "");
    },
    /* What is wrong with these words, in sentences; nothing when all is well. */
    judge: (reasons) => {
      if (words.dataset.said === reasons.join("\n")) return;
      words.dataset.said = reasons.join("\n");
      words.replaceChildren(...reasons.map((r) => el("li", { text: r })));
      attr(box, "aria-invalid", reasons.length ? "true" : null);
    },
    /* Which words of this text the drawing does not show (`line` says them), each where it stands; nothing where all are shown.
       The words are underlined by a second text over the first, set exactly as it is. */
    cover: (text, pieces, line) => {
      covered.hidden = !line;
      set(covered, line);
      if (box.value !== text || !line) return under.replaceChildren();
      const as = getComputedStyle(box);
      for (const one of ["font", "padding", "lineHeight", "letterSpacing", "borderWidth", "textAlign"])
        under.style[one] = as[one];
      under.replaceChildren(
        ...pieces.map((p) =>
          p.state ? el("mark", { "data-state": p.state, text: p.text }) : document.createTextNode(p.text),
        ),
      );
    },
    /* Show an owner's text, or keep up with it; what is being typed stays. */
    show: (now) => {
      if (now !== owner || film !== state.project) {
        if (owner !== null && dirty()) save();
        owner = now;
        film = state.project;
        clash.hidden = true;
        unsaved = null;
        say("", "");
        seen = state.revision;
        put(now === null ? "" : (o.read(now) ?? ""));
        mark();
        return;
      }
      if (now === null) return;
      mark();
      if (dirty() || !clash.hidden) return;
      seen = state.revision;
      const text = o.read(now) ?? "";
      if (text !== base) put(text);
      else if (box.scrollHeight > box.clientHeight + 4) grow();
    },
  };
  all.add(self);
  return self;
};
const saveAll = () => {
  for (const one of all) one.save();
};
leaving.add(saveAll);
window.addEventListener("beforeunload", saveAll);
/* A field whose edit is on its way for longer than it should be. */
export const unsavedMark = (node, key) => {
  const edit = unsent.of(state.project, key);
  attr(node, "data-unsent", edit ? "1" : null);
  if (edit || node.vgUnsaved) {
    node.title = edit ? tr("Not saved yet") : "";
    node.vgUnsaved = !!edit;
  }
};
window.addEventListener("resize", () => changed());

export const DOMAINS = [
  ["character", tr("Character"), tr("Who is seen, and how they look in this moment")],
  ["background", tr("Background"), tr("Where it happens and what stands around")],
  ["relation", tr("Relation"), tr("Who does what, with whom or with what")],
  ["camera", tr("Camera"), tr("Size, angle and move: wide, close, push in, follow")],
  ["lighting", tr("Lighting"), tr("Time of day, source and mood of the light")],
];
export const shotBox = (field, label, hint, o = {}) =>
  wordbox({
    label,
    hint,
    ...o,
    read: (shot) => {
      const s = shotOf(shot);
      return s && (field === "summary" || field === "notes" ? s[field] : s.domains[field]);
    },
    key: (shot) => `shots/${shot}/${field}`,
    save: (shot, value, seen, base, project) =>
      call("edit", { project, shot, field, value, seen }, { quiet: true, base }),
  });
/* o.before(owner, value, film): whether something is to be asked first; then what was typed waits in the box. */
export const partBox = (label, hint, path, read, o = {}) =>
  wordbox({
    label,
    hint,
    ...o,
    read,
    key: path,
    save: (owner, value, seen, base, project) => {
      const send = () => call("edit_part", { project, path: path(owner), value, seen }, { quiet: true, base });
      const held = { ok: false, held: true, problem: { message: "", hint: "" } };
      return o.before ? o.before(owner, value, project).then((waits) => (waits ? held : send())) : send();
    },
  });
