import { shotList } from "../many/folders.js";
import { manyPanel } from "../many/panel.js";
import { sideBar } from "../many/panes.js";
import { reviewPanel } from "../many/review.js";
import { regenerate } from "../page_state/acts.js";
import { call } from "../page_state/asking.js";
import { aloud, attr, button, el, set } from "../page_state/dom.js";
import { plain, reasonOf, stateOf, word } from "../page_state/item_words.js";
import { widget } from "../page_state/mount.js";
import { tr } from "../page_state/say.js";
import { changed, media, offers, on, picture, select, shotNumber, shotOf, state } from "../page_state/state.js";
import { showTab } from "../page_state/tabs.js";
import { lasting, numberOf } from "../page_state/words.js";
import { calm } from "../player/playhead.js";
import { costLine } from "../takes/cost.js";
import { driftBadge, findingsOf, notChecked } from "../takes/drift.js";
import { shotFilter } from "../takes/filter.js";
import { MARK_HINT, marking } from "../takes/marking.js";
import { uploadTo } from "../takes/own.js";
import { takeGrid } from "../takes/takes.js";
import { shotBox, unsavedMark } from "../wordbox/wordbox.js";
import { continuityPanel } from "./continuity.js";
import { promptFold } from "./prompt.js";

widget("shots", (root) => {
  const clip = (shot) => `clip/${shot}`;
  const marked = () => [...state.marked].filter((id) => shotOf(id)).map(clip);
  const lacking = () =>
    (state.story?.shots || [])
      .map((s) => clip(s.id))
      .filter((k) => ["stale", "missing", "failed"].includes(state.items[k]?.state) && !state.items[k].blocked);
  const verb = () => (state.drawn ? tr("Draw") : tr("Render"));

  /* Of the marked ones those that lack a clip are made; where none does, all of them get a new take. */
  /** @returns {["build" | "regenerate", string[]]} */
  const wanted = () => {
    const keys = marked().filter((k) => !state.items[k]?.blocked && !state.items[k]?.job),
      lack = keys.filter((k) => ["stale", "missing", "failed"].includes(state.items[k]?.state));
    return [lack.length ? "build" : "regenerate", lack.length ? lack : keys];
  };
  const some = button(
    "",
    async () => {
      const [ask, keys] = wanted();
      const r = await call(ask, { keys });
      if (r.ok) {
        state.marked.clear();
        changed();
      }
    },
    { icon: "film", id: "render-marked" },
  );
  const all = button("", () => (lacking().length ? call("build", { until: "clip" }) : showTab("Keyframes")), {
    icon: "film",
    id: "render-all",
    class: "vg-primary",
  });
  const about = el("span", { class: "vg-muted vg-num" });
  const list = el("ul", { class: "vg-cards" }),
    marks = marking(list),
    several_ = manyPanel("clip"),
    filter = shotFilter("clip"),
    continuity = continuityPanel(),
    cost = costLine("clip");
  const empty = el(
    "div",
    { class: "vg-empty" },
    el("h3", { text: tr("No clips yet") }),
    el("p", {
      text: tr("A clip begins with its still and moves from there. Move the mouse over a card to look through it."),
    }),
  );

  const make = (shot) => {
    const check = el("input", {
      type: "checkbox",
      class: "vg-mark",
      title: MARK_HINT,
      onchange: () => {
        check.checked ? state.marked.add(shot.id) : state.marked.delete(shot.id);
        changed();
      },
    });
    const video = el("video", {
      muted: true,
      loop: true,
      playsinline: true,
      preload: "none",
      hidden: true,
      "aria-hidden": "true",
      tabindex: -1,
    });
    video.muted = true;
    const b = el(
      "button",
      { type: "button", class: "vg-pick", onclick: () => select(shot.id) },
      el(
        "span",
        { class: "vg-frame", style: "display:block" },
        el("img", { alt: "", loading: "lazy", hidden: true }),
        video,
        el("span", { class: "vg-none" }),
        el("span", { class: "vg-flag", hidden: true }),
        el("span", { class: "vg-bar", hidden: true }, el("i")),
        el("span", { class: "vg-drift", hidden: true }),
      ),
      el("span", { class: "vg-under1" }, el("b", { class: "vg-num" }), el("span", { class: "vg-state" })),
      el("span", { class: "vg-says" }),
    );
    const go = () => {
      const d = state.items[clip(shot.id)]?.digest;
      if (!d) return;
      const src = media(d, "mp4");
      if (video.getAttribute("src") !== src) video.src = src;
      video.hidden = false;
      video.play().catch(() => {});
    };
    const rest = () => {
      video.pause();
      video.hidden = true;
    };
    b.addEventListener("focus", () => b.matches(":focus-visible") && !calm.matches && go());
    b.addEventListener("blur", rest);
    return el("li", { class: "vg-item", "data-shot": shot.id }, check, b);
  };
  const update = (li, shot, i) => {
    const item = state.items[clip(shot.id)],
      key = state.items[`keyframe/${shot.id}`],
      [check, b] = li.children,
      [frame, under, says] = b.children,
      [img, , none, flag, bar, drift] = frame.children;
    const shown = (item?.state === "running" && item.preview) || item?.digest || key?.digest;
    picture(img, shown, 320);
    img.style.opacity = item?.digest ? 1 : 0.55;
    none.hidden = !!shown;
    set(none, word(item));
    set(
      flag,
      [item?.pinned && tr("pinned"), item?.takes > 1 && tr("{takes} takes", { takes: item.takes })]
        .filter(Boolean)
        .join(" · "),
    );
    flag.hidden = !flag.textContent;
    bar.hidden = !(item?.state === "running" && item.total > 1);
    if (!bar.hidden) bar.firstChild.style.width = `${(100 * item.done) / item.total}%`;
    set(under.firstChild, tr("Shot {a} · {b} s", { a: i + 1, b: +shot.duration_s.toFixed(2) }));
    stateOf(under.lastChild, item, item?.blocked ? tr("approve still") : undefined);
    set(
      says,
      item?.blocked
        ? plain(item.blocked)
        : item && !["fresh", "pinned", "running"].includes(item.state) && item.reason
          ? reasonOf(item)
          : shot.summary,
    );
    attr(b, "aria-current", shot.id === state.shot ? "true" : null);
    const why = driftBadge(drift, shot.id);
    aloud(
      b,
      tr("Clip of shot {a}, {word}: {c}{d}", {
        a: i + 1,
        word: word(item),
        c: shot.summary.slice(0, 120),
        d: why ? `. Continuity: ${why[1]}` : "",
      }),
    );
    check.checked = state.marked.has(shot.id);
    attr(li, "data-marked", check.checked ? "1" : null);
    attr(check, "aria-label", tr("Mark shot {a}", { a: i + 1 }));
  };

  const video = el("video", {
    muted: true,
    loop: true,
    playsinline: true,
    controls: true,
    preload: "metadata",
    "aria-label": tr("Clip of the selected shot"),
    hidden: true,
  });
  video.muted = true;
  const poster = el("img", { alt: "", hidden: true }),
    none = el("span", { class: "vg-none" }),
    frame = el("div", { class: "vg-frame" }, poster, video, none);
  const pair = el(
    "div",
    { class: "vg-pair", hidden: true },
    [0, 1].map(() => {
      const v = el("video", { muted: true, loop: true, playsinline: true, "aria-label": tr("One of two takes") });
      v.muted = true;
      return el("figure", {}, el("div", { class: "vg-frame" }, v), el("figcaption", { class: "vg-muted vg-num" }));
    }),
  );
  const both = () => [...pair.querySelectorAll("video")];
  const title = el("h2", { class: "vg-title" }),
    says = el("span", { class: "vg-state" }),
    why = el("p", { class: "vg-note", hidden: true });
  const render = button("", () => call("build", { keys: [clip(state.shot)] }), {
    icon: "film",
    class: "vg-small vg-primary",
    id: "render-one",
  });
  const one = button(tr("New take"), () => regenerate(clip(state.shot)), { icon: "again", class: "vg-small" });
  const stop = button(tr("Cancel"), () => call("cancel", { key: clip(state.shot) }), {
    icon: "close",
    class: "vg-small",
  });
  const own = button(tr("Upload"), () => uploadTo(clip(state.shot)), {
    icon: "upload",
    class: "vg-small",
    id: "upload-clip",
    title: tr("Use a film of your own as this shot"),
  });
  const grid = takeGrid({
    video: true,
    compare: (two) => {
      pair.hidden = two.length !== 2;
      frame.hidden = !pair.hidden;
      if (two.length === 2) inspector.scrollTo({ top: 0, behavior: "smooth" });
      if (two.length === 2) {
        both().forEach((v, i) => {
          v.src = media(two[i].digests.frames, "mp4");
          set(v.closest("figure").lastChild, tr("seed {seed}", { seed: two[i].seed }));
        });
        Promise.all(
          both().map(
            (v) =>
              new Promise((/** @type {(value?: unknown) => void} */ ok) =>
                v.readyState > 1 ? ok() : v.addEventListener("canplay", ok, { once: true }),
              ),
          ),
        ).then(() =>
          both().forEach((v) => {
            v.currentTime = 0;
            v.play().catch(() => {});
          }),
        );
      } else both().forEach((v) => v.pause());
    },
  });
  const summary = shotBox("summary", tr("What happens"), tr("the prompt of the movement"), {});
  const notes = shotBox("notes", tr("Notes"), tr("for people, never drawn"), { rows: 1 });
  const secs = el("input", { type: "number", min: 0.25, max: 12, step: 0.25 }),
    seed = el("input", { type: "number", min: 0, max: 2147483647, step: 1 });
  secs.addEventListener("change", async () => {
    const r = await call("edit", { shot: state.shot, field: "duration_s", value: Number(secs.value) });
    if (!r.ok && !r.kept) secs.value = shotOf(state.shot).duration_s;
  });
  seed.addEventListener("change", () =>
    call("edit", { shot: state.shot, field: "seed", value: Math.round(Number(seed.value)) }),
  );
  const hold = button(tr("Pause"), () => call(state.queue.paused ? "resume" : "pause"), {
    icon: "pause",
    id: "pause-making",
    class: "vg-quiet",
  });
  const left = button("", () => call("move", { shot: state.shot, to: shotNumber(state.shot) - 1 }), {
    icon: "left",
    class: "vg-small vg-quiet",
    label: tr("Move this shot earlier"),
    title: tr("Move this shot earlier"),
  });
  const right = button("", () => call("move", { shot: state.shot, to: shotNumber(state.shot) + 1 }), {
    icon: "right",
    class: "vg-small vg-quiet",
    label: tr("Move this shot later"),
    title: tr("Move this shot later"),
  });
  const prompt = promptFold();
  const review = reviewPanel({
    now: () => (video.hidden ? 0 : Math.min(video.currentTime, 12)),
    go: (t) => {
      video.pause();
      video.currentTime = t;
    },
  });
  const facts = el("p", { class: "vg-muted vg-num vg-small-text" });
  const inspector = el(
    "div",
    { class: "vg-inspector" },
    frame,
    pair,
    el("div", { class: "vg-spread" }, title, says),
    why,
    el("div", { class: "vg-row" }, render, one, own, stop, left, right),
    grid.node,
    summary.node,
    el(
      "div",
      { class: "vg-two" },
      el("label", { class: "vg-field" }, el("span", {}, el("b", { text: tr("Seconds") })), secs),
      el(
        "label",
        { class: "vg-field" },
        el("span", {}, el("b", { text: tr("Seed") }), el("small", { text: tr("of the still and the clip") })),
        seed,
      ),
    ),
    prompt.node,
    notes.node,
    review.node,
    facts,
  );
  root.append(
    empty,
    el(
      "div",
      { class: "vg-tools" },
      all,
      some,
      continuity.go,
      hold,
      marks.node,
      filter.node,
      el("span", { class: "vg-fill" }),
      about,
    ),
    cost.node,
    continuity.node,
    el("div", { class: "vg-board" }, el("div", {}, list, filter.none), inspector, several_.node, sideBar()),
  );

  offers.clipPlay = () => (video.paused ? video.play().catch(() => {}) : video.pause());
  let showing = "";
  on(() => {
    if (!state.story || state.tab !== "Shots") {
      if (!video.paused) video.pause();
      return;
    }
    const shots = state.story.shots,
      shot = shotOf(state.shot),
      key = shot && clip(shot.id),
      item = state.items[key],
      todo = lacking(),
      many = marked().length;
    empty.hidden = shots.length > 0;
    const open = (state.queue.running || 0) + (state.queue.queued || 0);
    hold.hidden = !open && !state.queue.paused;
    set(hold.lastChild, state.queue.paused ? tr("Go on") : tr("Pause"));
    hold.title = state.queue.paused
      ? tr("Paused: {paused}", { paused: state.queue.paused })
      : tr("What is being made is finished, nothing new begins");
    marks.draw();
    continuity.draw();
    cost.show(todo.length > 0);
    shotList(list, filter.of(shots), { make, update: (li, s) => update(li, s, shotNumber(s.id) - 1) });
    all.disabled = !todo.length && !state.todo.waiting;
    set(
      all.lastChild,
      todo.length
        ? `${verb()} ${numberOf(todo.length, "clip")}`
        : state.todo.waiting
          ? tr("Approve stills first")
          : tr("All clips are ready"),
    );
    all.title =
      !todo.length && state.todo.waiting
        ? tr("Nothing is rendered until its still is approved: look at the stills")
        : "";
    const [ask, keys] = wanted();
    some.disabled = !keys.length;
    set(
      some.lastChild,
      many
        ? tr("{a} {b} marked", { a: ask === "build" ? verb() : tr("Regenerate"), b: keys.length || many })
        : tr("{verb} marked", { verb: verb() }),
    );
    some.title =
      many && !keys.length ? tr("What is marked waits for approved stills, or is being made") : many ? "" : MARK_HINT;
    set(
      about,
      [state.todo.waiting && tr("{waiting} wait for approved stills", { waiting: state.todo.waiting })]
        .filter(Boolean)
        .join(" · "),
    );
    inspector.hidden = several_.show() || !shot;
    summary.show(shot ? shot.id : null);
    notes.show(shot ? shot.id : null);
    grid.show(key);
    prompt.show();
    review.show();
    if (!shot) return;
    const src = item?.digest ? media(item.digest, "mp4") : "";
    if (src !== showing) {
      showing = src;
      video.hidden = !src;
      if (src) {
        video.src = src;
        if (!calm.matches) video.play().catch(() => {});
      } else {
        video.pause();
        video.removeAttribute("src");
      }
    }
    picture(poster, src ? "" : item?.preview || state.items[`keyframe/${shot.id}`]?.digest, 1280);
    none.hidden = !!src || !poster.hidden;
    set(none, word(item));
    set(title, tr("Shot {shot}", { shot: shotNumber(shot.id) }));
    stateOf(says, item);
    const reason = plain(
      item?.blocked ||
        (["stale", "failed"].includes(item?.state) || item?.reason?.startsWith("pinned, stale") ? item.reason : ""),
    );
    const found = findingsOf(shot.id).map((f) => f.words),
      unseen = notChecked(shot.id) ? tr("Continuity: not checked since the last change.") : "";
    const told = [
      reason && reason + (/[.!?]$/.test(reason) ? "" : "."),
      found.length ? tr("Continuity: {a}", { a: found.join(" ") }) : unseen,
    ]
      .filter(Boolean)
      .join(" ");
    why.hidden = !told;
    set(why, told);
    set(render.lastChild, item?.state === "failed" ? tr("Retry") : verb());
    render.hidden = !item || !!item.job || !["stale", "missing", "failed"].includes(item.state);
    render.disabled = !!item?.blocked;
    one.disabled = !item?.take || item.state === "running";
    stop.hidden = !item?.job;
    left.disabled = shots[0].id === shot.id;
    right.disabled = shots.at(-1).id === shot.id;
    if (document.activeElement !== secs && Number(secs.value) !== shot.duration_s) secs.value = shot.duration_s;
    if (document.activeElement !== seed && Number(seed.value) !== shot.seed) seed.value = shot.seed;
    unsavedMark(secs, `shots/${shot.id}/duration_s`);
    unsavedMark(seed, `shots/${shot.id}/seed`);
    one.title = state.drawn
      ? tr("In the drawn world a clip follows its still: for another clip make another take of the still")
      : tr("Another clip from the same still, with another seed");
    set(
      facts,
      item?.state === "running"
        ? `${word(item)}${item.total > 1 && item.done && item.estimate_s && !state.todo.guess ? tr(", about {time} left", { time: lasting(item.estimate_s * (1 - item.done / item.total)) }) : ""}`
        : item?.estimate_s && !state.todo.guess && item.state !== "fresh"
          ? tr("About {time} to make.", { time: lasting(item.estimate_s) })
          : "",
    );
  });
});
