import type { DryRunCall, ShownJson, TriedCall } from "../../../zoho-request/admin-api";
import type { Translate } from "../red";

/** What is said in a sentence, and what is shown below it. */
interface Told {
  readonly kind: "progress" | "success" | "error";
  readonly text: string;
  readonly parts?: readonly JQuery[];
}

const STATUS = "#zoho-try-status";
const RESULT = "#zoho-try-result";

/** Says what became of a call. Whatever came from Zoho is shown as text, never as a page. */
export function tell({ kind, text, parts = [] }: Told): void {
  $(STATUS).attr("data-kind", kind).text(text);
  $(RESULT)
    .empty()
    .append(...parts);
  // The dialog is longer than most screens, and this stands at its end.
  $(RESULT)[0]?.scrollIntoView({ block: "nearest" });
}

export function tellTried(tried: TriedCall, translate: Translate): void {
  if (tried.state === "failed") {
    tellFailed(tried);
    return;
  }
  const { status, tookMs, credits, creditsLeft, records, isFirstPage, method, url, payload } = tried;
  const sentences = [
    translate("zoho-request.try.answered", { status, ms: tookMs }),
    ...(records === undefined
      ? []
      : [translate(`zoho-request.try.${isFirstPage ? "firstPage" : "records"}`, { count: records })]),
    translate("zoho-request.try.credits", { credits }),
    ...(creditsLeft === undefined ? [] : [translate("zoho-request.try.creditsLeft", { left: creditsLeft })]),
  ];
  const parts = [address(method, url), ...jsonPart("msg.payload", payload, translate)];
  tell({ kind: "success", text: sentences.join(" "), parts });
}

export function tellDryRun(shown: DryRunCall, translate: Translate): void {
  if (shown.state === "failed") {
    tellFailed(shown);
    return;
  }
  const { method, url, headers, body, looksUp, calls, credits, connection, scopes } = shown;
  const notes = [
    ...(looksUp === undefined ? [] : [translate("zoho-request.try.looksUp", { module: looksUp })]),
    ...(calls === undefined ? [] : [translate("zoho-request.try.calls", { calls })]),
    translate("zoho-request.try.credits", { credits }),
    ...scopes.map(({ scope, isGranted }) =>
      translate(`zoho-request.try.${isGranted ? "scopeGranted" : "scopeMissing"}`, { scope }),
    ),
    ...(scopes.length === 0 ? [translate("zoho-request.try.scopeUnknown")] : []),
  ];
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const bodyPart =
    body === undefined
      ? [$("<p>").text(translate("zoho-request.try.noBody"))]
      : jsonPart(translate("zoho-request.label.body"), body, translate);
  const parts = [
    address(method, url),
    $("<ul>").append(...notes.map((note) => $("<li>").text(note))),
    ...textPart(translate("zoho-request.label.headers"), lines.join("\n")),
    ...bodyPart,
  ];
  tell({ kind: "success", text: translate("zoho-request.try.shown", { connection }), parts });
}

function tellFailed({ cause, method, url }: Extract<TriedCall, { state: "failed" }>): void {
  const parts = url === undefined ? [] : [address(method ?? "", url)];
  tell({ kind: "error", text: `${cause.reason} ${cause.remedy}`, parts });
}

function address(method: string, url: string): JQuery {
  return $("<p>").append($("<code>").text(`${method} ${url}`));
}

function jsonPart(name: string, { text, cutFrom }: ShownJson, translate: Translate): readonly JQuery[] {
  const cut = { shown: text.length, all: cutFrom };
  const note = cutFrom === undefined ? [] : [$("<p>").text(translate("zoho-request.try.cut", cut))];
  return [...textPart(name, text), ...note];
}

/** It scrolls by itself, so that keys must reach it. */
function textPart(name: string, text: string): readonly JQuery[] {
  const block = $("<pre>", { class: "zoho-answer", tabindex: 0, role: "region" }).attr("aria-label", name);
  return [$("<p>", { class: "zoho-answer-name" }).text(name), block.text(text)];
}
