/* Where a change of the film is, as a film maker says it. Pure. */

/** @typedef {{ cast: { id: string, name: string, stages: { id: string, name: string }[] }[], places: { id: string, name: string }[] }} Cast */

/** @type {Record<string, string>} */
const FIELDS = {
  summary: "what happens",
  who: "who is there",
  place: "place",
  duration_s: "seconds",
  look: "look",
  name: "name",
  role: "role",
  wardrobe: "wardrobe and palette",
  mode: "how it is joined",
  lines: "what is said",
  notes: "notes",
};

/** `shots/3/lighting` -> `Shot 3, lighting`. `after`: what comes there, nothing for a shot that goes.
    @param {string} path @param {Cast | null} film @param {string[][]} domains @param {string} [after] */
export const placeOf = (path, film, domains, after = " ") => {
  const [kind, id, ...rest] = path.split("/"),
    field = rest.at(-1) || "";
  const said = domains.find(([name]) => name === field)?.[1].toLowerCase() || FIELDS[field] || field.replace(/_/g, " ");
  if (kind === "shots" && !rest.length) return after ? `Shot ${id}` : `Shot ${id} is removed`;
  if (kind === "shots") return `Shot ${id}, ${said}`;
  if (kind === "boundaries") return `Between shots ${id} and ${Number(id) + 1}, ${said}`;
  if (kind === "cast") {
    const one = film?.cast.find((c) => c.id === id),
      stage = one?.stages.find((s) => s.id === rest[1]);
    return `${one?.name || id}${stage && one && one.stages.length > 1 ? `, ${stage.name}` : ""}, ${said}`;
  }
  if (kind === "places") return `${film?.places.find((p) => p.id === id)?.name || id}, ${said}`;
  const whole = id || kind;
  return `The film's ${{ width: "width", height: "height", fps: "frames a second" }[whole] || whole.replace(/_/g, " ")}`;
};

/** Whether a change is of words, which are compared word by word. @param {string} path */
export const isText = (path) => /\/(character|background|relation|camera|lighting|summary|look|notes)$/.test(path);
