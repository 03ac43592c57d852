/* Edits on their way. Each is written down in this browser before it is sent and crossed out when the program has it, so
   that neither a program that is away nor a reload loses a word. They go one after the other. One whose answer was lost is
   compared with the film before it goes again: it may have arrived (then it is done), and somebody else may have changed the
   same place meanwhile (then a person chooses). An edit: { project, places, values, base: what it was made from, sent: values
   that may have arrived, state: waiting | clash | refused }. */

import { anotherTime, read, same, there } from "./places.js";
import { tr } from "./say.js";

const SHELF = "vgot-unsent/",
  ALONE_MS = 90000,
  LONGEST_WAIT_MS = 15000;

/* A field shows what was typed by itself; an order is shown here before the program has it, which takes long with many shots. */
const atOnce = (one) => one.places[0][0] === "order";

/* d: ask(verb, args, o) -> reply; film(project) -> {story, items, revision} fresh from the program, or a reply without a
     story; shown() -> the film on the page; took(verb, reply); changed(). */
export const unsentEdits = (d, storage) => {
  const page = Math.random().toString(36).slice(2, 12);
  let list = [],
    pumping = null,
    timer = 0,
    count = 0,
    shelved = true,
    left = false;

  /* -- the shelf: what is on its way, by film and page ---------------------------------------------------------------- */
  const shelf = (project) => `${SHELF}${project}/${page}`;
  const plain = ({
    project,
    name,
    key,
    verb,
    args,
    again,
    places,
    values,
    base,
    sent,
    tried,
    state,
    theirs,
    seen,
    why,
    at,
  }) => ({ project, name, key, verb, args, again, places, values, base, sent, tried, state, theirs, seen, why, at });
  const keep = (project) => {
    const edits = list.filter((e) => e.project === project).map(plain);
    try {
      if (edits.length) storage.setItem(shelf(project), JSON.stringify({ at: Date.now(), left, edits }));
      else storage.removeItem(shelf(project));
      shelved = true;
    } catch {
      shelved = !edits.length;
    } // full, or a private window: they live as long as this page
  };
  const films = () => [...new Set(list.map((e) => e.project))];
  /* Takes over what pages that are gone have left, whatever film it belongs to. */
  const adopt = () => {
    let found = [];
    try {
      for (const name of Object.keys(storage).filter((k) => k.startsWith(SHELF) && !k.endsWith(`/${page}`))) {
        let kept = null;
        try {
          kept = JSON.parse(storage.getItem(name));
        } catch {
          /* not ours any more */
        }
        if (kept && !kept.left && Date.now() - kept.at < ALONE_MS) continue;
        storage.removeItem(name);
        if (Array.isArray(kept?.edits)) found.push(...kept.edits.filter((e) => e?.places && e.project));
      }
    } catch {
      return;
    }
    if (!found.length) return;
    found = found
      .sort((a, b) => a.at - b.at)
      .map((e) => ({
        ...e,
        id: ++count,
        turn: 0,
        due: 0,
        waiters: [],
        flying: false,
        tried: e.state === "waiting" ? Math.max(1, e.tried) : e.tried,
        lost: true,
      }));
    /* Of two edits of one place the newer stands; the words of the older are not thrown away. */
    for (const e of found.reverse()) {
      if (list.some((x) => x.project === e.project && x.key === e.key))
        Object.assign(e, {
          key: `${e.key} #${page}${e.id}`,
          state: "refused",
          why: { message: tr("It was changed again later."), hint: "" },
        });
      list.unshift(e);
    }
    for (const p of films()) keep(p);
    d.changed();
  };

  /* -- how an edit ends ------------------------------------------------------------------------------------------------- */
  const answer = (one, turn, reply) => {
    const due = one.waiters.filter(([t]) => t <= turn);
    one.waiters = one.waiters.filter(([t]) => t > turn);
    for (const [, done] of due) done(reply);
  };
  const forget = (one) => {
    list = list.filter((e) => e !== one);
    keep(one.project);
  };
  const done = (one, turn, values, reply) => {
    if (one.turn === turn) forget(one);
    else {
      Object.assign(one, { base: values, sent: [], tried: 0, lost: false });
      if (reply.view?.revision) one.args = { ...one.args, seen: reply.view.revision };
      keep(one.project);
    } // changed while it flew
    if (reply.view) d.took(one.verb, reply);
    else d.changed();
    answer(one, turn, reply);
    return true;
  };
  const clash = (one, theirs, seen, problem) => {
    Object.assign(one, { state: "clash", theirs, seen, sent: [], lost: true });
    keep(one.project);
    d.changed();
    answer(one, one.turn, { ok: false, kept: true, clash: true, problem });
    return true;
  };
  const refuse = (one, problem, keeps) => {
    if (keeps) {
      Object.assign(one, { state: "refused", why: problem, lost: true });
      keep(one.project);
    } else forget(one);
    d.changed();
    answer(one, one.turn, { ok: false, kept: !!keeps, refused: true, problem });
    return true;
  };
  /* The answer, or the way there, was lost: it stays, marked, and is sent again. */
  const hold = (one, reply) => {
    const wait = Math.min(LONGEST_WAIT_MS, 500 * 2 ** Math.min(6, one.tried));
    Object.assign(one, { due: Date.now() + wait, why: reply.problem });
    for (const e of list)
      if (e.state === "waiting") {
        e.lost = true;
        e.since ||= Date.now();
        if (e.again) {
          [e.verb, e.args] = e.again;
          e.again = null;
        }
      }
    keep(one.project);
    d.changed();
    for (const e of [...list]) if (e.state === "waiting") answer(e, e.turn, { ...reply, kept: true });
    return false;
  };
  const words = (one) =>
    one.values.length === 1 && (typeof one.values[0] === "string" || one.places[0].at(-1) === "lines");

  const send = async (one) => {
    let seen = null;
    if (one.tried || one.lost) {
      const film = await d.film(one.project);
      if (!list.includes(one) || one.state !== "waiting") return true;
      if (film.lost) return hold(one, film);
      if (!film.story) return refuse(one, film.problem, true);
      if (!one.places.every((p) => there(film, p)))
        return refuse(
          one,
          {
            message: tr("What this belongs to is not in the film any more."),
            hint: tr("Undo its removal and try again, or copy your words."),
          },
          true,
        );
      const here = one.places.map((p) => read(film, p));
      if (same(here, one.values)) return done(one, one.turn, one.values, { ok: true, view: null });
      if (![one.base, ...one.sent].some((had) => same(here, had)))
        return clash(one, here, film.revision, {
          kind: "conflict",
          message: tr("Somebody changed this meanwhile."),
          hint: "",
        });
      seen = film.revision;
    }
    const turn = one.turn,
      values = one.values;
    one.sent.push(values);
    one.tried++;
    one.flying = true;
    keep(one.project);
    const reply = await d.ask(
      one.verb,
      { ...one.args, project: one.project, ...(seen ? { seen, have: seen } : {}) },
      { limit_s: 60, stays: true },
    );
    one.flying = false;
    if (!list.includes(one)) return true; // thrown away meanwhile
    if (reply.lost)
      return reply.arrived === false && ![401, 403, 429].includes(reply.status)
        ? refuse(one, reply.problem, true)
        : hold(one, reply);
    if (reply.ok) return done(one, turn, values, reply);
    one.sent.pop();
    if (reply.problem.kind === "conflict" && (words(one) || one.lost)) {
      const film = await d.film(one.project);
      if (film.lost) return hold(one, film);
      if (film.story && one.places.every((p) => there(film, p)))
        return clash(
          one,
          one.places.map((p) => read(film, p)),
          film.revision,
          reply.problem,
        );
    }
    return refuse(one, reply.problem, words(one) || one.lost);
  };
  const next = (soon) => list.find((e) => e.state === "waiting" && (soon || e.due <= Date.now()));
  const run = async () => {
    clearTimeout(timer);
    while (next(true) && (await send(next(true)))) {
      /* one after the other */
    }
    const left = next(true);
    if (left) timer = setTimeout(pump, Math.max(300, left.due - Date.now()));
  };
  const pump = () =>
    (pumping ||= run()
      .catch((why) => {
        console.error("an edit could not be sent", why);
      })
      .finally(() => {
        pumping = null;
      }));

  const put = (verb, args, sets, o = {}) => {
    const film = d.shown(),
      project = args.project || film.project,
      places = sets.map(([p]) => p),
      values = sets.map(([, v]) => v),
      key = places.map((p) => p.join("/")).join(" + ");
    const again = anotherTime(verb, args, sets),
      other = again[1] === args ? null : again;
    let one = list.find((e) => e.project === project && e.key === key);
    if (one) {
      const { have, seen } = one.args;
      if (atOnce(one) && other) [verb, args] = other; // a second move before the first arrived: where all of them led
      Object.assign(one, { verb, args: { have, ...args, ...(seen ? { seen } : {}) }, again: other, values, due: 0 });
      if (one.state === "refused") one.state = "waiting";
      if (!one.flying && one.state === "waiting") list = [...list.filter((e) => e !== one), one];
    } else {
      args = { have: film.revision, ...args };
      one = {
        id: ++count,
        project,
        name: film.name,
        key,
        verb,
        args,
        again: other,
        places,
        values,
        base: o.base !== undefined ? [o.base] : places.map((p) => read(film, p)),
        sent: [],
        tried: 0,
        state: "waiting",
        at: Date.now(),
        turn: 0,
        due: 0,
        waiters: [],
        flying: false,
        lost: false,
      };
      list.push(one);
    }
    one.turn++;
    keep(project);
    if (atOnce(one)) d.changed();
    if (one.state === "clash") {
      d.changed();
      return Promise.resolve({
        ok: false,
        kept: true,
        clash: true,
        problem: { kind: "conflict", message: tr("Somebody changed this meanwhile."), hint: "" },
      });
    }
    return new Promise((over) => {
      one.waiters.push([one.turn, over]);
      pump();
    });
  };

  return {
    put,
    adopt,
    /* The program has answered something: what waits may go. `soon`: it was away until now. */
    nudge: (soon) => {
      if (next(soon)) pump();
    },
    /* When this resolves, every edit that could be sent has been. */
    flush: () => (next(true) ? pump() : Promise.resolve()),
    /* What is not saved in the film on the page, to be drawn over it. */
    shown: (project) => list.filter((e) => e.project === project && (e.lost || atOnce(e)) && e.state !== "refused"),
    get all() {
      return list.filter((e) => e.lost);
    },
    get kept() {
      return shelved;
    },
    of: (project, key) => list.find((e) => e.project === project && e.key === key && e.lost),
    /* A person chooses what they wrote, perhaps with other words by now. */
    mine: (one, value) => {
      if (value !== undefined) {
        one.values = [value];
        one.args = { ...one.args, value };
      }
      if (one.again) {
        [one.verb, one.args] = one.again;
        one.again = null;
      }
      Object.assign(one, {
        base: one.theirs ?? one.base,
        sent: [],
        tried: one.theirs ? 0 : 1,
        state: "waiting",
        due: 0,
        lost: true,
        theirs: null,
        why: null,
      });
      if (one.seen) one.args = { ...one.args, seen: one.seen };
      one.turn++;
      keep(one.project);
      d.changed();
      return new Promise((over) => {
        one.waiters.push([one.turn, over]);
        pump();
      });
    },
    drop: (one) => {
      forget(one);
      d.changed();
      answer(one, Infinity, { ok: false, kept: true, problem: { message: tr("Thrown away."), hint: "" } });
    },
    /* Stays alive for other pages; called with every look. */
    beat: () => {
      for (const p of films()) keep(p);
    },
    leave: () => {
      left = true;
      for (const p of films()) keep(p);
    },
    /* A page that comes back from the browser's store: what another page has taken over is not this one's any more. */
    back: () => {
      left = false;
      try {
        list = list.filter((e) => storage.getItem(shelf(e.project)));
      } catch {
        /* none */
      }
      for (const p of films()) keep(p);
    },
  };
};
