/* The plan of a shot over its still: where each is when their beat begins and when it ends, and the beats on a small track below. */

import { dragged, LEAST, largeEnough } from "../keyframes/box.js";
import { call } from "../page_state/asking.js";
import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { changed, leaving, shotOf, state } from "../page_state/state.js";
import { clamp } from "../timeline/dragging.js";
import { actorOf, free, pulled, shownOf } from "./beat_times.js";

const NUDGE = 0.02,
  ASIDE = 0.05,
  TICK = 0.1;
const ENDS = /** @type {const} */ (["from_box", "to_box"]);
const percent = (x) => `${Math.round(x * 100)} %`;
const secs = (s) => s.toFixed(1);
const nameOf = (actor) =>
  actor.startsWith("=") ? actor.slice(1) : state.story.cast.find((c) => c.id === actor)?.name || actor;

export const beatPlan = () => {
  let shown = "",
    open = false,
    chosen = -1,
    mine = null,
    seen = 0,
    drag = null,
    timer = 0,
    chain = Promise.resolve(),
    placed = {},
    had = "";
  const shot = () => shotOf(shown);
  const beats = () => mine || shot()?.beats || [];
  const long = () => shot()?.duration_s || 1;

  /* -- saving: one edit a gesture; a row of key presses is one too -- */
  const save = () => {
    clearTimeout(timer);
    if (!mine) return chain;
    const sent = mine,
      whose = shown;
    return (chain = chain.then(async () => {
      const r = await call("beats", { shot: whose, beats: sent, seen: seen || state.revision });
      if (mine === sent || !r.ok) mine = null;
      seen = mine ? state.revision : 0; // what is still to be saved was edited from what was just saved
      changed();
    }));
  };
  leaving.add(() => void save());
  const put = (n, change, now) => {
    if (!mine) seen = state.revision;
    mine = beats().map((b, k) => (k === n ? { ...b, ...change } : b));
    clearTimeout(timer);
    if (now) save();
    else timer = setTimeout(save, 600);
    changed(true);
  };
  const replace = (all) => {
    if (!mine) seen = state.revision;
    mine = all;
    save();
    changed(true);
  };
  const remove = (n) => {
    chosen = -1;
    replace(beats().filter((_, k) => k !== n));
  };
  const add = (actor) => {
    const at = free(beats(), actor, long());
    if (!at) return;
    const whose = actor.startsWith("=") ? { what: actor.slice(1) } : { who: actor };
    chosen = beats().length;
    replace([...beats(), { ...whose, deed: "", from_s: at[0], to_s: at[1] }]);
    requestAnimationFrame(() => deed.focus());
  };

  /* -- boxes over the still -- */
  const layer = el("div", {
    class: "vg-boxes vg-beatboxes",
    role: "group",
    "aria-label": tr("Where each is when their beat begins and ends"),
    hidden: true,
  });
  const boxOf = (n, end) => {
    if (drag?.n === n && drag.end === end) return drag.box;
    const b = beats()[n];
    if (b[end]) return b[end];
    const [x0, y0, x1, y1] = b.from_box || b.to_box || placed[b.who] || [0.4, 0.25, 0.56, 0.95];
    const aside = end === "to_box" ? (x1 + ASIDE <= 1 ? ASIDE : -Math.min(ASIDE, x0)) : 0; // beside the start, so that both can be taken
    return [x0 + aside, y0, x1 + aside, y1];
  };
  /** @returns {[number, number]} */
  const at = (e) => {
    const r = layer.getBoundingClientRect();
    return [clamp((e.clientX - r.left) / r.width, 0, 1), clamp((e.clientY - r.top) / r.height, 0, 1)];
  };
  const rounded = (box) => box.map((x) => +x.toFixed(4));
  layer.addEventListener("pointerdown", (e) => {
    const box = e.target.closest(".vg-box");
    if (e.button || !box) return;
    const { n, end } = box.vgBeat;
    chosen = n;
    drag = {
      n,
      end,
      part: e.target.dataset.corner || "all",
      from: at(e),
      start: boxOf(n, end),
      box: boxOf(n, end),
      moved: false,
    };
    layer.setPointerCapture(e.pointerId);
    box.focus({ preventScroll: true });
    e.preventDefault();
  });
  layer.addEventListener("pointermove", (e) => {
    if (!drag) return;
    const to = at(e);
    if (!drag.moved && Math.hypot(to[0] - drag.from[0], to[1] - drag.from[1]) < 0.006) return;
    drag.moved = true;
    drag.box = dragged(drag.part, drag.start, drag.from, to);
    changed(true);
  });
  const drop = (keep) => {
    if (!drag) return;
    const { n, end, box, moved } = drag;
    drag = null;
    if (keep && moved && largeEnough(box)) put(n, { [end]: rounded(box) }, true);
    changed(true);
  };
  layer.addEventListener("pointerup", () => drop(true));
  layer.addEventListener("pointercancel", () => drop(false));
  const nudge = (n, end, e) => {
    if (e.key === "Escape" && drag) {
      e.stopPropagation();
      return drop(false);
    }
    const step = { ArrowLeft: [-NUDGE, 0], ArrowRight: [NUDGE, 0], ArrowUp: [0, -NUDGE], ArrowDown: [0, NUDGE] }[e.key];
    const clears = e.key === "Delete" || e.key === "Backspace";
    if ((!step && !clears) || e.altKey || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    e.stopPropagation();
    if (clears) return put(n, { [end]: null }, true);
    const [x0, y0, x1, y1] = boxOf(n, end),
      [dx, dy] = step;
    const mx = clamp(dx, -x0, 1 - x1),
      my = clamp(dy, -y0, 1 - y1);
    put(n, {
      [end]: rounded(
        e.shiftKey
          ? [x0, y0, clamp(x1 + dx, x0 + LEAST, 1), clamp(y1 + dy, y0 + LEAST, 1)]
          : [x0 + mx, y0 + my, x1 + mx, y1 + my],
      ),
    });
  };
  const makeBox = ({ n, end }) => {
    const one = el(
      "button",
      { type: "button", class: "vg-box" },
      el("b"),
      ["nw", "ne", "sw", "se"].map((c) => el("i", { "data-corner": c, "aria-hidden": "true" })),
    );
    one.addEventListener("keydown", (e) => nudge(one.vgBeat.n, one.vgBeat.end, e));
    one.addEventListener("focus", () => {
      if (chosen !== one.vgBeat.n) {
        chosen = one.vgBeat.n;
        changed();
      }
    });
    one.addEventListener("blur", save);
    one.vgBeat = { n, end };
    return one;
  };
  const drawBox = (one, { n, end }) => {
    one.vgBeat = { n, end };
    const b = beats()[n],
      [x0, y0, x1, y1] = boxOf(n, end),
      asked = !!(b[end] || (drag?.n === n && drag.end === end)),
      name = nameOf(actorOf(b));
    one.style.cssText = `left:${x0 * 100}%;top:${y0 * 100}%;width:${(x1 - x0) * 100}%;height:${(y1 - y0) * 100}%`;
    attr(one, "data-hand", asked ? "1" : null);
    attr(one, "data-chosen", n === chosen ? "1" : null);
    attr(one, "data-end", end === "from_box" ? "from" : "to");
    set(one.firstChild, end === "from_box" ? tr("{name}, start", { name }) : tr("{name}, end", { name }));
    const where = {
      name,
      x: percent(x0),
      x2: percent(x1),
      y: percent(y0),
      y2: percent(y1),
      s: secs(end === "from_box" ? b.from_s : b.to_s),
    };
    attr(
      one,
      "aria-label",
      asked
        ? tr(
            "{name} at {s} s: from {x} to {x2} across, {y} to {y2} down. Arrows move, Shift with arrows resizes, Delete clears.",
            where,
          )
        : tr("{name} at {s} s: no box is set. Arrows or dragging set one.", where),
    );
  };

  /* -- the track -- */
  const rows = el("ul", { class: "vg-beatrows", "aria-label": tr("Beats") });
  const pull = (bar, e) => {
    const n = bar.vgN,
      part = /** @type {"all" | "from" | "to"} */ (e.target.dataset.part || "all"),
      from = e.clientX,
      wide = bar.parentElement.getBoundingClientRect().width,
      all = beats();
    chosen = n;
    bar.setPointerCapture(e.pointerId);
    let last = null;
    const move = (m) => {
      if (Math.abs(m.clientX - from) < 3 && !last) return;
      last = pulled(all, n, part, ((m.clientX - from) / wide) * long(), long());
      if (!mine) seen = state.revision;
      mine = all.map((b, k) => (k === n ? last : b));
      changed(true);
    };
    const end = () => {
      bar.removeEventListener("pointermove", move);
      bar.removeEventListener("pointerup", end);
      bar.removeEventListener("pointercancel", end);
      if (last) save();
      changed(true);
    };
    bar.addEventListener("pointermove", move);
    bar.addEventListener("pointerup", end);
    bar.addEventListener("pointercancel", end);
  };
  const makeBar = () => {
    const bar = el(
      "button",
      { type: "button", class: "vg-beat" },
      el("i", { "data-part": "from", "aria-hidden": "true" }),
      el("span"),
      el("i", { "data-part": "to", "aria-hidden": "true" }),
    );
    bar.addEventListener("pointerdown", (e) => !e.button && pull(bar, e));
    bar.addEventListener("click", () => {
      chosen = bar.vgN;
      changed(true);
    });
    bar.addEventListener("keydown", (e) => {
      const n = bar.vgN,
        by = { ArrowLeft: -TICK, ArrowRight: TICK }[e.key];
      if (e.key === "Delete" || e.key === "Backspace") remove(n);
      else if (by && !e.altKey && !e.ctrlKey && !e.metaKey)
        put(n, pulled(beats(), n, e.shiftKey ? "to" : "all", by, long()));
      else return;
      e.preventDefault();
      e.stopPropagation();
    });
    bar.addEventListener("blur", save);
    return bar;
  };
  const makeRow = (actor) =>
    el(
      "li",
      {},
      el("b", { class: "vg-beatname" }),
      el("div", { class: "vg-beattrack" }),
      button("", () => add(actor), { icon: "plus", class: "vg-small vg-quiet" }),
    );
  const drawRow = (li, actor) => {
    const [name, track, more] = li.children,
      all = beats();
    set(name, nameOf(actor));
    attr(more, "aria-label", tr("Add a beat of {name}", { name: nameOf(actor) }));
    more.disabled = !free(all, actor, long());
    keyed(
      track,
      all.map((b, n) => ({ b, n })).filter((x) => actorOf(x.b) === actor),
      (x) => String(x.n),
      makeBar,
      (bar, { b, n }) => {
        bar.vgN = n;
        bar.style.left = `${(b.from_s / long()) * 100}%`;
        bar.style.width = `${((b.to_s - b.from_s) / long()) * 100}%`;
        set(bar.children[1], b.deed || tr("stays"));
        attr(bar, "data-chosen", n === chosen ? "1" : null);
        attr(bar, "aria-pressed", n === chosen ? "true" : "false");
        attr(
          bar,
          "aria-label",
          tr("{name}: {deed}, from {from} to {to} s. Arrows move it, Shift with arrows its end, Delete removes it.", {
            name: nameOf(actor),
            deed: b.deed || tr("stays"),
            from: secs(b.from_s),
            to: secs(b.to_s),
          }),
        );
      },
    );
  };

  /* -- the chosen beat -- */
  const deed = el("input", {
    type: "text",
    id: "beat-deed",
    maxlength: 200,
    placeholder: tr("walks, waves, picks up the letter"),
  });
  const gaze = el("select", { id: "beat-gaze" });
  const line = el("select", { id: "beat-line" });
  deed.addEventListener("change", () => put(chosen, { deed: deed.value.trim() }, true));
  gaze.addEventListener("change", () => put(chosen, { gaze: gaze.value || null }, true));
  line.addEventListener("change", () => put(chosen, { line: line.value ? Number(line.value) : null }, true));
  const field = (text, input) => el("label", { class: "vg-beatfield" }, el("span", { text }), input);
  const lineField = field(tr("Says"), line);
  const gone = button(tr("Remove"), () => remove(chosen), {
    icon: "trash",
    class: "vg-small vg-quiet",
    id: "beat-remove",
  });
  const one = el(
    "div",
    { class: "vg-beatone vg-row" },
    field(tr("Does"), deed),
    field(tr("Looks at"), gaze),
    lineField,
    gone,
  );
  const options = (select, wanted, value) => {
    const held = JSON.stringify(wanted);
    if (select.dataset.held !== held) {
      select.dataset.held = held;
      select.replaceChildren(...wanted.map(([id, text]) => el("option", { value: id, text })));
    }
    if (document.activeElement !== select) select.value = value;
  };
  const drawOne = () => {
    const b = beats()[chosen];
    one.hidden = !b;
    if (!b) return;
    if (document.activeElement !== deed) deed.value = b.deed || "";
    const point = Array.isArray(b.gaze) ? [["point", tr("a point")]] : [];
    const named = [
      ...shot()
        .who.map((w) => [w.character, nameOf(w.character)])
        .filter(([id]) => id !== b.who),
    ];
    const said = String(Array.isArray(b.gaze) ? "point" : b.gaze || "");
    const extra =
      said && said !== "point" && said !== "camera" && !named.some(([id]) => id === said) ? [[said, said]] : [];
    options(gaze, [["", tr("nothing set")], ["camera", tr("the camera")], ...named, ...extra, ...point], said);
    const lines = shot().lines.map((l, n) => [String(n + 1), l.text]);
    lineField.hidden = !lines.length;
    const which = typeof b.line === "string" ? shot().lines.findIndex((l) => l.text === b.line) + 1 : b.line || 0;
    options(line, [["", tr("nothing")], ...lines], which ? String(which) : "");
  };

  const fill = button(
    tr("Fill from the words"),
    async () => {
      await save();
      const asked = shown;
      fill.disabled = true; // a language model thinks for a while
      set(by, tr("Reading the words…"));
      const r = await call("fill_beats", { shot: asked });
      fill.disabled = false;
      set(by, r.ok && shown === asked ? filledBy(r.by) : "");
      if (shown === asked) chosen = 0;
      changed(true);
    },
    { class: "vg-small", id: "beats-fill" },
  );
  /* `who`: a language model, "the words", or "the words (why the model's did not do)". */
  const filledBy = (who) =>
    who === "the words"
      ? tr("Filled from the words.")
      : who.startsWith("the words (")
        ? tr("Filled from the words, as the language model did not do: {why}", { why: who.slice(11, -1) })
        : tr("Filled by {who}.", { who });
  const by = el("span", { class: "vg-muted", id: "beats-by", role: "status" });
  const clear = button(tr("Clear all beats"), () => replace([]), {
    icon: "trash",
    class: "vg-small vg-quiet",
    id: "beats-clear",
  });
  const none = el("p", { class: "vg-muted", text: tr("Nobody is in this shot: add people to it first.") });
  const panel = el(
    "div",
    { class: "vg-beatpanel", hidden: true },
    none,
    rows,
    el("div", { class: "vg-spread" }, one, el("div", { class: "vg-row" }, by, fill, clear)),
  );
  const toggle = button(tr("Boxes"), () => turn(!open), {
    class: "vg-small",
    id: "canvas-boxes",
    title: tr("Who is where when, and what they do: the beats of this shot"),
  });
  /** @type {(on: boolean) => void} */
  let told = () => {};
  const turn = (on) => {
    open = on;
    told(on);
    changed(true);
  };

  const draw = async (id) => {
    if (shown !== id) {
      save();
      [shown, chosen, mine, drag, placed] = [id, -1, null, null, {}];
      set(by, "");
    }
    attr(toggle, "aria-pressed", String(open));
    attr(toggle, "aria-expanded", String(open));
    layer.hidden = panel.hidden = !open;
    const now = shot();
    if (!open || !now) return;
    const all = beats();
    if (chosen >= all.length) chosen = -1;
    if (chosen < 0 && all.length) chosen = 0;
    const actors = [...new Set([...now.who.map((w) => w.character), ...all.map(actorOf)])];
    none.hidden = actors.length > 0;
    keyed(rows, actors, (a) => a, makeRow, drawRow);
    drawOne();
    clear.hidden = !all.length;
    const time = all[chosen]?.from_s ?? 0;
    const boxes = actors
      .map((a) => (all[chosen] && actorOf(all[chosen]) === a ? chosen : shownOf(all, a, time)))
      .filter((n) => n >= 0)
      .flatMap((n) => ENDS.map((end) => ({ n, end })));
    keyed(layer, boxes, (b) => `${b.n} ${b.end}`, makeBox, drawBox);
    const print = [state.project, id, state.revision].join("|");
    if (print === had) return;
    had = print;
    const r = await call("placing", { shot: id }, { quiet: true });
    if (r.ok && r.shot === shown) {
      placed = r.boxes;
      changed();
    }
  };
  return { layer, panel, toggle, draw, onTurn: (f) => (told = f), isOpen: () => open };
};
