/* Painting over the drawing: asked for shot by shot or for the film, its time said before; the result stands beside the drawing until it is taken. */

import { undoLast } from "../page_state/acts.js";
import { call } from "../page_state/asking.js";
import { attr, button, el, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { changed, media, shotNumber, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { lasting, problemWords } from "../page_state/words.js";

export const paintBox = () => {
  const left = new Set(); // paintings that were left beside; they can be looked at again
  const about = (shots) => {
    const p = state.paint;
    return shots.reduce(
      (t, s) => t + p.still_s + p.frame_s * Math.max(1, Math.round(s.duration_s * state.story.film.fps)),
      0,
    );
  };
  const took = (shots) => tr("about {time}", { time: lasting(about(shots)) });
  const open = () => state.queue.jobs.filter((j) => j.painting && (j.state === "queued" || j.state === "running"));
  const waiting = () =>
    state.story.shots.filter((s) => {
      const p = state.paint.shots[s.id];
      return (!p || p.older) && !open().some((j) => j.key === `clip/${s.id}`);
    });

  const one = button(
    "",
    () => {
      const id = state.shot;
      left.delete(state.paint.shots[id]?.take);
      call("paint", { shots: [id] });
    },
    { class: "vg-small", id: "paint-shot" },
  );
  const all = button("", () => call("paint"), { class: "vg-small", id: "paint-film" });
  const says = el("p", { class: "vg-muted vg-small-text" });
  const bar = el(
      "div",
      { class: "vg-bar", role: "progressbar", "aria-label": tr("Painting"), "aria-valuemin": 0, "aria-valuemax": 100 },
      el("i"),
    ),
    doing = el("p", { class: "vg-num vg-howfar", "aria-live": "polite" });
  const stop = button(tr("Stop painting"), () => call("stop_painting"), {
    class: "vg-small",
    id: "stop-painting",
    title: tr("What is painted already stays beside its drawing"),
  });
  const work = el("div", { class: "vg-atwork", hidden: true }, bar, el("div", { class: "vg-spread" }, doing, stop));
  const wrong = el("p", { class: "vg-note", role: "alert", hidden: true });

  const half = (id) => {
    const v = el("video", { muted: true, loop: true, playsinline: true, preload: "auto", "aria-hidden": "true" });
    v.muted = true;
    return el("figure", { id }, el("div", { class: "vg-frame" }, v), el("figcaption", { class: "vg-muted" }));
  };
  const pair = el("div", { class: "vg-sides" }, half("beside-painting"), half("painted-shot")),
    film = [...pair.querySelectorAll("video")],
    names = [...pair.querySelectorAll("figcaption")];
  const told = el("p", { class: "vg-small-text", "aria-live": "polite" });
  const take = button(
    tr("Take the painting"),
    () =>
      call("take_painting", { shots: [state.shot] }).then(
        (r) =>
          r.ok &&
          toast(tr("Shot {shot} is painted in the film. Its drawing is kept.", { shot: shotNumber(state.shot) }), {
            action: tr("Undo"),
            run: undoLast,
          }),
      ),
    { class: "vg-small vg-primary", id: "take-painting" },
  );
  const leave = button(
    tr("Leave it"),
    () => {
      left.add(state.paint.shots[state.shot].take);
      changed(true);
      look.focus();
    },
    {
      class: "vg-small",
      id: "leave-painting",
      title: tr("The drawing stays in the film; the painting is kept among the takes"),
    },
  );
  const back = button(tr("Back to the drawing"), () => call("back_to_drawing", { shots: [state.shot] }), {
    class: "vg-small",
    id: "back-to-drawing",
    title: tr("The drawing stands in the film again; the painting is kept"),
  });
  const every = button("", () => call("take_painting"), { class: "vg-small", id: "take-paintings" });
  const look = button(
    tr("Look at the painting"),
    () => {
      left.delete(state.paint.shots[state.shot].take);
      changed(true);
      take.focus();
    },
    { class: "vg-small", id: "look-at-painting" },
  );
  const compare = el(
    "div",
    { class: "vg-compare", role: "group", "aria-label": tr("Drawing and painting side by side"), hidden: true },
    pair,
    told,
    el("div", { class: "vg-row" }, take, leave, back),
  );
  const node = el(
    "section",
    { class: "vg-paint", id: "paint-box", "aria-label": tr("Painting over the drawing"), hidden: true },
    compare,
    work,
    wrong,
    el("div", { class: "vg-row" }, look, one, all, every),
    says,
  );

  const source = (video, digest) => {
    const src = digest ? media(digest, "mp4") : "";
    if (video.getAttribute("src") !== (src || null)) {
      if (src) video.src = src;
      else video.removeAttribute("src");
      video.load();
      return true;
    }
    return false;
  };
  /* Both begin together, so that the same moment is seen twice. */
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const play = () =>
    calm.matches
      ? film.forEach((v) => {
          v.controls = true;
        })
      : Promise.all(
          film.map(
            (v) =>
              new Promise((/** @type {(value?: unknown) => void} */ ok) =>
                v.readyState > 1 || !v.src ? ok() : v.addEventListener("canplay", ok, { once: true }),
              ),
          ),
        ).then(() =>
          film.forEach((v) => {
            if (v.src) {
              v.currentTime = 0;
              v.play().catch(() => {});
            }
          }),
        );

  return {
    node,
    draw: () => {
      const p = state.paint,
        shot = state.story?.shots.find((s) => s.id === state.shot);
      node.hidden = !p || !state.drawn || !shot || !!state.writing?.busy;
      if (node.hidden) {
        film.forEach((v) => v.pause());
        return;
      }
      const n = shotNumber(shot.id),
        mine = p.shots[shot.id],
        can = !!p.title,
        jobs = open(),
        job = jobs.find((j) => j.key === `clip/${shot.id}`),
        seen = mine && !left.has(mine.take);
      compare.hidden = !seen;
      look.hidden = !mine || seen;
      if (seen) {
        const fresh = [source(film[0], mine.beside), source(film[1], mine.clip)];
        if (fresh.some(Boolean)) play();
        set(
          names[0],
          mine.taken
            ? tr("Drawn, kept")
            : mine.beside_painted
              ? tr("In the film: an older painting")
              : tr("Drawn, in the film"),
        );
        set(names[1], mine.taken ? tr("Painted, in the film") : tr("Painted"));
        set(
          told,
          mine.older
            ? tr(
                "This was painted over an older drawing: words of the shot changed since. Paint it again, or go on with the drawing.",
              )
            : mine.taken
              ? ""
              : tr("Which of them tells the shot better? The film has the drawing until you take the painting."),
        );
        told.hidden = !told.textContent;
        take.hidden = mine.taken;
        leave.hidden = mine.taken;
        back.hidden = !mine.painted;
      } else film.forEach((v) => v.pause());
      one.hidden = !can || !!job;
      if (can)
        set(one.lastChild, tr("Paint shot {n}{b}: {took}", { n, b: mine ? tr(" again") : "", took: took([shot]) }));
      const lacking = can ? waiting() : [];
      all.hidden = lacking.length < 2;
      if (!all.hidden)
        set(
          all.lastChild,
          tr("Paint {a}: {took}", {
            a:
              lacking.length === state.story.shots.length
                ? tr("the whole film")
                : tr("the other {many} shots", { many: lacking.length }),
            took: took(lacking),
          }),
        );
      const ready = Object.values(p.shots).filter((x) => !x.taken && !x.older).length;
      every.hidden = ready < 2;
      set(every.lastChild, tr("Take all {ready} paintings", { ready }));
      set(
        says,
        mine || jobs.length
          ? ""
          : tr(
              "{a} paint over the drawing, an experiment that shows the whole method. The drawing stays in the film until you take the painting.",
              { a: p.title || tr("Small models") },
            ),
      );
      says.hidden = !says.textContent;
      work.hidden = !jobs.length;
      if (jobs.length) {
        const now = jobs.find((j) => j.state === "running"),
          ahead = jobs.reduce(
            (t, j) => t + (j.estimate_s || 0) * (1 - (j.state === "running" && j.total ? j.done / j.total : 0)),
            0,
          ),
          percent = now?.total ? Math.round((100 * now.done) / now.total) : 0;
        bar.firstChild.style.width = `${percent}%`;
        attr(bar, "aria-valuenow", percent);
        set(
          doing,
          state.queue.paused
            ? tr("Paused: {paused}", { paused: state.queue.paused })
            : tr("{a}{b} · about {time} left", {
                a: now
                  ? tr("Painting shot {shot}", { shot: shotNumber(now.key.split("/")[1]) })
                  : tr("The painting waits"),
                b: jobs.length > 1 ? tr(" · {a} more", { a: jobs.length - 1 }) : "",
                time: lasting(ahead),
              }),
        );
      }
      const last = state.queue.jobs.find((j) => j.painting && j.key === `clip/${shot.id}`),
        failed = !job && last?.state === "failed";
      wrong.hidden = !failed;
      set(
        wrong,
        failed ? tr("The painting of shot {n} failed. {b}", { n, b: last.error ? problemWords(last.error) : "" }) : "",
      );
    },
  };
};
