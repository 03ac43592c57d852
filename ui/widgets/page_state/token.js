/* What this page asks carries the token of the program's start (ui/access.py), which pages of other sites cannot read. When the
   program was started again while the page stayed open, the new token is fetched, and the same is asked once more. */
(() => {
  if (globalThis.vgotToken) return;
  globalThis.vgotToken = true;
  const plain = globalThis.fetch.bind(globalThis);
  let token = "",
    coming = null;
  const again = () =>
    (coming ||= plain(new URL("studio/token", document.baseURI), { headers: { "x-vgot-page": "1" }, cache: "no-store" })
      .then(async (r) => {
        if (r.ok) token = await r.text();
        return r.ok;
      })
      .catch(() => false)
      .finally(() => {
        coming = null;
      }));
  const changes = (what, how) => {
    const method = (how?.method || what?.method || "GET").toUpperCase();
    try {
      return (
        !["GET", "HEAD", "OPTIONS"].includes(method) &&
        new URL(what?.url || what, document.baseURI).origin === location.origin
      );
    } catch {
      return false;
    }
  };
  const outdated = async (answer) => {
    if (answer.status !== 403) return false;
    try {
      return (await answer.clone().json()).problem?.field === "token";
    } catch {
      return false;
    }
  };
  globalThis.fetch = async (/** @type {any} */ what, how) => {
    if (!changes(what, how)) return plain(what, how);
    const ask = () => {
      const headers = new Headers(how?.headers || what?.headers);
      if (token) headers.set("x-vgot-token", token);
      return plain(what instanceof Request ? what.clone() : what, { ...how, headers });
    };
    const sent = (token ||= document.querySelector('meta[name="vgot-token"]')?.getAttribute("content") || ""),
      answer = await ask();
    if (!(await outdated(answer))) return answer;
    return token !== sent || (await again()) ? ask() : answer;
  };
})();
