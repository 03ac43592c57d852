/* One boundary seen: pieces of clips played one after the other, round and round. */

import { el } from "../page_state/dom.js";
import { media } from "../page_state/state.js";

/** @param {string} label what a screen reader hears */
export const seamFrame = (label) => {
  const frame = el("div", { class: "vg-frame", role: "img", "aria-label": label });
  /** @type {HTMLVideoElement[]} */
  let videos = [];
  let had = "",
    turn = 0;
  const show = (n) =>
    videos.forEach((v, i) => {
      v.style.visibility = i === n ? "visible" : "hidden";
    });
  /* The next piece stands on its first frame before it is shown, so that nothing flickers. */
  const play = async (pieces, n, mine) => {
    if (mine !== turn) return;
    const v = videos[n],
      [, from, to] = pieces[n];
    if (v.readyState < 2) await new Promise((ok) => v.addEventListener("canplay", ok, { once: true }));
    if (mine !== turn) return;
    if (Math.abs(v.currentTime - from) > 0.02) v.currentTime = from;
    show(n);
    await v.play().catch(() => {});
    const next = () => {
      if (mine !== turn) return;
      if (!v.ended && v.currentTime < to - 0.02 && !v.paused) return requestAnimationFrame(next);
      v.pause();
      const after = (n + 1) % pieces.length;
      if (after) return play(pieces, after, mine);
      setTimeout(() => {
        videos.forEach((one, i) => {
          one.currentTime = pieces[i][1];
        });
        play(pieces, 0, mine);
      }, 500);
    };
    next();
  };
  return {
    node: frame,
    /** @param {[string, number, number][]} pieces */
    show: (pieces) => {
      const now = JSON.stringify(pieces);
      if (now === had) return;
      had = now;
      videos = pieces.map(([digest, from]) => {
        const v = el("video", { playsinline: true, preload: "auto", "aria-hidden": "true" });
        v.muted = true;
        v.addEventListener("loadedmetadata", () => {
          v.currentTime = from;
        });
        v.src = media(digest, "mp4");
        return v;
      });
      frame.replaceChildren(...videos);
      show(0);
    },
    /** Begins from its first piece; several that begin together keep step. @param {[string, number, number][]} pieces */
    play: (pieces) => play(pieces, 0, ++turn),
    rest: () => {
      turn++;
      for (const v of videos) v.pause();
    },
  };
};
