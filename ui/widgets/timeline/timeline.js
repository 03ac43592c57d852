vgot.widget("timeline", (root) => {
  const { el, icon, button, set, attr, keyed, state } = vgot;
  const MODES = [["cut", "Cut", "One shot ends, the next begins."], ["crossfade", "Crossfade", "The end of one dissolves into the start of the next."], ["reset", "Reset", "The next shot starts from noise that remembers the last frames: same light, same colours. The clip is made again."], ["bridge", "Bridge", "New frames are made between the two: camera, light and people move across."]];
  const SIGNS = { cut: "|", crossfade: "×", reset: "↺", bridge: "≈" };
  let px = 40, fitted = "", chosen = null, live = false;
  const seconds = () => state.story?.shots.map((s) => Math.max(1, Math.round(s.duration_s * state.story.film.fps)) / state.story.film.fps) || [];
  const starts = () => { let t = 0; return seconds().map((d) => { const s = t; t += d; return s; }); };
  const stamp = (t) => { const fps = state.story?.film.fps || 16, f = Math.floor(t * fps + 1e-6); return `${String(Math.floor(t / 60)).padStart(2, "0")}:${String(Math.floor(t % 60)).padStart(2, "0")}:${String(Math.floor(f % Math.round(fps))).padStart(2, "0")}`; };

  /* -- the screen and its buttons ----------------------------------------------------------------------------------- */
  const screen = el("div", { class: "vg-cut" }), clock = el("output", { class: "vg-clock vg-num", text: "00:00:00" }), head = el("div", { class: "vg-head", "aria-hidden": "true" });
  const cut = vgot.cutPlayer(screen, (t, on) => {
    set(clock, stamp(t)); head.style.transform = `translateX(${t * px}px)`; scrub.value = t;
    if (on !== live) { live = on; set(play.lastChild, on ? "Pause" : "Play"); play.firstChild.firstChild.setAttribute("d", on ? "M6 4.5v11M14 4.5v11" : "M6 4.5v11l9-5.5z"); }
    if (on) { const x = t * px - scroller.scrollLeft; if (x > scroller.clientWidth - 60 || x < 0) scroller.scrollLeft = t * px - 80; }
  });
  const play = button("Play", () => cut.toggle(), { icon: "play", class: "vg-primary", id: "timeline-play", title: "Play or pause (space); J backwards, K stop, L forwards" });
  const scrub = el("input", { type: "range", min: 0, max: 1, step: 0.01, value: 0, "aria-label": "Playhead, in seconds" });
  scrub.addEventListener("input", () => cut.seek(Number(scrub.value)));
  const frame = (by) => { cut.pause(); cut.seek(cut.time + by / (state.story?.film.fps || 16) + 0.0005); };
  const full = button("", () => (document.fullscreenElement ? document.exitFullscreen() : screen.requestFullscreen?.()), { icon: "full", class: "vg-quiet", label: "Full screen", title: "Full screen (F)" });
  const zoom = el("input", { type: "range", min: 0, max: 100, value: 35, "aria-label": "Zoom of the timeline" });
  const loopNote = button("Stop the loop", () => { cut.loop(null); cut.pause(); vgot.changed(); }, { class: "vg-small", id: "stop-loop" });
  const save = button("Save mp4", () => vgot.download("film.mp4"), { icon: "download", id: "timeline-export" });
  const build = button("Update the film", () => vgot.call("build"), { icon: "film" });
  const bar = el("div", { class: "vg-transport" }, play, button("", () => frame(-1), { icon: "left", class: "vg-quiet", label: "One frame back", title: "One frame back (left arrow)" }), button("", () => frame(1), { icon: "right", class: "vg-quiet", label: "One frame on", title: "One frame on (right arrow)" }), clock, scrub, loopNote, full, el("label", { class: "vg-zoom" }, el("span", { class: "vg-muted", text: "Zoom" }), zoom), build, save);

  /* -- the strip ------------------------------------------------------------------------------------------------------ */
  const ruler = el("div", { class: "vg-ruler", "aria-hidden": "true" }), track = el("ol", { class: "vg-track", "aria-label": "The cut. Alt with left or right arrow moves a shot." }), mark = el("i", { class: "vg-drop", hidden: true });
  const lane = el("div", { class: "vg-lane" }, ruler, track, mark, head), scroller = el("div", { class: "vg-scroller", tabindex: -1 }, lane), said = el("div", { class: "vg-sr", "aria-live": "polite" });
  const seek = (e) => cut.seek((e.clientX - lane.getBoundingClientRect().left) / px);
  ruler.addEventListener("pointerdown", (e) => { ruler.setPointerCapture(e.pointerId); cut.pause(); seek(e); });
  ruler.addEventListener("pointermove", (e) => { if (ruler.hasPointerCapture(e.pointerId)) seek(e); });
  const order = async (ids) => { const had = state.story.shots; state.story.shots = ids.map((id) => had.find((s) => s.id === id)); draw(); const r = await vgot.call("order", { shots: ids }); if (!r.ok) { state.story.shots = had; draw(); } return r; };
  const moveTo = async (id, to) => { const ids = state.story.shots.map((s) => s.id), from = ids.indexOf(id); if (to < 0 || to >= ids.length || to === from) return; ids.splice(to, 0, ids.splice(from, 1)[0]); const r = await order(ids); if (r.ok) set(said, `Shot moved to ${to + 1}.`); };
  const setLength = async (id, value) => { const d = Math.max(0.25, Math.min(12, Math.round(value * 4) / 4)); const r = await vgot.call("edit", { shot: id, field: "duration_s", value: d }); if (r.ok) set(said, `${d} seconds.`); };

  const make = (shot) => {
    const body = el("button", { type: "button", class: "vg-body", onclick: () => { if (moved) return; vgot.select(shot.id); cut.seek(starts()[vgot.shotNumber(shot.id) - 1] + 0.001); } }, el("span", { class: "vg-name" }), el("span", { class: "vg-info" }, el("span", { class: "vg-state" }), el("span", { class: "vg-num" })));
    const trim = el("span", { class: "vg-trim", role: "slider", tabindex: 0, "aria-valuemin": 0.25, "aria-valuemax": 12 });
    const seam = el("button", { type: "button", class: "vg-seam", onclick: () => { chosen = chosen === shot.id ? null : shot.id; vgot.changed(); } });
    const li = el("li", { class: "vg-piece", "data-shot": shot.id }, body, trim, seam);
    body.addEventListener("keydown", (e) => { if (e.altKey && (e.key === "ArrowLeft" || e.key === "ArrowRight")) { e.preventDefault(); e.stopPropagation(); moveTo(shot.id, vgot.shotNumber(shot.id) - 1 + (e.key === "ArrowLeft" ? -1 : 1)).then(() => body.focus()); } });
    trim.addEventListener("keydown", (e) => { const by = { ArrowLeft: -0.25, ArrowDown: -0.25, ArrowRight: 0.25, ArrowUp: 0.25 }[e.key]; if (by) { e.preventDefault(); e.stopPropagation(); setLength(shot.id, vgot.shotOf(shot.id).duration_s + by); } });
    return li;
  };
  const update = (li, shot, i) => {
    const d = seconds()[i], [body, trim, seam] = li.children, item = state.items[`clip/${shot.id}`], key = state.items[`keyframe/${shot.id}`], last = i === state.story.shots.length - 1;
    if (!drag || drag.li !== li) li.style.width = `${d * px}px`;
    const picture = key?.digest ? `url("${vgot.thumb(key.digest, 160)}")` : "none";
    if (li.vgPicture !== picture) { li.vgPicture = picture; body.style.backgroundImage = picture; }
    set(body.children[0], `${i + 1}${shot.notes ? " ✎" : ""}`); vgot.stateOf(body.children[1].firstChild, item); set(body.children[1].lastChild, `${+d.toFixed(2)} s`);
    body.title = `${shot.summary}${shot.notes ? `\nNote: ${shot.notes}` : ""}${item?.reason ? `\n${vgot.word(item)}: ${vgot.reason(item)}` : ""}`;
    vgot.aloud(body, `Shot ${i + 1}, ${+d.toFixed(2)} seconds, ${vgot.word(item)}: ${shot.summary.slice(0, 100)}`); attr(li, "data-current", shot.id === state.shot ? "1" : null);
    attr(trim, "aria-valuenow", +d.toFixed(2)); attr(trim, "aria-valuetext", `${+d.toFixed(2)} seconds`); attr(trim, "aria-label", `Length of shot ${i + 1}`);
    seam.hidden = last;
    if (!last) { const b = state.story.boundaries[i], j = joinOf(i); set(seam, SIGNS[b.mode]); attr(seam, "data-mode", b.mode); attr(seam, "data-state", j?.state || "missing"); attr(seam, "aria-pressed", chosen === shot.id ? "true" : "false"); attr(seam, "aria-label", `Boundary after shot ${i + 1}: ${b.mode}, ${vgot.word(j)}`); seam.title = `${b.mode}${j?.reason ? `: ${vgot.reason(j)}` : ""}`; }
  };
  const joinOf = (i) => state.items[`join/${state.story.shots[i].id}-${state.story.shots[i + 1]?.id}`];

  /* Dragging: a shot to another place, or its right edge to another length. */
  let drag = null, moved = false;
  track.addEventListener("pointerdown", (e) => {
    const li = e.target.closest(".vg-piece");
    if (!li || e.target.closest(".vg-seam") || e.button) return;
    drag = { li, x: e.clientX, w: li.offsetWidth, trim: !!e.target.closest(".vg-trim"), on: false, id: li.dataset.shot, pointer: e.pointerId };
  });
  window.addEventListener("pointermove", (e) => {
    if (!drag || e.pointerId !== drag.pointer) return;
    const dx = e.clientX - drag.x;
    if (!drag.on && Math.abs(dx) < 5) return;
    if (!drag.on) { drag.on = true; drag.li.classList.add("vg-drag"); cut.pause(); try { track.setPointerCapture(e.pointerId); } catch { /* gone */ } }
    if (drag.trim) { drag.to = Math.max(0.25, Math.min(12, Math.round(((drag.w + dx) / px) * 4) / 4)); drag.li.style.width = `${drag.to * px}px`; set(drag.li.querySelector(".vg-info").lastChild, `${drag.to} s`); return; }
    drag.li.style.transform = `translateX(${dx}px)`;
    const x = e.clientX - lane.getBoundingClientRect().left, s = starts(), d = seconds();
    let to = s.findIndex((t, i) => x < (t + d[i] / 2) * px);
    if (to < 0) to = s.length;
    drag.slot = to; mark.hidden = false; mark.style.transform = `translateX(${(to < s.length ? s[to] : s.at(-1) + d.at(-1)) * px}px)`;
  });
  const drop = (e) => {
    if (!drag || e.pointerId !== drag.pointer) return;
    const was = drag; drag = null; mark.hidden = true;
    was.li.classList.remove("vg-drag"); was.li.style.transform = "";
    if (!was.on) return;
    moved = true; setTimeout(() => { moved = false; }, 0);
    if (e.type === "pointercancel") return vgot.changed();
    if (was.trim) return was.to && setLength(was.id, was.to);
    const from = vgot.shotNumber(was.id) - 1;
    if (was.slot !== undefined) moveTo(was.id, was.slot > from ? was.slot - 1 : was.slot);
  };
  window.addEventListener("pointerup", drop); window.addEventListener("pointercancel", drop);

  /* -- one boundary --------------------------------------------------------------------------------------------------- */
  const seamTitle = el("h2", { class: "vg-title" }), seamState = el("span", { class: "vg-state" }), modes = el("div", { class: "vg-modes", role: "radiogroup", "aria-label": "How the shots join" });
  const ranges = {};
  const range = (field, label, min, max, step, unit) => {
    const input = el("input", { type: "range", min, max, step }), says = el("small", { class: "vg-num" });
    input.addEventListener("input", () => set(says, `${Number(input.value).toFixed(2)}${unit}`));
    input.addEventListener("change", () => vgot.call("boundary", { after: chosen, field, value: Number(input.value) }));
    ranges[field] = { input, says, unit };
    return (ranges[field].node = el("label", { class: "vg-field" }, el("span", {}, el("b", { text: label }), says), input));
  };
  const variant = el("select", { class: "vg-input" }, [["vp", "keeps the noise's strength"], ["vp_decay", "and lets go over time"], ["spectral", "only coarse structure"], ["paper", "as in the paper"]].map(([v, t]) => el("option", { value: v, text: `${v}: ${t}` })));
  variant.addEventListener("change", () => vgot.call("boundary", { after: chosen, field: "variant", value: variant.value }));
  const variantField = el("label", { class: "vg-field" }, el("span", {}, el("b", { text: "Noise" })), variant);
  const seamLoop = button("Play this boundary in a loop", () => playSeam(), { icon: "again", class: "vg-small", id: "loop-seam" });
  const seamMake = button("Make it", () => { const i = index(); vgot.call("build", { keys: [`join/${state.story.shots[i].id}-${state.story.shots[i + 1].id}`] }); }, { icon: "film", class: "vg-small vg-primary" });
  const panel = el("div", { class: "vg-seampanel" }, el("div", { class: "vg-spread" }, seamTitle, seamState), modes, el("div", { class: "vg-ranges" }, range("overlap_s", "Length", 0.1, 4, 0.1, " s"), range("alpha", "Strength", 0, 1, 0.05, ""), range("gamma", "Falling off", 0, 4, 0.1, ""), range("weight", "Weight", 0, 1, 0.05, ""), variantField), el("div", { class: "vg-row" }, seamLoop, seamMake, button("Close", () => { chosen = null; vgot.changed(); }, { class: "vg-small vg-quiet" })));
  const help = el("div", { class: "vg-seampanel vg-help" }, el("h2", { class: "vg-title", text: "The cut" }), el("p", { text: "Drag a shot to another place. Drag its right edge to make it longer or shorter. Press the sign between two shots to choose how they join." }), el("dl", { class: "vg-keys" }, [["space", "play or pause"], ["J K L", "backwards, stop, forwards"], ["← →", "one frame"], ["Alt ← →", "move the shot in focus"], ["F", "full screen"]].flatMap(([k, t]) => [el("dt", {}, el("kbd", { class: "vg-kbd", text: k })), el("dd", { text: t })])));
  const index = () => vgot.shotNumber(chosen) - 1;
  const playSeam = () => { const i = index(), t = starts()[i + 1]; cut.loop([Math.max(0, t - 1.2), Math.min(cut.total, t + 1.2)]); vgot.changed(); };
  modes.append(...MODES.map(([m, label, about]) => el("button", { type: "button", role: "radio", class: "vg-mode", "data-mode": m, onclick: () => vgot.call("boundary", { after: chosen, field: "mode", value: m }) }, el("b", {}, el("span", { class: "vg-sign", text: SIGNS[m] }), label), el("span", { text: about }))));
  const drawSeam = () => {
    const i = chosen ? index() : -1, b = i >= 0 && state.story.boundaries[i];
    panel.hidden = !b; help.hidden = !!b;
    if (!b) { chosen = null; return; }
    const j = joinOf(i);
    set(seamTitle, `Shot ${i + 1} to ${i + 2}`); vgot.stateOf(seamState, j);
    for (const m of modes.children) attr(m, "aria-checked", m.dataset.mode === b.mode ? "true" : "false");
    for (const [f, r] of Object.entries(ranges)) { if (document.activeElement !== r.input) { r.input.value = b[f]; set(r.says, `${b[f].toFixed(2)}${r.unit}`); } }
    ranges.overlap_s.node.hidden = !["crossfade", "bridge"].includes(b.mode); ranges.alpha.node.hidden = ranges.gamma.node.hidden = !["reset", "bridge"].includes(b.mode); ranges.weight.node.hidden = variantField.hidden = b.mode !== "reset";
    variant.value = b.variant;
    seamMake.hidden = !j || !["stale", "missing", "failed"].includes(j.state) || !!j.job;
  };

  root.append(el("div", { class: "vg-bench" }, el("div", { class: "vg-stage" }, screen, bar), el("div", { class: "vg-side" }, panel, help)), scroller, said);
  zoom.addEventListener("input", () => { const mid = (scroller.scrollLeft + scroller.clientWidth / 2) / px; px = 8 * Math.pow(30, zoom.value / 100); draw(); scroller.scrollLeft = mid * px - scroller.clientWidth / 2; });
  scroller.addEventListener("wheel", (e) => { if (!e.ctrlKey) return; e.preventDefault(); zoom.value = Number(zoom.value) - Math.sign(e.deltaY) * 5; zoom.dispatchEvent(new Event("input")); }, { passive: false });
  vgot.timelinePlay = () => cut.toggle();
  document.addEventListener("keydown", (e) => {
    if (state.tab !== "Timeline" || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || e.target.closest?.("textarea, select, input:not([type=range]), dialog, [role=tab], [role=slider]")) return;
    const k = e.key.toLowerCase(), onRange = e.target.matches?.("input[type=range]");
    if (k === "j") cut.play(cut.rate < 0 ? Math.max(-4, cut.rate * 2) : -1); else if (k === "k") cut.pause(); else if (k === "l") cut.play(cut.rate > 0 ? Math.min(4, cut.rate * 2) : 1);
    else if (k === "f") full.click(); else if (e.key === "ArrowLeft" && !onRange) frame(e.shiftKey ? -(state.story?.film.fps || 16) : -1); else if (e.key === "ArrowRight" && !onRange) frame(e.shiftKey ? state.story?.film.fps || 16 : 1);
    else if (e.key === "Home" && !onRange) cut.seek(0); else if (e.key === "End" && !onRange) cut.seek(cut.total); else return;
    e.preventDefault(); e.stopPropagation();
  });

  const pieces = () => {
    const out = [], shots = state.story.shots, fps = state.story.film.fps, d = seconds();
    let t = 0;
    const half = (i) => { const j = i >= 0 && i < shots.length - 1 && joinOf(i), a = j && state.items[`clip/${shots[i].id}`], b = j && state.items[`clip/${shots[i + 1].id}`]; return j && j.digest && j.frames && a?.digest && b?.digest ? j.frames / 2 / fps : 0; };
    shots.forEach((s, i) => {
      const c = state.items[`clip/${s.id}`], k = state.items[`keyframe/${s.id}`], a = half(i - 1), b = half(i), long = Math.max(1 / fps, d[i] - a - b);
      out.push(c?.digest ? { src: vgot.media(c.digest, "mp4"), in: a, out: d[i] - b, long, start: t, shot: s.id } : { still: k?.digest ? vgot.thumb(k.digest, 1280) : "", in: 0, out: long, long, start: t, shot: s.id });
      t += long;
      if (b) { const j = joinOf(i); out.push({ src: vgot.media(j.digest, "mp4"), in: 0, out: 2 * b, long: 2 * b, start: t, shot: s.id }); t += 2 * b; }
    });
    return out;
  };
  const draw = () => {
    const shots = state.story.shots, d = seconds(), total = d.reduce((a, b) => a + b, 0);
    lane.style.width = `${total * px + 2}px`;
    keyed(track, shots, (s) => s.id, make, update);
    const every = [0.5, 1, 2, 5, 10, 30, 60].find((s) => s * px >= 56) || 60;
    keyed(ruler, Array.from({ length: Math.floor(total / every) + 1 }, (_, i) => i * every), (t) => t, (t) => el("span"), (s, t) => { s.style.left = `${t * px}px`; set(s, every < 1 ? `${t.toFixed(1)}` : `${Math.floor(t / 60)}:${String(t % 60).padStart(2, "0")}`); });
    scrub.max = total; head.style.transform = `translateX(${cut.time * px}px)`;
    cut.cut(pieces());
  };
  vgot.on(() => {
    if (!state.story || state.tab !== "Timeline") { if (cut.playing) cut.pause(); return; }
    root.classList.toggle("vg-bare", !state.story.shots.length);
    const total = seconds().reduce((a, b) => a + b, 0);
    if (fitted !== state.project && scroller.clientWidth) { fitted = state.project; px = Math.max(8, Math.min(240, (scroller.clientWidth - 8) / Math.max(1, total))); px = Math.max(px, 22); zoom.value = (100 * Math.log(px / 8)) / Math.log(30); }
    if (!drag?.on) draw();
    drawSeam();
    loopNote.hidden = !cut.looping;
    save.disabled = !state.film?.fresh; build.hidden = !vgot.todoWords() || state.queue.running + state.queue.queued > 0; build.title = `To make: ${vgot.todoWords()}`;
  });
});
