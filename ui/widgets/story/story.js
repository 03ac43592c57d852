vgot.widget("story", (root) => {
  const { el, icon, button, set, attr, keyed, state } = vgot;
  const DOMAINS = [
    ["character", "Character", "Who is seen, and how they look in this moment"],
    ["background", "Background", "Where it happens and what stands around"],
    ["relation", "Relation", "Who does what, with whom or with what"],
    ["camera", "Camera", "Size, angle and move: wide, close, push in, follow"],
    ["lighting", "Lighting", "Time of day, source and mood of the light"],
  ];
  const fields = {};
  let bound = null, bases = {};

  /* One text box that saves itself: after a pause, on leaving it, on choosing another shot. It carries its shot's id. */
  const field = (name, label, hint, id, rows) => {
    const box = el("textarea", { rows: rows || 2, placeholder: hint, maxlength: 2000, spellcheck: "true", "aria-describedby": `about-${name}` });
    const said = el("small", { id: `about-${name}`, text: hint });
    const clash = el("div", { class: "vg-clash", hidden: true });
    const wrap = el("div", { class: `vg-domain vg-domain-${name}`, id }, el("label", { class: "vg-field" }, el("span", {}, el("b", { text: label }), said), box), clash);
    const f = { name, box, said, hint, clash, wrap, shot: null, base: "", seen: 0, timer: 0, sending: null };
    f.grow = () => { box.style.height = "auto"; box.style.height = `${box.scrollHeight + 2}px`; };
    f.say = (cls, text) => { said.className = cls; set(said, text || hint); };
    f.dirty = () => f.shot && box.value !== f.base;
    f.save = async () => {
      clearTimeout(f.timer);
      if (!f.dirty() || !clash.hidden) return;
      const shot = f.shot, value = box.value, seen = f.seen;
      f.say("vg-saving", "saving…");
      const r = await vgot.call("edit", { shot, field: name, value, seen }, { quiet: true });
      if (r.ok) { if (f.shot === shot) { f.base = value; f.seen = r.view?.revision || state.revision; f.say("vg-saved", "saved"); setTimeout(() => said.className === "vg-saved" && f.say("", ""), 1800); } return; }
      if (f.shot !== shot) return vgot.toast(vgot.problemWords(r.problem), { bad: true });
      if (r.problem.kind === "conflict") return f.conflict();
      f.say("vg-unsaved", "not saved"); vgot.toast(vgot.problemWords(r.problem), { bad: true });
    };
    f.conflict = async () => {
      await vgot.call("look", { stamp: "" }, { quiet: true });
      f.say("vg-unsaved", "changed elsewhere");
      const theirs = value(f);
      clash.hidden = false;
      clash.replaceChildren(el("p", { text: "Somebody changed this field while you were editing it. It now says:" }), el("blockquote", { text: theirs || "(nothing)" }),
        el("div", { class: "vg-row" }, button("Keep mine", () => { clash.hidden = true; f.base = theirs; f.seen = state.revision; f.save(); }, { class: "vg-small vg-primary" }), button("Use theirs", () => { clash.hidden = true; f.base = theirs; f.seen = state.revision; box.value = theirs; f.grow(); f.say("", ""); }, { class: "vg-small" })));
    };
    box.addEventListener("input", () => { f.grow(); f.say("vg-saving", "…"); clearTimeout(f.timer); f.timer = setTimeout(f.save, 900); });
    box.addEventListener("blur", f.save);
    box.addEventListener("keydown", (e) => { if (e.key === "Escape") { box.value = f.base; f.grow(); f.say("", ""); box.blur(); } });
    fields[name] = f;
    return wrap;
  };
  const shotOf = (id) => state.story.shots.find((s) => s.id === id);
  const value = (f) => { const s = shotOf(f.shot); return s ? (f.name === "summary" ? s.summary : s.domains[f.name]) : ""; };
  vgot.leaving.add(() => { for (const f of Object.values(fields)) f.save(); });
  window.addEventListener("beforeunload", () => { for (const f of Object.values(fields)) f.save(); });

  const number = el("span", { class: "vg-num vg-where" });
  const prev = button("", () => vgot.step(-1), { icon: "left", class: "vg-quiet", label: "Previous shot" }), next = button("", () => vgot.step(1), { icon: "right", class: "vg-quiet", label: "Next shot" });
  const kState = el("span", { class: "vg-state" }), cState = el("span", { class: "vg-state" });
  const people = el("ul", { class: "vg-people" }), place = el("select", { class: "vg-input", "aria-label": "Place of this shot" }), secs = el("input", { class: "vg-input", type: "number", min: 0.25, max: 12, step: 0.25, "aria-label": "Duration in seconds" });
  const still = el("img", { alt: "", hidden: true });
  const rebuild = button("Make what changed", () => vgot.call("build", { until: "keyframe" }), { class: "vg-small vg-primary", id: "rebuild" });
  secs.addEventListener("change", async () => { const r = await vgot.call("edit", { shot: state.shot, field: "duration_s", value: Number(secs.value) }); if (!r.ok) secs.value = shotOf(state.shot).duration_s; });
  place.addEventListener("change", () => vgot.call("edit", { shot: state.shot, field: "place", value: place.value }));
  const flags = el("ul", { class: "vg-flags" });
  const editor = el("div", { class: "vg-editor" },
    el("div", { class: "vg-spread vg-edithead" }, el("h2", { class: "vg-title" }, "Shot ", number), el("div", { class: "vg-row" }, el("span", { class: "vg-pairstate" }, el("span", { class: "vg-muted", text: "still" }), kState), el("span", { class: "vg-pairstate" }, el("span", { class: "vg-muted", text: "clip" }), cState), el("span", {}, prev, next))),
    flags,
    field("summary", "What happens", "One sentence: the moment this shot tells", "shot-summary"),
    el("div", { class: "vg-five" }, DOMAINS.map(([n, label, hint]) => field(n, label, hint, `domain-${n}`))),
    el("div", { class: "vg-facts3" }, el("div", {}, el("div", { class: "vg-label" }, el("b", { text: "In this shot" })), people), el("label", { class: "vg-field" }, el("span", {}, el("b", { text: "Place" })), place), el("label", { class: "vg-field" }, el("span", {}, el("b", { text: "Seconds" })), secs)),
    el("div", { class: "vg-row" }, rebuild));
  const none = el("div", { class: "vg-empty" }, el("h3", { text: "No shots yet" }), el("p", { text: "Type a sentence above, choose how many shots, and press Make film. Each shot then has five domains here: character, background, relation, camera and lighting." }));
  root.append(editor, none);

  const bind = (shot) => {
    bound = shot.id;
    for (const f of Object.values(fields)) { clearTimeout(f.timer); f.shot = shot.id; f.base = value(f); f.seen = state.revision; f.box.value = f.base; f.clash.hidden = true; f.say("", ""); f.grow(); }
  };
  const who = async (shot, character, stage) => {
    const now = shot.who.filter((w) => w.character !== character);
    if (stage) now.push({ ...(shot.who.find((w) => w.character === character) || {}), character, stage });
    await vgot.call("edit", { shot: shot.id, field: "who", value: now.map((w) => ({ character: w.character, stage: w.stage, ...(w.box ? { box: w.box } : {}) })) });
  };
  const drawPeople = (shot) => {
    keyed(people, state.story.cast, (c) => c.id, (c) => el("li", {}, el("label", {}, el("input", { type: "checkbox" }), el("span")), el("select", { class: "vg-input" })), (li, c) => {
      const [label, sel] = li.children, [check, text] = label.children, here = shot.who.find((w) => w.character === c.id);
      set(text, c.name); check.checked = !!here; sel.hidden = !here || c.stages.length < 2;
      check.onchange = () => who(shot, c.id, check.checked ? c.stages[0].id : null);
      const ids = c.stages.map((s) => `${s.id}\u0000${s.name}`).join("\u0001");
      if (sel.dataset.ids !== ids) { sel.dataset.ids = ids; sel.replaceChildren(...c.stages.map((s) => el("option", { value: s.id, text: s.name }))); }
      attr(sel, "aria-label", `Stage of ${c.name}`);
      if (here && sel.value !== here.stage) sel.value = here.stage;
      sel.onchange = () => who(shot, c.id, sel.value);
    });
  };
  vgot.on(() => {
    const shot = state.story && shotOf(state.shot);
    editor.hidden = !shot; none.hidden = !!shot || !state.ready;
    if (!shot) { bound = null; return; }
    set(number, `${vgot.shotNumber(shot.id)} of ${state.story.shots.length}`);
    if (bound !== shot.id) bind(shot);
    else for (const f of Object.values(fields)) {
      const now = value(f);
      if (!f.dirty()) { f.seen = state.revision; if (now !== f.base) { f.base = now; f.box.value = now; f.grow(); } else if (document.activeElement !== f.box && f.box.scrollHeight > f.box.clientHeight + 4) f.grow(); }
    }
    vgot.stateOf(kState, state.items[`keyframe/${shot.id}`]); vgot.stateOf(cState, state.items[`clip/${shot.id}`]);
    const i = state.story.shots.indexOf(shot); prev.disabled = i === 0; next.disabled = i === state.story.shots.length - 1;
    drawPeople(shot);
    const ids = JSON.stringify(state.story.places.map((p) => [p.id, p.name]));
    if (place.dataset.ids !== ids) { place.dataset.ids = ids; place.replaceChildren(el("option", { value: "", text: "no place" }), ...state.story.places.map((p) => el("option", { value: p.id, text: p.name }))); }
    if (place.value !== (shot.place || "")) place.value = shot.place || "";
    if (document.activeElement !== secs && Number(secs.value) !== shot.duration_s) secs.value = shot.duration_s;
    keyed(flags, shot.flags, (_, n) => n, () => el("li", { class: "vg-note" }), (li, f) => set(li, (f.domain ? f.domain + ": " : "") + f.reason));
    const stale = ["stale", "missing"].includes(state.items[`keyframe/${shot.id}`]?.state);
    rebuild.hidden = state.draft || !stale || !!state.items[`keyframe/${shot.id}`]?.job;
  });
});
