/* The scenes of a film: shots after one another at one place, or from a heading on. Where a film is long enough, and they are no single shots, its lists
   show them as folders. Pure. */

/** @typedef {{ id: string, place: string, name: string, shots: string[], seconds: number }} Scene `id`: of its first shot; `place`: a slug, or nothing; `name`: a heading
    @typedef {{ scene: Scene, folded: boolean } | { shot: any }} Row */

/** From so many shots on a list has folders. */
export const LONG = 12;

/** @param {{ id: string, place: string | null, duration_s: number, scene?: string }[]} shots @returns {Scene[]} */
export const scenesOf = (shots) => {
  /** @type {Scene[]} */
  const found = [];
  for (const shot of shots) {
    const place = shot.place || "",
      last = found.at(-1);
    if (last && last.place === place && !shot.scene?.trim()) {
      last.shots.push(shot.id);
      last.seconds += shot.duration_s;
    } else
      found.push({ id: shot.id, place, name: shot.scene?.trim() || "", shots: [shot.id], seconds: shot.duration_s });
  }
  return found;
};

/** Whether folders help: a long film whose scenes have a shot and a half at least. @param {Scene[]} scenes @param {number} shots */
export const foldable = (scenes, shots) => shots >= LONG && scenes.length > 1 && scenes.length * 1.5 <= shots;

/** What a list shows, one after the other: the head of a scene, then its shots unless it is folded. `shown`: those of the film's shots
    that the list shows at all. @template {{ id: string }} T @param {Scene[]} scenes @param {T[]} shown
    @param {(scene: string) => boolean} isFolded @returns {Row[]} */
export const rowsOf = (scenes, shown, isFolded) => {
  const here = new Map(shown.map((s) => [s.id, s]));
  return scenes.flatMap((scene) => {
    const mine = scene.shots.map((id) => here.get(id)).filter(Boolean),
      folded = isFolded(scene.id);
    if (!mine.length) return [];
    return [{ scene, folded }, ...(folded ? [] : mine.map((shot) => ({ shot })))];
  });
};
