/* How a request ended that brought no answer of the program, in words. Pure. */

import { tr } from "./say.js";

/** No answer. `arrived`: false where the program certainly did nothing, null where nobody can know.
    @param {"away" | "late" | "refused" | "strange"} cause @param {string} message @param {string} hint
    @param {boolean | null} [arrived] @param {number} [status] */
export const lost = (cause, message, hint, arrived = null, status = 0) => ({
  ok: false,
  lost: true,
  cause,
  arrived,
  status,
  problem: { kind: "lost", message, hint },
});
export const GOES_ON = tr("This page goes on by itself when it is there again.");
/** What a refusal by status says: the program's own words where it has some. @param {number} status @param {string} text */
export const refused = (status, text) => {
  let said = null;
  try {
    said = JSON.parse(text);
  } catch {
    /* no JSON: somebody else's page */
  }
  const sure = status < 500 && status !== 408 ? false : null;
  if (typeof said?.problem?.message === "string")
    return lost("refused", said.problem.message, said.problem.hint || "", sure, status);
  if (status === 401)
    return lost(
      "refused",
      tr("The server wants you to sign in again."),
      tr("Reload the page and sign in; what you typed stays in this browser."),
      sure,
      status,
    );
  if (status === 413)
    return lost(
      "refused",
      tr("This is larger than the server lets through."),
      tr("Send less at once, or allow more in the proxy's settings (client_max_body_size in nginx)."),
      sure,
      status,
    );
  if (status === 429) return lost("refused", tr("The server asks to wait: too many requests."), GOES_ON, sure, status);
  if ([502, 503, 504].includes(status))
    return lost(
      "refused",
      tr("The server in front of the program says that it cannot reach it ({status}).", { status }),
      tr("Is the program still running? {GOES_ON}", { GOES_ON }),
      sure,
      status,
    );
  if (status >= 500)
    return lost(
      "refused",
      tr("The program failed over this request ({status}).", { status }),
      tr("Its log says more. Reload the page if this stays."),
      sure,
      status,
    );
  const words = typeof said?.detail === "string" ? `: ${said.detail.slice(0, 200)}` : ".";
  return lost(
    "refused",
    tr("The server refused this page's request ({status}){words}", { status, words }),
    tr("Reload the page; what you typed stays in this browser."),
    sure,
    status,
  );
};
