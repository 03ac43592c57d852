/* Marking several cards of a board: boxes to tick, Ctrl or Shift with a click, and the same with keys. */

import { button, el, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { changed, select, shotOf, state } from "../page_state/state.js";

const HINT = tr(
  "Ctrl or Shift with a click marks several cards. With keys: arrows walk, X marks, Shift with arrows marks on, Ctrl+A marks all, Escape unmarks.",
);

export const MARK_HINT = HINT;
/* `list` holds li[data-shot] with a button (`pick`) and perhaps a checkbox; what it does not show is not marked either. `walk`: arrows walk
   from card to card. Returns the words and the button that say what is marked. */
export const marking = (list, { pick = ".vg-pick", walk = true } = {}) => {
  let anchor = null;
  const ids = () => [...list.querySelectorAll("[data-shot]")].map((li) => li.dataset.shot);
  const between = (a, b) => {
    const all = ids(),
      i = Math.max(0, all.indexOf(a)),
      j = all.indexOf(b);
    return all.slice(Math.min(i, j), Math.max(i, j) + 1);
  };
  const toggle = (id) => {
    if (!state.marked.delete(id)) state.marked.add(id);
    anchor = id;
  };
  list.addEventListener(
    "click",
    (e) => {
      const card = e.target.closest("[data-shot]");
      if (!card) return;
      const id = card.dataset.shot,
        box = e.target.closest("input"),
        from = ids().includes(anchor) ? anchor : state.shot;
      if (!box && !e.target.closest(pick)) return;
      if (e.shiftKey && from) for (const one of between(from, id)) state.marked.add(one);
      else if (!box && (e.ctrlKey || e.metaKey)) toggle(id);
      else {
        anchor = id;
        if (!box && state.marked.size > 1) state.marked.clear();
        return;
      }
      if (!box) {
        e.preventDefault();
        e.stopPropagation();
      }
      changed(true);
    },
    true,
  );
  /* The card above or below: scenes end their rows where they end. */
  const beside = (card, down) => {
    const cards = [...list.querySelectorAll("[data-shot]")],
      rows = cards.filter((c) => (down ? c.offsetTop > card.offsetTop : c.offsetTop < card.offsetTop)),
      top = down ? rows[0]?.offsetTop : rows.at(-1)?.offsetTop,
      far = (c) => Math.abs(c.offsetLeft - card.offsetLeft);
    return rows.filter((c) => c.offsetTop === top).sort((a, b) => far(a) - far(b))[0]?.dataset.shot;
  };
  list.addEventListener("keydown", (e) => {
    const card = e.target.closest("[data-shot]");
    if (!card || e.altKey) return;
    const id = card.dataset.shot,
      all = ids(),
      by = walk && { ArrowLeft: -1, ArrowRight: 1, ArrowUp: "up", ArrowDown: "down" }[e.key];
    if (by) {
      const to = typeof by === "number" ? all[all.indexOf(id) + by] : beside(card, by === "down");
      if (to) {
        if (e.shiftKey) {
          anchor ||= id;
          for (const one of between(anchor, to)) state.marked.add(one);
        } else anchor = to;
        select(to);
        const card = list.querySelector(`[data-shot="${to}"]`);
        card.vgFill?.();
        const next = card.querySelector(pick);
        next?.focus({ preventScroll: true });
        next?.scrollIntoView({ block: "nearest" });
      }
    } else if (e.key.toLowerCase() === "x" && !e.ctrlKey && !e.metaKey) toggle(id);
    else if (e.key.toLowerCase() === "a" && (e.ctrlKey || e.metaKey)) for (const one of all) state.marked.add(one);
    else if (e.key === "Escape" && state.marked.size) state.marked.clear();
    else return;
    e.preventDefault();
    e.stopPropagation();
    changed(true);
  });
  const words = el("span", { class: "vg-muted vg-num", "aria-live": "polite", title: HINT });
  const none = button(
    tr("Unmark"),
    () => {
      state.marked.clear();
      changed(true);
    },
    { class: "vg-small vg-quiet" },
  );
  const node = el("span", { class: "vg-row vg-marked", hidden: true }, words, none);
  return {
    node,
    draw: () => {
      const n = [...state.marked].filter((id) => shotOf(id)).length;
      node.hidden = !n;
      set(words, tr("{n} marked", { n }));
    },
  };
};
