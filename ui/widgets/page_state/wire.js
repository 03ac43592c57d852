/* One request to the program, and how it ended. Gradio's own call of a component's function swallows whatever goes wrong
   (a refusal, a cut line, an answer that is not JSON) and returns nothing at all, and it waits for ever; so the page asks
   the same address itself, and always gets an answer: the program's, or { ok: false, lost: true, problem } with the cause
   in words. `arrived` is false where it is certain that the program did nothing; null where nobody can know. */

import { GOES_ON, lost, refused } from "./refusals.js";
import { tr } from "./say.js";

/* Where this very script came from: right under a proxy's sub-path, and when the page was opened without its last slash. */
const base = new URL("../../../", import.meta.url);
const config = () => globalThis.gradio_config || {};
const linkOf = (told) => told.components?.find((c) => c.props?.elem_id === "page-link")?.id;
let link;

const away = () =>
  navigator.onLine === false && !["localhost", "127.0.0.1", "[::1]"].includes(location.hostname)
    ? lost("away", tr("This device is offline."), GOES_ON)
    : lost(
        "away",
        tr("The program does not answer."),
        tr("Is it still running? Start it again if it is not. {GOES_ON}", { GOES_ON }),
      );

/* A program that was started again in another version may know the link by another number. */
const known = async () => {
  try {
    return linkOf(
      await (
        await fetch(new URL("config", base), { credentials: "same-origin", signal: AbortSignal.timeout(15000) })
      ).json(),
    );
  } catch {
    return undefined;
  }
};

/* o: limit_s (how long to wait for the answer), stays (the request goes on when the page is left). */
export const wire = async (request, o = {}) => {
  link ??= linkOf(config());
  for (let turn = 0; ; turn++) {
    if (link === undefined && (link = await known()) === undefined) return away();
    const body = JSON.stringify({ data: request, component_id: link, fn_name: "ask", session_hash: "page" });
    let answer, text;
    try {
      answer = await fetch(new URL(`.${config().api_prefix ?? "/gradio_api"}/component_server/`, base), {
        method: "POST",
        body,
        headers: { "Content-Type": "application/json" },
        credentials: "same-origin",
        keepalive: !!o.stays && body.length < 20000,
        signal: o.limit_s ? AbortSignal.timeout(o.limit_s * 1000) : undefined,
      });
      text = await answer.text();
    } catch (why) {
      return why?.name === "TimeoutError"
        ? lost(
            "late",
            tr("The program has not answered for {limit_s} seconds.", { limit_s: o.limit_s }),
            tr("It may be very busy, or hang. This page keeps asking."),
          )
        : away();
    }
    if (!answer.ok) {
      if (!turn && [404, 422, 500].includes(answer.status)) {
        const now = await known();
        if (now !== undefined && now !== link) {
          link = now;
          continue;
        }
      }
      return refused(answer.status, text);
    }
    let reply = null;
    try {
      reply = JSON.parse(text);
    } catch {
      /* said below */
    }
    if (Array.isArray(reply)) reply = reply[0];
    if (typeof reply?.ok === "boolean" && (reply.ok || typeof reply.problem?.message === "string")) return reply;
    return lost(
      "strange",
      tr("Something answered here that is not the program."),
      tr("A sign-in page, perhaps, or a proxy? Reload the page; what you typed stays in this browser."),
    );
  }
};
