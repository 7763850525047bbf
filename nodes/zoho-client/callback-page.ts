import { createHash } from "node:crypto";
import type { Request, Response } from "express";
import type { AskedConfirmation } from "../../src/connect/confirmations";
import type { ConsentOutcome } from "../../src/connect/consent-outcomes";
import type { ZohoError } from "../../src/errors/zoho-error";

/** Takes code and state out of the address bar and the history as soon as the page stands. */
const SCRIPT = `history.replaceState(null, "", location.pathname);`;
const SCRIPT_HASH = createHash("sha256").update(SCRIPT).digest("base64");

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem; color-scheme: light dark; }
  h1 { font-size: 1.4rem; } .ok { color: #1a7f37; } .bad { color: #cf222e; }
  dt { font-weight: 600; } dd { margin: 0 0 0.5rem; } button { font: inherit; padding: 0.4rem 1rem; }`;
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/** Shows the person in the browser how the consent ended. Static text only; nothing of the address is repeated. */
export function sendOutcomePage(response: Response, outcome: ConsentOutcome): void {
  if (outcome.state === "failed") {
    sendFailurePage(response, outcome.error);
    return;
  }
  const { name, pins, environment } = outcome.connection;
  const org = pins.orgName === undefined ? "" : ` to ${pins.orgName} (${environment})`;
  send(response, 200, "Connected", "ok", [`'${name}' is connected${org}.`, "You can close this window."]);
}

/**
 * Asks the person who opened a link whether this is the connection that was meant. The answer is posted to the
 * address of the page, with the one-time token that stands in it alone.
 */
export function sendQuestionPage(response: Response, asked: AskedConfirmation): void {
  const { connectionName, dataCenter, pins, token } = asked;
  const facts = [
    ["Connection", connectionName],
    ["Org", pins.orgName ?? pins.orgId ?? "not known: the scopes do not let anybody ask"],
    ["Environment", pins.environment ?? "not known"],
    ["Data center", dataCenter],
    ["Person", pins.user ?? "not known: the scopes do not let anybody ask"],
  ] as const;
  const rows = facts.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`).join("\n");
  const body = `<p>From now on flows of this Node-RED may read and change data there, as this person.</p>
<dl>${rows}</dl>
<form method="post" action="?"><input type="hidden" name="token" value="${escapeHtml(token)}">
<button name="answer" value="yes">Confirm</button> <button name="answer" value="no">Do not connect</button></form>`;
  sendHtml(response, 200, { title: "Connect this org?", tone: "ask", body });
}

export function sendFailurePage(response: Response, error: ZohoError): void {
  const { reason, remedy } = error.cause;
  const belongsToNone = error.code === "callback_invalid" || error.code === "callback_without_state";
  send(response, belongsToNone ? 400 : 200, "Not connected", "bad", [reason, remedy]);
}

/** Answers the dialog's check: with nothing to itself, with a page to somebody who has opened the address by hand. */
export function sendProbeArrived(request: Request, response: Response): void {
  if (request.accepts(["json", "html"]) === "html") {
    send(response, 200, "It arrives", "ok", [
      "Zoho's redirect will reach this Node-RED.",
      "You can close this window.",
    ]);
    return;
  }
  response.removeHeader("Access-Control-Allow-Origin");
  response.status(204).set("Cache-Control", "no-store").end();
}

function send(
  response: Response,
  status: number,
  title: string,
  tone: "ok" | "bad",
  sentences: readonly string[],
): void {
  const body = sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join("\n");
  sendHtml(response, status, { title, tone, body });
}

interface Page {
  readonly title: string;
  readonly tone: "ok" | "bad" | "ask";
  readonly body: string;
}

function sendHtml(response: Response, status: number, { title, tone, body }: Page): void {
  // Browsers leave `Origin` out of a form whose page wants no referrer, and then nothing shows that the form is ours.
  const [referrer, formAction] = tone === "ask" ? ["same-origin", "'self'"] : ["no-referrer", "'none'"];
  response.removeHeader("Access-Control-Allow-Origin");
  response
    .status(status)
    .set({
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Referrer-Policy": referrer,
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": `default-src 'none'; script-src 'sha256-${SCRIPT_HASH}'; style-src 'sha256-${STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'; form-action ${formAction}`,
    })
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head>` +
        `<body><h1 class="${tone}">${title}</h1>\n${body}\n<script>${SCRIPT}</script></body></html>`,
    );
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
