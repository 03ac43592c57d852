import { manyPanel } from "../many/panel.js";
import { shells } from "../many/shells.js";
import { call } from "../page_state/asking.js";
import { aloud, attr, button, el, keyed, set } from "../page_state/dom.js";
import { reasonOf, stateOf, todoWords, word } from "../page_state/item_words.js";
import { widget } from "../page_state/mount.js";
import { tr } from "../page_state/say.js";
import { changed, media, offers, on, select, shotNumber, shotOf, state, thumb } from "../page_state/state.js";
import { playhead } from "../player/playhead.js";
import { marking } from "../takes/marking.js";
import { lengthTo, placeOf, reordered, slotAt, trimTo } from "./dragging.js";
import { filmTime } from "./film.js";
import { soundLanes } from "./lanes.js";
import { cutMarkers } from "./markers.js";
import { playlist } from "./playlist.js";
import { JOINED, joinOf, proposedAt, SIGNS, seamPanel } from "./seam.js";
import { sidePanel } from "./side.js";
import { rulerWords } from "./times.js";
import { transport } from "./transport.js";
import { soundPanel } from "./voices.js";

widget("timeline", (root) => {
  const time = filmTime();
  let px = 40,
    fitted = "",
    words = "";

  const zoom = el("input", { type: "range", min: 0, max: 100, value: 35, "aria-label": tr("Zoom of the timeline") });
  const head = el("div", { class: "vg-head", "aria-hidden": "true" });
  const { screen, bar, cut, frame, full, mute, loopNote, build, scrub } = transport(time, (t, on) => {
    head.style.transform = `translateX(${t * px}px)`;
    if (state.tab === "Timeline" && cut.total) playhead.told(t);
    if (!on) return;
    const x = t * px - scroller.scrollLeft;
    if (x > scroller.clientWidth - 60 || x < 0) scroller.scrollLeft = t * px - 80;
  });
  /* -- the strip ------------------------------------------------------------------------------------------------------ */
  const ruler = el("div", { class: "vg-ruler", "aria-hidden": "true" }),
    track = el("ol", { class: "vg-track", "aria-label": tr("The cut. Alt with left or right arrow moves a shot.") }),
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
      if (what !== "seam") seams.clear();
      if (what !== "sound") lanes.clear();
      if (what !== "marker") markers.clear();
      if (what === "sound" || what === "marks") side.turn(what);
      changed(true);
    },
  };
  const lanes = soundLanes(line),
    markers = cutMarkers(line),
    sounds = soundPanel(line, lanes),
    seams = seamPanel(line);
  const several = manyPanel("clip");
  marking(track, { pick: ".vg-body", walk: false });
  lane.append(ruler, markers.row, track, opening, ending, lanes.lanes, mark, head);
  const soundless = el(
    "p",
    { class: "vg-soundless" },
    el("span", { class: "vg-muted", text: tr("No sound yet.") }),
    button(tr("Music"), () => lanes.pick("music"), { icon: "plus", class: "vg-small vg-quiet" }),
    button(
      tr("Voices"),
      () => {
        side.turn("sound");
        changed();
      },
      { icon: "plus", class: "vg-small vg-quiet" },
    ),
    el("span", { class: "vg-muted vg-wide", text: tr("or drop a WAV, MP3, OGG or FLAC file here") }),
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
          { class: "vg-zoom", title: tr("Zoom (control and wheel)") },
          el("span", { class: "vg-muted", text: tr("Zoom") }),
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
      next = reordered(ids, ids.indexOf(id), to);
    if (!next) return;
    const r = await order(next);
    if (r.ok) set(said, tr("Shot moved to {a}.", { a: to + 1 }));
  };
  const setLength = async (id, value) => {
    const d = lengthTo(value);
    const r = await call("edit", { shot: id, field: "duration_s", value: d });
    if (r.ok) set(said, tr("{d} seconds.", { d }));
  };
  /* What the cut leaves out of a clip's beginning or end: nothing is made anew. */
  const setTrim = async (id, end, value) => {
    const s = shotOf(id),
      v = trimTo(s, end, value, time.rate());
    const had = s[`trim_${end}_s`];
    s[`trim_${end}_s`] = +v.toFixed(4);
    draw();
    const r = await call("trim", { shot: id, end, value: +v.toFixed(4) });
    if (!r.ok) {
      if (!r.kept) {
        s[`trim_${end}_s`] = had;
        draw();
      }
    } else
      set(said, tr("{a} seconds left out at the {b}.", { a: v.toFixed(2), b: end === "in" ? "beginning" : "end" }));
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
      title: tr("Longer or shorter; with Shift, leave the end of the clip out"),
    });
    const seam = el("button", {
      type: "button",
      class: "vg-seam",
      onclick: () => {
        const was = seams.chosen === shot.id;
        line.showPanel("seam");
        seams.choose(was ? null : shot.id);
      },
    });
    const front = el("span", {
      class: "vg-front",
      role: "slider",
      tabindex: 0,
      "aria-valuemin": 0,
      "aria-valuemax": 12,
      title: tr("Leave the beginning of the clip out"),
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
  const update = (li, shot) => {
    const i = shotNumber(shot.id) - 1,
      d = time.seconds()[i],
      [body, trim, seam, front] = li.children,
      item = state.items[`clip/${shot.id}`],
      key = state.items[`keyframe/${shot.id}`],
      last = i === state.story.shots.length - 1;
    const cutOff = shot.trim_in_s || shot.trim_out_s;
    const picture = key?.digest ? `url("${thumb(key.digest, 160)}")` : "none";
    if (li.vgPicture !== picture) body.style.backgroundImage = li.vgPicture = picture;
    set(body.children[0], `${i + 1}${shot.notes ? " ✎" : ""}${cutOff ? " ✂" : ""}`);
    stateOf(body.children[1].firstChild, item);
    set(body.children[1].lastChild, `${+d.toFixed(2)} s`);
    body.title = `${shot.summary}${cutOff ? `\nLeft out: ${shot.trim_in_s.toFixed(2)} s at the beginning, ${shot.trim_out_s.toFixed(2)} s at the end` : ""}${shot.notes ? `\nNote: ${shot.notes}` : ""}${item?.reason ? `\n${word(item)}: ${reasonOf(item)}` : ""}`;
    aloud(
      body,
      tr("Shot {a}, {b} seconds, {word}: {d}", {
        a: i + 1,
        b: +d.toFixed(2),
        word: word(item),
        d: shot.summary.slice(0, 100),
      }),
    );
    attr(li, "data-marked", state.marked.has(shot.id) ? "1" : null);
    attr(li, "data-short", d * px < 44 ? "1" : null);
    attr(li, "data-current", shot.id === state.shot ? "1" : null);
    attr(trim, "aria-valuenow", +shot.duration_s.toFixed(2));
    attr(trim, "aria-valuetext", tr("{a} seconds", { a: +d.toFixed(2) }));
    attr(trim, "aria-label", tr("Length of shot {a}", { a: i + 1 }));
    attr(front, "aria-valuenow", +shot.trim_in_s.toFixed(2));
    attr(front, "aria-valuetext", tr("{a} seconds left out", { a: shot.trim_in_s.toFixed(2) }));
    attr(front, "aria-label", tr("Beginning of shot {a}", { a: i + 1 }));
    seam.hidden = last;
    if (!last) {
      const b = state.story.boundaries[i],
        j = joinOf(i);
      set(seam, SIGNS[b.mode]);
      attr(seam, "data-mode", b.mode);
      attr(seam, "data-proposed", proposedAt(shot.id) ? "1" : null);
      attr(seam, "data-state", j?.state || "missing");
      attr(seam, "aria-pressed", seams.chosen === shot.id ? "true" : "false");
      attr(
        seam,
        "aria-label",
        tr("Boundary after shot {a}: {mode}, {word}", { a: i + 1, mode: b.mode, word: word(j) }),
      );
      seam.title = `${b.mode}${j?.reason ? `: ${reasonOf(j)}` : ""}${proposedAt(shot.id) ? `\nThese two shots share the place and its people: ${JOINED[state.proposed.mode]}` : ""}`;
    }
  };

  const pieces = shells({ make, update, root: scroller, margin: "0px 900px" });
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
      drag.in = trimTo(s, "in", s.trim_in_s + dx / px, time.rate());
      drag.li.style.width = `${drag.w - (drag.in - s.trim_in_s) * px}px`;
      out(`−${drag.in.toFixed(2)} s`);
      return;
    }
    if (drag.trim && e.shiftKey) {
      drag.out = trimTo(s, "out", s.trim_out_s - dx / px, time.rate());
      drag.to = undefined;
      drag.li.style.width = `${drag.w - (drag.out - s.trim_out_s) * px}px`;
      out(`−${drag.out.toFixed(2)} s`);
      return;
    }
    if (drag.trim) {
      const off = s.trim_in_s + s.trim_out_s;
      drag.out = undefined;
      drag.to = lengthTo((drag.w + dx) / px + off);
      drag.li.style.width = `${Math.max(0.1, drag.to - off) * px}px`;
      out(`${+(drag.to - off).toFixed(2)} s`);
      return;
    }
    drag.li.style.transform = `translateX(${dx}px)`;
    const starts = time.starts(),
      d = time.seconds(),
      to = slotAt(starts, d, line.secondsAt(e.clientX));
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
    if (was.slot !== undefined) moveTo(was.id, placeOf(was.slot, shotNumber(was.id) - 1));
    draw();
  };
  window.addEventListener("pointerup", drop);
  window.addEventListener("pointercancel", drop);

  const side = sidePanel({ seams, lanes, markers, sounds }, line, setTrim);
  root.append(
    el(
      "div",
      { class: "vg-bench" },
      el("div", { class: "vg-stage" }, screen, bar),
      el("div", { class: "vg-side" }, seams.panel, lanes.panel, markers.panel, side.box, several.node),
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
  let wanted = null;
  const goThere = () => {
    if (wanted === null || !cut.total || state.tab !== "Timeline") return;
    const to = wanted;
    wanted = null;
    if (Math.abs(cut.time - to) > 0.02) cut.seek(to);
  };
  playhead.shown("Timeline", (t) => {
    wanted = t;
    queueMicrotask(goThere);
  });
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
    pieces.all(shots.length);
    keyed(
      track,
      shots,
      (s) => s.id,
      pieces.make,
      (li, s, i) => {
        if (!drag || drag.li !== li) li.style.width = `${time.seconds()[i] * px}px`;
        pieces.update(li, s);
      },
    );
    const every = [0.5, 1, 2, 5, 10, 30, 60].find((s) => s * px >= 56) || 60;
    keyed(
      ruler,
      Array.from({ length: Math.floor(total / every) + 1 }, (_, i) => i * every),
      (t) => t,
      (_t) => el("span"),
      (s, t) => {
        s.style.left = `${t * px}px`;
        set(s, rulerWords(t, every));
      },
    );
    scrub.max = total;
    head.style.transform = `translateX(${cut.time * px}px)`;
    markers.draw();
    lanes.draw();
    cut.cut(playlist({ story: state.story, items: state.items, time, media, thumb }));
  };
  on(() => {
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
    goThere();
    side.draw(words, several.show());
    soundless.hidden = !lanes.lanes.hidden || !state.story.shots.length;
    loopNote.hidden = !cut.looping;
    mute.hidden = lanes.lanes.hidden;
    build.hidden = !todoWords() || state.queue.running + state.queue.queued > 0;
    build.title = tr("To make: {todoWords}", { todoWords: todoWords() });
  });
});
