import { languageName } from "../direct/telling.js";
import { call } from "../page_state/asking.js";
import { button, el, set } from "../page_state/dom.js";
import { download } from "../page_state/files.js";
import { widget } from "../page_state/mount.js";
import { keptLanguage, languages, speak, tr } from "../page_state/say.js";
import { offers, on, state } from "../page_state/state.js";
import { partBox } from "../wordbox/wordbox.js";
import { diskSection, reportSection } from "./house.js";
import { presetCards } from "./models.js";
import { ownModelsSection } from "./own_models.js";
import { servicesSection } from "./services.js";

widget("settings", (root) => {
  const parts = [presetCards(), ownModelsSection(), servicesSection(), diskSection(), reportSection()];
  const SIZES = [
    ["768x432", "768 × 432"],
    ["1024x576", "1024 × 576"],
    ["1280x720", "1280 × 720"],
    ["1920x1080", "1920 × 1080"],
    ["640x480", tr("640 × 480, classic")],
    ["512x512", tr("512 × 512, square")],
    ["432x768", tr("432 × 768, upright")],
  ];
  const size = el("select", { class: "vg-input" }),
    fps = el(
      "select",
      { class: "vg-input" },
      [8, 12, 16, 24, 25, 29.97, 30].map((f) => el("option", { value: f, text: tr("{f} frames a second", { f }) })),
    );
  size.addEventListener("change", async () => {
    const [w, h] = size.value.split("x").map(Number);
    const r = await call("edit_part", { path: "film/width", value: w });
    if (r.ok || r.kept) await call("edit_part", { path: "film/height", value: h });
  });
  fps.addEventListener("change", () => call("edit_part", { path: "film/fps", value: Number(fps.value) }));
  const title = partBox(
    tr("Title"),
    tr("of the film"),
    () => "title",
    () => state.story?.title,
    { rows: 1, longest: 120, id: "film-title" },
  );
  const style = partBox(
    tr("Style"),
    tr("added to every picture: watercolour, film noir, 16 mm"),
    () => "style",
    () => state.story?.style,
    { rows: 2, id: "film-style" },
  );
  /* What the drawn world does with it, where it stands: it knows a few looks, and no other words of a style. */
  const styleWhy = el("p", { class: "vg-muted vg-small-text", id: "style-why" });
  const styleWords = () =>
    !state.drawn
      ? ""
      : state.grade
        ? tr("The drawn world reads the look “{grade}” of it; every other word is kept for presets with models.", {
            grade: state.grade,
          })
        : state.story.style.trim()
          ? tr(
              "The drawn world knows no look in these words and draws as always; they are kept for presets with models. It knows noir, sepia, pastel, storybook and blueprint.",
            )
          : tr(
              "The drawn world knows these looks: noir, sepia, pastel, storybook, blueprint. Other words are for presets with models.",
            );
  const writer = el("p"),
    choose = el(
      "div",
      { class: "vg-row" },
      button(tr("Choose who writes"), () => document.getElementById("choose-writer")?.click(), { class: "vg-small" }),
    );
  /** @type {[string, string[][]][]} */
  const OUT = [
    [
      tr("Film"),
      [
        ["film.mp4", "mp4"],
        ["film.mov", "ProRes", tr("for editing")],
        ["film.gif", "gif"],
        ["film.frames.zip", tr("frames"), tr("every frame as a picture")],
      ],
    ],
    [
      tr("Editors"),
      [
        ["cut.otio", "OTIO", tr("OpenTimelineIO with its media")],
        ["cut.fcpxml", "FCPXML", tr("Final Cut, Resolve, Premiere")],
        ["cut.edl", "EDL"],
      ],
    ],
    [
      tr("Paper"),
      [
        ["storyboard.pdf", tr("storyboard")],
        ["sheet.png", tr("contact sheet")],
        ["shots.csv", tr("shot list")],
        ["film.press.zip", tr("press kit")],
      ],
    ],
    [
      tr("Words"),
      [
        ["script.fountain", "Fountain"],
        ["film.srt", tr("subtitles")],
        ["story.json", "JSON"],
      ],
    ],
    [tr("Everything"), [["project.vgot.zip", tr("project file"), tr("story, every take and every picture")]]],
  ];
  /* The page's own words; what people and models wrote stays as it is. */
  const tongue = el(
    "select",
    { class: "vg-input", id: "page-language" },
    [["", tr("as the browser asks")], ...languages.map((code) => [code, languageName(code, code)])].map(
      ([value, text]) => el("option", { value, text }),
    ),
  );
  tongue.value = keptLanguage();
  tongue.addEventListener("change", () => speak(tongue.value));
  root.append(
    el(
      "section",
      { class: "vg-section vg-setgrid" },
      el(
        "div",
        {},
        el("h2", { class: "vg-title", text: tr("The film") }),
        title.node,
        style.node,
        styleWhy,
        el(
          "div",
          { class: "vg-two" },
          el("label", { class: "vg-field" }, el("span", {}, el("b", { text: tr("Size") })), size),
          el("label", { class: "vg-field" }, el("span", {}, el("b", { text: tr("Rate") })), fps),
        ),
        el("p", { class: "vg-muted vg-small-text", text: tr("A new size or rate makes every clip again.") }),
      ),
      el(
        "div",
        {},
        el("h2", { class: "vg-title", text: tr("The writer") }),
        writer,
        choose,
        el("p", {
          class: "vg-muted",
          text: tr(
            "The next story is written by whoever the line under the sentence names: a template outline, or a language model here or elsewhere.",
          ),
        }),
        el("h2", { class: "vg-title", text: tr("The page") }),
        el("label", { class: "vg-field" }, el("span", {}, el("b", { text: tr("Language of the page") })), tongue),
        el("p", {
          class: "vg-muted vg-small-text",
          text: tr("What the program itself reports, and what people wrote, stays in its own language."),
        }),
      ),
      el(
        "div",
        {},
        el("h2", { class: "vg-title", text: tr("Out") }),
        OUT.map(([label, kinds]) =>
          el(
            "div",
            {},
            el("div", { class: "vg-label" }, el("b", { text: label })),
            el(
              "div",
              { class: "vg-row" },
              kinds.map(([kind, text, why]) =>
                button(text, () => (kind === "film.mp4" ? offers.saveFilm() : download(kind)), {
                  class: "vg-small",
                  title: why,
                  id: kind === "film.mp4" ? "settings-mp4" : undefined,
                }),
              ),
            ),
          ),
        ),
        el("p", {
          class: "vg-muted vg-small-text",
          text: tr("A project file holds everything and opens again under Your films."),
        }),
      ),
    ),
    ...parts.map((part) => part.node),
  );
  const mp4 = root.querySelector("#settings-mp4");
  on(() => {
    if (state.tab !== "Settings") return;
    for (const part of parts) part.show();
    if (!state.story) return;
    title.show(state.project);
    style.show(state.project);
    set(styleWhy, styleWords());
    styleWhy.hidden = !styleWhy.textContent;
    const now = `${state.story.film.width}x${state.story.film.height}`;
    const sizes = SIZES.some(([v]) => v === now)
      ? SIZES
      : [[now, `${state.story.film.width} × ${state.story.film.height}`], ...SIZES];
    if (size.dataset.had !== now) {
      size.dataset.had = now;
      size.replaceChildren(...sizes.map(([v, t]) => el("option", { value: v, text: t })));
      size.value = now;
    }
    if (document.activeElement !== fps) {
      const f = String(state.story.film.fps);
      if (![...fps.options].some((o) => o.value === f))
        fps.append(el("option", { value: f, text: tr("{f} frames a second", { f }) }));
      fps.value = f;
    }
    choose.hidden = state.mode === "space";
    set(
      writer,
      state.outline
        ? tr("This story is a template outline, written without a language model.")
        : state.story.writer
          ? tr("This story was written by {writer}.", { writer: state.story.writer })
          : tr("This story was written by hand."),
    );
    mp4.disabled = !state.film;
  });
});
