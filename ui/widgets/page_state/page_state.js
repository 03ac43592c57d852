/* The desk: one state for the whole page. Widgets draw from it and ask the program through it.
   Text of people and models becomes text nodes only; no markup is ever built from it. */
(() => {
  "use strict";
  if (globalThis.vgot) return;

  const state = {
    ready: false, waiting: false, project: null, name: "", stamp: "", revision: 0, label: "", story: null, items: {}, queue: { jobs: [] }, todo: { kinds: {} },
    film: null, preset: "", draft: true, drawn: true, outline: false, presets: [], kinds: [], limits: { upload_mb: 50, import_mb: 200 }, mode: "local", example: false,
    tab: "Story", shot: null, portrait: null, marked: new Set(), busy: 0,
  };
  const listeners = new Set(), kinds = {}, waiting = [];
  let drawing = false, timer = 0, failures = 0, refusals = 0, mounted = false, served = { story: null, items: {}, revision: 0 };

  /* -- drawing ---------------------------------------------------------------------------------------------------- */
  const el = (tag, props, ...children) => {
    const node = tag.startsWith("svg:") ? document.createElementNS("http://www.w3.org/2000/svg", tag.slice(4)) : document.createElement(tag);
    for (const [k, v] of Object.entries(props || {})) {
      if (v === undefined || v === null || v === false) continue;
      if (k === "class") node.setAttribute("class", v);
      else if (k === "text") node.textContent = v;
      else if (k.startsWith("on")) node.addEventListener(k.slice(2), v);
      else node.setAttribute(k, v === true ? "" : v);
    }
    for (const c of children.flat()) if (c !== null && c !== undefined && c !== false) node.append(c);
    return node;
  };
  const PATHS = {
    play: "M6 4.5v11l9-5.5z", pause: "M6 4.5v11M14 4.5v11", undo: "M4 8h8a4 4 0 1 1 0 8H8M4 8l3.5-3.5M4 8l3.5 3.5", redo: "M16 8H8a4 4 0 1 0 0 8h4M16 8l-3.5-3.5M16 8l-3.5 3.5",
    again: "M15.5 6.5A6.5 6.5 0 1 0 16.5 10M16 3v4h-4", pin: "M7.5 3h5l-.8 5 2.8 3h-9l2.8-3zM10 11v6", check: "M4 10.5l4 4 8-9", queue: "M3 5h14M3 10h14M3 15h8", close: "M5 5l10 10M15 5L5 15",
    sun: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v1.6M10 16.4V18M2 10h1.6M16.4 10H18M4.3 4.3l1.2 1.2M14.5 14.5l1.2 1.2M15.7 4.3l-1.2 1.2M5.5 14.5l-1.2 1.2", plus: "M10 4v12M4 10h12",
    copy: "M7 7h9v9H7zM13 7V4H4v9h3", trash: "M4 6h12M8 6V4h4v2M6 6l.7 10h6.6L14 6", left: "M12 4l-6 6 6 6", right: "M8 4l6 6-6 6", up: "M4 12l6-6 6 6", down: "M4 8l6 6 6-6", upload: "M10 13V4M6.5 7.5L10 4l3.5 3.5M4 13v3h12v-3",
    download: "M10 4v9M6.5 9.5L10 13l3.5-3.5M4 13v3h12v-3", film: "M3 5h14v10H3zM3 8.3h14M3 11.7h14M7 5v10M13 5v10", folder: "M3 5h5l1.5 2H17v8.5H3z", wipe: "M3 4h14v12H3zM10 2v16", full: "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4", chip: "M6 6h8v8H6zM8 3v3M12 3v3M8 14v3M12 14v3M3 8h3M3 12h3M14 8h3M14 12h3",
  };
  const icon = (name) => el("svg:svg", { viewBox: "0 0 20 20", class: "vg-icon", "aria-hidden": "true" }, el("svg:path", { d: PATHS[name] || "" }));
  const button = (text, onclick, o = {}) =>
    el("button", { type: "button", class: `vg-btn ${o.class || ""}`, id: o.id, title: o.title, "aria-label": o.label, disabled: o.disabled, onclick }, o.icon && icon(o.icon), text && el("span", { text }));
  const set = (node, text) => { if (node.textContent !== text) node.textContent = text; };
  const attr = (node, name, value) => { if (value === null || value === undefined || value === false) { if (node.hasAttribute(name)) node.removeAttribute(name); } else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value); };
  /* Keeps one element an item, in order; never rebuilds what is there. */
  const keyed = (box, items, key, make, update) => {
    const had = box.vgKeyed ||= new Map(), seen = new Set();
    let at = box.firstElementChild;
    items.forEach((item, i) => {
      const k = key(item, i);
      seen.add(k);
      let node = had.get(k);
      if (!node) had.set(k, (node = make(item, i)));
      update(node, item, i);
      if (node === at) at = at.nextElementSibling; else box.insertBefore(node, at);
    });
    for (const [k, node] of had) if (!seen.has(k)) { node.remove(); had.delete(k); }
  };
  /* What a card says to a screen reader, in place of its scattered pieces. */
  const aloud = (node, text) => {
    if (!node.vgAloud) { for (const c of node.children) c.setAttribute("aria-hidden", "true"); node.append((node.vgAloud = el("span", { class: "vg-sr" }))); }
    set(node.vgAloud, text);
  };
  const media = (digest, kind = "png") => `media/${encodeURIComponent(state.project)}/${digest}.${kind}`;
  const thumb = (digest, width = 320) => `media/${encodeURIComponent(state.project)}/${digest}-${width}.webp`;
  const picture = (img, digest, width) => {
    const src = digest ? thumb(digest, width) : "";
    if (img.dataset.src === src) return;
    img.dataset.src = src;
    if (src) img.src = src; else img.removeAttribute("src");
    img.hidden = !src;
  };
  const draw = () => { if (!drawing) return; drawing = false; for (const fn of listeners) { try { fn(state); } catch (why) { console.error("a widget could not draw", why); } } };
  /* Draws with the next frame; `now` draws at once, so that what was clicked is there for the next key. */
  const changed = (now) => {
    if (!drawing) { drawing = true; requestAnimationFrame(draw); setTimeout(draw, 60); }
    if (now === true) draw();
  };
  const on = (fn) => { listeners.add(fn); changed(); return () => listeners.delete(fn); };

  /* -- words ------------------------------------------------------------------------------------------------------ */
  const WORDS = { missing: "not made", fresh: "ready", stale: "stale", pinned: "pinned", queued: "queued", running: "drawing", failed: "failed", flagged: "flagged" };
  const word = (item) => {
    if (!item) return "not made";
    if (item.state === "running") return item.total > 1 ? `${state.drawn ? "drawing" : "rendering"} ${item.done}/${item.total}` : state.drawn ? "drawing" : "rendering";
    if (item.state === "pinned" && item.reason.startsWith("pinned, stale")) return "pinned, stale";
    return WORDS[item.state] || item.state;
  };
  /* Reasons name items as commands do (`tokens/mary/young`); people read names. */
  const plain = (reason) => (reason || "").replace(/\b([a-z]+)\/([^\s/,;:]+)(?:\/([^\s/,;:]+))?/g, (all, step, a, b) => {
    const kind = state.kinds.find((k) => k.step === step);
    if (step === "tokens" || step === "portrait") return b ? `the portrait of ${partName(`portrait/${a}/${b}`)}` : all;
    return !kind ? all : step === "plate" ? `the place ${partName(`plate/${a}`)}` : step === "join" ? `boundary ${a.replace("-", " to ")}` : kind.of_shot ? `the ${kind.one} of shot ${a}` : all;
  });
  const reason = (item) => plain(item && item.reason);
  const stateOf = (node, item, text) => { attr(node, "data-state", item ? item.state : "missing"); set(node, text || word(item)); node.title = reason(item); };
  const time = (s) => (s === null || s === undefined ? "" : s < 1 ? "a second" : s < 90 ? `${Math.round(s)} s` : s < 5400 ? `${Math.round(s / 60)} min` : `${(s / 3600).toFixed(1)} h`);
  const many = (n, one, more) => `${n} ${n === 1 ? one : more || one + "s"}`;
  /* How many of each kind, in words; the kinds are the program's (vgot/graph/kinds.py). */
  const counted = (n) => state.kinds.filter((k) => n[k.step]).map((k) => (k.step === "film" ? "the film" : many(n[k.step], k.one, k.many)));
  const todoWords = () => {
    const k = state.todo.kinds || {};
    const parts = counted(k);
    return parts.length ? `${parts.length > 1 ? parts.slice(0, -1).join(", ") + " and " + parts.at(-1) : parts[0]}, ${state.todo.guess ? "how long is known after the first one" : `about ${time(state.todo.estimate_s) || "a moment"}`}` : "";
  };

  const toast = (text, o) => vgot.toast(text, o);
  const problemWords = (p) => `${p.message}${p.hint ? " " + p.hint : ""}`;

  /* -- asking ----------------------------------------------------------------------------------------------------- */
  const remember = () => {
    try {
      sessionStorage.setItem("vgot-film", state.project);
      localStorage.setItem("vgot-film", state.project);
      const mine = new Set(JSON.parse(localStorage.getItem("vgot-films") || "[]"));
      if (!state.example) { mine.add(state.project); localStorage.setItem("vgot-films", JSON.stringify([...mine].slice(-200))); }
    } catch { /* private windows have no storage */ }
  };
  const mine = () => { try { return JSON.parse(localStorage.getItem("vgot-films") || "[]"); } catch { return []; } };
  const remembered = () => { try { return sessionStorage.getItem("vgot-film") || localStorage.getItem("vgot-film"); } catch { return null; } };

  /* What is not saved yet is shown as it was typed. */
  let covered = false;
  const overlay = () => {
    const unsaved = served.story ? vgot.unsent.shown(state.project) : [];
    if (!unsaved.length && !covered) return;
    covered = unsaved.length > 0;
    const film = vgot.edits.over({ story: served.story, items: served.items }, unsaved);
    state.story = covered ? film.story : structuredClone(served.story);
    state.items = film.items;
  };
  const apply = (view) => {
    if (!view) return;
    if (view.project === state.project && view.revision < state.revision) return; // a late reply
    const other = view.project !== state.project;
    if (other && !view.story) return;
    served = { story: view.story ? structuredClone(view.story) : served.story, items: view.items, revision: view.revision };
    Object.assign(state, view, { story: view.story || state.story, ready: true, waiting: false });
    overlay();
    const shots = state.story.shots;
    if (other) { state.marked.clear(); state.portrait = null; state.shot = null; remember(); }
    if (!shots.some((s) => s.id === state.shot)) {
      const at = Math.min(state.lastIndex || 0, shots.length - 1);
      state.shot = shots.length ? shots[Math.max(0, other ? 0 : at)].id : null;
    }
    state.lastIndex = shots.findIndex((s) => s.id === state.shot);
    if (!state.portrait || !state.items[state.portrait]) state.portrait = Object.keys(state.items).find((k) => k.startsWith("portrait/")) || null;
    document.title = `${state.story.title || "Untitled"} · VGoT Studio`;
    changed(true);
  };
  /* Requests that only look: where the answer is lost, they are asked again when the program answers. */
  const LOOKS = new Set(["look", "boot", "takes", "check", "check_all", "tries", "room", "placing", "heard", "disk", "preflights", "fetch_status", "projects", "rewriting", "writer", "read_shots", "read_cut", "export_preview", "export_state", "preview_cleanup", "report"]);
  /* Requests that turn the page to a film. */
  const OPENS = new Set(["boot", "open", "example", "make", "shot_list", "import", "duplicate_film", "restore"]);
  /* What makes, removes or begins something is never sent twice by itself; in words, for where nobody knows whether it was done. */
  const ACTS = { make: "make a film", shot_list: "make a film of your shots", import: "import the file", duplicate_film: "copy the film", delete: "delete the film", restore: "take the film back", open: "open the film", example: "open the example", rename: "rename the film", insert: "insert a shot", duplicate: "duplicate the shot", remove_shot: "delete the shot", split: "split the shot", merge: "merge the shots", undo: "undo", redo: "redo", regenerate: "make a new take", choose: "use this take", approve: "approve", upload: "upload the picture", build: "make what is missing", cancel: "stop", pause: "pause", resume: "go on", retry: "try again", preset: "change the preset", sound_add: "add the sound", sound_remove: "remove the sound", add_character: "add the character", add_stage: "add the stage", add_place: "add the place", remove_part: "remove it", rename_character: "rename everywhere", rewrite: "rewrite", accept_rewrite: "take the rewrite", export: "export", apply_cut: "apply the cut", fetch: "fetch the models", cleanup: "clean up", empty_trash: "empty the trash" };

  let answered = () => {}, back = new Promise((done) => { answered = done; });
  const heard = (verb, reply) => {
    if (!reply.lost) {
      const was = failures > 0, told = vgot.trouble.over();
      failures = 0;
      answered(); back = new Promise((done) => { answered = done; });
      if (told && was) { toast("The program answers again."); refetch(); }
      setTimeout(() => vgot.unsent.nudge(was), 0);
      return reply;
    }
    if (verb === "look" || verb === "boot") failures++; else if (!failures) poll(50);
    if (failures > 1 || (failures && reply.cause !== "away")) vgot.trouble.say(reply.problem);
    return reply;
  };
  /* Pictures and films that were asked for while the program was away. */
  const refetch = () => {
    for (const img of document.querySelectorAll("[data-widget] img[src]")) if (img.complete && !img.naturalWidth) img.src = img.getAttribute("src");
    for (const video of document.querySelectorAll("[data-widget] video[src]")) if (video.error) video.load();
  };
  const ask = async (verb, args = {}, o = {}) => {
    state.busy++;
    try { return heard(verb, await vgot.wire({ verb, project: state.project, have: state.revision, ...args }, o)); } finally { state.busy--; }
  };
  /* What a reply brings. */
  const took = (verb, reply) => {
    if ("example" in reply) state.example = reply.example; else if (["make", "import", "duplicate_film"].includes(verb)) state.example = false;
    try { if (OPENS.has(verb) || reply.view?.project === state.project) apply(reply.view); } catch (why) { console.error("a view could not be shown", why); state.stamp = ""; }
    if (reply.note) toast(reply.note, { bad: true });
    if (verb !== "look" && verb !== "takes") poll(150);
  };
  const look = async (verb, args) => {
    const film = state.project;
    for (let turn = 0; ; turn++) {
      const once = verb === "look" || verb === "boot", reply = await ask(verb, args, { limit_s: once ? 45 : 300 });
      if (!reply.lost || reply.arrived === false || turn > 4 || once) return reply;
      await back;
      if (film !== state.project) return reply;
    }
  };
  const act = async (verb, args) => {
    const what = ACTS[verb] || verb.replace(/_/g, " "), film = state.project;
    const undone = (reply) => ({ ...reply, arrived: false, problem: { ...reply.problem, hint: `Not done: ${what}. ${reply.problem.hint}`.trim() } });
    await vgot.unsent.flush();
    if (failures) { const there = await ask("look", { stamp: state.stamp }, { limit_s: 45 }); if (there.lost) return undone(there); if (there.ok) took("look", there); }
    const reply = await ask(verb, { project: film, ...args });
    if (!reply.lost) return reply;
    return reply.arrived === false ? undone(reply) : { ...reply, problem: { ...reply.problem, message: reply.cause === "away" ? "The program did not answer." : reply.problem.message, hint: `Nobody knows whether this was done: ${what}. Look first, then do it again if it is missing.` } };
  };
  /* One request. Replies carry the newest view. A refused one becomes a toast, unless the caller takes care of it; an edit
     that could not be sent is kept (reply.kept) and the strip above the page says so. o: quiet; base, what an edit of words
     was made from. */
  const call = async (verb, args = {}, o = {}) => {
    if (!mounted) return { ok: false, problem: { message: "The page is still connecting.", hint: "" } };
    let reply;
    const weight = [args, ...(args.files || [])].reduce((all, one) => all + (one.data?.length || 0), 0), most = Math.max(state.limits.upload_mb, state.limits.import_mb);
    if (weight > (most * 2 ** 20 * 4) / 3 + 64) {
      reply = { ok: false, problem: { message: `The file is larger than ${most} MB, the most that can be sent here.`, hint: "Choose a smaller one." } };
      if (!o.quiet) toast(problemWords(reply.problem), { bad: true });
      return reply;
    }
    const sets = vgot.edits.of(verb, args, state);
    reply = sets?.length ? await vgot.unsent.put(verb, args, sets, o) : LOOKS.has(verb) ? await look(verb, args) : await act(verb, args);
    if (reply.ok) { if (!sets?.length) took(verb, reply); }
    else if (!o.quiet && !reply.kept && !(reply.lost && LOOKS.has(verb))) toast(problemWords(reply.problem), { bad: true });
    return reply;
  };
  /* The film as the program has it now, for edits whose answer was lost: that of the page, or another one. */
  const fresh = async (project) => {
    if (project === state.project) {
      const reply = await ask("look", { project, stamp: "" }, { limit_s: 45 });
      if (!reply.ok) return reply;
      took("look", reply);
      return project === state.project ? served : fresh(project);
    }
    const reply = await ask("look", { project, stamp: "", have: 0 }, { limit_s: 45 });
    return reply.ok ? reply.view : reply;
  };
  const SLOW = { message: "The program takes long to answer.", hint: "It may be very busy. This page keeps asking." };
  const GONE = { message: "This film is not here any more.", hint: "It was removed, or moved to the trash. Choose another one under Your films, at the top." };
  const poll = (soon) => {
    clearTimeout(timer);
    const active = (state.queue.running + state.queue.queued > 0 && !state.queue.paused) || state.writing?.busy;
    const wait = soon || (failures ? Math.min(10000, 400 * 2 ** (failures - 1)) : document.hidden ? 15000 : !state.ready ? 500 : active ? 600 : 2500);
    timer = setTimeout(async () => {
      const slow = setTimeout(() => vgot.trouble.say(SLOW), 12000);
      try {
        vgot.unsent.beat(); vgot.unsent.adopt();
        if (!state.ready) await boot();
        else {
          const film = state.project, reply = await call("look", { stamp: state.stamp }, { quiet: true });
          refusals = reply.ok || reply.lost || film !== state.project ? 0 : refusals + 1;
          if (refusals > 1) vgot.trouble.say(reply.problem.kind === "not_found" ? GONE : reply.problem, "film");
          else if (!reply.lost) vgot.trouble.over("film");
        }
      } catch (why) { console.error("the page could not look", why); } finally { clearTimeout(slow); poll(); }
    }, wait);
  };
  const boot = async () => {
    const reply = await call("boot", { project: remembered() }, { quiet: failures > 0 });
    if (!reply.ok) return;
    state.presets = reply.presets; state.kinds = reply.kinds || []; state.mode = reply.mode; if (reply.waiting && !state.waiting) toast("The example's shots are being drawn, once for everybody. They appear here in a moment; you can begin a film of your own."); state.waiting = !!reply.waiting; state.shipped = !!reply.shipped; state.limits = reply.limits || state.limits;
    if (reply.gone) { try { sessionStorage.removeItem("vgot-film"); localStorage.removeItem("vgot-film"); } catch { /* none */ } }
    changed();
  };
  window.addEventListener("online", () => poll(50));
  window.addEventListener("pagehide", () => { for (const fn of leaving) fn(); vgot.unsent.leave(); });
  window.addEventListener("pageshow", (e) => { if (e.persisted) { vgot.unsent.back(); poll(50); } });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) poll(50); });

  /* -- selecting -------------------------------------------------------------------------------------------------- */
  const select = (shot) => { if (state.shot === shot) return; for (const fn of leaving) fn(); state.shot = shot; state.lastIndex = state.story.shots.findIndex((s) => s.id === shot); changed(true); };
  const leaving = new Set();
  const step = (by) => { const s = state.story?.shots || []; const i = s.findIndex((x) => x.id === state.shot); const to = s[Math.max(0, Math.min(s.length - 1, i + by))]; if (to) select(to.id); };
  const target = () => (state.tab === "Cast" ? state.portrait : state.shot && `${state.tab === "Shots" || state.tab === "Timeline" ? "clip" : "keyframe"}/${state.shot}`);
  const shotNumber = (id) => state.story.shots.findIndex((s) => s.id === id) + 1;
  const partName = (key) => {
    const [step_, a, b] = key.split("/");
    if (step_ === "portrait" || step_ === "tokens") { const c = state.story.cast.find((x) => x.id === a); const st = c?.stages.find((x) => x.id === b); return c ? (c.stages.length > 1 ? `${c.name}, ${st ? st.name : b}` : c.name) : a; }
    if (step_ === "plate") return state.story.places.find((p) => p.id === a)?.name || a;
    if (step_ === "keyframe") return `Still of shot ${shotNumber(a)}`;
    if (step_ === "clip") return `Clip of shot ${shotNumber(a)}`;
    if (step_ === "join") { const i = state.story.shots.findIndex((s) => a.startsWith(s.id + "-")); return `Boundary ${i + 1} to ${i + 2}`; }
    return "The film";
  };
  const showTab = (name) => { const tab = [...document.querySelectorAll('#studio-tabs [role="tab"]')].find((t) => t.textContent.trim() === name); if (tab) tab.click(); };
  const readTab = () => { const t = document.querySelector('#studio-tabs [role="tab"][aria-selected="true"]'); const name = t && t.textContent.trim(); if (name && name !== state.tab) { for (const fn of leaving) fn(); state.tab = name; changed(true); } };
  document.addEventListener("click", (e) => { if (e.target.closest?.('[role="tab"], [role="menuitem"], .overflow-dropdown')) setTimeout(readTab, 0), setTimeout(readTab, 120); }, true);
  document.addEventListener("keyup", (e) => { if (e.target.closest?.('[role="tab"]')) setTimeout(readTab, 0); }, true);

  /* -- the actions on the selected item --------------------------------------------------------------------------- */
  const regenerate = async (key = target(), variants = 1) => { if (key) await call("regenerate", { key, variants }); };
  const togglePin = async (key = target()) => { const item = state.items[key]; if (item) await call(item.pinned ? "unpin" : "pin", { key }); };
  const approve = async (key = target()) => { if (key) { const r = await call("approve", { keys: [key.replace(/^clip\//, "keyframe/")] }); if (r.ok) toast("Approved: its clip may be rendered."); } };
  const undo = () => call("undo"), redo = () => call("redo");
  document.addEventListener("keydown", (e) => {
    const typing = e.target.closest?.("input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable]");
    const key = e.key.toLowerCase();
    if ((e.ctrlKey || e.metaKey) && !e.altKey && (key === "z" || key === "y") && !typing) { e.preventDefault(); key === "y" || e.shiftKey ? redo() : undo(); return; }
    if (typing || e.ctrlKey || e.metaKey || e.altKey || e.target.closest?.('[role="tab"], dialog, [role="slider"], input[type=range]')) return;
    if (e.defaultPrevented) return;
    if (key === "r") regenerate(); else if (key === "p") togglePin(); else if (key === "a" && !document.getElementById("approve")?.disabled) approve();
    else if (e.key === "ArrowLeft" && state.tab !== "Timeline") step(-1); else if (e.key === "ArrowRight" && state.tab !== "Timeline") step(1);
    else if (e.key === " " && !e.target.closest?.("button, summary, video, a")) { e.preventDefault(); vgot.playPause && vgot.playPause(); }
    else return;
    if (e.key.startsWith("Arrow")) e.preventDefault();
  });

  const readFile = (file) => new Promise((done, fail) => { const r = new FileReader(); r.onload = () => done(String(r.result).split(",", 2)[1] || ""); r.onerror = () => fail(r.error); r.readAsDataURL(file); });
  /* What is too large is said before it travels. */
  const tooLarge = (file, most = state.limits.upload_mb) => file.size > most * 2 ** 20 && (toast(`The file is larger than ${most} MB. Choose a smaller one.`, { bad: true }), true);
  const chooseFile = (accept, then, most) => { const input = el("input", { type: "file", accept, hidden: true, "aria-hidden": "true" }); document.body.append(input); input.addEventListener("change", () => { const f = input.files[0]; input.remove(); if (f && !tooLarge(f, most)) then(f); }); input.addEventListener("cancel", () => input.remove()); input.click(); };
  const sendPicture = async (key, file) => {
    if (tooLarge(file, Math.min(24, state.limits.upload_mb))) return;
    const reply = await call("upload", { key, data: await readFile(file) });
    if (reply.ok) toast(`Your picture now stands for ${partName(key)}.`);
  };
  const uploadTo = (key) => chooseFile("image/png,image/jpeg,image/webp", (f) => sendPicture(key, f));
  const EXPORTS = { "film.mp4": "the film", "project.vgot.zip": "the project", "storyboard.pdf": "the storyboard", "film.gif": "a moving picture" };
  /* Files are fetched first, so that a refusal is a sentence and a slow one says that it is coming. */
  const download = async (kind) => {
    const slow = setTimeout(() => toast(`Preparing ${EXPORTS[kind] || kind}…`), 600);
    let answer;
    try { answer = await fetch(`export/${encodeURIComponent(state.project)}/${kind}`); } catch { clearTimeout(slow); return toast("The program does not answer.", { bad: true }); }
    clearTimeout(slow);
    if (!answer.ok) return toast(await answer.text(), { bad: true });
    const named = /filename\*?=(?:utf-8'')?"?([^";]+)"?/i.exec(answer.headers.get("content-disposition") || "");
    const href = URL.createObjectURL(await answer.blob());
    const a = el("a", { href, download: named ? decodeURIComponent(named[1]) : kind });
    document.body.append(a); a.click(); a.remove();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
  };

  const widget = (kind, draw) => { kinds[kind] = draw; };
  const mount = (kind, element) => {
    if (kind === "desk") { mounted = true; readTab(); poll(1); return; }
    const root = element.querySelector("[data-widget]");
    if (!root || root.vgMounted || !kinds[kind]) return;
    root.vgMounted = true;
    root.classList.add(`vg-${kind}`);
    kinds[kind](root);
  };
  Object.assign((globalThis.vgot = {}), {
    state, el, icon, button, set, attr, aloud, keyed, media, thumb, picture, on, changed, word, reason, plain, stateOf, time, many, counted, todoWords, problemWords, call, apply, poll, select, step, target,
    leaving, shotNumber, partName, showTab, regenerate, togglePin, approve, undo, redo, uploadTo, sendPicture, chooseFile, readFile, download, widget, mine,
  });
  Object.defineProperty(vgot, "unsent", { configurable: true, get: () => {
    let storage = { getItem: () => null, setItem: () => { throw new Error("no storage"); }, removeItem: () => {} };
    try { storage = localStorage; } catch { /* private windows have no storage */ }
    const made = vgot.unsentEdits({ ask, took, film: fresh, shown: () => ({ project: state.project, name: state.name, ...vgot.edits.over(served, vgot.unsent.shown(state.project)) }), changed: () => { overlay(); changed(); } }, storage);
    Object.defineProperty(vgot, "unsent", { value: made });
    return made;
  } });
  globalThis.vgotMount = mount;
  document.addEventListener("DOMContentLoaded", () => setTimeout(() => { for (const a of globalThis.vgotWaiting || []) mount(...a); }, 0));
  setTimeout(() => { for (const a of (globalThis.vgotWaiting || []).splice(0)) mount(...a); }, 0);

  /* -- light and dark ---------------------------------------------------------------------------------------------- */
  const theme = (dark) => { document.body.classList.toggle("dark", dark); document.documentElement.style.colorScheme = dark ? "dark" : "light"; };
  vgot.toggleTheme = () => { const dark = !document.body.classList.contains("dark"); theme(dark); try { localStorage.setItem("vgot-theme", dark ? "dark" : "light"); } catch { /* none */ } };
  const themed = () => { let kept = null; try { kept = localStorage.getItem("vgot-theme"); } catch { /* none */ } if (kept && document.body) theme(kept === "dark"); };
  document.addEventListener("DOMContentLoaded", () => { themed(); setTimeout(themed, 400); setTimeout(themed, 1500); });
})();

/* The one button: a sentence becomes a new film, and the page follows it from the first picture on. */
globalThis.vgotMake = async (sentence, shots) => {
  const go = document.getElementById("make-film");
  if (go.disabled) return;
  const label = go.textContent;
  go.disabled = true;
  go.textContent = "Writing…";
  vgot.showTab("Story");
  const reply = await vgot.call("make", { sentence: String(sentence || ""), shots: Number(shots), have: 0 });
  go.disabled = false;
  go.textContent = label;
  if (reply.ok) { go.blur(); document.getElementById("film-player")?.scrollIntoView({ block: "nearest" }); }
};
