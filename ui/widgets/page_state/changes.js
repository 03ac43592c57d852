/* The views that the program told this page, and what it tells of a next one: only what changed (ui/changes.py). */

const byId = (list) => new Map(list.map((one) => [one.id, one]));
const own = (object, key) => (Object.hasOwn(object, key) ? object[key] : undefined);

/** What `change` makes of `old`, which is left alone. */
export const applied = (old, change) => {
  if (!change) return old;
  if ("to" in change) return change.to;
  if ("keys" in change) {
    const gone = new Set(change.gone),
      made = new Map(Object.entries(old).filter(([key]) => !gone.has(key)));
    for (const [key, one] of Object.entries(change.keys)) made.set(key, applied(made.get(key), one));
    return Object.fromEntries(change.order ? change.order.map((key) => [key, made.get(key)]) : made);
  }
  const before = byId(old);
  return (change.order || [...before.keys()]).map((id) => applied(before.get(id), own(change.rows, id)));
};

const REMEMBERED = 6;

/** Views by their marks. `held(project)`: the mark to ask with; `whole(reply)`: the reply with its whole view. */
export const views = () => {
  /** @type {Map<string, any>} */
  const told = new Map();
  let last = "";
  return {
    held: (project) => (told.get(last)?.project === project ? last : ""),
    whole: (reply, shown) => {
      if (!reply.mark) return reply;
      let view = reply.view;
      if (reply.changed) {
        const before = told.get(reply.changed.since);
        if (!before) {
          last = ""; // the next look brings all of it
          return reply;
        }
        view = applied(before, reply.changed.by);
      }
      told.set(reply.mark, view);
      last = reply.mark;
      for (const mark of [...told.keys()].slice(0, -REMEMBERED)) told.delete(mark);
      const { story, outline, ...rest } = view,
        same = view.project === shown.project && view.revision === shown.revision;
      return { ...reply, view: structuredClone(same ? rest : view) }; // widgets may write into what they show
    },
  };
};
