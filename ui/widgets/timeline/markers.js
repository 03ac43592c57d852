/* Markers: flags on the timeline that belong to a moment of a shot; named, noted, moved, listed. Editors get them. */

import { undoLast } from "../page_state/acts.js";
import { call } from "../page_state/asking.js";
import { attr, button, el, icon, keyed, set } from "../page_state/dom.js";
import { changed, shotOf, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { pressed } from "./pressed.js";

export const cutMarkers = (line) => {
  const time = line.time;
  const row = el("div", { class: "vg-marks", role: "group", "aria-label": "Markers. M adds one at the playhead." });
  let chosen = null,
    drag = null,
    moved = false;
  /* Every marker: {shot, i (of the shot), n (of the marker in it), at (of the film; null where the cut leaves it out)}. */
  const all = () =>
    (state.story?.shots || []).flatMap((s, i) =>
      (s.markers || []).map((m, n) => ({ shot: s.id, i, n, m, at: time.of(i, m.at_s), key: `${s.id}/${n}` })),
    );
  const find = (key) => all().find((x) => x.key === key);
  const plain = (s) => (s.markers || []).map((m) => ({ at_s: m.at_s, name: m.name, note: m.note }));
  /* One change after the other. `edit` makes the new lists from the story at hand: it runs at once, to be seen, and again on
     what the change before it has left behind. */
  const send = pressed({
    put: (/** @type {() => any} */ edit) => {
      const lists = edit(),
        had = new Map();
      if (!lists) return null;
      for (const [id, list] of Object.entries(lists)) {
        const s = shotOf(id);
        had.set(s, s.markers);
        s.markers = list.sort((a, b) => a.at_s - b.at_s);
      }
      const back = () => {
        for (const [s, list] of had) s.markers = list;
      };
      return { values: lists, back };
    },
    send: async (lists) => (await call("markers", { markers: lists, seen: state.revision })).ok,
    show: () => line.draw(),
  });
  const add = async () => {
    if (!state.story?.shots.length) return;
    const here = time.at(line.cut.time),
      id = here.shot.id,
      at = +Math.min(here.shot.duration_s, time.frame(here.at)).toFixed(4),
      made = { at_s: at, name: `Marker ${all().length + 1}`, note: "" };
    if (here.shot.markers.length > 63) return toast("This shot has 64 markers already.", { bad: true });
    if (await send(() => shotOf(id) && { [id]: [...plain(shotOf(id)), made] })) {
      chosen = all().find((x) => x.shot === id && Math.abs(x.m.at_s - at) < 1e-3)?.key || null;
      line.showPanel("marker");
      name.focus();
      name.select();
      line.say("Marker set.");
    }
  };
  const replace = (key, values) =>
    send(() => {
      const x = find(key);
      if (!x) return null;
      const list = plain(shotOf(x.shot));
      list[x.n] = { ...list[x.n], ...values };
      return { [x.shot]: list };
    });
  const moveTo = async (key, film) => {
    const x = find(key);
    if (!x) return;
    const to = time.at(Math.max(0, film)),
      into = to.shot.id,
      at = +Math.min(to.shot.duration_s, time.frame(to.at)).toFixed(4);
    const lists = () => {
      if (!shotOf(x.shot) || !shotOf(into)) return null;
      const from = plain(shotOf(x.shot)),
        [marker] = from.splice(x.n, 1);
      if (!marker) return null;
      marker.at_s = at;
      return into === x.shot
        ? { [x.shot]: [...from, marker] }
        : { [x.shot]: from, [into]: [...plain(shotOf(into)), marker] };
    };
    if (await send(lists)) {
      chosen =
        all().find((y) => y.shot === into && y.m.name === x.m.name && Math.abs(y.m.at_s - at) < 1e-3)?.key || null;
      changed(true);
      row.querySelector(`[data-key="${chosen}"]`)?.focus();
    }
  };
  const remove = (key) => {
    chosen = null;
    send(() => {
      const x = find(key);
      if (!x) return null;
      const list = plain(shotOf(x.shot));
      list.splice(x.n, 1);
      return { [x.shot]: list };
    }).then((ok) => ok && toast("The marker is gone.", { action: "Undo", run: () => undoLast() }));
  };
  const choose = (key) => {
    chosen = key;
    line.showPanel("marker");
  };

  const make = (x) => {
    const flag = el(
      "button",
      {
        type: "button",
        class: "vg-flag",
        "data-key": x.key,
        onclick: () => {
          if (moved) return;
          const f = find(x.key);
          if (f) {
            line.cut.seek(f.at + 0.0005);
            choose(x.key);
          }
        },
      },
      el("i"),
      el("span"),
    );
    flag.addEventListener("keydown", (e) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[e.key],
        f = find(x.key);
      if (!f || e.ctrlKey || e.metaKey) return;
      if (e.key === "Delete" || e.key === "Backspace") {
        e.preventDefault();
        e.stopPropagation();
        remove(x.key);
      } else if (by) {
        e.preventDefault();
        e.stopPropagation();
        moveTo(x.key, f.at + (by * (e.shiftKey ? time.rate() : 1)) / time.rate() + 1e-4);
      }
    });
    return flag;
  };
  const draw = () => {
    const shown = all().filter((x) => x.at !== null);
    keyed(
      row,
      shown,
      (x) => x.key,
      make,
      (flag, x) => {
        if (!(drag?.on && drag.key === x.key)) flag.style.left = `${x.at * line.px}px`;
        set(flag.children[1], x.m.name || "Marker");
        flag.title = [x.m.name, x.m.note].filter(Boolean).join("\n");
        attr(flag, "data-current", x.key === chosen ? "1" : null);
        attr(flag, "aria-label", `Marker ${x.m.name || ""} at ${x.at.toFixed(1)} seconds`);
        const next = shown.filter((y) => y.at > x.at + 1e-6).reduce((b, y) => Math.min(b, y.at), Infinity);
        flag.style.maxWidth = `${Math.max(13, Math.min(180, (next - x.at) * line.px - 3))}px`;
      },
    );
    keyed(
      list,
      all(),
      (x) => x.key,
      () => {
        const open = el(
          "button",
          {
            type: "button",
            class: "vg-markline",
            onclick: () => {
              const f = find(open.dataset.key);
              if (f && f.at !== null) line.cut.seek(f.at + 0.0005);
              choose(open.dataset.key);
            },
          },
          el("span", { class: "vg-num vg-muted" }),
          el("b"),
          el("small", { class: "vg-muted" }),
        );
        return el("li", {}, open);
      },
      (li, x) => {
        const open = li.firstChild;
        open.dataset.key = x.key;
        set(open.children[0], x.at === null ? "cut off" : time.clock(x.at));
        set(open.children[1], x.m.name || "Marker");
        set(open.children[2], x.m.note.slice(0, 80));
      },
    );
    none.hidden = all().length > 0;
    const f = chosen && find(chosen);
    if (chosen && !f) chosen = null;
    if (f) {
      set(
        where,
        f.at === null ? `Shot ${f.i + 1}, in a part that the cut leaves out` : `${time.clock(f.at)} · shot ${f.i + 1}`,
      );
      if (document.activeElement !== name) name.value = f.m.name;
      if (document.activeElement !== note) note.value = f.m.note;
    }
  };
  row.addEventListener("pointerdown", (e) => {
    const flag = e.target.closest(".vg-flag");
    if (flag && !e.button)
      drag = {
        key: flag.dataset.key,
        x: e.clientX,
        flag,
        at: find(flag.dataset.key).at,
        on: false,
        pointer: e.pointerId,
      };
  });
  window.addEventListener("pointermove", (e) => {
    if (!drag || e.pointerId !== drag.pointer) return;
    const dx = e.clientX - drag.x;
    if (!drag.on && Math.abs(dx) < 4) return;
    drag.on = true;
    try {
      row.setPointerCapture(e.pointerId);
    } catch {
      /* gone */
    }
    drag.to = Math.max(0, Math.min(time.total() - time.tail() - 1e-3, drag.at + dx / line.px));
    drag.flag.style.left = `${drag.to * line.px}px`;
  });
  const drop = (e) => {
    if (!drag || e.pointerId !== drag.pointer) return;
    const was = drag;
    drag = null;
    if (!was.on) return;
    moved = true;
    setTimeout(() => {
      moved = false;
    }, 0);
    e.type === "pointercancel" ? changed() : moveTo(was.key, was.to);
  };
  window.addEventListener("pointerup", drop);
  window.addEventListener("pointercancel", drop);

  /* -- panels: one marker, and all of them ---------------------------------------------------------------------------- */
  const where = el("p", { class: "vg-muted vg-num" }),
    name = el("input", { class: "vg-input", maxlength: 200, id: "marker-name" }),
    note = el("textarea", { maxlength: 2000, rows: 3, id: "marker-note" });
  name.addEventListener("change", () => chosen && replace(chosen, { name: name.value.trim() }));
  note.addEventListener("change", () => chosen && replace(chosen, { note: note.value }));
  name.addEventListener("keydown", (e) => {
    if (e.key === "Enter" || e.key === "Escape") name.blur();
  });
  const panel = el(
    "div",
    { class: "vg-seampanel vg-markpanel", hidden: true },
    el(
      "div",
      { class: "vg-spread" },
      el("h2", { class: "vg-title", text: "Marker" }),
      button(
        "",
        () => {
          chosen = null;
          line.showPanel("marks");
        },
        { icon: "close", class: "vg-quiet vg-small", label: "Close" },
      ),
    ),
    where,
    el("label", { class: "vg-field" }, el("span", {}, el("b", { text: "Name" })), name),
    el(
      "label",
      { class: "vg-field" },
      el("span", {}, el("b", { text: "Note" }), el("small", { text: "travels to the editor" })),
      note,
    ),
    el(
      "div",
      { class: "vg-row" },
      button("Remove", () => chosen && remove(chosen), { icon: "trash", class: "vg-small vg-danger" }),
    ),
  );
  const list = el("ol", { class: "vg-marklist" }),
    none = el("p", { class: "vg-muted", text: "No markers yet. Press M while the film plays." });
  const listPanel = el(
    "div",
    { class: "vg-sidetab" },
    el(
      "div",
      { class: "vg-row" },
      button("Add at the playhead", add, {
        icon: "plus",
        class: "vg-small",
        id: "add-marker",
        title: "Add a marker at the playhead (M)",
      }),
    ),
    list,
    none,
  );
  return {
    row,
    panel,
    listPanel,
    draw,
    add,
    get chosen() {
      return chosen;
    },
    clear: () => {
      chosen = null;
    },
    icon,
  };
};
