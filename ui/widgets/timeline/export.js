/* Everything that leaves: what it is for, what it will look like, how far it is. Exports are made beside the page, not in it. */

import { call } from "../page_state/asking.js";
import { attr, button, el, set } from "../page_state/dom.js";
import { on, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { lasting, problemWords } from "../page_state/words.js";

/** @type {[string, string[][]][]} */
const GROUPS = [
  [
    "To watch",
    [
      ["film.mp4", "Film", "For screens, mail and the web: H.264 with sound, plays everywhere."],
      ["film.gif", "Moving picture", "For chats and pages: a small silent loop."],
    ],
  ],
  [
    "For an editor",
    [
      [
        "cut.otio",
        "OTIO",
        "OpenTimelineIO, for DaVinci Resolve, Premiere, Avid and Kdenlive. Comes as a zip with its media; the edited cut can be read back here.",
      ],
      [
        "cut.fcpxml",
        "FCPXML",
        "Final Cut Pro (and Resolve). Comes as a zip with its media; the edited cut can be read back here.",
      ],
      [
        "cut.edl",
        "EDL",
        "CMX 3600, the list that every editor since 1980 reads: one video track, dissolves, comments.",
      ],
      ["film.mov", "ProRes", "ProRes 422 with PCM sound: the film for grading and finishing."],
      ["film.frames.zip", "Frames", "One PNG a frame, for compositing."],
    ],
  ],
  [
    "On paper",
    [
      ["storyboard.pdf", "Storyboard", "For reading on set: frames, domains, dialogue, notes."],
      ["sheet.png", "Contact sheet", "All keyframes on one picture."],
      [
        "film.review.html",
        "Page for comments",
        "One file to send: film, boards, and a form for comments that comes back.",
      ],
      ["shots.csv", "Shot list", "A table for production: one row a shot."],
      ["film.press.zip", "Press kit", "Stills, timed script, shot list and credits in one zip."],
    ],
  ],
  [
    "Words",
    [
      ["film.srt", "SRT", "Subtitles for players and platforms."],
      ["film.vtt", "WebVTT", "Subtitles for web pages."],
      ["film.ass", "ASS", "Subtitles with styles."],
      ["script.fountain", "Screenplay", "Fountain, for screenwriting programs."],
      ["script.fdx", "Screenplay for Final Draft", "Final Draft's own format."],
    ],
  ],
  [
    "To keep",
    [
      [
        "project.vgot.zip",
        "Whole project",
        "Everything: story, takes, sounds and choices. Opens on any machine with VGoT Studio.",
      ],
      ["story.json", "Story", "The story as data."],
    ],
  ],
];
const FILMS = ["film.mp4", "film.mov", "film.gif", "film.frames.zip"];
let box = null;
const build = () => {
  /** @type {import("../contract.js").Asks.Export["kind"]} */
  let kind = "film.mp4";
  let running = null,
    timer = 0,
    asked = 0,
    soon = 0;
  const options = {};
  const names = new Map(GROUPS.flatMap(([, items]) => items.map(([k, n, about]) => [k, { n, about }])));
  const list = el(
    "div",
    { class: "vg-kinds", role: "radiogroup", "aria-label": "What to export" },
    GROUPS.map(([group, items]) =>
      el(
        "div",
        { class: "vg-kindgroup" },
        el("b", { class: "vg-muted", text: group }),
        items.map(([k, n]) =>
          el("button", {
            type: "button",
            role: "radio",
            class: "vg-kind",
            "data-kind": k,
            text: n,
            onclick: () => choose(k),
          }),
        ),
      ),
    ),
  );
  list.addEventListener("keydown", (e) => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[e.key];
    if (!by) return;
    e.preventDefault();
    const all = [...list.querySelectorAll(".vg-kind")],
      to = all[(all.findIndex((b) => b.dataset.kind === kind) + by + all.length) % all.length];
    choose(to.dataset.kind);
    to.focus();
  });
  const title = el("h3", { class: "vg-title" }),
    about = el("p"),
    facts = el("p", { class: "vg-muted vg-num", "aria-live": "polite" }),
    pictures = el("div", { class: "vg-shown" }),
    text = el("pre", { class: "vg-text", tabindex: 0, "aria-label": "The beginning of it" });

  /* -- settings of each kind ---------------------------------------------------------------------------------------- */
  const select = (field, label, values, read = (v) => v) => {
    const s = el(
      "select",
      { class: "vg-input", id: `export-${field}` },
      values.map(([v, t]) => el("option", { value: v, text: t })),
    );
    s.addEventListener("change", () => {
      if (s.value === "") delete options[field];
      else options[field] = read(s.value);
      preview();
    });
    return { field, node: el("label", { class: "vg-field" }, el("span", {}, el("b", { text: label })), s), s };
  };
  const film = [
    select("aspect", "Shape", [
      ["", "as the film is"],
      ["16:9", "16:9 wide"],
      ["9:16", "9:16 tall"],
      ["1:1", "1:1 square"],
    ]),
    select("fit", "Fitting", [
      ["", "crop to the shape"],
      ["fit", "show all of it"],
    ]),
    select(
      "short_px",
      "Size",
      [
        ["", "as the film is"],
        ["360", "360p"],
        ["480", "480p"],
        ["720", "720p"],
        ["1080", "1080p"],
      ],
      Number,
    ),
    select(
      "fps",
      "Frames a second",
      [
        ["", "as the film is"],
        ["16", "16"],
        ["24", "24"],
        ["25", "25"],
        ["30", "30"],
      ],
      Number,
    ),
    select("captions", "Subtitles", [
      ["", "as the story says"],
      ["none", "none"],
      ["soft", "can be switched on"],
      ["burned", "burned in"],
    ]),
  ];
  const sound = select(
    "silent",
    "Sound",
    [
      ["", "with its sound"],
      ["1", "silent"],
    ],
    () => true,
  );
  const layout = select(
      "layout",
      "Shots on a page",
      [
        ["", "6"],
        ["1", "1"],
        ["3", "3"],
        ["9", "9"],
      ],
      Number,
    ),
    handles = select(
      "handle_s",
      "Handles",
      [
        ["", "0.5 s"],
        ["0", "none"],
        ["1", "1 s"],
        ["2", "2 s"],
      ],
      Number,
    );
  const card = (which, label) => {
    const words = el("input", { class: "vg-input", maxlength: 200, placeholder: "no card", id: `card-${which}` }),
      under = el("input", { class: "vg-input", maxlength: 400, placeholder: "second line" }),
      long = el("input", { class: "vg-input vg-num", type: "number", min: 0.5, max: 12, step: 0.5 });
    const send = async () => {
      const r = await call("card", {
        card: which,
        text: words.value,
        line: under.value,
        duration_s: Math.max(0.5, Math.min(12, Number(long.value) || 2.5)),
      });
      if (r.ok) preview();
    };
    for (const input of [words, under, long]) input.addEventListener("change", send);
    const fill = () => {
      const c = state.story?.titles?.[which];
      for (const [input, v] of [
        [words, c?.text || ""],
        [under, c?.line || ""],
        [long, c?.duration_s || 2.5],
      ])
        if (document.activeElement !== input) input.value = v;
    };
    return {
      node: el(
        "fieldset",
        { class: "vg-card2" },
        el("legend", { text: label }),
        words,
        under,
        el("label", {}, long, el("span", { class: "vg-muted", text: "s" })),
      ),
      fill,
    };
  };
  const cards = [card("opening", "Title card"), card("end", "End card")];
  const settings = el(
      "div",
      { class: "vg-settings" },
      [...film, sound, layout, handles].map((x) => x.node),
    ),
    cardRow = el(
      "div",
      { class: "vg-cards" },
      cards.map((c) => c.node),
    );

  /* -- foot: the button and how far it is --------------------------------------------------------------------------- */
  const go = button("Export", () => start(), { class: "vg-primary", icon: "download", id: "export-go" }),
    stop = button("Stop", () => running && call("export_cancel", { export: running }, { quiet: true }), {
      class: "vg-small",
    });
  const build_ = button(
    "Update the film first",
    () => {
      dialog.close();
      call("build");
    },
    { icon: "film", class: "vg-small" },
  );
  const bar = el(
      "div",
      { class: "vg-bar", role: "progressbar", "aria-label": "The export", "aria-valuemin": 0, "aria-valuemax": 100 },
      el("i"),
    ),
    doing = el("p", { class: "vg-num vg-muted", "aria-live": "polite", id: "export-doing" }),
    problem = el("p", { class: "vg-note vg-wrong", role: "alert", hidden: true });
  const right = el(
    "div",
    { class: "vg-exportside" },
    title,
    about,
    settings,
    cardRow,
    el("div", { class: "vg-previewbox" }, pictures, text, facts),
  );
  const dialog = el(
    "dialog",
    { class: "vg-dialog vg-exports", id: "exports", "aria-labelledby": "exports-title" },
    el(
      "div",
      { class: "vg-spread" },
      el("h2", { class: "vg-title", id: "exports-title", text: "Export" }),
      button("", () => dialog.close(), { icon: "close", class: "vg-quiet", label: "Close" }),
    ),
    el("div", { class: "vg-exportbody" }, list, right),
    el(
      "div",
      { class: "vg-exportfoot" },
      problem,
      el("div", { class: "vg-exportrun" }, bar, doing),
      el("div", { class: "vg-row" }, stop, build_, go),
    ),
  );
  document.getElementById("timeline").querySelector("[data-widget]").append(dialog);

  const used = () => {
    const fields = FILMS.includes(kind)
      ? [...film.map((f) => f.field), ...(kind === "film.gif" || kind === "film.frames.zip" ? [] : ["silent"])]
      : kind.startsWith("cut.")
        ? ["handle_s", "silent"]
        : kind === "storyboard.pdf"
          ? ["layout"]
          : [];
    return Object.fromEntries(Object.entries(options).filter(([k]) => fields.includes(k)));
  };
  const needsFilm = () => FILMS.includes(kind) || kind.startsWith("cut.");
  const choose = (k) => {
    kind = k;
    const isFilm = FILMS.includes(k);
    for (const b of list.querySelectorAll(".vg-kind")) {
      attr(b, "aria-checked", b.dataset.kind === k ? "true" : "false");
      attr(b, "tabindex", b.dataset.kind === k ? 0 : -1);
    }
    set(title, names.get(k).n);
    set(about, names.get(k).about);
    for (const f of film) f.node.hidden = !isFilm;
    film[1].node.hidden = !isFilm || !options.aspect;
    sound.node.hidden = !(isFilm && !["film.gif", "film.frames.zip"].includes(k)) && !k.startsWith("cut.");
    layout.node.hidden = k !== "storyboard.pdf";
    handles.node.hidden = !k.startsWith("cut.");
    cardRow.hidden = !isFilm;
    settings.hidden = [...settings.children].every((n) => n.hidden);
    problem.hidden = true;
    pictures.replaceChildren();
    pictures.hidden = text.hidden = true;
    set(text, "");
    set(facts, "Drawing a preview…");
    preview(0);
    foot();
  };
  const preview = (wait = 250) => {
    film[1].node.hidden = !FILMS.includes(kind) || !options.aspect;
    clearTimeout(soon);
    const mine = ++asked,
      what = kind;
    right.classList.add("vg-waiting");
    soon = setTimeout(async () => {
      const r = await call("export_preview", { kind: what, ...used() }, { quiet: true });
      if (mine !== asked) return;
      right.classList.remove("vg-waiting");
      pictures.replaceChildren(
        ...(r.ok
          ? r.pictures.map((p) =>
              el(
                "figure",
                {},
                el("img", { src: p.src, alt: p.name }),
                el("figcaption", { class: "vg-muted", text: p.name }),
              ),
            )
          : []),
      );
      attr(pictures, "data-page", what === "storyboard.pdf" || what === "sheet.png" ? "1" : null);
      set(text, r.ok ? r.lines.join("\n") : "");
      text.hidden = !r.ok || !r.lines.length;
      pictures.hidden = !pictures.children.length;
      set(facts, r.ok ? r.facts : problemWords(r.problem));
    }, wait);
  };
  const foot = () => {
    const late = needsFilm() && !state.film?.fresh;
    go.disabled = !!running || late;
    build_.hidden = !late || !!running || state.queue.running + state.queue.queued > 0;
    stop.hidden = !running;
    bar.hidden = !running;
    if (!running && late)
      set(
        doing,
        state.queue.running + state.queue.queued
          ? "The film is being made; this can be exported when it is done."
          : "The film is older than your last edits.",
      );
    else if (!running && /^The film/.test(doing.textContent)) set(doing, "");
  };
  const save = (r, project) => {
    const a = el("a", { href: `exported/${encodeURIComponent(project)}/${r.export}`, download: r.name });
    document.body.append(a);
    a.click();
    a.remove();
  };
  const start = async () => {
    problem.hidden = true;
    const r = await call("export", { kind, ...used() }, { quiet: true });
    if (!r.ok) {
      problem.hidden = false;
      return set(problem, problemWords(r.problem));
    }
    running = r.export;
    set(doing, "Preparing…");
    bar.firstChild.style.width = "0";
    foot();
    watch(names.get(kind).n, performance.now(), state.project);
  };
  const over = (words) => {
    running = null;
    set(doing, words);
    foot();
    if (!dialog.open) toast(words);
  };
  const watch = (name, since, project) => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const r = await call("export_state", { project, export: running }, { quiet: true });
      if (!r.ok) {
        if (r.lost) return watch(name, since, project);
        problem.hidden = false;
        set(problem, problemWords(r.problem));
        return over("");
      }
      if (r.state === "ready") {
        save(r, project);
        return over(
          `${name} is saved: ${r.name}, ${r.bytes < 1e6 ? `${Math.ceil(r.bytes / 1000)} kB` : `${(r.bytes / 1e6).toFixed(1)} MB`}.`,
        );
      }
      if (r.state === "cancelled") return over("Stopped; nothing was saved.");
      if (r.state === "failed") {
        problem.hidden = false;
        set(problem, problemWords(r.problem));
        if (!dialog.open) toast(problemWords(r.problem), { bad: true });
        return over("");
      }
      const share = r.total ? r.done / r.total : 0,
        spent = (performance.now() - since) / 1000;
      bar.firstChild.style.width = `${Math.round(share * 100)}%`;
      attr(bar, "aria-valuenow", Math.round(share * 100));
      set(
        doing,
        r.state === "waiting"
          ? "Waits for the export before it."
          : r.total
            ? `${name}: ${r.done} of ${r.total}${share > 0.05 && share < 1 ? ` · about ${lasting((spent * (1 - share)) / share)} left` : ""}`
            : `${name}: preparing…`,
      );
      watch(name, since, project);
    }, 300);
  };
  on(() => {
    if (dialog.open) {
      foot();
      for (const c of cards) c.fill();
    }
  });
  return {
    open: (k) => {
      dialog.showModal();
      for (const c of cards) c.fill();
      choose(k || kind);
      list.querySelector('[aria-checked="true"]')?.focus();
    },
  };
};
export const openExports = (kind) => {
  box ||= build();
  box.open(kind);
};
