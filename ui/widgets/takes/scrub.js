/* A mouse that moves over a card looks through its clip: the left edge is the first frame, the right edge the last. One video does it
   for every card of the page. */

import { el } from "../page_state/dom.js";
import { media, shotOf, state } from "../page_state/state.js";

const video = el("video", {
  class: "vg-scrub",
  muted: true,
  playsinline: true,
  preload: "auto",
  "aria-hidden": "true",
  tabindex: -1,
});
video.muted = true;
const mark = el("i", { class: "vg-scrubmark" });
let over = null,
  want = 0;

const rest = () => {
  over = null;
  video.remove();
  mark.remove();
};
const seek = () => {
  if (!over || video.readyState < 1 || video.seeking) return;
  const to = want * Math.max(0, video.duration - 0.05);
  if (Math.abs(video.currentTime - to) > 0.03) video.currentTime = to;
};
for (const when of ["loadedmetadata", "seeked"]) video.addEventListener(when, seek);
video.addEventListener("loadeddata", () => video.classList.add("vg-on"));

const cardAt = (target) => {
  const frame = target?.closest?.(".vg-card .vg-frame, .vg-item .vg-frame, .vg-piece .vg-body"),
    shot = frame?.closest("[data-shot]")?.dataset.shot;
  return frame && shot && shotOf(shot) ? { frame, shot } : null;
};
document.addEventListener("pointermove", (e) => {
  const at = e.pointerType === "mouse" && !e.buttons ? cardAt(e.target) : null,
    digest = at && state.items[`clip/${at.shot}`]?.digest;
  if (!digest) return over && rest();
  const box = at.frame.getBoundingClientRect();
  want = Math.min(1, Math.max(0, (e.clientX - box.left) / Math.max(1, box.width)));
  mark.style.left = `${want * 100}%`;
  if (over !== at.frame) {
    over = at.frame;
    at.frame.append(video, mark);
  }
  const src = media(digest, "mp4");
  if (video.getAttribute("src") !== src) {
    video.classList.remove("vg-on");
    video.src = src;
  }
  seek();
});
document.addEventListener("pointerleave", rest);
document.addEventListener("pointerdown", () => over && rest(), true);
