import { appsRequiringAccount } from "../../../../src/zoho/apps";
import { ENVIRONMENT_APPS, ORG_PROBES, userProbe } from "../../../../src/zoho/org-probes";
import { coversScope, malformedScopes, parseScopes } from "../../../../src/zoho/scopes";
import { textIn, textOf } from "../own-value";
import type { Translate } from "../red";

/** Shows the scopes one per line and says below what can be said about them without asking Zoho. */
export function prepareScopes(scopes: readonly string[], translate: Translate): void {
  const area = $("#node-config-input-scopes").val(scopes.join("\n"));
  const update = (): void => {
    const hints = scopeHints(readScopes(), translate);
    $("#zoho-scope-hints")
      .empty()
      .append(
        ...hints.map(({ text, warning }) => $("<div>").text(text).toggleClass("zoho-warning", warning)),
      );
  };
  area.on("input change", update);
  update();
}

/** The scopes as they stand in the dialog. */
export function readScopes(): string[] {
  return [...parseScopes(textIn("#node-config-input-scopes"))];
}

/** Validator of the property: a list in a node, text while its dialog is open. */
export function scopesProblem(value: unknown, translate: Translate): string | undefined {
  const scopes = Array.isArray(value) ? value.map(String) : parseScopes(textOf(value));
  if (scopes.length === 0) return translate("zoho-client.scopes.none");
  const malformed = malformedScopes(scopes);
  if (malformed.length === 0) return undefined;
  return translate("zoho-client.scopes.malformed", { scopes: malformed.join(", ") });
}

interface Hint {
  readonly text: string;
  readonly warning: boolean;
}

function scopeHints(scopes: readonly string[], translate: Translate): readonly Hint[] {
  const hints: Hint[] = [];
  const problem = scopesProblem(scopes, translate);
  if (problem !== undefined) hints.push({ text: problem, warning: true });
  const apps = appsRequiringAccount(scopes);
  if (apps.length > 0) {
    hints.push({ text: translate("zoho-client.scopes.accounts", { apps: apps.join(", ") }), warning: false });
  }
  const probes = missingProbes(scopes);
  if (probes.length > 0) {
    hints.push({
      text: translate("zoho-client.scopes.probes", { scopes: probes.join(", ") }),
      warning: false,
    });
  }
  return hints;
}

/** Scopes without which the org and the user of a new connection can't be looked up. */
function missingProbes(scopes: readonly string[]): readonly string[] {
  return ENVIRONMENT_APPS.filter((app) =>
    scopes.some((scope) => scope.toLowerCase().startsWith(`${ORG_PROBES[app].scopePrefix.toLowerCase()}.`)),
  )
    .flatMap((app) => [ORG_PROBES[app].scope, userProbe(app).scope])
    .filter((scope) => !coversScope(scopes, scope));
}
