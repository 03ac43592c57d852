/* The screen of the timeline and the buttons under it. */

import { call } from "../page_state/asking.js";
import { attr, button, el, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { changed } from "../page_state/state.js";
import { readCut } from "./cutback.js";
import { openExports } from "./export.js";
import { cutPlayer } from "./player.js";

/* `told(t, on)`: where the playhead is, and whether it runs. */
export const transport = (time, told) => {
  const screen = el("div", { class: "vg-cut" }),
    clock = el("output", { class: "vg-clock vg-num", text: "00:00:00" });
  let live = false;
  const cut = cutPlayer(screen, (t, on) => {
    set(clock, time.clock(t));
    scrub.value = t;
    if (on !== live) {
      live = on;
      set(play.lastChild, on ? tr("Pause") : tr("Play"));
      play.firstChild.firstChild.setAttribute("d", on ? "M6 4.5v11M14 4.5v11" : "M6 4.5v11l9-5.5z");
    }
    told(t, on);
  });
  const play = button(tr("Play"), () => cut.toggle(), {
    icon: "play",
    class: "vg-primary",
    id: "timeline-play",
    title: tr("Play or pause (space); J backwards, K stop, L forwards"),
  });
  const scrub = el("input", {
    type: "range",
    min: 0,
    max: 1,
    step: 0.01,
    value: 0,
    "aria-label": tr("Playhead, in seconds"),
  });
  scrub.addEventListener("input", () => cut.seek(Number(scrub.value)));
  const frame = (by) => {
    cut.pause();
    cut.seek((Math.round(cut.time * time.rate()) + by) / time.rate() + 0.0005);
  };
  const full = button(
    "",
    () => (document.fullscreenElement ? document.exitFullscreen() : screen.requestFullscreen?.()),
    { icon: "full", class: "vg-quiet", label: tr("Full screen"), title: tr("Full screen (F)") },
  );
  const mute = el(
    "button",
    {
      type: "button",
      class: "vg-btn vg-quiet vg-ear",
      id: "timeline-sound",
      "aria-pressed": "true",
      "aria-label": tr("Sound of the preview"),
      title: tr("Sound on or off"),
      onclick: () => {
        cut.quiet = !cut.quiet;
        attr(mute, "aria-pressed", cut.quiet ? "false" : "true");
      },
    },
    el(
      "svg:svg",
      { viewBox: "0 0 20 20", class: "vg-icon", "aria-hidden": "true" },
      el("svg:path", { d: "M3 8v4h3l4 3.5v-11L6 8zM13 7.5a3.5 3.5 0 0 1 0 5M15 5a7 7 0 0 1 0 10" }),
    ),
  );
  const loopNote = button(
    tr("Stop the loop"),
    () => {
      cut.loop(null);
      cut.pause();
      changed();
    },
    { class: "vg-small", id: "stop-loop" },
  );
  const save = button(tr("Export…"), () => openExports(), {
    icon: "download",
    id: "timeline-export",
    title: tr("The film, cuts for editors, storyboards, subtitles"),
  });
  const back = button(tr("Read a cut"), () => readCut(), {
    icon: "upload",
    class: "vg-quiet",
    id: "read-cut",
    title: tr("An .otio, .fcpxml or .edl that an editor saved from this film"),
  });
  const build = button(tr("Update the film"), () => call("build"), { icon: "film" });
  const bar = el(
    "div",
    { class: "vg-transport" },
    play,
    button("", () => frame(-1), {
      icon: "left",
      class: "vg-quiet",
      label: tr("One frame back"),
      title: tr("One frame back (left arrow)"),
    }),
    button("", () => frame(1), {
      icon: "right",
      class: "vg-quiet",
      label: tr("One frame on"),
      title: tr("One frame on (right arrow)"),
    }),
    clock,
    scrub,
    mute,
    full,
    loopNote,
    el("span", { class: "vg-outs" }, build, back, save),
  );
  return { screen, bar, cut, frame, full, mute, loopNote, build, scrub };
};
