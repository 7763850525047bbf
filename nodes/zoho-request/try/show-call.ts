import { withOrg } from "../../../src/api/org-selector";
import { resourcePath } from "../../../src/api/resource-path";
import { operationOf } from "../../../src/zoho/operations/operation-path";
import { PRODUCTS } from "../../../src/zoho/products";
import { likelyScopes } from "../../../src/zoho/scope-rules";
import { coversScope } from "../../../src/zoho/scopes";
import { own } from "../../shared/red";
import type { DryRunCall, NeededScope } from "../admin-api";
import type { RequestConfig } from "../config";
import { dryRun } from "../dry-run";
import type { PreparedCall } from "../prepared-call";
import type { TryingCall } from "./prepare-try";
import { shownJson } from "./shown-json";

type Shown = Extract<DryRunCall, { state: "shown" }>;

/** What the call of a dialog would be, as a node with *Dry run* has it. Nothing is asked of Zoho. */
export function showCall({ prepared, url, credits }: TryingCall, config: RequestConfig): Shown {
  const { call } = prepared;
  const shown = dryRun(prepared, { resultFile: undefined, kept: "no" }).payload;
  const calls = own(shown, "calls");
  const looksUp =
    own(shown, "addedWhenSent") === undefined ? undefined : resourcePath(call.product, call.path);
  const body = own(shown, "body");
  return {
    state: "shown",
    method: call.method,
    url: url.href,
    headers: withoutEnvironment(headersOf(prepared), config),
    ...(body !== null && { body: shownJson(body) }),
    ...(looksUp !== undefined && { looksUp }),
    ...(typeof calls === "number" && { calls }),
    credits,
    connection: call.connection.name,
    scopes: neededScopes(prepared),
  };
}

function headersOf(prepared: PreparedCall): Readonly<Record<string, string>> {
  const { call } = withOrg(prepared.call);
  return { accept: PRODUCTS[call.product].accept, ...call.headers };
}

/** What comes from the environment may be a secret, and a dry run is shown around. */
function withoutEnvironment(
  headers: Readonly<Record<string, string>>,
  config: RequestConfig,
): Readonly<Record<string, string>> {
  const hidden = config.headers
    .filter(({ type, value }) => type === "env" || /\{\{\s*env\./.test(value) || /\$env\b/.test(value))
    .map(({ name }) => name.trim().toLowerCase());
  const entries = Object.entries(headers);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, hidden.includes(name.toLowerCase()) ? "•••" : value]),
  );
}

/** As the catalogue has them, else as the path lets suppose. */
function neededScopes({ call }: PreparedCall): readonly NeededScope[] {
  const { product, method, connection } = call;
  const path = resourcePath(product, call.path);
  const found = operationOf({ product, method, path });
  const module = found?.values["module"] ?? "";
  const scopes =
    found?.operation.scopes.map((scope) => scope.replace("{module}", () => module)) ??
    likelyScopes(PRODUCTS[product], method, path);
  return scopes.map((scope) => ({ scope, isGranted: coversScope(connection.scopes, scope) }));
}
