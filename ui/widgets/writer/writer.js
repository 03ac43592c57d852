/* Who writes: a line under the sentence; behind it what there is to choose from, and a person's own shots. */

import { call } from "../page_state/asking.js";
import { attr, button, el, set } from "../page_state/dom.js";
import { chooseFile } from "../page_state/files.js";
import { widget } from "../page_state/mount.js";
import { tr } from "../page_state/say.js";
import { leaving, offers, on, state } from "../page_state/state.js";
import { showTab } from "../page_state/tabs.js";
import { toast } from "../page_state/toasts.js";
import { numberOf, problemWords } from "../page_state/words.js";
import { localModels, shotWords } from "./local.js";

widget("writer", (root) => {
  let writer = null,
    servers = [];
  const host = (url) => {
    try {
      return new URL(url).host;
    } catch {
      return url;
    }
  };
  const offered = (url) => servers.find((o) => o.base_url === url);
  const whole = (w) =>
    w.kind === "offline"
      ? tr("the template outline")
      : w.kind === "transformers"
        ? w.model
        : tr("{a} at {offered}", {
            a: w.model || tr("the first model"),
            offered: offered(w.base_url)?.name || host(w.base_url),
          });

  const says = el("span"),
    choose = el("button", {
      type: "button",
      class: "vg-link",
      id: "choose-writer",
      text: tr("Choose who writes"),
      onclick: () => openChoice(),
    });
  const quick = el("button", { type: "button", class: "vg-link vg-found1", id: "use-found-writer", hidden: true });
  const own = el("button", {
    type: "button",
    class: "vg-link",
    id: "own-shots",
    text: tr("Use my own shots"),
    onclick: () => openOwn(),
  });
  root.append(el("div", { class: "vg-line1" }, says, quick, choose, el("span", { class: "vg-space" }), own));

  const draw = () => {
    if (!writer) return;
    const w = writer,
      first = servers.find((o) => o.models.length);
    says.replaceChildren(
      ...(w.kind === "offline"
        ? [tr("Written as a "), el("b", { text: tr("template outline") }), tr(", without a language model.")]
        : [
            tr("Written by "),
            el("b", { text: whole(w) }),
            w.kind === "openai" && !w.ready ? tr(" (no key yet)") : "",
            w.shot_s ? `, ${shotWords(w.shot_s)}` : "",
          ]),
    );
    quick.hidden = !(w.kind === "offline" && !w.chosen && w.may_choose && first);
    if (!quick.hidden) {
      set(quick, tr("{name} is running here: write with {b}", { name: first.name, b: first.models[0] }));
      quick.onclick = () => use({ kind: "openai", base_url: first.base_url, model: first.models[0] });
    }
    choose.hidden = !w.may_choose;
  };
  const ask = async (look) => {
    const r = await call("writer", { look }, { quiet: true });
    if (r.ok) {
      writer = r.writer;
      if (r.offers) servers = r.offers;
      if (r.models) local.show(r.models, writer.kind === "transformers" ? writer.model : "");
      draw();
    }
    return r;
  };
  const use = async (args) => {
    const r = await call("choose_writer", args);
    if (r.ok) {
      writer = r.writer;
      draw();
      box.close();
      toast(tr("New stories are written by {whole}.", { whole: whole(writer) }));
    }
    return r;
  };

  /* -- choosing ----------------------------------------------------------------------------------------------------- */
  const local = localModels((args) => use(args));
  const list = el("div", { class: "vg-choices", role: "radiogroup", "aria-label": tr("Who writes") });
  const apply = button(
    tr("Use this writer"),
    () => {
      const c = list.querySelector("input[type=radio]:checked")?.closest(".vg-choice");
      if (c) use(c.vgAsk());
    },
    { class: "vg-primary", id: "use-writer" },
  );
  const box = el(
    "dialog",
    { class: "vg-dialog", "aria-labelledby": "writer-title" },
    el(
      "div",
      { class: "vg-spread" },
      el("h2", { class: "vg-title", id: "writer-title", text: tr("Who writes") }),
      button("", () => box.close(), { icon: "close", class: "vg-quiet", label: tr("Close") }),
    ),
    list,
    el("p", {
      text: tr(
        "A key that is typed here goes into this machine's keyring, to its own address only, and is kept neither in a project nor on this page. A key that was there when the program was started works too.",
      ),
    }),
    el("div", { class: "vg-row" }, apply),
    local.node,
  );
  const entry = (label, value, hint) =>
    el("input", { class: "vg-input", "aria-label": label, value, placeholder: hint, maxlength: 300 });
  const choice = (name, why, asks, checked, ...entries) => {
    const radio = el("input", { type: "radio", name: "vg-writer" });
    radio.checked = checked;
    const node = el(
      "label",
      { class: "vg-choice" },
      radio,
      el("span", {}, el("b", { text: name }), el("small", { text: why })),
      entries.length ? el("span", { class: "vg-entries" }, entries) : null,
    );
    node.vgAsk = asks;
    return node;
  };
  const openChoice = async () => {
    for (const save of leaving) save();
    await ask(true);
    if (!writer) return;
    const w = writer,
      known = offered(w.base_url);
    const rows = [
      choice(
        tr("Template outline"),
        tr("No language model: there at once, and the words follow a pattern."),
        () => ({ kind: w.environment ? "offline" : "auto" }),
        w.kind === "offline",
      ),
    ];
    if (w.environment)
      rows.push(
        choice(
          tr("{a} at {host}", { a: w.environment_model || tr("A model"), host: host(w.environment) }),
          tr("Set when the program was started; {environment_key}.", { environment_key: w.environment_key }),
          () => ({ kind: "auto" }),
          w.kind === "openai" && !w.chosen,
        ),
      );
    for (const o of servers) {
      const models = el(
        "select",
        { class: "vg-input", "aria-label": tr("Model of {name}", { name: o.name }) },
        o.models.map((m) => el("option", { value: m, text: m })),
      );
      if (known === o && w.model && o.models.includes(w.model)) models.value = w.model;
      rows.push(
        choice(
          tr("{name}, on this machine", { name: o.name }),
          o.models.length
            ? `${host(o.base_url)} · ${numberOf(o.models.length, "model")}`
            : tr("{host} · no model is loaded", { host: host(o.base_url) }),
          () => ({ kind: "openai", base_url: o.base_url, model: models.value }),
          w.chosen && known === o,
          models,
        ),
      );
    }
    const other = w.chosen && w.kind === "openai" && !known,
      url = entry(tr("Address"), other ? w.base_url : "", "https://host/v1"),
      model = entry(tr("Model"), other ? w.model : "", tr("name of the model")),
      credential = entry(
        tr("Keyring entry"),
        other ? w.credential : "",
        tr("its name in the keyring; empty: the address"),
      ),
      key = entry(
        tr("Key"),
        "",
        other && w.credential ? tr("the key that is kept is used") : tr("key, if it needs one"),
      );
    for (const [name, value] of Object.entries({
      type: "password",
      autocomplete: "off",
      maxlength: 500,
      id: "writer-key",
    }))
      attr(key, name, value);
    rows.push(
      choice(
        tr("Another endpoint"),
        tr("Anything that speaks the OpenAI protocol."),
        () => {
          const asked = { kind: "openai", base_url: url.value, model: model.value, credential: credential.value };
          const typed = key.value;
          key.value = "";
          return typed ? { ...asked, key: typed } : asked;
        },
        other,
        url,
        model,
        key,
        credential,
      ),
    );
    const folder = entry(
      tr("Directory of the model"),
      w.kind === "transformers" ? w.model : "",
      tr("directory of a chat model"),
    );
    rows.push(
      choice(
        tr("A model from disk"),
        tr("Runs in this program with transformers; its replies cannot break the form."),
        () => ({ kind: "transformers", model: folder.value }),
        w.chosen && w.kind === "transformers",
        folder,
      ),
    );
    list.replaceChildren(...rows);
    if (!box.open) box.showModal();
  };

  /* -- a person's own shots ----------------------------------------------------------------------------------------- */
  const text = el("textarea", {
    id: "own-text",
    "aria-label": tr("Your shots"),
    placeholder: tr("1. A lamp is lit in an empty harbour.\n2. Mary climbs the stairs with a letter.\n3. …"),
    maxlength: 400000,
    spellcheck: "true",
  });
  const read = el("p", { class: "vg-readback", "aria-live": "polite" }),
    by = el("p");
  let timer = 0,
    many = 0;
  const make = button(
    tr("Make a film of them"),
    async () => {
      make.disabled = true;
      const r = await call("shot_list", { text: text.value, have: 0 });
      make.disabled = !many;
      if (r.ok) {
        text.value = "";
        ownBox.close();
        showTab("Story");
      }
    },
    { class: "vg-primary", id: "make-own" },
  );
  const pick = button(
    tr("Import a file"),
    () =>
      chooseFile(".fountain,.fdx,.spmd,.txt,.md,.csv", (f) => {
        ownBox.close();
        offers.openScript(f);
      }),
    { icon: "upload", id: "import-own", title: tr("A screenplay (.fountain, .fdx) or a list of shots (.txt, .csv)") },
  );
  const ownBox = el(
    "dialog",
    { class: "vg-dialog vg-own", "aria-labelledby": "own-title" },
    el(
      "div",
      { class: "vg-spread" },
      el("h2", { class: "vg-title", id: "own-title", text: tr("Your own shots") }),
      button("", () => ownBox.close(), { icon: "close", class: "vg-quiet", label: tr("Close") }),
    ),
    by,
    text,
    read,
    el("div", { class: "vg-row" }, make, pick),
  );
  const count = async () => {
    const mine = text.value;
    many = 0;
    if (mine.trim()) {
      const r = await call("read_shots", { text: mine }, { quiet: true });
      if (mine !== text.value) return;
      many = r.ok ? r.shots.length : 0;
      set(read, r.ok ? `${numberOf(many, "shot")}. The first: ${r.shots[0]}` : problemWords(r.problem));
    } else set(read, "");
    make.disabled = !many;
    set(
      make.lastChild,
      many
        ? tr("Make a film of {a}", { a: many === 1 ? tr("this shot") : tr("these {many}", { many }) })
        : tr("Make a film of them"),
    );
  };
  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(count, 250);
  });
  const openOwn = () => {
    set(
      by,
      tr(
        "One shot a line, numbered or not, or a table with a column “description”. They stay word for word; only the five domains are filled in, {a}. Or bring a screenplay.",
        {
          a:
            !writer || writer.kind === "offline"
              ? tr("as a plain reading of each line")
              : tr("by {whole}", { whole: whole(writer) }),
        },
      ),
    );
    make.disabled = !many;
    ownBox.showModal();
    text.focus();
  };
  offers.openOwnShots = openOwn;
  root.append(box, ownBox);

  let begun = false;
  on(() => {
    if (!begun && state.ready) {
      begun = true;
      ask(false).then(() => setTimeout(() => ask(true), 800));
    }
  });
});
