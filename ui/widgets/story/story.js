vgot.widget("story", (root) => {
  const { el, icon, button, set, attr, keyed, state } = vgot;
  const summary = vgot.shotBox("summary", "What happens", "One sentence: the moment this shot tells", { id: "shot-summary", class: "vg-summary" });
  const boxes = [summary, ...vgot.DOMAINS.map(([n, label, hint]) => vgot.shotBox(n, label, hint, { id: `domain-${n}` }))];
  const number = el("span", { class: "vg-num vg-where" });
  const prev = button("", () => vgot.step(-1), { icon: "left", class: "vg-quiet", label: "Previous shot" }), next = button("", () => vgot.step(1), { icon: "right", class: "vg-quiet", label: "Next shot" });
  const kState = el("span", { class: "vg-state" }), cState = el("span", { class: "vg-state" });
  const people = el("ul", { class: "vg-people" }), place = el("select", { class: "vg-input", "aria-label": "Place of this shot" }), secs = el("input", { class: "vg-input", type: "number", min: 0.25, max: 12, step: 0.25, "aria-label": "Duration in seconds" });
  const still = el("img", { alt: "", hidden: true });
  const rebuild = button("Make what changed", () => vgot.call("build", { until: "keyframe" }), { class: "vg-small vg-primary", id: "rebuild" });
  secs.addEventListener("change", async () => { const r = await vgot.call("edit", { shot: state.shot, field: "duration_s", value: Number(secs.value) }); if (!r.ok) secs.value = vgot.shotOf(state.shot).duration_s; });
  place.addEventListener("change", () => vgot.call("edit", { shot: state.shot, field: "place", value: place.value }));
  const flags = el("ul", { class: "vg-flags" });
  const editor = el("div", { class: "vg-editor" },
    el("div", { class: "vg-spread vg-edithead" }, el("h2", { class: "vg-title" }, "Shot ", number), el("div", { class: "vg-row" }, el("span", { class: "vg-pairstate" }, el("span", { class: "vg-muted", text: "still" }), kState), el("span", { class: "vg-pairstate" }, el("span", { class: "vg-muted", text: "clip" }), cState), el("span", {}, prev, next))),
    flags,
    summary.node,
    el("div", { class: "vg-five" }, boxes.slice(1).map((x) => x.node)),
    el("div", { class: "vg-facts3" }, el("div", {}, el("div", { class: "vg-label" }, el("b", { text: "In this shot" })), people), el("label", { class: "vg-field" }, el("span", {}, el("b", { text: "Place" })), place), el("label", { class: "vg-field" }, el("span", {}, el("b", { text: "Seconds" })), secs)),
    el("div", { class: "vg-row" }, rebuild));
  const none = el("div", { class: "vg-empty" }, el("h3", { text: "No shots yet" }), el("p", { text: "Type a sentence above, choose how many shots, and press Make film. Each shot then has five domains here: character, background, relation, camera and lighting." }));
  root.append(editor, none);

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
    const shot = state.story && vgot.shotOf(state.shot);
    editor.hidden = !shot; none.hidden = !!shot || !state.ready;
    for (const box of boxes) box.show(shot ? shot.id : null);
    if (!shot) return;
    set(number, `${vgot.shotNumber(shot.id)} of ${state.story.shots.length}`);
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
