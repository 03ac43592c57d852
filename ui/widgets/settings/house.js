/* Room on the disk, what could go and a look at it first; and a report that can be sent, with a look at it first. */

import { call } from "../page_state/asking.js";
import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { plain } from "../page_state/item_words.js";
import { tr } from "../page_state/say.js";
import { picture, state } from "../page_state/state.js";
import { fileSize, numberOf } from "../page_state/words.js";

const KINDS = [
  ["takes", tr("takes in use")],
  ["films", "films"],
  ["sounds", "sounds"],
  ["unused", tr("takes that nothing uses")],
  ["caches", tr("previews and leftovers")],
  ["story", tr("story, history, queue")],
];
const words = (key) => plain(key).replace(/^./, (c) => c.toUpperCase());

export const diskSection = () => {
  let had = "",
    found = null,
    preview = null;
  const total = el("p", { class: "vg-total" }),
    bar = el("div", { class: "vg-kinds", "aria-hidden": "true" }),
    legend = el("ul", { class: "vg-legend vg-num" });
  const free = el("p", { class: "vg-muted vg-small-text" }),
    others = el("ul", { class: "vg-others vg-num", tabindex: 0, "aria-label": tr("How large each film is") }),
    trash = el("div", { class: "vg-row vg-trash" }),
    trashed = el("span", { class: "vg-small-text" });
  const see = button(tr("See what could go"), () => open(), { class: "vg-small", id: "see-cleanup" });
  const said = el("p", { class: "vg-done", role: "status" });
  const list = el("ul", { class: "vg-going-list" }),
    going = el("p"),
    more = el("p", { class: "vg-muted vg-small-text" });
  const remove = button(tr("Remove"), () => clean(), { class: "vg-small vg-danger", id: "do-cleanup", icon: "trash" });
  const keep = button(
    tr("Keep them"),
    () => {
      preview = null;
      draw();
      see.focus();
    },
    { class: "vg-small" },
  );
  const box = el(
    "div",
    { class: "vg-preview", hidden: true },
    going,
    list,
    more,
    el("div", { class: "vg-row" }, remove, keep),
  );
  const ask = button(
    tr("Empty the trash"),
    () => {
      sure.hidden = false;
      ask.hidden = true;
      sure.querySelector("button").focus();
    },
    { class: "vg-small" },
  );
  const sure = el(
    "span",
    { class: "vg-row", hidden: true },
    button(
      tr("Remove them for good"),
      async () => {
        const r = await call("empty_trash");
        sure.hidden = true;
        ask.hidden = false;
        if (r.ok) {
          set(said, tr("The trash is empty; {size} are free again.", { size: fileSize(r.freed) }));
          look();
        }
      },
      { class: "vg-small vg-danger" },
    ),
    button(
      tr("Keep"),
      () => {
        sure.hidden = true;
        ask.hidden = false;
        ask.focus();
      },
      { class: "vg-small" },
    ),
  );
  const bin = el("ul", { class: "vg-bin vg-num", "aria-label": tr("Films in the trash") });
  trash.append(trashed, ask, sure);
  const back = async (t, li) => {
    li.inert = true;
    const r = await call("restore", { project: t.project, trashed: t.id, stay: true });
    li.inert = false;
    if (!r.ok) return;
    await look();
    set(said, tr("“{name}” is back among your films.", { name: t.name }));
    (bin.querySelector("button") || see).focus();
  };
  const binRow = (t) => {
    const li = el(
      "li",
      {},
      el("span", {}, el("b"), el("small", { class: "vg-muted" })),
      button(tr("Restore"), () => back(t, li), {
        class: "vg-small",
        icon: "undo",
        label: tr("Restore {name}", { name: t.name }),
      }),
    );
    return li;
  };
  const node = el(
    "section",
    { class: "vg-section", id: "disk-section" },
    el(
      "header",
      {},
      el("h2", { class: "vg-title", text: tr("Room on the disk") }),
      el("span", { class: "vg-muted", text: tr("nothing is ever removed by itself") }),
    ),
    el(
      "div",
      { class: "vg-diskgrid" },
      el("div", {}, total, bar, legend, free, el("div", { class: "vg-row" }, see), said),
      el("div", {}, el("div", { class: "vg-label" }, el("b", { text: tr("Your films") })), others, trash, bin),
    ),
    box,
  );

  const look = async () => {
    had = `${state.project} ${state.stamp}`;
    const reply = await call("disk", {}, { quiet: true });
    if (!reply.ok) return;
    const there = reply.trash?.films ? await call("trash", {}, { quiet: true }) : null;
    found = { ...reply, bin: there?.ok ? there.trash : [] };
    draw();
  };
  const open = async () => {
    set(said, "");
    const reply = await call("preview_cleanup");
    if (!reply.ok) return;
    if (!reply.cleanup.files && !reply.cleanup.takes) {
      set(said, tr("There is nothing to remove: every file is in use."));
      preview = null;
      return draw();
    }
    preview = { ...reply.cleanup, project: state.project };
    draw();
    going.tabIndex = -1;
    going.focus();
  };
  const clean = async () => {
    remove.disabled = true;
    const reply = await call("cleanup", { token: preview.token });
    remove.disabled = false;
    preview = null;
    if (reply.ok) {
      set(
        said,
        tr(
          reply.takes === 1
            ? "{size} are free again: {count} that nothing used is gone. The film is as it was."
            : "{size} are free again: {count} that nothing used are gone. The film is as it was.",
          { size: fileSize(reply.freed), count: reply.takes ? numberOf(reply.takes, "take") : tr("no takes") },
        ),
      );
      see.focus();
    }
    await look();
    draw();
  };
  const row = () => el("li", {}, el("span"), el("b"));
  const draw = () => {
    if (!found) return;
    const d = found.disk,
      space = state.mode === "space";
    set(total, tr("This film takes {size}", { size: fileSize(d.total) }));
    keyed(
      bar,
      KINDS.filter(([k]) => d.kinds[k]),
      ([k]) => k,
      ([k]) => el("i", { "data-kind": k }),
      (i, [k]) => {
        i.style.flexGrow = Math.max(d.kinds[k] / d.total, 0.012);
      },
    );
    keyed(
      legend,
      KINDS.filter(([k]) => d.kinds[k]),
      ([k]) => k,
      ([k]) => el("li", { "data-kind": k }, el("span"), el("b")),
      (li, [k, text]) => {
        set(li.firstChild, text);
        set(li.lastChild, fileSize(d.kinds[k]));
      },
    );
    set(
      free,
      space
        ? tr("All your films together: {size} of the {size2} that are yours.", {
            size: fileSize(found.all),
            size2: fileSize(found.share),
          })
        : tr("All films: {size}. Free on this disk: {size2}. Work waits when less than 64 MB are left.", {
            size: fileSize(found.all),
            size2: fileSize(d.free_on_disk),
          }),
    );
    set(
      see.lastChild,
      d.could_free ? tr("See what could go: {size}", { size: fileSize(d.could_free) }) : tr("See what could go"),
    );
    keyed(
      others,
      found.films,
      (f) => f.id,
      row,
      (li, f) => {
        set(li.firstChild, f.name);
        set(li.lastChild, fileSize(f.bytes));
        attr(li, "data-open", f.id === state.project ? "1" : null);
      },
    );
    trash.hidden = !found.trash?.films;
    if (found.trash)
      set(
        trashed,
        tr("In the trash: {count}, {size}", {
          count: numberOf(found.trash.films, "film"),
          size: fileSize(found.trash.bytes),
        }),
      );
    bin.hidden = !found.bin.length;
    keyed(
      bin,
      found.bin,
      (t) => t.id,
      binRow,
      (li, t) => {
        const [words] = li.children;
        set(words.firstChild, t.name);
        set(
          words.lastChild,
          [
            t.title && t.title !== t.name ? t.title : "",
            t.title ? numberOf(t.shots, "shot") : "",
            fileSize(t.bytes),
            tr("deleted {a}", {
              a: new Date(t.deleted * 1000).toLocaleString([], { dateStyle: "medium", timeStyle: "short" }),
            }),
          ]
            .filter(Boolean)
            .join(" · "),
        );
      },
    );
    if (preview && preview.project !== state.project) preview = null;
    box.hidden = !preview;
    see.hidden = !!preview;
    if (!preview) return;
    set(
      going,
      preview.takes
        ? tr(
            preview.takes === 1
              ? "{count} that nothing uses weighs, with previews and leftovers, {size}. {note}"
              : "{count} that nothing uses weigh, with previews and leftovers, {size}. {note}",
            {
              count: numberOf(preview.takes, "take"),
              size: fileSize(preview.bytes),
              note: preview.note,
            },
          )
        : tr("No takes, but previews and leftovers of {size}.", { size: fileSize(preview.bytes) }),
    );
    keyed(
      list,
      preview.unused,
      (t) => t.take,
      () =>
        el(
          "li",
          {},
          el(
            "span",
            { class: "vg-frame" },
            el("img", { alt: "", loading: "lazy" }),
            el("span", { class: "vg-none", text: tr("no picture") }),
          ),
          el("small"),
          el("small", { class: "vg-muted vg-num" }),
        ),
      (li, t) => {
        const [frame, name, weight] = li.children;
        picture(frame.firstChild, t.picture, 160);
        frame.lastChild.hidden = !!t.picture;
        set(name, words(t.node));
        set(weight, t.bytes ? fileSize(t.bytes) : tr("shares its file"));
      },
    );
    set(
      more,
      preview.takes > preview.unused.length ? tr("and {a} more", { a: preview.takes - preview.unused.length }) : "",
    );
    more.hidden = !more.textContent;
    set(
      remove.lastChild,
      tr("Remove {a}, free {size}", {
        a: preview.takes ? numberOf(preview.takes, "take") : "them",
        size: fileSize(preview.bytes),
      }),
    );
  };
  return {
    node,
    show: () => {
      if (state.project && had !== `${state.project} ${state.stamp}` && !(state.queue.running + state.queue.queued))
        look();
      else draw();
    },
  };
};

export const reportSection = () => {
  const told = el("pre", { class: "vg-report", tabindex: 0, "aria-label": tr("What the report says") }),
    story = el("input", { type: "checkbox", id: "report-story" });
  const box = el("div", { class: "vg-preview", hidden: true }),
    note = el("p");
  const make = async () => {
    const reply = await call("report", { with_story: story.checked });
    if (!reply.ok) return;
    set(told, reply.report);
    box.hidden = false;
    set(
      note,
      story.checked
        ? tr("This is all of it. It holds the story, names and prompts, because you asked for them; keys are cut out.")
        : tr(
            "This is all of it: versions, the machine, the last errors. No keys, no story, no names, no prompts; lines of the log that speak of the story are left out.",
          ),
    );
  };
  story.addEventListener("change", make);
  const save = button(
    tr("Save the report"),
    () => {
      const href = URL.createObjectURL(new Blob([told.textContent], { type: "application/json" }));
      const a = el("a", { href, download: "vgot-report.json" });
      document.body.append(a);
      a.click();
      a.remove();
      setTimeout(() => URL.revokeObjectURL(href), 60000);
    },
    { class: "vg-small vg-primary", icon: "download", id: "save-report" },
  );
  box.append(
    note,
    told,
    el(
      "div",
      { class: "vg-row" },
      save,
      el(
        "label",
        { class: "vg-row vg-small-text", for: "report-story" },
        story,
        tr("with the story, names and prompts"),
      ),
      button(
        tr("Close"),
        () => {
          box.hidden = true;
          ask.focus();
        },
        { class: "vg-small vg-quiet" },
      ),
    ),
  );
  const ask = button(tr("Report a problem"), make, { class: "vg-small", id: "report-problem" });
  const node = el(
    "section",
    { class: "vg-section" },
    el(
      "header",
      {},
      el("h2", { class: "vg-title", text: tr("When something is wrong") }),
      el("span", {
        class: "vg-muted",
        text: tr("a file that you can send to somebody who helps; nothing is sent by itself"),
      }),
    ),
    el("div", { class: "vg-row" }, ask),
    box,
  );
  return { node, show: () => {} };
};
