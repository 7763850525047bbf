import { createHash } from "node:crypto";
import type { Response } from "express";
import type { ConsentOutcome } from "../../src/connect/consent-outcomes";
import type { ZohoError } from "../../src/errors/zoho-error";

/** Takes code and state out of the address bar and the history as soon as the page stands. */
const SCRIPT = `history.replaceState(null, "", location.pathname);`;
const SCRIPT_HASH = createHash("sha256").update(SCRIPT).digest("base64");

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem; color-scheme: light dark; }
  h1 { font-size: 1.4rem; } .ok { color: #1a7f37; } .bad { color: #cf222e; }`;
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

export function sendFailurePage(response: Response, error: ZohoError): void {
  const { reason, remedy } = error.cause;
  const belongsToNone = error.code === "callback_invalid" || error.code === "callback_without_state";
  send(response, belongsToNone ? 400 : 200, "Not connected", "bad", [reason, remedy]);
}

function send(
  response: Response,
  status: number,
  title: string,
  tone: "ok" | "bad",
  sentences: readonly string[],
): void {
  const paragraphs = sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join("\n");
  response.removeHeader("Access-Control-Allow-Origin");
  response
    .status(status)
    .set({
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": `default-src 'none'; script-src 'sha256-${SCRIPT_HASH}'; style-src 'sha256-${STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
    })
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head>` +
        `<body><h1 class="${tone}">${title}</h1>\n${paragraphs}\n<script>${SCRIPT}</script></body></html>`,
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
