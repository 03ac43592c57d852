/* Find and replace in the film's texts: what each text would say is shown before anything changes; what is ticked is one edit. */

import { action } from "../page_state/actions.js";
import { undoLast } from "../page_state/acts.js";
import { call } from "../page_state/asking.js";
import { button, el, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { offers, on, shotNumber, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { numberOf, problemWords } from "../page_state/words.js";
import { changeList } from "../story/changes.js";
import { ranges } from "./shared.js";

export const replaceBox = () => {
  const old = el("input", { class: "vg-input", type: "text", maxlength: 400, id: "replace-old", autocomplete: "off" }),
    now = el("input", { class: "vg-input", type: "text", maxlength: 2000, id: "replace-new", autocomplete: "off" }),
    words = el("input", { type: "checkbox", id: "replace-words" }),
    same = el("input", { type: "checkbox", id: "replace-case" }),
    inMarked = el("input", { type: "checkbox", id: "replace-marked" }),
    marked = el("label", { hidden: true }, inMarked, el("span"));
  const says = el("p", { class: "vg-muted", role: "status" }),
    left = el("ul", { class: "vg-missed" });
  const take = button(tr("Replace"), () => taken(), { class: "vg-primary", id: "take-replace" }),
    changes = changeList(/** @type {HTMLButtonElement} */ (take), {
      one: tr("Replace it"),
      all: (n) => tr("Replace in {n} texts", { n }),
    });
  const box = el(
    "dialog",
    { class: "vg-dialog vg-replace", id: "replace", "aria-labelledby": "replace-title" },
    el(
      "div",
      { class: "vg-spread" },
      el("h2", { class: "vg-title", id: "replace-title", text: tr("Find and replace") }),
      button("", () => box.close(), { icon: "close", class: "vg-quiet", label: tr("Close") }),
    ),
    el(
      "div",
      { class: "vg-replacewords" },
      el("label", { class: "vg-field" }, el("span", {}, el("b", { text: tr("Find") })), old),
      el("label", { class: "vg-field" }, el("span", {}, el("b", { text: tr("Replace by") })), now),
    ),
    el(
      "div",
      { class: "vg-row vg-replaceways" },
      el("label", {}, words, el("span", { text: tr("Whole words") })),
      el("label", {}, same, el("span", { text: tr("Same case") })),
      marked,
    ),
    says,
    changes.node,
    left,
    el(
      "div",
      { class: "vg-row" },
      take,
      button(tr("Leave it"), () => box.close(), { class: "vg-quiet" }),
    ),
  );
  let shots = [],
    proposal = "",
    turn = 0,
    timer = 0,
    film = "";
  const look = async () => {
    const mine = ++turn;
    if (!old.value.trim())
      return told([], [], tr("Type what is looked for: every text of the film is looked through."));
    const numbers = shots.map((id) => shotNumber(id)).filter(Boolean);
    const r = await call(
      "propose_replace",
      {
        old: old.value,
        new: now.value,
        words: words.checked,
        case: same.checked,
        within: inMarked.checked && numbers.length ? `shots/${numbers.join(",")}` : "",
      },
      { quiet: true },
    );
    if (mine !== turn) return;
    if (!r.ok) return told([], [], problemWords(r.problem));
    proposal = r.proposal;
    told(
      r.changes,
      r.not_done,
      r.changes.length
        ? tr("{count} would change. Nothing is changed yet.", { count: numberOf(r.changes.length, "text") })
        : tr("No text says “{old}”.", { old: old.value }),
    );
  };
  const told = (rows, missed, text) => {
    set(says, text);
    changes.show(rows);
    take.disabled = !rows.length;
    left.replaceChildren(
      ...missed.map((n) =>
        el(
          "li",
          {},
          el("b", { text: n.words }),
          el("span", { text: ` ${[n.why, n.instead].filter(Boolean).join(" ")}` }),
        ),
      ),
    );
  };
  const soon = () => {
    take.disabled = true;
    turn++; // what is on its way was asked with other words
    clearTimeout(timer);
    timer = setTimeout(look, 250);
  };
  for (const input of [old, now]) input.addEventListener("input", soon);
  for (const input of [words, same, inMarked]) input.addEventListener("change", soon);
  old.addEventListener("keydown", (e) => {
    if (e.key !== "Enter") return;
    e.preventDefault();
    now.focus();
  });
  const taken = async () => {
    take.disabled = true;
    const r = await call("accept_wish", { proposal, only: changes.only() });
    if (!r.ok) return look();
    box.close();
    toast(tr("“{old}” is replaced.", { old: old.value }), { action: tr("Undo"), run: undoLast });
  };
  on(() => {
    if (box.open && film !== state.project) box.close();
  });
  offers.openReplace = (of = []) => {
    if (!state.story || document.querySelector("dialog[open]")) return;
    film = state.project;
    shots = of.length ? of : [...state.marked];
    marked.hidden = !shots.length;
    inMarked.checked = of.length > 0;
    set(
      marked.lastChild,
      tr("Only in shots {which}", { which: ranges(shots.map((id) => shotNumber(id)).sort((a, b) => a - b)) }),
    );
    box.showModal();
    old.focus();
    old.select();
    look();
  };
  document.addEventListener("keydown", (e) => {
    if (e.key.toLowerCase() !== "h" || !(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey) return;
    e.preventDefault();
    offers.openReplace();
  });
  action("replace", {
    says: tr("Find and replace words in the film"),
    keys: ["Ctrl H"],
    where: "here",
    run: () => offers.openReplace(),
    when: () => !!state.story?.shots.length,
  });
  return box;
};
