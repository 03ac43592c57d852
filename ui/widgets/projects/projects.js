import { call, mine } from "../page_state/asking.js";
import { attr, button, el, icon, keyed, set } from "../page_state/dom.js";
import { chooseFile, readFile } from "../page_state/files.js";
import { widget } from "../page_state/mount.js";
import { tr } from "../page_state/say.js";
import { offers, state } from "../page_state/state.js";
import { showTab } from "../page_state/tabs.js";
import { toast } from "../page_state/toasts.js";
import { numberOf } from "../page_state/words.js";
import { beginning } from "./begin.js";
import { isScript, SCRIPTS, scriptSheet } from "./script_sheet.js";

widget("projects", (root) => {
  const list = el("ul", { class: "vg-films-list" }),
    box = el("dialog", { class: "vg-dialog", "aria-labelledby": "films-title" });
  const pick = () =>
    chooseFile(
      `.zip,.json,${SCRIPTS}`,
      async (f) => {
        if (isScript(f.name)) return sheet.open(f);
        const r = await call("import", { name: f.name, data: await readFile(f) });
        if (r.ok) {
          box.close();
          toast(tr("Imported as a new film."));
        }
      },
      state.limits.import_mb,
    );
  const example = button(
    tr("Open the example"),
    async () => {
      const r = await call("example");
      if (r.ok) box.close();
    },
    { icon: "film" },
  );
  box.append(
    el(
      "div",
      { class: "vg-spread" },
      el("h2", { class: "vg-title", id: "films-title", text: tr("Your films") }),
      button("", () => box.close(), { icon: "close", class: "vg-quiet", label: tr("Close") }),
    ),
    list,
    el("p", { class: "vg-muted vg-nofilms", text: tr("No films yet. Close this and type a sentence.") }),
    el(
      "div",
      { class: "vg-row" },
      button(
        tr("New film"),
        () => {
          box.close();
          offers.newFilm();
        },
        { class: "vg-primary", icon: "plus" },
      ),
      button(tr("Import a file"), pick, {
        icon: "upload",
        title: tr(
          "A project (.vgot.zip), a story.json, a screenplay (.fountain, .fdx) or a list of shots (.txt, .csv)",
        ),
      }),
      button(tr("Begin from files"), () => begin.open(), {
        icon: "film",
        id: "begin-from-files",
        title: tr("Numbered pictures as shots, a video by its cuts, or an editor's cut as a new film"),
      }),
      example,
    ),
  );
  const sheet = scriptSheet(() => {
    box.close();
    showTab("Story");
  });
  const begin = beginning(
    () => box.close(),
    (file) => sheet.open(file),
  );
  offers.openScript = sheet.open;
  root.append(box, begin.box, sheet.box);
  let films = [];
  const forGood = () => state.mode === "space";
  const draw = () => {
    box.querySelector(".vg-nofilms").hidden = films.length > 0;
    keyed(
      list,
      films,
      (f) => f.id,
      (f) => {
        const open = el(
          "button",
          {
            type: "button",
            class: "vg-film-open",
            onclick: async () => {
              const r = await call("open", { project: f.id, have: 0 });
              if (r.ok) box.close();
            },
          },
          el("span", { class: "vg-frame" }, el("img", { alt: "", loading: "lazy" })),
          el("span", {}, el("b"), el("small", { class: "vg-muted" })),
        );
        const rename = button("", () => naming(open.querySelector("b").textContent), {
          class: "vg-quiet vg-small",
          label: tr("Rename"),
        });
        const naming = (text) => {
          const b = open.querySelector("b");
          const input = el("input", { class: "vg-input", value: text, maxlength: 120, "aria-label": tr("New name") });
          open.after(input);
          open.hidden = true;
          input.focus();
          input.select();
          let over = false;
          const done = async (keep) => {
            if (over) return;
            over = true;
            const name = input.value.trim();
            input.remove();
            open.hidden = false;
            if (keep && name && name !== b.textContent) {
              const r = await call("rename", { project: f.id, name });
              if (r.ok) {
                b.textContent = name;
                if (f.id === state.project) call("look", { stamp: "" });
              } else if (r.lost && li.isConnected) naming(name);
            }
          };
          input.addEventListener("keydown", (e) => {
            if (e.key === "Enter") done(true);
            if (e.key === "Escape") {
              e.stopPropagation();
              e.preventDefault();
              done(false);
            }
          });
          input.addEventListener("blur", () => done(true));
        };
        rename.append(tr("Rename"));
        const copy = button(
          tr("Duplicate"),
          async () => {
            const r = await call("duplicate_film", { project: f.id, have: 0 });
            if (r.ok) {
              box.close();
              toast(tr("A copy is open."));
            }
          },
          { class: "vg-quiet vg-small" },
        );
        const keep = el(
          "a",
          {
            class: "vg-btn vg-quiet vg-small",
            href: `export/${encodeURIComponent(f.id)}/project.vgot.zip`,
            download: "",
            title: tr("Save the whole project as one file: story, takes and choices"),
            "aria-label": tr("Save this film as one file"),
          },
          icon("download"),
        );
        const del = button(
          "",
          () => {
            li.classList.add("vg-going");
            ask.hidden = false;
            ask.querySelector("button").focus();
          },
          { icon: "trash", class: "vg-quiet vg-small", label: tr("Delete this film") },
        );
        const ask = el(
          "div",
          { class: "vg-ask", hidden: true },
          el("span", { text: forGood() ? tr("Delete this film for good?") : tr("Move this film to the trash?") }),
          button(
            forGood() ? tr("Delete") : tr("Move to trash"),
            async () => {
              const r = await call("delete", { project: f.id });
              if (!r.ok) return;
              films = films.filter((x) => x.id !== f.id);
              draw();
              forGood()
                ? toast(tr("The film is deleted."))
                : toast(tr("The film is in the trash."), {
                    action: tr("Undo"),
                    run: async () => {
                      const back = await call("restore", { project: f.id, have: 0 });
                      if (back.ok) {
                        box.close();
                        toast(tr("The film is back."));
                      }
                    },
                  });
              if (f.id === state.project) {
                const e = await call("example");
                if (!e.ok && films[0]) call("open", { project: films[0].id, have: 0 });
              }
            },
            { class: "vg-small vg-danger" },
          ),
          button(
            tr("Keep"),
            () => {
              ask.hidden = true;
            },
            { class: "vg-small" },
          ),
        );
        const li = el(
          "li",
          {},
          el(
            "div",
            { class: "vg-film-row" },
            open,
            el("span", { class: "vg-row vg-film-acts" }, rename, copy, keep, del),
          ),
          ask,
        );
        return li;
      },
      (li, f) => {
        const [frame, words] = li.querySelector(".vg-film-open").children;
        const img = frame.firstChild,
          src = f.digest ? `media/${encodeURIComponent(f.id)}/${f.digest}-160.webp` : "";
        if (src && img.getAttribute("src") !== src) img.src = src;
        img.hidden = !src;
        set(words.firstChild, f.name);
        set(
          words.lastChild,
          f.damaged
            ? f.damaged
            : `${numberOf(f.shots, "shot")} · ${new Date(f.modified * 1000).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}`,
        );
        attr(li, "data-open", f.id === state.project ? "1" : null);
      },
    );
  };
  offers.openProjects = async () => {
    box.showModal();
    const r = await call("projects", { mine: mine() });
    if (r.ok) {
      films = r.projects;
      draw();
    }
  };
});
