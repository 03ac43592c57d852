import { redoLast, undoLast } from "../page_state/acts.js";
import { attr, button, el, icon, set } from "../page_state/dom.js";
import { toggleTheme, widget } from "../page_state/mount.js";
import { tr } from "../page_state/say.js";
import { offers, on, state } from "../page_state/state.js";
import { showTab } from "../page_state/tabs.js";
import { undoWords } from "../page_state/words.js";

widget("topbar", (root) => {
  const title = el("span", { class: "vg-film-name" });
  const films = el(
    "button",
    {
      type: "button",
      class: "vg-films",
      title: tr("Your films"),
      "aria-haspopup": "dialog",
      onclick: () => offers.openProjects(),
    },
    icon("folder"),
    title,
    icon("down"),
  );
  const fresh = button("", () => offers.newFilm(), {
    icon: "plus",
    class: "vg-quiet",
    label: tr("New film"),
    title: tr("New film from a sentence"),
    id: "new-film",
  });
  const undo = button("", undoLast, { icon: "undo", class: "vg-quiet", label: tr("Undo"), id: "undo" });
  const redo = button("", redoLast, { icon: "redo", class: "vg-quiet", label: tr("Redo"), id: "redo" });
  const history = button("", () => offers.openHistory(), {
    icon: "clock",
    class: "vg-quiet",
    label: tr("History of the film"),
    title: tr("History of the film (H)"),
    id: "open-history",
  });
  const preset = el("button", { type: "button", class: "vg-preset", onclick: () => showTab("Settings") });
  const count = el("span", { class: "vg-count" });
  const queue = el(
    "button",
    {
      type: "button",
      class: "vg-btn vg-queue-open",
      id: "open-queue",
      "aria-label": tr("Queue"),
      "aria-expanded": "false",
      "aria-controls": "queue",
      onclick: () => offers.toggleQueue(),
    },
    icon("queue"),
    el("span", { class: "vg-wide", text: tr("Queue") }),
    count,
  );
  const theme = button("", toggleTheme, { icon: "sun", class: "vg-quiet", label: tr("Light or dark") });
  /* Seen when they have the focus: past the bar, to the tab's own part and to what is done with the selected item. */
  const skip = (text, to) =>
    button(
      text,
      () => {
        const there = to();
        if (!there) return;
        if (!there.matches("button, input, textarea")) there.tabIndex = -1;
        there.focus();
      },
      { class: "vg-small vg-primary" },
    );
  root.append(
    el(
      "div",
      { class: "vg-skips" },
      skip(tr("To the open tab"), () =>
        [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#studio-tabs [role=tabpanel]"))].find(
          (p) => p.offsetParent,
        ),
      ),
      skip(tr("To the selected shot"), () => document.querySelector("#regenerate")),
    ),
    el(
      "h1",
      { class: "vg-brand" },
      el("img", { src: "studio/mark.svg", alt: "", width: 26, height: 26 }),
      el("span", { text: "VGoT" }),
      el("em", { text: "Studio" }),
    ),
    films,
    fresh,
    el("span", { class: "vg-space" }),
    preset,
    el("span", { class: "vg-pair" }, undo, redo, history),
    queue,
    theme,
  );
  offers.queueButton = queue;
  on(() => {
    history.hidden = !state.story;
    fresh.hidden = !state.story?.shots.length || state.example;
    set(title, state.story ? state.name || state.story.title : "Films");
    undo.disabled = !state.can_undo;
    redo.disabled = !state.can_redo;
    const words = undoWords(state);
    undo.title = words.undo;
    redo.title = words.redo;
    const p = state.presets.find((x) => x.name === state.preset);
    set(preset, p ? p.title : "");
    attr(preset, "data-draft", state.draft);
    preset.title = p ? tr("{about} Click to choose another.", { about: p.about }) : "";
    preset.hidden = !p;
    const q = state.queue,
      left = (q.running || 0) + (q.queued || 0);
    attr(
      queue,
      "aria-label",
      q.paused ? tr("Queue paused") : left ? tr("Queue {done}/{total}", { done: q.done, total: q.total }) : tr("Queue"),
    );
    set(count, q.paused ? "paused" : left ? `${q.done}/${q.total}` : "");
    attr(queue, "data-busy", left && !q.paused ? "1" : null);
    count.hidden = !count.textContent;
    queue.style.setProperty("--done", q.total ? `${(100 * q.done) / q.total}%` : "0%");
  });
});
