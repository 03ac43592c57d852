/* Services that render elsewhere: where they are, what leaves this machine, prices, ceilings, and what is what in a ComfyUI workflow. */

import { call } from "../page_state/asking.js";
import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { changed, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";

let known = null,
  asked = "";

const look = async () => {
  if (state.mode === "space" || !state.ready || !state.project) return;
  const reply = await call("services", {}, { quiet: true });
  if (!reply.ok) return;
  known = reply;
  changed();
};
const money = (n, currency) => `${Number(Number(n).toFixed(4))} ${currency}`;

/** What is typed stays until it is kept: an answer on its way must not put the old value back under the hand. @param {HTMLInputElement} input */
const typedStays = (input) =>
  input.addEventListener("input", () => {
    input.dataset.typed = "1";
  });

/** A field with a button that keeps it. @param {string} label @param {Record<string, any>} attrs @param {(value: string) => Promise<any>} keep */
const kept = (label, attrs, keep) => {
  const input = el("input", { class: "vg-input", ...attrs, "aria-label": label });
  const send = async () => {
    const reply = await keep(input.value.trim());
    if (!reply.ok) return;
    delete input.dataset.typed;
    if (attrs.type === "password") input.value = "";
    await look();
    toast(tr("Kept."));
  };
  typedStays(input);
  input.addEventListener("keydown", (e) => e.key === "Enter" && send());
  const node = el(
    "label",
    { class: "vg-field" },
    el("span", {}, el("b", { text: label })),
    el("span", { class: "vg-row" }, input, button(tr("Keep"), send, { class: "vg-small" })),
  );
  return {
    node,
    show: (value) => {
      if (document.activeElement !== input && !input.dataset.typed) input.value = value ?? "";
    },
  };
};

/** A number, or nothing. */
const amount = (said) => (said === "" ? undefined : Number(said));

const priceRow = (service) => (model) => {
  const parts = ["call", "second"].map((part) =>
    el("input", {
      class: "vg-input vg-num",
      type: "number",
      min: 0,
      step: "any",
      "aria-label": part === "call" ? tr("Price of a call") : tr("Price of a second of a clip"),
      "data-part": part,
    }),
  );
  const name = el("b"),
    now = el("small", { class: "vg-muted" });
  const keep = button(
    tr("Keep the price"),
    async () => {
      const [one, second] = parts.map((p) => Number(p.value || 0));
      const reply = await call("set_price", { name: service, model: model.model, call: one, second });
      if (!reply.ok) return;
      for (const p of parts) delete p.dataset.typed;
      look();
    },
    { class: "vg-small" },
  );
  parts.forEach(typedStays);
  return el(
    "li",
    { class: "vg-price" },
    el("span", {}, name, now),
    el("label", {}, el("span", { class: "vg-muted", text: tr("a call") }), parts[0]),
    el("label", {}, el("span", { class: "vg-muted", text: tr("a second") }), parts[1]),
    keep,
  );
};
const showPrice = (li, model, currency) => {
  set(li.querySelector("b"), model.model);
  const price = model.price,
    worth = price && (price.call || price.second || price.megapixel || price.thousand_characters);
  set(li.querySelector("small"), !price ? tr("price unknown") : worth ? "" : tr("free: it is on your own network"));
  for (const input of li.querySelectorAll("input"))
    if (document.activeElement !== input && !input.dataset.typed && price)
      input.value = price[input.dataset.part] || "";
  attr(li, "data-currency", currency);
};

const serviceCard = (one) => {
  const title = el("h3"),
    where = el("p", { class: "vg-small-text vg-muted" }),
    prices = el("ul", { class: "vg-prices" });
  const address = kept(tr("Address"), { maxlength: 1000, placeholder: "https://" }, (v) =>
      call("set_service", { name: one.name, address: v }),
    ),
    key = kept(tr("Key, into this machine's keyring"), { type: "password", maxlength: 500, autocomplete: "off" }, (v) =>
      call("set_service", { name: one.name, key: v }),
    );
  const agree = button(
    tr("I agree that this is sent there"),
    async () => {
      const reply = await call("set_service", { name: one.name, agreed_to: node.vgAddress });
      if (reply.ok) look();
    },
    { class: "vg-small", id: `agree-${one.name}` },
  );
  const node = el("li", { class: "vg-card vg-service" }, title, where, agree, address.node, key.node, prices);
  node.vgShow = (now, currency, leaves) => {
    set(title, now.name);
    node.vgAddress = now.addresses[0] ?? "";
    const first = now.addresses.join(", ") || tr("no address yet");
    set(
      where,
      now.stays_here
        ? tr("{address}: nothing leaves this machine.", { address: first })
        : now.must_agree && !now.agreed
          ? tr("{address}: {what} would be sent there. Nothing is sent until you agree.", {
              address: first,
              what: leaves,
            })
          : tr("{address}: {what} are sent there.", { address: first, what: leaves }),
    );
    agree.hidden = !now.must_agree || now.agreed || !now.addresses.length;
    address.show(now.addresses.join(", "));
    attr(key.node.querySelector("input"), "placeholder", now.key ? tr("there is one") : tr("none yet"));
    keyed(
      prices,
      now.models,
      (m) => m.model,
      priceRow(now.name),
      (li, m) => showPrice(li, m, currency),
    );
  };
  return node;
};

const workflowCard = (one) => {
  const title = el("h3"),
    why = el("p", { class: "vg-small-text vg-muted" }),
    lines = el("textarea", { class: "vg-input", rows: 6, spellcheck: "false", "aria-label": tr("What is what") }),
    asks = el("p", { class: "vg-small-text" });
  const output = el("input", { class: "vg-input", "aria-label": tr("Node whose result is used") });
  const confirm = button(
    tr("This is right"),
    async () => {
      const bound = lines.value
        .split("\n")
        .map((l) => l.trim())
        .filter(Boolean);
      const reply = await call("bind_workflow", { name: one.name, bound, output: output.value.trim(), confirm: true });
      if (reply.ok) look();
    },
    { class: "vg-small", id: `confirm-${one.name}` },
  );
  const node = el(
    "li",
    { class: "vg-card vg-workflow" },
    title,
    why,
    asks,
    lines,
    el("label", { class: "vg-field" }, el("span", {}, el("b", { text: tr("Output") })), output),
    confirm,
  );
  node.vgShow = (now) => {
    set(title, now.name);
    set(
      why,
      now.why ||
        (now.confirmed
          ? tr("You confirmed what is what in it.")
          : tr("Look at what is what, correct it, and confirm it once.")),
    );
    set(
      asks,
      Object.entries(now.asks || {})
        .map(([role, could]) => `${role}? ${could.join(", ")}`)
        .join("; "),
    );
    const said = Object.entries(now.inputs)
      .map(([role, places]) => `${role}=${places.join(",")}`)
      .join("\n");
    if (document.activeElement !== lines && node.vgHad !== said) lines.value = node.vgHad = said;
    if (document.activeElement !== output) output.value = now.output;
    for (const part of [lines, output, confirm]) part.hidden = Boolean(now.why);
  };
  return node;
};

export const servicesSection = () => {
  const ahead = el("p", { id: "services-ahead" }),
    leaves = el("p", { class: "vg-small-text", id: "services-leaves" }),
    refused = el("ul", { class: "vg-small-text" });
  const ceiling = kept(tr("Ceiling for this film"), { type: "number", min: 0, step: "any", id: "film-ceiling" }, (v) =>
      call("spend_limit", v === "" ? {} : { amount: amount(v) }),
    ),
    day = kept(tr("Ceiling for a day, all films"), { type: "number", min: 0, step: "any", id: "day-ceiling" }, (v) =>
      call("day_limit", v === "" ? {} : { amount: amount(v) }),
    );
  const again = button(
    tr("Send again what was perhaps bought"),
    async () => {
      const reply = await call("send_again");
      if (reply.ok) toast(tr("Retry it in the queue: it may be sent again."));
    },
    { class: "vg-small", id: "send-again" },
  );
  const list = el("ul", { class: "vg-cards", id: "services" }),
    flows = el("ul", { class: "vg-cards", id: "workflows" });
  const flowsTitle = el("h3", { text: tr("ComfyUI workflows") });
  const node = el(
    "section",
    { class: "vg-section", id: "services-section" },
    el(
      "header",
      {},
      el("h2", { class: "vg-title", text: tr("Services that render") }),
      el("span", { class: "vg-muted", text: tr("no GPU: models at somebody else's, or on your own servers") }),
    ),
    ahead,
    leaves,
    refused,
    again,
    el("div", { class: "vg-two" }, ceiling.node, day.node),
    list,
    flowsTitle,
    flows,
  );
  const show = () => {
    node.hidden = state.mode === "space";
    const mark = `${state.project}:${state.revision}:${state.preset}:${state.queue?.paused}`;
    if (asked !== mark) {
      asked = mark;
      look();
    }
    if (!known) return;
    const { price, calls } = known.ahead,
      currency = known.services.currency;
    const all = calls.map((c) => `${c.count} × ${c.model || c.service}`).join(", ");
    const spent = known.spending.spent
      ? ` ${tr("Spent so far: {amount}.", { amount: money(known.spending.spent, currency) })}`
      : "";
    set(
      ahead,
      (!calls.length
        ? tr("This film, with this preset, calls no service.")
        : price.known
          ? tr("To finish this film: {all}; {amount}.", { all, amount: money(price.estimate, currency) })
          : tr("To finish this film: {all}; price unknown, {amount} of it is known.", {
              all,
              amount: money(price.estimate, currency),
            })) + spent,
    );
    set(
      leaves,
      known.ahead.leaves.length ? tr("Leaves this machine: {what}.", { what: known.ahead.leaves.join(", ") }) : "",
    );
    keyed(
      refused,
      known.ahead.refused,
      (r) => r.node,
      () => el("li"),
      (li, r) => set(li, `${r.node}: ${r.why}`),
    );
    again.hidden = !known.spending.perhaps || state.queue?.running > 0;
    ceiling.show(price.ceiling);
    day.show(known.services.day_limit);
    const what = known.ahead.leaves.join(", ") || tr("words and pictures of the film");
    keyed(
      list,
      known.services.services,
      (s) => s.name,
      serviceCard,
      (li, s) => li.vgShow(s, currency, what),
    );
    flowsTitle.hidden = !known.workflows.length;
    keyed(
      flows,
      known.workflows,
      (w) => w.name,
      workflowCard,
      (li, w) => li.vgShow(w),
    );
  };
  return { node, show };
};
