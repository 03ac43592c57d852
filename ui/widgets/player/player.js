import { call } from "../page_state/asking.js";
import { attr, button, el, set } from "../page_state/dom.js";
import { download } from "../page_state/files.js";
import { todoWords } from "../page_state/item_words.js";
import { widget } from "../page_state/mount.js";
import { tr } from "../page_state/say.js";
import { choosing, media, offers, on, partName, picture, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { lasting, numberOf, problemWords } from "../page_state/words.js";
import { afterLine, costLine } from "../takes/cost.js";
import { methodBox } from "./method.js";
import { paintBox } from "./paint.js";
import { calm, playhead } from "./playhead.js";

widget("player", (root) => {
  const video = el("video", {
    playsinline: true,
    muted: true,
    loop: true,
    controls: true,
    preload: "auto",
    "aria-label": tr("The film"),
  });
  video.muted = true;
  const still = el("img", { alt: "", hidden: true });
  const caption = el("div", { class: "vg-caption", hidden: true });
  const empty = el(
    "div",
    { class: "vg-blank" },
    el("p", { class: "vg-title", text: tr("Type one sentence. Watch it become a film.") }),
    el("p", {
      class: "vg-muted",
      text: tr("The story is written shot by shot, drawn, and cut together on this machine."),
    }),
  );
  const screen = el("div", { class: "vg-screen" }, video, still, caption, empty);
  const title = el("h2", { class: "vg-title" }),
    facts = el("p", { class: "vg-facts vg-num" });
  const underTitle = el("div", { class: "vg-undertitle" });
  offers.underTitle = underTitle;
  const bar = el(
    "div",
    {
      class: "vg-bar",
      role: "progressbar",
      "aria-label": tr("Making the film"),
      "aria-valuemin": 0,
      "aria-valuemax": 100,
    },
    el("i"),
  );
  const doing = el("p", { class: "vg-doing vg-num", "aria-live": "polite" });
  const stop = button(
    tr("Stop"),
    async () => {
      const r = await call("cancel");
      if (r.ok)
        toast(tr("Stopped. Everything finished so far is kept."), { action: tr("Go on"), run: () => call("build") });
    },
    { class: "vg-small", id: "stop", title: tr("Stop making; finished items stay") },
  );
  const build = button("", () => call("build"), { class: "vg-primary", id: "build-film", icon: "film" });
  const save = button(tr("Save mp4"), () => offers.saveFilm(), {
    icon: "download",
    id: "export-mp4",
    title: tr("Save the film as an mp4 file"),
  });
  const notes = el("div", { class: "vg-notes" });
  const work = el("div", { class: "vg-work" }, bar, el("div", { class: "vg-spread" }, doing, stop));
  const wrote = el("p", { class: "vg-wrote", "aria-live": "polite" }),
    typed = el("p", { class: "vg-typed", "aria-hidden": "true" });
  const goOn = button(tr("Go on writing"), () => call("go_on_writing"), {
      class: "vg-small vg-primary",
      id: "go-on-writing",
    }),
    halt = button(tr("Stop writing"), () => call("stop_writing"), { class: "vg-small", id: "stop-writing" });
  const pen = el(
    "div",
    { class: "vg-pen", hidden: true },
    el("div", { class: "vg-spread" }, wrote, el("span", { class: "vg-row" }, goOn, halt)),
    typed,
  );
  const cost = el("p", { class: "vg-cost vg-muted" }),
    room = costLine("film"),
    after = afterLine(),
    paint = paintBox(),
    method = methodBox();
  root.append(
    screen,
    el(
      "div",
      { class: "vg-under" },
      el(
        "div",
        { class: "vg-spread" },
        el("div", { class: "vg-head" }, title, facts),
        el("div", { class: "vg-row" }, build, save),
      ),
      underTitle,
      pen,
      cost,
      room.node,
      work,
      after.node,
      paint.node,
      method.node,
      notes,
    ),
  );

  const draftNote = () =>
    el("p", {
      class: "vg-note",
      text: state.drawn
        ? tr(
            "Drawn animatic: a draft of story and timing. Choose a preset with large models in Settings to render it on a GPU.",
          )
        : tr(
            "Made by small models that run on any machine: an experiment that shows the whole method. The drawn animatic, which shows more of the story, and presets with large models are in Settings.",
          ),
    });

  let shown = "",
    note = "";
  const play = () => {
    const p = video.play();
    if (p) p.catch(() => {});
  };
  offers.playPause = () => {
    if (state.tab === "Timeline" && offers.timelinePlay) return offers.timelinePlay();
    if (state.tab === "Shots" && offers.clipPlay) return offers.clipPlay();
    if (state.tab !== "Story" && offers.openCanvas) return offers.openCanvas({ plays: true });
    video.paused ? play() : video.pause();
  };
  const mine = () => shown.startsWith(`${state.project}/`);
  for (const when of ["timeupdate", "seeked"])
    video.addEventListener(when, () => mine() && state.tab === "Story" && playhead.told(video.currentTime));
  let plays = false;
  playhead.shown("Story", (t) => {
    if (!mine() || Math.abs(video.currentTime - t) < 0.04) return;
    const go = () => {
      video.currentTime = Math.min(t, Math.max(0, (video.duration || t) - 0.05));
    };
    video.readyState ? go() : video.addEventListener("loadedmetadata", go, { once: true });
  });
  video.addEventListener("error", () => {
    if (shown) {
      shown = "";
    }
  });
  /* Saves the film that is shown, whatever has changed since: with its sound and cards where it is the film of now. */
  const late = () => {
    const playing = shown.split("/")[1];
    return !!playing && playing !== "shipped" && !(state.film?.fresh && state.film.digest === playing);
  };
  offers.saveFilm = async () => {
    const playing = shown.split("/")[1] || state.film?.digest;
    if (playing === "shipped") {
      const a = el("a", { href: "studio/example.mp4", download: "example.mp4" });
      document.body.append(a);
      a.click();
      a.remove();
      return;
    }
    if (late()) toast(tr("Saved as it plays here: your last edits are not in it, nor sound and cards."));
    await download(`film.mp4?shown=${playing}`);
  };
  const load = (digest) => {
    const at = playhead.at(),
      was = shown && !video.paused;
    const first = !shown;
    shown = digest;
    video.src = digest === "shipped" ? "studio/example.mp4" : media(digest, "mp4");
    video.addEventListener(
      "loadedmetadata",
      () => {
        if (at && at < video.duration) video.currentTime = at;
        if (calm.matches ? was : first || was) play();
      },
      { once: true },
    );
  };
  let onStory = true,
    chosen = "";
  choosing.add((shot) => {
    chosen = shot;
  });
  on(() => {
    if (onStory !== (state.tab === "Story")) {
      onStory = !onStory;
      if (onStory) plays && play();
      else {
        plays = !video.paused;
        video.pause();
      }
    }
    const whole = state.film,
      q = state.queue,
      left = (q.running || 0) + (q.queued || 0) - (q.painting || 0),
      story = state.story;
    const film = state.film || (state.example && state.shipped ? { digest: "shipped" } : null);
    const key = film ? `${state.project}/${film.digest}` : "";
    if (film && key !== shown && !(left && !q.paused && shown.startsWith(`${state.project}/`))) {
      load(film.digest);
      shown = key;
    }
    if (!film && shown) {
      shown = "";
      video.pause();
      video.removeAttribute("src");
      video.load();
    }
    video.hidden = !film;
    /* While there is no film yet: the shot that a person chose, or the newest picture. */
    const newest =
      !film &&
      story &&
      [...story.shots.filter((s) => s.id !== chosen), ...story.shots.filter((s) => s.id === chosen)]
        .reverse()
        .map((s) => state.items[`clip/${s.id}`]?.digest || state.items[`keyframe/${s.id}`]?.digest)
        .find(Boolean);
    picture(still, newest, 1280);
    empty.hidden = !!(film || newest);
    const made = story ? story.shots.filter((s) => state.items[`clip/${s.id}`]?.state === "fresh").length : 0;
    caption.hidden = !!film || !newest;
    set(
      caption,
      newest
        ? tr(state.drawn ? "{made} of {many} shots drawn" : "{made} of {many} shots rendered", {
            made,
            many: story.shots.length,
          })
        : "",
    );
    set(title, story ? story.title : "");
    const length = story ? story.shots.reduce((t, s) => t + s.duration_s, 0) : 0;
    set(
      facts,
      story?.shots.length
        ? `${numberOf(story.shots.length, "shot")} · ${length.toFixed(length < 100 ? 1 : 0)} s · ${story.film.width} × ${story.film.height} · ${story.film.fps} fps`
        : "",
    );
    work.hidden = !left;
    if (left) {
      const percent = q.total ? Math.round((100 * q.done) / q.total) : 0;
      bar.firstChild.style.width = `${percent}%`;
      attr(bar, "aria-valuenow", percent);
      const now = q.jobs.find((j) => j.state === "running" && !j.painting && !j.method);
      set(
        doing,
        q.paused
          ? tr("Paused: {paused}", { paused: q.paused })
          : tr("{a} · {done} of {total}{d}", {
              a: now ? partName(now.key) : tr("Waiting"),
              done: q.done,
              total: q.total,
              d: q.left_s !== null ? tr(" · about {time} left", { time: lasting(q.left_s) }) : "",
            }),
      );
    }
    const w = state.writing;
    pen.hidden = !w;
    /* While there is no picture yet, what is being written stands where the film will be. */
    const stage = w && !film && !newest,
      home = stage ? empty : cost.parentNode;
    if (pen.parentNode !== home) stage ? empty.append(pen) : cost.before(pen);
    attr(empty, "data-writing", stage ? "1" : null);
    if (w) {
      set(
        wrote,
        w.error?.kind === "cancelled"
          ? tr("Stopped. {done} of {of} shots are written and kept.", { done: w.done, of: w.of })
          : w.error
            ? tr("The writing stopped: {problem}", { problem: problemWords(w.error) })
            : w.busy
              ? tr("Writing {a}{b}…", {
                  a:
                    w.step === "draft"
                      ? tr("the outline")
                      : w.step === "cast"
                        ? tr("the cast")
                        : tr("shot {a} of {of}", { a: w.done + 1, of: w.of }),
                  b: `${w.try > 1 ? tr(", try {try} ({b})", { try: w.try, b: w.reasons.join(" ") }) : ""}${w.left_s ? tr(", at most {time} more", { time: lasting(w.left_s) }) : ""}`,
                })
              : tr("The story is not finished: {done} of {of} shots are written.", { done: w.done, of: w.of }),
      );
      set(typed, w.busy ? w.text : "");
      goOn.hidden = w.busy;
      halt.hidden = !w.busy;
    }
    const todo = todoWords();
    build.hidden = !!left || !todo || !story?.shots.length || !!w?.busy;
    set(build.lastChild, whole ? tr("Update the film") : state.drawn ? tr("Draw the film") : tr("Render"));
    cost.hidden = !!left || !!w?.busy || !state.todo.waiting;
    room.show(!build.hidden);
    after.draw();
    set(
      cost,
      [
        state.todo.waiting
          ? tr(state.todo.waiting === 1 ? "{count} waits for approved stills." : "{count} wait for approved stills.", {
              count: numberOf(state.todo.waiting, "clip"),
            })
          : "",
      ]
        .filter(Boolean)
        .join(" "),
    );
    save.disabled = !film;
    save.title =
      film && late()
        ? tr("Save the film as it plays here; your last edits are not in it yet")
        : tr("Save the film as an mp4 file");
    paint.draw();
    method.draw();
    const says = [
      state.example ? "example" : "",
      state.draft ? `draft ${state.drawn}` : "",
      state.outline ? "outline" : "",
    ].join();
    if (says !== note) {
      note = says;
      notes.replaceChildren(
        ...(state.example
          ? [
              el("p", {
                class: "vg-note",
                text: tr(
                  "This is an example film. Type a sentence above to make your own, or change any shot of this one.",
                ),
              }),
            ]
          : []),
        ...(state.draft ? [draftNote()] : []),
        ...(state.outline
          ? [
              el("p", {
                class: "vg-note",
                text: tr(
                  "Template outline: the words follow a pattern. Choose who writes, above, to have a language model write them.",
                ),
              }),
            ]
          : []),
      );
    }
  });
});
