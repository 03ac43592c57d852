/* Sound under the shots: a lane a kind, waveforms, placing by dragging, trimming by handles, and the panel of one sound. */

import { undoLast } from "../page_state/acts.js";
import { call } from "../page_state/asking.js";
import { attr, el, keyed, set } from "../page_state/dom.js";
import { chooseFile, readFile } from "../page_state/files.js";
import { changed, media, select, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { problemWords } from "../page_state/words.js";
import { readCut } from "./cutback.js";
import { beginBy, endAt, rowsOf, snapTo } from "./dragging.js";
import { pressed } from "./pressed.js";
import { KINDS, soundItem } from "./sound_item.js";
import { fades, outline, wave } from "./waves.js";

export const soundLanes = (line) => {
  const time = line.time;
  const HIGH = 38,
    ACCEPT = ".wav,.aif,.aiff,.mp3,.m4a,.aac,.ogg,.oga,.opus,.flac,.caf,.webm,audio/*";
  const heads = el("div", { class: "vg-laneheads" }),
    lanes = el("div", { class: "vg-lanes" });
  let chosen = null,
    drag = null,
    moved = false,
    voices = [],
    kept = "",
    asked = 0,
    timer = 0;

  /* -- what there is ------------------------------------------------------------------------------------------------ */
  const tracks = () => state.story?.sound?.tracks || [];
  const find = (id) => {
    for (const track of tracks()) for (const item of track.items) if (item.id === id) return { track, item };
    return null;
  };
  const offset = (item) => {
    if (!item.shot) return 0;
    const i = state.story.shots.findIndex((s) => s.id === item.shot);
    return i < 0 ? null : time.starts()[i];
  };
  const until = (item) =>
    item.out_s === null || item.out_s === undefined ? item.length_s : Math.min(item.length_s, item.out_s);
  const spans = () => {
    const out = [],
      end = time.total();
    for (const track of tracks())
      for (const item of track.items) {
        const from = offset(item);
        if (from === null) continue;
        const at = from + item.at_s,
          long = Math.max(0.02, until(item) - item.in_s);
        out.push({
          id: item.id,
          kind: track.kind,
          name: item.name,
          at,
          long: item.loop ? Math.max(long, end - at) : long,
          once: long,
          in: item.in_s,
          whole: item.length_s,
          digest: item.file,
          muted: track.muted,
          item,
          gain: item.gain_db + track.gain_db,
        });
      }
    for (const v of voices)
      out.push({
        id: v.id,
        kind: "lines",
        name: v.name,
        at: v.at_s,
        long: v.length_s,
        once: v.length_s,
        in: v.in_s,
        whole: v.whole_s,
        digest: v.digest,
        shot: v.shot,
        gain: 0,
        scratch: v.scratch,
      });
    return out;
  };

  /* -- lanes ---------------------------------------------------------------------------------------------------------- */
  /* `make` is the new values, or makes them from the sound. */
  const change = pressed({
    put: (/** @type {string} */ id, /** @type {any} */ make) => {
      const item = find(id)?.item;
      if (!item) return null;
      const values = typeof make === "function" ? make(item) : make,
        had = { ...item };
      Object.assign(item, Object.fromEntries(Object.entries(values).filter(([k]) => k !== "kind")));
      return { values: { item: id, ...values }, back: () => Object.assign(item, had) };
    },
    send: async (values) =>
      (await call("sound", "shot" in values ? { ...values, shot: values.shot || "" } : values)).ok,
    show: () => line.draw(),
  });
  /* Where a sound begins in the story: music counts from the film's first frame, others from the shot they begin in. */
  const anchored = (item, kind, at) => {
    if (!item.shot && kind === "music") return { at_s: +at.toFixed(4), shot: "" };
    if (!item.shot && !item.fresh) return { at_s: +at.toFixed(4), shot: "" };
    const where = time.at(Math.max(0, at)),
      from = time.starts()[where.i];
    return { at_s: +(at - from).toFixed(4), shot: where.shot.id };
  };
  const snap = (x, id, off) => {
    if (off) return time.frame(x);
    const near = [
      0,
      line.cut.time,
      ...time.starts(),
      time.total(),
      ...spans()
        .filter((s) => s.id !== id)
        .flatMap((s) => [s.at, s.at + s.long]),
    ];
    return snapTo(near, x, line.px) ?? time.frame(x);
  };
  const choose = (id) => {
    chosen = id;
    line.showPanel("sound");
  };
  const remove = async (id) => {
    const r = await call("sound_remove", { item: id });
    if (r.ok) {
      chosen = null;
      toast("The sound is off the timeline.", { action: "Undo", run: () => undoLast() });
      changed();
    }
  };
  const make = (s) => {
    const own = s.kind !== "lines";
    const shape = el("svg:path", { class: "vg-wave" }),
      fade = el("svg:path", { class: "vg-fades" });
    const svg = el(
      "svg:svg",
      { viewBox: "0 0 1000 100", preserveAspectRatio: "none", "aria-hidden": "true" },
      shape,
      fade,
    );
    const body = el(
      "button",
      {
        type: "button",
        class: "vg-soundbody",
        onclick: () => {
          if (moved) return;
          own ? choose(s.id) : select(s.shot);
        },
      },
      svg,
      el("span", { class: "vg-soundname" }),
    );
    const node = el("div", { class: "vg-sound", "data-item": s.id, "data-kind": s.kind }, body);
    if (!own) return node;
    for (const edge of ["in", "out"]) {
      const handle = el("span", { class: `vg-edge vg-edge-${edge}`, role: "slider", tabindex: 0, "aria-valuemin": 0 });
      handle.addEventListener("keydown", (e) => {
        const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[e.key],
          found = find(s.id);
        if (!by || !found) return;
        e.preventDefault();
        e.stopPropagation();
        const step = by * (e.shiftKey ? 1 : 0.1);
        change(s.id, (i) => {
          if (edge === "out") return { in_s: i.in_s, out_s: +endAt(until(i) + step, i).toFixed(4) };
          const to = Math.max(0, Math.min(until(i) - 0.05, i.in_s + step));
          return { in_s: +to.toFixed(4), at_s: +(i.at_s + to - i.in_s).toFixed(4) };
        });
      });
      node.append(handle);
    }
    body.addEventListener("keydown", (e) => {
      const found = find(s.id),
        by = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
      if (!found || e.ctrlKey || e.metaKey) return;
      if (e.key === "Delete" || e.key === "Backspace") {
        e.preventDefault();
        e.stopPropagation();
        remove(s.id);
      } else if (by && !e.altKey) {
        e.preventDefault();
        e.stopPropagation();
        change(s.id, (i) => ({ at_s: +(i.at_s + by * (e.shiftKey ? 1 : 0.1)).toFixed(4) }));
      }
    });
    return node;
  };
  const update = (node, s) => {
    if (drag?.on && drag.id === s.id) return;
    const [body, a, b] = node.children,
      svg = body.firstChild;
    node.style.left = `${s.at * line.px}px`;
    node.style.width = `${Math.max(6, s.long * line.px)}px`;
    node.style.top = `${s.row * HIGH + 3}px`;
    attr(node, "data-muted", s.muted ? "1" : null);
    attr(node, "data-current", s.id === chosen ? "1" : null);
    attr(node, "data-loop", s.item?.loop ? "1" : null);
    set(body.children[1], `${s.name}${s.item?.loop ? " ↻" : ""}`);
    body.title = `${s.name} · ${s.at.toFixed(2)} s, ${s.long.toFixed(2)} s long${s.scratch ? " · scratch voice: a placeholder" : ""}`;
    attr(
      body,
      "aria-label",
      `${s.kind === "lines" ? "Line" : "Sound"} ${s.name}, at ${s.at.toFixed(1)} seconds, ${s.long.toFixed(1)} seconds long${s.muted ? ", muted" : ""}`,
    );
    if (a) {
      a.hidden = b.hidden = !!s.item.loop;
      attr(a, "aria-label", `Beginning of ${s.name}`);
      attr(b, "aria-label", `End of ${s.name}`);
      for (const [h, v] of [
        [a, s.in],
        [b, s.in + s.once],
      ]) {
        attr(h, "aria-valuenow", +v.toFixed(2));
        attr(h, "aria-valuemax", +s.whole.toFixed(2));
        attr(h, "aria-valuetext", `${v.toFixed(2)} seconds into the sound`);
      }
    }
    const key = [s.digest, s.in, s.once, s.long, s.gain].join();
    svg.children[1].setAttribute("d", fades(s));
    if (node.vgWave !== key) {
      node.vgWave = key;
      wave(s.digest, s.whole).then((data) => {
        if (node.vgWave === key) svg.children[0].setAttribute("d", outline(data, s));
        if (!data.length) node.vgWave = "";
      });
    }
  };
  const draw = () => {
    const all = spans(),
      rows = [];
    for (const [kind, label] of KINDS) {
      const mine = all.filter((s) => s.kind === kind).sort((a, b) => a.at - b.at);
      if (mine.length) rows.push({ kind, label, items: mine, high: Math.max(1, rowsOf(mine)) * HIGH + 6 });
    }
    keyed(
      lanes,
      rows,
      (r) => r.kind,
      (r) => el("div", { class: "vg-soundlane", "data-kind": r.kind, role: "group", "aria-label": r.label }),
      (node, r) => {
        node.style.height = `${r.high}px`;
        keyed(node, r.items, (s) => s.id, make, update);
      },
    );
    keyed(
      heads,
      rows,
      (r) => r.kind,
      (r) => {
        const mute =
          r.kind === "lines"
            ? null
            : el(
                "button",
                {
                  type: "button",
                  class: "vg-mute",
                  onclick: () => {
                    const t = tracks().find((x) => x.kind === r.kind);
                    call("track", { kind: r.kind, muted: !t?.muted });
                  },
                },
                "M",
              );
        return el("div", { class: "vg-lanehead" }, el("span", { class: "vg-lanename", text: r.label }), mute);
      },
      (node, r) => {
        node.style.height = `${r.high}px`;
        const mute = node.children[1];
        if (mute) {
          const off = !!tracks().find((t) => t.kind === r.kind)?.muted;
          attr(mute, "aria-pressed", off ? "true" : "false");
          attr(mute, "aria-label", `Mute ${r.label}`);
          mute.title = off ? `${r.label} is muted` : `Mute ${r.label}`;
        }
      },
    );
    heads.hidden = lanes.hidden = !rows.length;
    drawPanel();
    listen();
  };
  /* -- dragging ------------------------------------------------------------------------------------------------------- */
  lanes.addEventListener("pointerdown", (e) => {
    const node = e.target.closest(".vg-sound");
    if (!node || e.button || node.dataset.kind === "lines") return;
    const found = find(node.dataset.item);
    if (!found) return;
    const edge = e.target.closest(".vg-edge");
    drag = {
      id: found.item.id,
      item: found.item,
      kind: found.track.kind,
      node,
      x: e.clientX,
      y: e.clientY,
      edge: edge ? (edge.classList.contains("vg-edge-in") ? "in" : "out") : "",
      at: offset(found.item) + found.item.at_s,
      on: false,
      pointer: e.pointerId,
    };
  });
  window.addEventListener("pointermove", (e) => {
    if (!drag || e.pointerId !== drag.pointer) return;
    const dx = (e.clientX - drag.x) / line.px,
      i = drag.item;
    if (!drag.on && Math.abs(e.clientX - drag.x) < 4 && Math.abs(e.clientY - drag.y) < 10) return;
    if (!drag.on) {
      drag.on = true;
      drag.node.classList.add("vg-drag");
      try {
        lanes.setPointerCapture(e.pointerId);
      } catch {
        /* gone */
      }
    }
    const long = until(i) - i.in_s;
    if (drag.edge === "in") {
      const by = beginBy(snap(drag.at + dx, i.id, e.altKey) - drag.at, i, long);
      drag.by = by;
      drag.node.style.left = `${(drag.at + by) * line.px}px`;
      drag.node.style.width = `${(long - by) * line.px}px`;
    } else if (drag.edge === "out") {
      const to = endAt(i.in_s + snap(drag.at + long + dx, i.id, e.altKey) - drag.at, i);
      drag.out = to;
      drag.node.style.width = `${(to - i.in_s) * line.px}px`;
    } else {
      const by = snap(drag.at + dx, i.id, e.altKey),
        tail = snap(drag.at + dx + long, i.id, e.altKey) - long;
      drag.to = Math.abs(by - drag.at - dx) <= Math.abs(tail - drag.at - dx) ? by : tail;
      drag.node.style.left = `${drag.to * line.px}px`;
      const over = [...lanes.children].find((l) => {
        const r = l.getBoundingClientRect();
        return e.clientY >= r.top && e.clientY < r.bottom;
      })?.dataset.kind;
      drag.lane = over && over !== "lines" ? over : drag.kind;
      for (const l of lanes.children)
        l.classList.toggle("vg-over", l.dataset.kind === drag.lane && drag.lane !== drag.kind);
    }
  });
  const drop = (e) => {
    if (!drag || e.pointerId !== drag.pointer) return;
    const was = drag;
    drag = null;
    was.node.classList.remove("vg-drag");
    for (const l of lanes.children) l.classList.remove("vg-over");
    if (!was.on) return;
    moved = true;
    setTimeout(() => {
      moved = false;
    }, 0);
    if (e.type === "pointercancel") return changed(true);
    if (was.edge === "in" && was.by !== undefined)
      change(was.id, { in_s: +(was.item.in_s + was.by).toFixed(4), at_s: +(was.item.at_s + was.by).toFixed(4) });
    else if (was.edge === "out" && was.out !== undefined)
      change(was.id, { in_s: was.item.in_s, out_s: +was.out.toFixed(4) });
    else if (was.to !== undefined)
      change(was.id, { ...anchored(was.item, was.lane, was.to), ...(was.lane !== was.kind ? { kind: was.lane } : {}) });
  };
  window.addEventListener("pointerup", drop);
  window.addEventListener("pointercancel", drop);

  /* -- bringing sounds in --------------------------------------------------------------------------------------------- */
  const bring = async (file, kind, at) => {
    if (file.size > 64 * 2 ** 20)
      return toast("The sound is larger than 64 MB. Save it as MP3 or FLAC first.", { bad: true });
    toast(`Reading ${file.name.slice(0, 60)}…`);
    const where = kind === "music" ? { at_s: +at.toFixed(4) } : anchored({ fresh: true }, kind, at);
    const r = await call("sound_add", {
      kind,
      name: file.name,
      data: await readFile(file),
      ...where,
      ...(kind === "music" ? { fade_in_s: 0.5, fade_out_s: 1 } : {}),
    });
    if (r.ok) choose(r.item);
    if (r.ok && r.missing) toast(r.missing);
  };
  const pick = (kind) => chooseFile(ACCEPT, (f) => bring(f, kind, kind === "music" ? 0 : line.cut.time));
  const isFiles = (e) => !e.target.closest?.("dialog") && [...(e.dataTransfer?.types || [])].includes("Files");
  line.drop.addEventListener("dragover", (e) => {
    if (isFiles(e)) {
      e.preventDefault();
      line.drop.classList.add("vg-dropping");
    }
  });
  line.drop.addEventListener("dragleave", () => line.drop.classList.remove("vg-dropping"));
  line.drop.addEventListener("drop", (e) => {
    if (!isFiles(e)) return;
    e.preventDefault();
    line.drop.classList.remove("vg-dropping");
    const over = e.target.closest(".vg-soundlane")?.dataset.kind,
      kind = over && over !== "lines" ? over : "music",
      at = Math.max(0, snap(line.secondsAt(e.clientX)));
    const files = [...e.dataTransfer.files];
    if (files.some((f) => /\.(otioz?|fcpxml|edl|zip)$/i.test(f.name))) return readCut(files);
    for (const f of files.slice(0, 8)) bring(f, kind, at);
  });

  /* -- the mix -------------------------------------------------------------------------------------------------------- */
  /* Asks for the film's sound when what is heard has changed and a moment has passed. */
  const listen = () => {
    const s = state.story,
      said = s.sound?.voices !== "none" && s.shots.some((x) => x.lines.length),
      any = said || tracks().some((t) => t.items.length);
    const key = any
      ? JSON.stringify([
          state.project,
          s.sound,
          s.titles?.opening,
          s.titles?.end,
          s.film.fps,
          said && s.cast.map((c) => [c.id, c.voice, c.stages]),
          s.shots.map((x) => [x.id, x.duration_s, x.trim_in_s, x.trim_out_s, x.lines, said && x.who]),
        ])
      : "";
    if (key === kept) return;
    kept = key;
    clearTimeout(timer);
    if (!any) {
      asked++;
      voices = [];
      line.note("");
      line.heard("");
      return;
    }
    const mine = ++asked;
    timer = setTimeout(async () => {
      line.note("Mixing the sound…");
      const r = await call("heard", {}, { quiet: true });
      if (mine !== asked) return;
      if (!r.ok) {
        if (r.lost) kept = "";
        line.note(problemWords(r.problem));
        return;
      }
      voices = r.voices;
      line.note(
        r.note ||
          (r.by.startsWith("scratch") ? "Lines are spoken by a scratch voice: a placeholder, not a performance." : ""),
      );
      line.heard(r.mix ? media(r.mix, "flac") : "");
      changed();
    }, 350);
  };
  const { panel, draw: drawPanel } = soundItem(line, {
    get id() {
      return chosen;
    },
    clear: () => {
      chosen = null;
    },
    find,
    offset,
    until,
    anchored,
    change,
    remove,
    spans,
  });
  return {
    heads,
    lanes,
    panel,
    draw,
    pick,
    get chosen() {
      return chosen;
    },
    clear: () => {
      chosen = null;
    },
    get dragging() {
      return !!drag?.on;
    },
    reset: () => {
      kept = "";
      voices = [];
      chosen = null;
    },
  };
};
