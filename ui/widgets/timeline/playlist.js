/* What the preview plays, one piece after the other: cards, clips, what is between them, stills where no clip is. Pure. */

/** `in` and `out`: seconds of the file; `start` and `long`: of the film.
    @typedef {{ src?: string, still?: string, card?: { text: string, line: string }, in: number, out: number, long: number, shot?: string,
      start: number }} Piece */

/** @param {{ story: any, items: Record<string, any>, time: any, media: (digest: string, kind: string) => string,
      thumb: (digest: string, width: number) => string }} of */
export const playlist = ({ story, items, time, media, thumb }) => {
  /** @type {Piece[]} */
  const out = [],
    { shots, titles } = story,
    { opening: first, end } = titles || {},
    fps = time.rate(),
    d = time.seconds();
  const joinOf = (/** @type {number} */ i) => items[`join/${shots[i].id}-${shots[i + 1]?.id}`];
  let t = 0;
  const add = (/** @type {Omit<Piece, "start">} */ piece) => {
    out.push({ ...piece, start: t });
    t += piece.long;
  };
  const half = (/** @type {number} */ i) => {
    const j = i >= 0 && i < shots.length - 1 && joinOf(i),
      a = j && items[`clip/${shots[i].id}`],
      b = j && items[`clip/${shots[i + 1].id}`];
    return j?.digest && j.frames && a?.digest && b?.digest ? j.frames / 2 / fps : 0;
  };
  if (first && shots.length)
    add({ card: { text: first.text, line: first.line }, in: 0, out: time.lead(), long: time.lead() });
  shots.forEach((/** @type {any} */ s, /** @type {number} */ i) => {
    const c = items[`clip/${s.id}`],
      k = items[`keyframe/${s.id}`],
      a = half(i - 1),
      b = half(i),
      off = time.trims(s)[0] / fps,
      long = Math.max(1 / fps, d[i] - a - b);
    add(
      c?.digest
        ? { src: media(c.digest, "mp4"), in: off + a, out: off + d[i] - b, long, shot: s.id }
        : { still: k?.digest ? thumb(k.digest, 1280) : "", in: 0, out: long, long, shot: s.id },
    );
    if (b) {
      const j = joinOf(i);
      add({ src: media(j.digest, "mp4"), in: 0, out: 2 * b, long: 2 * b, shot: s.id });
    }
  });
  if (end && shots.length)
    add({ card: { text: end.text, line: end.line }, in: 0, out: time.tail(), long: time.tail() });
  return out;
};
