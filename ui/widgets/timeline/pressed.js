/* Changes of the film's sounds and markers: seen at once, sent one after the other, each made from what the one before it has left behind.
   Pure. */

/** The queue of changes. `put(...what)` writes one into the film as the page has it now and gives what is to be sent and how it is taken
    back, or null where what it changes is gone: every answer and every look may replace the film's objects by others. `send(values)`:
    whether the program took them; `show()`: draw the film.
    @template {any[]} What
    @param {{ put: (...what: What) => { values: any, back: () => void } | null, send: (values: any) => Promise<boolean>, show: () => void }} film
    @returns {(...what: What) => Promise<boolean>} */
export const pressed = (film) => {
  /** @type {{ what: What, back: () => void }[]} */
  const waiting = [];
  /** @type {Promise<any>} */
  let last = Promise.resolve();
  const put = (one) => {
    const done = film.put(...one.what);
    one.back = done ? done.back : () => {};
    return done?.values;
  };
  /* All that waits is taken back, not the next one alone: a later one may already stand on an object that a look has brought meanwhile,
     and a step from there would count twice. */
  const takeBack = () => {
    for (const one of [...waiting].reverse()) {
      one.back();
      one.back = () => {};
    }
  };
  const putLater = (now) => {
    for (const one of waiting) if (one !== now) put(one);
  };
  const go = async (one) => {
    takeBack();
    const values = put(one);
    putLater(one);
    let ok = false;
    try {
      ok = !!values && (await film.send(values));
    } finally {
      if (!ok) takeBack();
      waiting.splice(waiting.indexOf(one), 1);
      if (!ok) {
        putLater(null);
        film.show();
      }
    }
    return ok;
  };
  return (...what) => {
    const one = { what, back: () => {} };
    waiting.push(one);
    put(one);
    film.show();
    const next = () => go(one);
    return (last = last.then(next, next));
  };
};
