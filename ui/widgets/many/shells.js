/* Long lists: a card that is far from what is seen is an empty shell, and is filled when it comes near. A page of five hundred shots has
   as many shells and some dozens of cards. */

/** A list so short is whole. */
const WHOLE = 48;

/** @param {{ make: (item: any) => any, update: (li: any, item: any) => void, root?: any, margin?: string }} o */
export const shells = (o) => {
  let whole = true;
  const fill = (li) => {
    if (li.firstChild) return;
    li.append(...o.make(li.vgItem).childNodes);
    o.update(li, li.vgItem);
  };
  const empty = (li) => {
    if (whole || li.contains(document.activeElement)) return;
    li.replaceChildren();
    li.vgAloud = null;
  };
  const watch = new IntersectionObserver(
    (seen) => {
      for (const one of seen) one.isIntersecting || whole ? fill(one.target) : empty(one.target);
    },
    { root: o.root || null, rootMargin: o.margin || "700px" },
  );
  return {
    /** @param {number} n how many there will be */
    all: (n) => {
      whole = n <= WHOLE;
    },
    make: (item) => {
      const li = o.make(item);
      li.vgItem = item;
      li.vgFill = () => fill(li);
      if (!whole) li.replaceChildren();
      watch.observe(li);
      return li;
    },
    update: (li, item) => {
      li.vgItem = item;
      if (whole) fill(li);
      if (li.firstChild) o.update(li, item);
    },
  };
};
