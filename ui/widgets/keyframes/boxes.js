/* Where each character stands, drawn by hand over the still: draw, move and resize with pointer or keys, clear. */

import { undoLast } from "../page_state/acts.js";
import { call } from "../page_state/asking.js";
import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { changed, leaving, shotOf, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { clamp } from "../timeline/dragging.js";
import { dragged, LEAST, largeEnough } from "./box.js";

const NUDGE = 0.02;
const WORDS = {
  middle: tr(
    "The drawn world puts each character at the middle of its box; in a wide shot the box's height is its size too.",
  ),
  area: tr("Each character's identity is drawn inside its box."),
  no: tr(
    "This preset does not read boxes: it places people by the words. Write “on the left” or “in front” under Relation.",
  ),
};
const nameOf = (id) => state.story.cast.find((c) => c.id === id)?.name || id;
const percent = (x) => `${Math.round(x * 100)} %`;

/* What a box means to the preset; one character alone is placed only by the drawn world. */
const useful = (shot) => !!shot && shot.who.length > (state.boxes === "middle" ? 0 : 1);

export const boxLayer = () => {
  const layer = el("div", {
    class: "vg-boxes",
    role: "group",
    "aria-label": tr("Where each character stands"),
    hidden: true,
  });
  const says = el("p", { class: "vg-muted vg-boxsays" }),
    keys = el("p", {
      class: "vg-muted vg-boxsays",
      text: tr(
        "Drag over the picture to draw the chosen one's box. With a box in focus: arrows move it, Shift with arrows resizes it, Delete clears it.",
      ),
    });
  const list = el("ul", { class: "vg-boxlist", "aria-label": tr("Characters of this shot") });
  const none = button(tr("Clear all"), () => save(() => null, true), { icon: "trash", class: "vg-small vg-quiet" });
  const panel = el("div", { class: "vg-boxpanel", hidden: true }, says, list, keys);
  const toggle = button(
    tr("Place people"),
    () => {
      open = !open;
      if (open) chosen = null;
      changed(true);
    },
    {
      icon: "full",
      class: "vg-small",
      id: "place-people",
      title: tr("Show and set where each character stands in this still"),
    },
  );
  let open = false,
    shown = null,
    had = "",
    placed = {},
    chosen = null,
    moving = null,
    timer = 0;

  const shot = () => shotOf(shown);
  const byHand = (id) => shot()?.who.find((w) => w.character === id)?.box || null;
  const boxOf = (id) =>
    moving?.id === id ? moving.box : pending[id] || byHand(id) || placed[id] || [0.3, 0.1, 0.7, 0.95];
  let pending = {},
    chain = Promise.resolve();

  /* `change(id, box)` gives a character's new box, null for none. One save waits for the one before, whose revision it follows. */
  const save = (change, said) => {
    clearTimeout(timer);
    const whose = shown,
      sent = { ...pending };
    return (chain = chain.then(() => run(whose, change, sent, said)));
  };
  const run = async (whose, change, sent, said) => {
    const one = shotOf(whose);
    if (!one) return;
    const value = one.who.map((w) => {
      const box = change(w.character, w.box);
      return { character: w.character, stage: w.stage, ...(box ? { box: box.map((x) => +x.toFixed(4)) } : {}) };
    });
    const r = await call("edit", { shot: one.id, field: "who", value, seen: state.revision });
    for (const id in sent) if (pending[id] === sent[id]) delete pending[id];
    if (r.ok && said)
      toast(tr("Everybody of this shot is placed by the words again."), { action: tr("Undo"), run: undoLast });
    changed();
  };
  const flush = () => {
    if (!Object.keys(pending).length) return;
    const mine = { ...pending };
    save((id, box) => mine[id] || box);
  };
  leaving.add(flush);
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(flush, 600);
  };
  const clear = (id) => {
    delete pending[id];
    save((one, box) => (one === id ? null : box));
  };

  const nudge = (id, e) => {
    const step = { ArrowLeft: [-NUDGE, 0], ArrowRight: [NUDGE, 0], ArrowUp: [0, -NUDGE], ArrowDown: [0, NUDGE] }[e.key];
    if (e.key === "Delete" || e.key === "Backspace") {
      e.preventDefault();
      e.stopPropagation();
      if (byHand(id) || pending[id]) clear(id);
      return;
    }
    if (!step || e.altKey || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    e.stopPropagation();
    const [x0, y0, x1, y1] = boxOf(id),
      [dx, dy] = step;
    if (e.shiftKey) pending[id] = [x0, y0, clamp(x1 + dx, x0 + LEAST, 1), clamp(y1 + dy, y0 + LEAST, 1)];
    else {
      const mx = clamp(dx, -x0, 1 - x1),
        my = clamp(dy, -y0, 1 - y1);
      pending[id] = [x0 + mx, y0 + my, x1 + mx, y1 + my];
    }
    later();
    changed(true);
  };

  const at = (e) => {
    const r = layer.getBoundingClientRect();
    return [clamp((e.clientX - r.left) / r.width, 0, 1), clamp((e.clientY - r.top) / r.height, 0, 1)];
  };
  layer.addEventListener("pointerdown", (e) => {
    if (e.button || state.boxes === "no" || !shot()) return;
    const box = e.target.closest(".vg-box"),
      id = box ? box.vgWho : chosen || shot().who.find((w) => !w.box)?.character || shot().who[0].character;
    chosen = id;
    moving = {
      id,
      corner: e.target.dataset.corner || (box ? "all" : "new"),
      from: at(e),
      start: boxOf(id),
      box: boxOf(id),
      moved: false,
    };
    layer.setPointerCapture(e.pointerId);
    if (box) box.focus({ preventScroll: true });
    e.preventDefault();
  });
  layer.addEventListener("pointermove", (e) => {
    if (!moving) return;
    const [x, y] = at(e),
      [fx, fy] = moving.from;
    if (Math.hypot(x - fx, y - fy) < 0.008 && !moving.moved) return;
    moving.moved = true;
    moving.box = dragged(moving.corner, moving.start, moving.from, [x, y]);
    changed(true);
  });
  const end = (keep) => {
    if (!moving) return;
    const { id, box, moved } = moving;
    moving = null;
    if (keep && moved && largeEnough(box)) {
      pending[id] = box;
      flush();
    }
    changed(true);
  };
  layer.addEventListener("pointerup", () => end(true));
  layer.addEventListener("pointercancel", () => end(false));
  layer.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && moving) {
      e.stopPropagation();
      end(false);
    }
  });

  const makeBox = (id) => {
    const one = el(
      "button",
      { type: "button", class: "vg-box" },
      el("b"),
      ["nw", "ne", "sw", "se"].map((c) => el("i", { "data-corner": c, "aria-hidden": "true" })),
    );
    one.vgWho = id;
    one.addEventListener("keydown", (e) => nudge(id, e));
    one.addEventListener("focus", () => {
      if (chosen !== id) {
        chosen = id;
        changed();
      }
    });
    one.addEventListener("blur", flush);
    return one;
  };
  const makeLine = (id) => {
    const pick = el(
      "button",
      {
        type: "button",
        class: "vg-boxpick",
        onclick: () => {
          chosen = id;
          changed(true);
          [...layer.children].find((b) => b.vgWho === id)?.focus({ preventScroll: true });
        },
      },
      el("b"),
      el("span", { class: "vg-muted" }),
    );
    return el(
      "li",
      {},
      pick,
      button(tr("Clear"), () => clear(id), { class: "vg-small vg-quiet" }),
    );
  };

  return {
    layer,
    panel,
    toggle,
    show: async (now, take) => {
      if (shown !== now) {
        flush();
        shown = now;
        placed = {};
        pending = {};
        chosen = null;
        moving = null;
      }
      const one = shot(),
        can = useful(one);
      toggle.hidden = !can;
      attr(toggle, "aria-pressed", String(open && can));
      attr(toggle, "aria-expanded", String(open && can));
      panel.hidden = !(open && can);
      layer.hidden = panel.hidden || state.boxes === "no";
      if (panel.hidden) return;
      set(says, WORDS[state.boxes] || WORDS.no);
      keys.hidden = list.hidden = state.boxes === "no";
      const who = one.who.map((w) => w.character);
      if (!chosen || !who.includes(chosen)) chosen = who[0];
      keyed(
        layer,
        who,
        (id) => id,
        makeBox,
        (b, id) => {
          const [x0, y0, x1, y1] = boxOf(id),
            hand = !!(byHand(id) || pending[id] || moving?.id === id);
          b.style.cssText = `left:${x0 * 100}%;top:${y0 * 100}%;width:${(x1 - x0) * 100}%;height:${(y1 - y0) * 100}%`;
          attr(b, "data-hand", hand ? "1" : null);
          attr(b, "data-chosen", id === chosen ? "1" : null);
          set(b.firstChild, nameOf(id));
          attr(
            b,
            "aria-label",
            tr(
              "{nameOf}, {b}: from {percent} to {percent2} across, {percent22} to {percent222} down. Arrows move, Shift with arrows resizes, Delete clears.",
              {
                nameOf: nameOf(id),
                b: hand ? tr("placed by hand") : tr("placed by itself"),
                percent: percent(x0),
                percent2: percent(x1),
                percent22: percent(y0),
                percent222: percent(y1),
              },
            ),
          );
        },
      );
      keyed(
        list,
        who,
        (id) => id,
        makeLine,
        (li, id) => {
          const [pick, drop] = li.children,
            hand = !!(byHand(id) || pending[id]);
          set(pick.firstChild, nameOf(id));
          set(pick.lastChild, hand ? tr("by hand") : tr("by itself"));
          attr(pick, "aria-pressed", id === chosen ? "true" : "false");
          drop.disabled = !hand;
          attr(drop, "aria-label", tr("Clear the box of {nameOf}", { nameOf: nameOf(id) }));
        },
      );
      if (who.length > 1 && !none.isConnected) panel.insertBefore(none, keys);
      none.hidden = list.hidden || who.length < 2;
      none.disabled = !one.who.some((w) => w.box);
      const print = [state.project, now, state.revision, take, state.preset].join("|");
      if (print === had) return;
      had = print;
      const r = await call("placing", { shot: now }, { quiet: true });
      if (r.ok && r.shot === shown) {
        placed = r.boxes;
        changed();
      }
    },
  };
};
