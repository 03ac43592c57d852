/* What an edit sets: places in the film, and the values they get. An edit may be sent twice without harm, and whether it
   arrived can be seen in the film; what makes or removes something is no edit. Pure: a film is { story, items }. */
const nothing = (v) => v === undefined || v === null || v === "" || v === false;
/* Whether two values mean the same to the program, which rounds numbers and fills in what is left out. */
export const same = (a, b) => {
  if (nothing(a) || nothing(b)) return nothing(a) && nothing(b);
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) < 6e-4;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((x, i) => same(x, b[i]));
  if (typeof a === "object")
    return typeof b === "object" && [...new Set([...Object.keys(a), ...Object.keys(b)])].every((k) => same(a[k], b[k]));
  return a === b;
};
const squeezed = (text) =>
  String(text || "")
    .split(/\s+/)
    .filter(Boolean)
    .join(" ");
const moved = (ids, shot, to) => {
  const rest = ids.filter((id) => id !== shot);
  rest.splice(to - 1, 0, shot);
  return rest;
};

/* verb -> (args, film) -> [[place, value], …]. */
const SETS = {
  edit: (a) => [[["shots", a.shot, a.field], a.value]],
  edit_part: (a) => [[a.path.split("/"), a.value]],
  trim: (a) => [[["shots", a.shot, `trim_${a.end}_s`], a.value]],
  lines: (a) => [
    [
      ["shots", a.shot, "lines"],
      a.lines.map((l) => ({ character: l.character || null, text: squeezed(l.text) })).filter((l) => l.text),
    ],
  ],
  markers: (a) => Object.entries(a.markers).map(([shot, list]) => [["shots", shot, "markers"], list]),
  review: (a) =>
    ["status", "assignee", "comments"].filter((k) => a[k] != null).map((k) => [["shots", a.shot, k], a[k]]),
  edit_shots: (a) => a.shots.map((shot) => [["shots", shot, a.field], a.value]),
  lock_shots: (a) => a.shots.map((shot) => [["locks", shot, a.what], a.on]),
  lock: (a) => [[["locks", a.shot, a.what], a.on]],
  order: (a) => [[["order"], a.shots]],
  move: (a, film) => [
    [
      ["order"],
      moved(
        film.story.shots.map((s) => s.id),
        a.shot,
        a.to,
      ),
    ],
  ],
  boundary: (a) => [[["boundaries", a.after, a.field], a.value]],
  sound: (a) =>
    Object.entries(a)
      .filter(([k]) => !["item", "seen", "have", "project"].includes(k))
      .map(([k, v]) => [["sounds", a.item, k], v]),
  track: (a) => ["muted", "gain_db"].filter((k) => k in a).map((k) => [["tracks", a.kind, k], a[k]]),
  sound_setting: (a) => [[["sound", a.field], a.value]],
  voice: (a) => [
    [a.character ? ["cast", a.character, "voice", "variant"] : ["sound", "narrator", "variant"], a.variant],
  ],
  card: (a) => [
    [["titles", a.card], a.text.trim() ? { text: a.text.trim(), line: a.line.trim(), duration_s: a.duration_s } : null],
  ],
  captions: (a) => [[["titles", "captions"], a.value]],
  pin: (a, film) => [[["pins", a.key], a.take || film.items[a.key]?.take || true]],
  unpin: (a) => [[["pins", a.key], null]],
};
/* How it is sent another time: by what it means, not by what has moved since. */
const AGAIN = {
  move: (_a, [[, shots]]) => ["order", { shots }],
  pin: (a, [[, take]]) => ["pin", take === true ? { key: a.key } : { key: a.key, take }],
};

/* What holds the value of a place, and its name there; null where it is not in the film any more. */
const holder = (film, place) => {
  const [head, name] = place,
    last = place.at(-1),
    story = film.story;
  let node = story;
  if (head === "sounds") node = story.sound.tracks.flatMap((t) => t.items).find((i) => i.id === name);
  else if (head === "tracks") node = story.sound.tracks.find((t) => t.kind === name);
  else
    for (const step of place.slice(0, -1)) {
      node = Array.isArray(node) ? node.find((x) => x.id === step || x.after === step) : node?.[step];
    }
  if (!node || typeof node !== "object") return null;
  return [head === "shots" && node.domains && last in node.domains ? node.domains : node, last];
};
const shot = (film, id) => film.story.shots.find((s) => s.id === id);
export const read = (film, place) => {
  const [head, name, what] = place;
  if (head === "order") return film.story.shots.map((s) => s.id);
  if (head === "locks") return shot(film, name)?.locked.includes(what);
  if (head === "pins") return film.items[name]?.pinned ? film.items[name].take || true : null;
  if (head === "sounds" && what === "kind")
    return film.story.sound.tracks.find((t) => t.items.some((i) => i.id === name))?.kind;
  const found = holder(film, place);
  return found ? found[0][found[1]] : undefined;
};
export const there = (film, place) =>
  place[0] === "order"
    ? true
    : place[0] === "locks"
      ? !!shot(film, place[1])
      : place[0] === "pins"
        ? !!film.items[place[1]]
        : place[0] === "tracks"
          ? true
          : !!holder(film, place);
const write = (film, place, value) => {
  const [head, name, what] = place,
    story = film.story;
  if (head === "order") {
    const order = value.map((id) => shot(film, id));
    if (order.length !== story.shots.length || order.some((s) => !s)) return;
    story.shots = order;
    story.boundaries = order
      .slice(0, -1)
      .map(
        (s) => story.boundaries.find((b) => b.after === s.id) || { ...story.boundaries[0], after: s.id, mode: "cut" },
      );
  } else if (head === "locks") {
    const s = shot(film, name);
    if (s) s.locked = value ? [...new Set([...s.locked, what])] : s.locked.filter((l) => l !== what);
  } else if (head === "pins") {
    if (film.items[name]) film.items[name] = { ...film.items[name], pinned: !!value };
  } else if (head === "sounds" && what === "kind") return;
  else {
    const found = holder(film, place);
    if (found) found[0][found[1]] = value;
  }
};

/** The places and values of a request; null when it is no edit. */
export const editOf = (verb, args, film) => (SETS[verb] && film.story ? SETS[verb](args, film) : null);
/** How an edit is sent another time. */
export const anotherTime = (verb, args, sets) => (AGAIN[verb] ? AGAIN[verb](args, sets) : [verb, args]);
/** The film as it will be when these edits have arrived. */
export const over = (film, edits) => {
  if (!edits.length) return film;
  const out = { ...film, story: structuredClone(film.story), items: { ...film.items } };
  for (const e of edits)
    e.places.forEach((place, i) => {
      try {
        write(out, place, e.values[i]);
      } catch (why) {
        console.warn("an edit could not be shown", why);
      }
    });
  return out;
};
