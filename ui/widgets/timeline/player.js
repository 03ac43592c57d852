/* Plays the cut without exporting it: cards, clips, bridges and crossfades one after the other on two stacked videos; while
   one plays, the other has the next piece loaded and stands on its first frame. A shot without a clip shows its still.
   The film's sound, mixed by the studio, runs beside the picture: it stands where the picture stands, seeks with it, waits
   with it, and is silent backwards. */

import { el, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { shotNumber, state } from "../page_state/state.js";

export const cutPlayer = (screen, told) => {
  const videos = [0, 1].map(() => {
    const v = el("video", { muted: true, playsinline: true, preload: "auto", "aria-hidden": "true", tabindex: -1 });
    v.muted = true;
    return v;
  });
  const still = el("img", { alt: "", class: "vg-still" }),
    blank = el("div", { class: "vg-none vg-cutnone" }, el("p", { class: "vg-title" }), el("p"));
  const sound = el("audio", { preload: "auto", id: "cut-sound" });
  screen.append(...videos, still, blank, sound);
  let pieces = [],
    total = 0,
    t = 0,
    on = 0,
    at = -1,
    playing = false,
    rate = 1,
    clock = 0,
    loop = null,
    raf = 0,
    heard = "",
    quiet = false;
  const holds = ["", ""];

  const index = (x) => {
    let lo = 0,
      hi = pieces.length - 1;
    while (lo < hi) {
      const mid = (lo + hi + 1) >> 1;
      if (pieces[mid].start <= x + 1e-6) lo = mid;
      else hi = mid - 1;
    }
    return lo;
  };
  const load = (slot, piece, offset) => {
    const v = videos[slot];
    if (holds[slot] !== piece.src) {
      holds[slot] = piece.src;
      v.src = piece.src;
    }
    const to = piece.in + offset;
    const go = () => {
      if (holds[slot] === piece.src && Math.abs(v.currentTime - to) > 0.012) v.currentTime = to;
    };
    v.readyState >= 1 ? go() : v.addEventListener("loadedmetadata", go, { once: true });
  };
  const show = (what) => {
    videos.forEach((v, i) => v.classList.toggle("vg-on", what === i));
    still.classList.toggle("vg-on", what === "still");
    blank.classList.toggle("vg-on", what === "blank");
  };
  const says = (title, line) => {
    set(blank.children[0], title);
    set(blank.children[1], line || "");
  };
  const ahead = () => {
    const next = pieces[at + 1] || (loop && pieces[index(loop[0])]);
    if (next?.src) load(1 - on, next, loop && !pieces[at + 1] ? Math.max(0, loop[0] - next.start) : 0);
  };

  /* -- sound beside the picture ---------------------------------------------------------------------------------------- */
  const follow = (waits) => {
    if (!heard || quiet || !playing || rate <= 0 || waits) {
      if (!sound.paused) sound.pause();
      return;
    }
    if (sound.playbackRate !== rate) sound.playbackRate = rate;
    if (sound.readyState >= 1 && !sound.seeking && t < sound.duration - 0.02 && Math.abs(sound.currentTime - t) > 0.14)
      sound.currentTime = t;
    if (sound.paused && t < (sound.duration || Infinity) - 0.02) sound.play().catch(() => {});
  };
  const soundTo = () => {
    if (heard && sound.readyState >= 1 && Math.abs(sound.currentTime - t) > 0.03)
      sound.currentTime = Math.min(t, Math.max(0, (sound.duration || 0) - 0.01));
  };
  sound.addEventListener("loadedmetadata", soundTo);

  /* Puts the piece at time x on the screen. */
  const place = (x) => {
    if (!pieces.length) {
      show("blank");
      says("", tr("Nothing to play yet."));
      return;
    }
    t = Math.max(0, Math.min(x, total - 0.001));
    const i = index(t),
      piece = pieces[i],
      offset = t - piece.start;
    if (piece.src) {
      if (holds[on] !== piece.src && holds[1 - on] === piece.src) on = 1 - on;
      load(on, piece, offset);
      show(on);
    } else if (piece.still) {
      if (still.dataset.src !== piece.still) {
        still.dataset.src = piece.still;
        still.src = piece.still;
      }
      show("still");
    } else {
      show("blank");
      piece.card
        ? says(piece.card.text, piece.card.line)
        : says("", tr("Shot {shot} is not made yet.", { shot: shotNumber(piece.shot) }));
    }
    if (i !== at) {
      at = i;
      ahead();
    }
    clock = performance.now();
    if (!playing) soundTo();
  };
  const enter = (i) => {
    const was = on;
    at = i;
    t = pieces[i].start;
    if (pieces[i].src) {
      on = 1 - on;
      load(on, pieces[i], 0);
      show(on);
      const v = videos[on];
      v.playbackRate = Math.max(0.25, Math.abs(rate));
      v.play().catch(() => {});
      videos[was].pause();
    } else {
      videos[was].pause();
      place(t);
    }
    clock = performance.now();
    ahead();
  };
  const tick = () => {
    if (!playing) return;
    const now = performance.now(),
      piece = pieces[at],
      v = videos[on];
    let waits = false;
    if (rate < 0) {
      place(t + (rate * (now - clock)) / 1000);
      if (t <= 0) return pause();
    } else if (piece.src) {
      t = Math.max(t, piece.start + Math.max(0, v.currentTime - piece.in));
      waits = v.readyState < 3 && !v.ended;
      if (v.paused && v.readyState >= 2 && !v.ended) v.play().catch(() => {});
      if (v.ended || v.currentTime >= piece.out - 0.012) t = piece.start + piece.long;
    } else t += (rate * (now - clock)) / 1000;
    clock = now;
    follow(waits);
    if (loop && t >= loop[1]) {
      at = -1;
      place(loop[0]);
      if (pieces[at].src) videos[on].play().catch(() => {});
      videos[1 - on].pause();
    } else if (rate > 0 && t >= piece.start + piece.long - 0.001) {
      if (at + 1 >= pieces.length) {
        t = total;
        told(t, false);
        return pause();
      }
      enter(at + 1);
    }
    told(t, true);
    raf = requestAnimationFrame(tick);
  };
  const pause = () => {
    playing = false;
    cancelAnimationFrame(raf);
    videos.forEach((v) => v.pause());
    sound.pause();
    told(t, false);
  };
  const play = (speed = 1) => {
    if (!pieces.length) return;
    if (t >= total - 0.01 && speed > 0) t = 0;
    rate = speed;
    playing = true;
    at = -1;
    place(t);
    videos.forEach((v) => {
      v.playbackRate = Math.max(0.25, Math.abs(rate));
    });
    if (pieces[at].src && rate > 0) videos[on].play().catch(() => {});
    soundTo();
    follow(false);
    cancelAnimationFrame(raf);
    raf = requestAnimationFrame(tick);
    told(t, true);
  };
  return {
    play,
    pause,
    get playing() {
      return playing;
    },
    get time() {
      return t;
    },
    get total() {
      return total;
    },
    get rate() {
      return playing ? rate : 0;
    },
    toggle: () => (playing ? pause() : play()),
    seek: (x) => {
      const was = playing;
      if (was) pause();
      at = -1;
      place(x);
      told(t, false);
      if (was) play(rate);
    },
    loop: (span) => {
      loop = span;
      if (span) {
        at = -1;
        place(span[0]);
        play();
      } else told(t, playing);
    },
    get looping() {
      return loop;
    },
    /* The mix of the film (an address, or "" for a silent film), and whether it is switched off. */
    hear: (src) => {
      if (src === heard) return;
      heard = src;
      sound.pause();
      if (src) sound.src = src;
      else {
        sound.removeAttribute("src");
        sound.load();
      }
    },
    get quiet() {
      return quiet;
    },
    set quiet(now) {
      quiet = now;
      if (now) sound.pause();
    },
    /* pieces: {src | still | card, in, out, long, start, shot}; keeps the time where it is. */
    cut: (now) => {
      const same = JSON.stringify(now) === JSON.stringify(pieces);
      if (same) return;
      pieces = now;
      total = now.length ? now.at(-1).start + now.at(-1).long : 0;
      at = -1;
      if (!playing) place(t);
      else {
        const r = rate;
        pause();
        play(r);
      }
    },
    state,
  };
};
