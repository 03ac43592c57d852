import { call } from "../page_state/asking.js";
import { aloud, attr, button, el, keyed, set } from "../page_state/dom.js";
import { reasonOf, stateOf, todoWords, word } from "../page_state/item_words.js";
import { widget } from "../page_state/mount.js";
import { changed, media, offers, on, select, shotNumber, shotOf, state, thumb } from "../page_state/state.js";
import { readCut } from "./cutback.js";
import { openExports } from "./export.js";
import { filmTime } from "./film.js";
import { soundLanes } from "./lanes.js";
import { cutMarkers } from "./markers.js";
import { cutPlayer } from "./player.js";
import { soundPanel } from "./voices.js";

widget("timeline", (root) => {
  const MODES = [
    ["cut", "Cut", "One shot ends, the next begins."],
    ["crossfade", "Crossfade", "The end of one dissolves into the start of the next."],
    [
      "reset",
      "Reset",
      "The next shot starts from noise that remembers the last frames: same light, same colours. The clip is made again.",
    ],
    ["bridge", "Bridge", "New frames are made between the two: camera, light and people move across."],
  ];
  const SIGNS = { cut: "|", crossfade: "×", reset: "↺", bridge: "≈" };
  const time = filmTime();
  let px = 40,
    fitted = "",
    chosen = null,
    live = false,
    side = "cut",
    words = "";

  /* -- the screen and its buttons ----------------------------------------------------------------------------------- */
  const screen = el("div", { class: "vg-cut" }),
    clock = el("output", { class: "vg-clock vg-num", text: "00:00:00" }),
    head = el("div", { class: "vg-head", "aria-hidden": "true" });
  const cut = cutPlayer(screen, (t, on) => {
    set(clock, time.clock(t));
    head.style.transform = `translateX(${t * px}px)`;
    scrub.value = t;
    if (on !== live) {
      live = on;
      set(play.lastChild, on ? "Pause" : "Play");
      play.firstChild.firstChild.setAttribute("d", on ? "M6 4.5v11M14 4.5v11" : "M6 4.5v11l9-5.5z");
    }
    if (on) {
      const x = t * px - scroller.scrollLeft;
      if (x > scroller.clientWidth - 60 || x < 0) scroller.scrollLeft = t * px - 80;
    }
  });
  const play = button("Play", () => cut.toggle(), {
    icon: "play",
    class: "vg-primary",
    id: "timeline-play",
    title: "Play or pause (space); J backwards, K stop, L forwards",
  });
  const scrub = el("input", {
    type: "range",
    min: 0,
    max: 1,
    step: 0.01,
    value: 0,
    "aria-label": "Playhead, in seconds",
  });
  scrub.addEventListener("input", () => cut.seek(Number(scrub.value)));
  const frame = (by) => {
    cut.pause();
    cut.seek((Math.round(cut.time * time.rate()) + by) / time.rate() + 0.0005);
  };
  const full = button(
    "",
    () => (document.fullscreenElement ? document.exitFullscreen() : screen.requestFullscreen?.()),
    { icon: "full", class: "vg-quiet", label: "Full screen", title: "Full screen (F)" },
  );
  const mute = el(
    "button",
    {
      type: "button",
      class: "vg-btn vg-quiet vg-ear",
      id: "timeline-sound",
      "aria-pressed": "true",
      "aria-label": "Sound of the preview",
      title: "Sound on or off",
      onclick: () => {
        cut.quiet = !cut.quiet;
        attr(mute, "aria-pressed", cut.quiet ? "false" : "true");
      },
    },
    el(
      "svg:svg",
      { viewBox: "0 0 20 20", class: "vg-icon", "aria-hidden": "true" },
      el("svg:path", { d: "M3 8v4h3l4 3.5v-11L6 8zM13 7.5a3.5 3.5 0 0 1 0 5M15 5a7 7 0 0 1 0 10" }),
    ),
  );
  const zoom = el("input", { type: "range", min: 0, max: 100, value: 35, "aria-label": "Zoom of the timeline" });
  const loopNote = button(
    "Stop the loop",
    () => {
      cut.loop(null);
      cut.pause();
      changed();
    },
    { class: "vg-small", id: "stop-loop" },
  );
  const save = button("Export…", () => openExports(), {
    icon: "download",
    id: "timeline-export",
    title: "The film, cuts for editors, storyboards, subtitles",
  });
  const back = button("Read a cut", () => readCut(), {
    icon: "upload",
    class: "vg-quiet",
    id: "read-cut",
    title: "An .otio or .fcpxml that an editor saved from this film",
  });
  const build = button("Update the film", () => call("build"), { icon: "film" });
  const bar = el(
    "div",
    { class: "vg-transport" },
    play,
    button("", () => frame(-1), {
      icon: "left",
      class: "vg-quiet",
      label: "One frame back",
      title: "One frame back (left arrow)",
    }),
    button("", () => frame(1), {
      icon: "right",
      class: "vg-quiet",
      label: "One frame on",
      title: "One frame on (right arrow)",
    }),
    clock,
    scrub,
    mute,
    full,
    loopNote,
    el("span", { class: "vg-outs" }, build, back, save),
  );

  /* -- the strip ------------------------------------------------------------------------------------------------------ */
  const ruler = el("div", { class: "vg-ruler", "aria-hidden": "true" }),
    track = el("ol", { class: "vg-track", "aria-label": "The cut. Alt with left or right arrow moves a shot." }),
    mark = el("i", { class: "vg-drop", hidden: true });
  const opening = el("div", { class: "vg-cardpiece" }),
    ending = el("div", { class: "vg-cardpiece" });
  const lane = el("div", { class: "vg-lane" }),
    scroller = el("div", { class: "vg-scroller", tabindex: -1 }, lane),
    said = el("div", { class: "vg-sr", "aria-live": "polite" });
  const table = el("div", { class: "vg-table" });
  const line = {
    time,
    cut,
    drop: root,
    get px() {
      return px;
    },
    draw: () => draw(),
    say: (text) => set(said, text),
    note: (text) => {
      words = text;
      sounds.draw(words);
    },
    heard: (src) => cut.hear(src),
    secondsAt: (x) => (x - lane.getBoundingClientRect().left) / px,
    /* Shows a side panel; a seam, a sound and a marker are looked at one at a time. */
    showPanel: (what) => {
      if (what !== "seam") chosen = null;
      if (what !== "sound") lanes.clear();
      if (what !== "marker") markers.clear();
      if (what === "sound" || what === "marks") side = what === "marks" ? "marks" : "sound";
      changed(true);
    },
  };
  const lanes = soundLanes(line),
    markers = cutMarkers(line),
    sounds = soundPanel(line, lanes);
  lane.append(ruler, markers.row, track, opening, ending, lanes.lanes, mark, head);
  const soundless = el(
    "p",
    { class: "vg-soundless" },
    el("span", { class: "vg-muted", text: "No sound yet." }),
    button("Music", () => lanes.pick("music"), { icon: "plus", class: "vg-small vg-quiet" }),
    button(
      "Voices",
      () => {
        side = "sound";
        changed();
      },
      { icon: "plus", class: "vg-small vg-quiet" },
    ),
    el("span", { class: "vg-muted vg-wide", text: "or drop a WAV, MP3, OGG or FLAC file here" }),
  );
  table.append(
    el(
      "div",
      { class: "vg-heads" },
      el(
        "div",
        { class: "vg-headgap" },
        el(
          "label",
          { class: "vg-zoom", title: "Zoom (control and wheel)" },
          el("span", { class: "vg-muted", text: "Zoom" }),
          zoom,
        ),
      ),
      lanes.heads,
    ),
    scroller,
  );
  const seek = (e) => cut.seek(line.secondsAt(e.clientX));
  ruler.addEventListener("pointerdown", (e) => {
    ruler.setPointerCapture(e.pointerId);
    cut.pause();
    seek(e);
  });
  ruler.addEventListener("pointermove", (e) => {
    if (ruler.hasPointerCapture(e.pointerId)) seek(e);
  });
  const order = async (ids) => {
    const had = state.story.shots;
    state.story.shots = ids.map((id) => had.find((s) => s.id === id));
    draw();
    const r = await call("order", { shots: ids });
    if (!r.ok && !r.kept) {
      state.story.shots = had;
      draw();
    }
    return r;
  };
  const moveTo = async (id, to) => {
    const ids = state.story.shots.map((s) => s.id),
      from = ids.indexOf(id);
    if (to < 0 || to >= ids.length || to === from) return;
    ids.splice(to, 0, ids.splice(from, 1)[0]);
    const r = await order(ids);
    if (r.ok) set(said, `Shot moved to ${to + 1}.`);
  };
  const setLength = async (id, value) => {
    const d = Math.max(0.25, Math.min(12, Math.round(value * 4) / 4));
    const r = await call("edit", { shot: id, field: "duration_s", value: d });
    if (r.ok) set(said, `${d} seconds.`);
  };
  /* What the cut leaves out of a clip's beginning or end: nothing is made anew. */
  const setTrim = async (id, end, value) => {
    const s = shotOf(id),
      other = end === "in" ? s.trim_out_s : s.trim_in_s,
      v = Math.max(0, Math.min(s.duration_s - other - 1 / time.rate(), time.frame(value)));
    const had = s[`trim_${end}_s`];
    s[`trim_${end}_s`] = +v.toFixed(4);
    draw();
    const r = await call("trim", { shot: id, end, value: +v.toFixed(4) });
    if (!r.ok) {
      if (!r.kept) {
        s[`trim_${end}_s`] = had;
        draw();
      }
    } else set(said, `${v.toFixed(2)} seconds left out at the ${end === "in" ? "beginning" : "end"}.`);
  };

  const make = (shot) => {
    const body = el(
      "button",
      {
        type: "button",
        class: "vg-body",
        onclick: () => {
          if (moved) return;
          select(shot.id);
          cut.seek(time.starts()[shotNumber(shot.id) - 1] + 0.001);
        },
      },
      el("span", { class: "vg-name" }),
      el("span", { class: "vg-info" }, el("span", { class: "vg-state" }), el("span", { class: "vg-num" })),
    );
    const trim = el("span", {
      class: "vg-trim",
      role: "slider",
      tabindex: 0,
      "aria-valuemin": 0.25,
      "aria-valuemax": 12,
      title: "Longer or shorter; with Shift, leave the end of the clip out",
    });
    const seam = el("button", {
      type: "button",
      class: "vg-seam",
      onclick: () => {
        const was = chosen === shot.id;
        line.showPanel("seam");
        chosen = was ? null : shot.id;
        changed();
      },
    });
    const front = el("span", {
      class: "vg-front",
      role: "slider",
      tabindex: 0,
      "aria-valuemin": 0,
      "aria-valuemax": 12,
      title: "Leave the beginning of the clip out",
    });
    const li = el("li", { class: "vg-piece", "data-shot": shot.id }, body, trim, seam, front);
    body.addEventListener("keydown", (e) => {
      if (e.altKey && (e.key === "ArrowLeft" || e.key === "ArrowRight")) {
        e.preventDefault();
        e.stopPropagation();
        moveTo(shot.id, shotNumber(shot.id) - 1 + (e.key === "ArrowLeft" ? -1 : 1)).then(() => body.focus());
      }
    });
    const steps = (e, then) => {
      const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[e.key];
      if (by) {
        e.preventDefault();
        e.stopPropagation();
        then(by);
      }
    };
    trim.addEventListener("keydown", (e) =>
      steps(e, (by) => {
        const s = shotOf(shot.id);
        e.shiftKey
          ? setTrim(shot.id, "out", s.trim_out_s - by / time.rate())
          : setLength(shot.id, s.duration_s + by * 0.25);
      }),
    );
    front.addEventListener("keydown", (e) =>
      steps(e, (by) => setTrim(shot.id, "in", shotOf(shot.id).trim_in_s + by / time.rate())),
    );
    return li;
  };
  const update = (li, shot, i) => {
    const d = time.seconds()[i],
      [body, trim, seam, front] = li.children,
      item = state.items[`clip/${shot.id}`],
      key = state.items[`keyframe/${shot.id}`],
      last = i === state.story.shots.length - 1;
    const cutOff = shot.trim_in_s || shot.trim_out_s;
    if (!drag || drag.li !== li) li.style.width = `${d * px}px`;
    const picture = key?.digest ? `url("${thumb(key.digest, 160)}")` : "none";
    if (li.vgPicture !== picture) {
      li.vgPicture = picture;
      body.style.backgroundImage = picture;
    }
    set(body.children[0], `${i + 1}${shot.notes ? " ✎" : ""}${cutOff ? " ✂" : ""}`);
    stateOf(body.children[1].firstChild, item);
    set(body.children[1].lastChild, `${+d.toFixed(2)} s`);
    body.title = `${shot.summary}${cutOff ? `\nLeft out: ${shot.trim_in_s.toFixed(2)} s at the beginning, ${shot.trim_out_s.toFixed(2)} s at the end` : ""}${shot.notes ? `\nNote: ${shot.notes}` : ""}${item?.reason ? `\n${word(item)}: ${reasonOf(item)}` : ""}`;
    aloud(body, `Shot ${i + 1}, ${+d.toFixed(2)} seconds, ${word(item)}: ${shot.summary.slice(0, 100)}`);
    attr(li, "data-current", shot.id === state.shot ? "1" : null);
    attr(trim, "aria-valuenow", +shot.duration_s.toFixed(2));
    attr(trim, "aria-valuetext", `${+d.toFixed(2)} seconds`);
    attr(trim, "aria-label", `Length of shot ${i + 1}`);
    attr(front, "aria-valuenow", +shot.trim_in_s.toFixed(2));
    attr(front, "aria-valuetext", `${shot.trim_in_s.toFixed(2)} seconds left out`);
    attr(front, "aria-label", `Beginning of shot ${i + 1}`);
    seam.hidden = last;
    if (!last) {
      const b = state.story.boundaries[i],
        j = joinOf(i);
      set(seam, SIGNS[b.mode]);
      attr(seam, "data-mode", b.mode);
      attr(seam, "data-proposed", proposedAt(shot.id) ? "1" : null);
      attr(seam, "data-state", j?.state || "missing");
      attr(seam, "aria-pressed", chosen === shot.id ? "true" : "false");
      attr(seam, "aria-label", `Boundary after shot ${i + 1}: ${b.mode}, ${word(j)}`);
      seam.title = `${b.mode}${j?.reason ? `: ${reasonOf(j)}` : ""}${proposedAt(shot.id) ? `\nThese two shots share the place and its people: ${JOINED[state.proposed.mode]}` : ""}`;
    }
  };
  const joinOf = (i) => state.items[`join/${state.story.shots[i].id}-${state.story.shots[i + 1]?.id}`];

  /* Dragging: a shot to another place, its right edge to another length, its left edge into the clip. */
  let drag = null,
    moved = false;
  track.addEventListener("pointerdown", (e) => {
    const li = e.target.closest(".vg-piece");
    if (!li || e.target.closest(".vg-seam") || e.button) return;
    drag = {
      li,
      x: e.clientX,
      w: li.offsetWidth,
      front: !!e.target.closest(".vg-front"),
      trim: !!e.target.closest(".vg-trim"),
      on: false,
      id: li.dataset.shot,
      pointer: e.pointerId,
    };
  });
  window.addEventListener("pointermove", (e) => {
    if (!drag || e.pointerId !== drag.pointer) return;
    const dx = e.clientX - drag.x,
      s = shotOf(drag.id);
    if (!drag.on && Math.abs(dx) < 5) return;
    if (!drag.on) {
      drag.on = true;
      drag.li.classList.add("vg-drag");
      cut.pause();
      try {
        track.setPointerCapture(e.pointerId);
      } catch {
        /* gone */
      }
    }
    const out = (text) => set(drag.li.querySelector(".vg-info").lastChild, text);
    if (drag.front) {
      const room = s.duration_s - s.trim_out_s - 1 / time.rate();
      drag.in = Math.max(0, Math.min(room, time.frame(s.trim_in_s + dx / px)));
      drag.li.style.width = `${drag.w - (drag.in - s.trim_in_s) * px}px`;
      out(`−${drag.in.toFixed(2)} s`);
      return;
    }
    if (drag.trim && e.shiftKey) {
      const room = s.duration_s - s.trim_in_s - 1 / time.rate();
      drag.out = Math.max(0, Math.min(room, time.frame(s.trim_out_s - dx / px)));
      drag.to = undefined;
      drag.li.style.width = `${drag.w - (drag.out - s.trim_out_s) * px}px`;
      out(`−${drag.out.toFixed(2)} s`);
      return;
    }
    if (drag.trim) {
      const off = s.trim_in_s + s.trim_out_s;
      drag.out = undefined;
      drag.to = Math.max(0.25, Math.min(12, Math.round(((drag.w + dx) / px + off) * 4) / 4));
      drag.li.style.width = `${Math.max(0.1, drag.to - off) * px}px`;
      out(`${+(drag.to - off).toFixed(2)} s`);
      return;
    }
    drag.li.style.transform = `translateX(${dx}px)`;
    const x = line.secondsAt(e.clientX),
      starts = time.starts(),
      d = time.seconds();
    let to = starts.findIndex((t, i) => x < t + d[i] / 2);
    if (to < 0) to = starts.length;
    drag.slot = to;
    mark.hidden = false;
    mark.style.transform = `translateX(${(to < starts.length ? starts[to] : starts.at(-1) + d.at(-1)) * px}px)`;
  });
  const drop = (e) => {
    if (!drag || e.pointerId !== drag.pointer) return;
    const was = drag;
    drag = null;
    mark.hidden = true;
    was.li.classList.remove("vg-drag");
    was.li.style.transform = "";
    if (!was.on) return;
    moved = true;
    setTimeout(() => {
      moved = false;
    }, 0);
    if (e.type === "pointercancel") return changed();
    if (was.front) return was.in !== undefined && setTrim(was.id, "in", was.in);
    if (was.out !== undefined) return setTrim(was.id, "out", was.out);
    if (was.trim) return was.to && setLength(was.id, was.to);
    const from = shotNumber(was.id) - 1;
    if (was.slot !== undefined) moveTo(was.id, was.slot > from ? was.slot - 1 : was.slot);
    draw();
  };
  window.addEventListener("pointerup", drop);
  window.addEventListener("pointercancel", drop);

  /* -- the panel of one boundary -------------------------------------------------------------------------------------- */
  const seamTitle = el("h2", { class: "vg-title" }),
    seamState = el("span", { class: "vg-state" }),
    modes = el("div", { class: "vg-modes", role: "radiogroup", "aria-label": "How the two shots join" });
  const ranges = {};
  const range = (field, label, min, max, step, unit) => {
    const input = el("input", { type: "range", min, max, step }),
      says = el("small", { class: "vg-num" });
    input.addEventListener("input", () => set(says, `${Number(input.value).toFixed(2)}${unit}`));
    input.addEventListener("change", () => call("boundary", { after: chosen, field, value: Number(input.value) }));
    ranges[field] = { input, says, unit };
    return (ranges[field].node = el(
      "label",
      { class: "vg-field" },
      el("span", {}, el("b", { text: label }), says),
      input,
    ));
  };
  const variant = el(
    "select",
    { class: "vg-input" },
    [
      ["vp", "keeps the noise's strength"],
      ["vp_decay", "and lets go over time"],
      ["spectral", "only coarse structure"],
      ["paper", "as in the paper"],
    ].map(([v, t]) => el("option", { value: v, text: `${v}: ${t}` })),
  );
  variant.addEventListener("change", () => call("boundary", { after: chosen, field: "variant", value: variant.value }));
  const variantField = el("label", { class: "vg-field" }, el("span", {}, el("b", { text: "Noise" })), variant),
    seamNote = el("p", { class: "vg-note", hidden: true });
  const seamLoop = button("Play this boundary in a loop", () => playSeam(), {
    icon: "again",
    class: "vg-small",
    id: "loop-seam",
  });
  const seamMake = button(
    "Make it",
    () => {
      const i = index();
      call("build", { keys: [`join/${state.story.shots[i].id}-${state.story.shots[i + 1].id}`] });
    },
    { icon: "film", class: "vg-small vg-primary" },
  );
  const panel = el(
    "div",
    { class: "vg-seampanel" },
    el("div", { class: "vg-spread" }, seamTitle, seamState),
    modes,
    el(
      "div",
      { class: "vg-ranges" },
      range("overlap_s", "Length", 0.1, 4, 0.1, " s"),
      range("alpha", "Strength", 0, 1, 0.05, ""),
      range("gamma", "Falling off", 0, 4, 0.1, ""),
      range("weight", "Weight", 0, 1, 0.05, ""),
      variantField,
    ),
    seamNote,
    el(
      "div",
      { class: "vg-row" },
      seamLoop,
      seamMake,
      button(
        "Close",
        () => {
          chosen = null;
          changed();
        },
        { class: "vg-small vg-quiet" },
      ),
    ),
  );
  /* Within one scene another join than a cut may be smoother: said at the seam, done only when it is asked for. */
  const JOINED = {
    bridge: "a bridge would be smooth",
    crossfade: "a crossfade would be soft",
    reset: "the next shot could begin from the last frames of this one",
  };
  const propose = button("", () => call("boundary", { after: chosen, field: "mode", value: state.proposed.mode }), {
      class: "vg-small",
      id: "take-proposal",
    }),
    proposal = el("div", { class: "vg-note vg-spread", hidden: true }, el("span"), propose);
  seamNote.before(proposal);
  const proposedAt = (id) => !!state.proposed?.after.includes(id);
  const labelOf = (m) => MODES.find(([k]) => k === m)[1];
  const index = () => shotNumber(chosen) - 1;
  const playSeam = () => {
    const i = index(),
      t = time.starts()[i + 1];
    cut.loop([Math.max(0, t - 1.2), Math.min(cut.total, t + 1.2)]);
    changed();
  };
  modes.append(
    ...MODES.map(([m, label, about]) =>
      el(
        "button",
        {
          type: "button",
          role: "radio",
          class: "vg-mode",
          "data-mode": m,
          onclick: () => call("boundary", { after: chosen, field: "mode", value: m }),
        },
        el("b", {}, el("span", { class: "vg-sign", text: SIGNS[m] }), label),
        el("span", { text: about }),
      ),
    ),
  );
  const drawSeam = () => {
    const i = chosen ? index() : -1,
      b = i >= 0 && state.story.boundaries[i];
    panel.hidden = !b;
    if (!b) {
      chosen = null;
      return;
    }
    const j = joinOf(i);
    set(seamTitle, `Shot ${i + 1} to ${i + 2}`);
    stateOf(seamState, j);
    for (const m of modes.children) attr(m, "aria-checked", m.dataset.mode === b.mode ? "true" : "false");
    for (const [f, r] of Object.entries(ranges)) {
      if (document.activeElement !== r.input) {
        r.input.value = b[f];
        set(r.says, `${b[f].toFixed(2)}${r.unit}`);
      }
    }
    ranges.overlap_s.node.hidden = !["crossfade", "bridge"].includes(b.mode);
    ranges.alpha.node.hidden = ranges.gamma.node.hidden = !["reset", "bridge"].includes(b.mode);
    ranges.weight.node.hidden = variantField.hidden = b.mode !== "reset";
    variant.value = b.variant;
    const as = state.items[`clip/${state.story.shots[i + 1].id}`],
      up = (k) => state.items[`clip/${state.story.shots[k].id}`]?.preset === "upload",
      over = (k) => state.items[`clip/${state.story.shots[k].id}`]?.painted;
    set(
      seamNote,
      b.mode === "bridge" && (up(i) || up(i + 1))
        ? "One of these clips came from outside and has no drawn world or latents of its own: its bridge is a crossfade."
        : b.mode === "reset" && (up(i) || as?.preset === "upload")
          ? "One of these clips came from outside: nothing can be remembered across this boundary, so it is a cut."
          : state.drawn && b.mode === "bridge" && (over(i) || over(i + 1))
            ? "One of these shots is painted over its drawing, and between a painting and anything else the drawn world has no way across: this bridge is a crossfade."
            : state.drawn && b.mode === "reset" && (over(i) || over(i + 1))
              ? "One of these shots is painted over its drawing: nothing is remembered across this boundary, so it is a cut."
              : "",
    );
    seamNote.hidden = !seamNote.textContent;
    proposal.hidden = !proposedAt(chosen);
    if (!proposal.hidden) {
      set(proposal.firstChild, `These two shots share the place and its people: ${JOINED[state.proposed.mode]}.`);
      set(propose.lastChild, `${labelOf(state.proposed.mode)} them`.replace("Reset them", "Reset it"));
    }
    seamMake.hidden = !j || !["stale", "missing", "failed"].includes(j.state) || !!j.job;
  };

  /* -- the side: the cut, sound, markers ------------------------------------------------------------------------------ */
  const TABS = [
    ["cut", "The cut"],
    ["sound", "Sound"],
    ["marks", "Markers"],
  ];
  const tabs = el(
    "div",
    { class: "vg-sidetabs", role: "group", "aria-label": "What the panel shows" },
    TABS.map(([k, t]) =>
      el("button", {
        type: "button",
        class: "vg-sidebtn",
        "data-side": k,
        text: t,
        onclick: () => {
          side = k;
          line.showPanel(k === "marks" ? "marks" : k === "sound" ? "sound" : "cut");
          side = k;
          changed(true);
        },
      }),
    ),
  );
  const trimIn = el("input", { class: "vg-input vg-num", type: "number", min: 0, max: 12, step: 0.05 }),
    trimOut = el("input", { class: "vg-input vg-num", type: "number", min: 0, max: 12, step: 0.05 }),
    trimTitle = el("b", { class: "vg-trimtitle" });
  for (const [input, end] of [
    [trimIn, "in"],
    [trimOut, "out"],
  ])
    input.addEventListener(
      "change",
      () => state.shot && input.value !== "" && setTrim(state.shot, end, Number(input.value)),
    );
  const help = el(
    "div",
    { class: "vg-sidetab vg-help" },
    el("p", {
      text: "Drag a shot to another place; drag its right edge to make it longer or shorter, its left edge to leave its beginning out. Press the sign between two shots to choose how they join.",
    }),
    el(
      "div",
      { class: "vg-trims" },
      trimTitle,
      el(
        "label",
        {},
        el("span", { class: "vg-muted", text: "beginning" }),
        trimIn,
        el("span", { class: "vg-muted", text: "s" }),
      ),
      el(
        "label",
        {},
        el("span", { class: "vg-muted", text: "end" }),
        trimOut,
        el("span", { class: "vg-muted", text: "s" }),
      ),
    ),
    el(
      "dl",
      { class: "vg-keys" },
      [
        ["space", "play or pause"],
        ["J K L", "backwards, stop, forwards"],
        ["← →", "one frame; with Shift, one second"],
        ["M", "marker at the playhead"],
        ["Alt ← →", "move the shot in focus"],
        ["F", "full screen"],
      ].flatMap(([k, t]) => [el("dt", {}, el("kbd", { class: "vg-kbd", text: k })), el("dd", { text: t })]),
    ),
  );
  const sideBox = el("div", { class: "vg-seampanel vg-sidebox" }, tabs, help, sounds.panel, markers.listPanel);
  const drawSide = () => {
    drawSeam();
    lanes.panel.hidden = !lanes.chosen || !panel.hidden;
    markers.panel.hidden = !markers.chosen || !panel.hidden || !lanes.panel.hidden;
    sideBox.hidden = !panel.hidden || !lanes.panel.hidden || !markers.panel.hidden;
    help.hidden = side !== "cut";
    sounds.panel.hidden = side !== "sound";
    markers.listPanel.hidden = side !== "marks";
    for (const b of tabs.children) attr(b, "aria-pressed", b.dataset.side === side ? "true" : "false");
    const s = shotOf(state.shot);
    trimIn.disabled = trimOut.disabled = !s;
    set(trimTitle, s ? `Left out of shot ${shotNumber(s.id)}` : "Left out");
    if (s) {
      if (document.activeElement !== trimIn) trimIn.value = +s.trim_in_s.toFixed(3);
      if (document.activeElement !== trimOut) trimOut.value = +s.trim_out_s.toFixed(3);
    }
    sounds.draw(words);
  };

  root.append(
    el(
      "div",
      { class: "vg-bench" },
      el("div", { class: "vg-stage" }, screen, bar),
      el("div", { class: "vg-side" }, panel, lanes.panel, markers.panel, sideBox),
    ),
    table,
    soundless,
    said,
  );
  zoom.addEventListener("input", () => {
    const mid = (scroller.scrollLeft + scroller.clientWidth / 2) / px;
    px = 8 * 30 ** (zoom.value / 100);
    draw();
    scroller.scrollLeft = mid * px - scroller.clientWidth / 2;
  });
  scroller.addEventListener(
    "wheel",
    (e) => {
      if (!e.ctrlKey) return;
      e.preventDefault();
      zoom.value = Number(zoom.value) - Math.sign(e.deltaY) * 5;
      zoom.dispatchEvent(new Event("input"));
    },
    { passive: false },
  );
  offers.timelinePlay = () => cut.toggle();
  document.addEventListener("keydown", (e) => {
    if (
      state.tab !== "Timeline" ||
      e.ctrlKey ||
      e.metaKey ||
      e.altKey ||
      e.defaultPrevented ||
      e.target.closest?.("textarea, select, input:not([type=range]), dialog, [role=slider]")
    )
      return;
    if (e.key.length > 1 && e.target.closest?.("[role=tab]")) return;
    const k = e.key.toLowerCase(),
      onRange = !!e.target.closest?.("input[type=range]"),
      second = Math.round(time.rate());
    if (k === "j") cut.play(cut.rate < 0 ? Math.max(-4, cut.rate * 2) : -1);
    else if (k === "k") cut.pause();
    else if (k === "l") cut.play(cut.rate > 0 ? Math.min(4, cut.rate * 2) : 1);
    else if (k === "m") markers.add();
    else if (k === "f") full.click();
    else if (e.key === "ArrowLeft" && !onRange) frame(e.shiftKey ? -second : -1);
    else if (e.key === "ArrowRight" && !onRange) frame(e.shiftKey ? second : 1);
    else if (e.key === "Home" && !onRange) cut.seek(0);
    else if (e.key === "End" && !onRange) cut.seek(cut.total);
    else return;
    e.preventDefault();
    e.stopPropagation();
  });

  const pieces = () => {
    const out = [],
      shots = state.story.shots,
      fps = time.rate(),
      d = time.seconds(),
      { opening: first, end } = state.story.titles || {};
    let t = 0;
    const add = (piece) => {
      out.push({ ...piece, start: t });
      t += piece.long;
    };
    const half = (i) => {
      const j = i >= 0 && i < shots.length - 1 && joinOf(i),
        a = j && state.items[`clip/${shots[i].id}`],
        b = j && state.items[`clip/${shots[i + 1].id}`];
      return j?.digest && j.frames && a?.digest && b?.digest ? j.frames / 2 / fps : 0;
    };
    if (first && shots.length)
      add({ card: { text: first.text, line: first.line }, in: 0, out: time.lead(), long: time.lead() });
    shots.forEach((s, i) => {
      const c = state.items[`clip/${s.id}`],
        k = state.items[`keyframe/${s.id}`],
        a = half(i - 1),
        b = half(i),
        off = time.trims(s)[0] / fps,
        long = Math.max(1 / fps, d[i] - a - b);
      add(
        c?.digest
          ? { src: media(c.digest, "mp4"), in: off + a, out: off + d[i] - b, long, shot: s.id }
          : { still: k?.digest ? thumb(k.digest, 1280) : "", in: 0, out: long, long, shot: s.id },
      );
      if (b) {
        const j = joinOf(i);
        add({ src: media(j.digest, "mp4"), in: 0, out: 2 * b, long: 2 * b, shot: s.id });
      }
    });
    if (end && shots.length)
      add({ card: { text: end.text, line: end.line }, in: 0, out: time.tail(), long: time.tail() });
    return out;
  };
  const draw = () => {
    time.fresh();
    const shots = state.story.shots,
      total = time.total(),
      lead = time.lead(),
      tail = time.tail(),
      { opening: first, end } = state.story.titles || {};
    lane.style.width = `${total * px + 2}px`;
    track.style.left = `${lead * px}px`;
    opening.hidden = !lead;
    ending.hidden = !tail;
    opening.style.width = `${lead * px}px`;
    ending.style.width = `${tail * px}px`;
    ending.style.left = `${(total - tail) * px}px`;
    set(opening, first?.text || "");
    set(ending, end?.text || "");
    keyed(track, shots, (s) => s.id, make, update);
    const every = [0.5, 1, 2, 5, 10, 30, 60].find((s) => s * px >= 56) || 60;
    keyed(
      ruler,
      Array.from({ length: Math.floor(total / every) + 1 }, (_, i) => i * every),
      (t) => t,
      (_t) => el("span"),
      (s, t) => {
        s.style.left = `${t * px}px`;
        set(s, every < 1 ? `${t.toFixed(1)}` : `${Math.floor(t / 60)}:${String(t % 60).padStart(2, "0")}`);
      },
    );
    scrub.max = total;
    head.style.transform = `translateX(${cut.time * px}px)`;
    markers.draw();
    lanes.draw();
    cut.cut(pieces());
  };
  on(() => {
    document.body.classList.toggle("vg-on-timeline", state.tab === "Timeline");
    if (!state.story || state.tab !== "Timeline") {
      if (cut.playing) cut.pause();
      return;
    }
    root.classList.toggle("vg-bare", !state.story.shots.length);
    if (fitted !== state.project && scroller.clientWidth) {
      fitted = state.project;
      lanes.reset();
      cut.hear("");
      px = Math.max(8, Math.min(240, (scroller.clientWidth - 8) / Math.max(1, time.total())));
      px = Math.max(px, 22);
      zoom.value = (100 * Math.log(px / 8)) / Math.log(30);
    }
    if (!drag?.on && !lanes.dragging) draw();
    drawSide();
    soundless.hidden = !lanes.lanes.hidden || !state.story.shots.length;
    loopNote.hidden = !cut.looping;
    mute.hidden = lanes.lanes.hidden;
    build.hidden = !todoWords() || state.queue.running + state.queue.queued > 0;
    build.title = `To make: ${todoWords()}`;
  });
});
