/* Elements of the page, made and kept. Text of people and models becomes text nodes only; no markup is ever built from it. */

export const el = (tag, props, ...children) => {
  const node = tag.startsWith("svg:")
    ? document.createElementNS("http://www.w3.org/2000/svg", tag.slice(4))
    : document.createElement(tag);
  for (const [k, v] of Object.entries(props || {})) {
    if (v === undefined || v === null || v === false) continue;
    if (k === "class") node.setAttribute("class", v);
    else if (k === "text") node.textContent = v;
    else if (k.startsWith("on")) node.addEventListener(k.slice(2), v);
    else node.setAttribute(k, v === true ? "" : v);
  }
  for (const c of children.flat()) if (c !== null && c !== undefined && c !== false) node.append(c);
  return node;
};
const PATHS = {
  play: "M6 4.5v11l9-5.5z",
  pause: "M6 4.5v11M14 4.5v11",
  undo: "M4 8h8a4 4 0 1 1 0 8H8M4 8l3.5-3.5M4 8l3.5 3.5",
  redo: "M16 8H8a4 4 0 1 0 0 8h4M16 8l-3.5-3.5M16 8l-3.5 3.5",
  again: "M15.5 6.5A6.5 6.5 0 1 0 16.5 10M16 3v4h-4",
  pin: "M7.5 3h5l-.8 5 2.8 3h-9l2.8-3zM10 11v6",
  check: "M4 10.5l4 4 8-9",
  queue: "M3 5h14M3 10h14M3 15h8",
  close: "M5 5l10 10M15 5L5 15",
  sun: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v1.6M10 16.4V18M2 10h1.6M16.4 10H18M4.3 4.3l1.2 1.2M14.5 14.5l1.2 1.2M15.7 4.3l-1.2 1.2M5.5 14.5l-1.2 1.2",
  plus: "M10 4v12M4 10h12",
  copy: "M7 7h9v9H7zM13 7V4H4v9h3",
  trash: "M4 6h12M8 6V4h4v2M6 6l.7 10h6.6L14 6",
  left: "M12 4l-6 6 6 6",
  right: "M8 4l6 6-6 6",
  up: "M4 12l6-6 6 6",
  down: "M4 8l6 6 6-6",
  upload: "M10 13V4M6.5 7.5L10 4l3.5 3.5M4 13v3h12v-3",
  download: "M10 4v9M6.5 9.5L10 13l3.5-3.5M4 13v3h12v-3",
  film: "M3 5h14v10H3zM3 8.3h14M3 11.7h14M7 5v10M13 5v10",
  folder: "M3 5h5l1.5 2H17v8.5H3z",
  clock: "M10 3.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13M10 6.5V10l2.5 2",
  wipe: "M3 4h14v12H3zM10 2v16",
  full: "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4",
  chip: "M6 6h8v8H6zM8 3v3M12 3v3M8 14v3M12 14v3M3 8h3M3 12h3M14 8h3M14 12h3",
};
export const icon = (name) =>
  el(
    "svg:svg",
    { viewBox: "0 0 20 20", class: "vg-icon", "aria-hidden": "true" },
    el("svg:path", { d: PATHS[name] || "" }),
  );
export const button = (text, onclick, o = {}) =>
  el(
    "button",
    {
      type: "button",
      class: `vg-btn ${o.class || ""}`,
      id: o.id,
      title: o.title,
      "aria-label": o.label,
      disabled: o.disabled,
      onclick,
    },
    o.icon && icon(o.icon),
    text && el("span", { text }),
  );
export const set = (node, text) => {
  if (node.textContent !== text) node.textContent = text;
};
export const attr = (node, name, value) => {
  if (value === null || value === undefined || value === false) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
  } else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
};
/* Keeps one element an item, in order; never rebuilds what is there. */
export const keyed = (box, items, key, make, update) => {
  const had = (box.vgKeyed ||= new Map()),
    seen = new Set();
  let at = box.firstElementChild;
  items.forEach((item, i) => {
    const k = key(item, i);
    seen.add(k);
    let node = had.get(k);
    if (!node) had.set(k, (node = make(item, i)));
    update(node, item, i);
    if (node === at) at = at.nextElementSibling;
    else box.insertBefore(node, at);
  });
  for (const [k, node] of had)
    if (!seen.has(k)) {
      node.remove();
      had.delete(k);
    }
};
/* What a card says to a screen reader, in place of its scattered pieces. */
export const aloud = (node, text) => {
  if (!node.vgAloud) {
    for (const c of node.children) c.setAttribute("aria-hidden", "true");
    node.append((node.vgAloud = el("span", { class: "vg-sr" })));
  }
  set(node.vgAloud, text);
};
