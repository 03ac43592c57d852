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
  /* Other words by a language model: asked for, looked at, taken or dropped. */
  const wish = el("input", { class: "vg-input", maxlength: 1000, placeholder: "Rewrite it: darker, years later, without Tom…", "aria-label": "Instruction for a rewrite" });
  const scope = el("select", { class: "vg-input", "aria-label": "What is rewritten" }, [["", "this shot"], ...vgot.DOMAINS.map(([n, l]) => [n, `its ${l.toLowerCase()}`]), ["from_here", "from here on"]].map(([v, t]) => el("option", { value: v, text: t })));
  const ask = button("Rewrite", null, { class: "vg-small" }), changes = el("ol", { class: "vg-changes" });
  ask.type = "submit";
  const take = button("Take it", async () => { const r = await vgot.call("accept_rewrite"); if (r.ok) { proposal.hidden = true; wish.value = ""; } }, { class: "vg-small vg-primary" });
  const proposal = el("div", { class: "vg-proposal", hidden: true }, changes, el("div", { class: "vg-row" }, take, button("Drop it", () => { proposal.hidden = true; }, { class: "vg-small" })));
  const form = el("form", { class: "vg-rewrite" }, wish, scope, ask);
  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    if (!wish.value.trim()) return wish.focus();
    ask.disabled = true; set(ask.lastChild, "Writing…");
    const args = { shot: state.shot, instruction: wish.value.trim() };
    if (scope.value === "from_here") args.from_here = true; else if (scope.value) args.domain = scope.value;
    const r = await vgot.call("rewrite", args);
    ask.disabled = false; set(ask.lastChild, "Rewrite");
    if (!r.ok) return;
    changes.replaceChildren(...r.changes.map((c) => { const [, n, what] = c.path.split("/"); return el("li", {}, el("b", { text: `Shot ${n}, ${what || ""}` }), el("del", { text: c.before }), el("ins", { text: c.after })); }));
    if (!r.changes.length) changes.replaceChildren(el("li", { text: "Nothing would change." }));
    take.disabled = !r.changes.length; proposal.hidden = false;
  });
  const split = button("Split in two", () => vgot.call("split", { shot: state.shot }), { class: "vg-small vg-quiet", id: "split-shot" }), merge = button("Merge with the next", () => vgot.call("merge", { shot: state.shot }), { class: "vg-small vg-quiet", id: "merge-shot" });
  const lock = button("Lock", () => vgot.call("lock", { shot: state.shot, what: "shot", on: !vgot.shotOf(state.shot).locked.includes("shot") }), { class: "vg-small vg-quiet", id: "lock-shot", title: "A locked shot is left alone by every rewrite" });
  editor.append(el("div", { class: "vg-more" }, form, proposal, el("div", { class: "vg-row" }, split, merge, lock)));
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
    merge.disabled = i === state.story.shots.length - 1; set(lock.lastChild, shot.locked.includes("shot") ? "Unlock" : "Lock"); attr(lock, "aria-pressed", shot.locked.includes("shot") ? "true" : "false");
    if (proposal.vgShot !== shot.id) { proposal.vgShot = shot.id; proposal.hidden = true; }
    const ids = JSON.stringify(state.story.places.map((p) => [p.id, p.name]));
    if (place.dataset.ids !== ids) { place.dataset.ids = ids; place.replaceChildren(el("option", { value: "", text: "no place" }), ...state.story.places.map((p) => el("option", { value: p.id, text: p.name }))); }
    if (place.value !== (shot.place || "")) place.value = shot.place || "";
    if (document.activeElement !== secs && Number(secs.value) !== shot.duration_s) secs.value = shot.duration_s;
    keyed(flags, shot.flags, (_, n) => n, () => el("li", { class: "vg-note" }), (li, f) => set(li, (f.domain ? f.domain + ": " : "") + f.reason));
    const stale = ["stale", "missing"].includes(state.items[`keyframe/${shot.id}`]?.state);
    rebuild.hidden = state.draft || !stale || !!state.items[`keyframe/${shot.id}`]?.job;
  });
});
