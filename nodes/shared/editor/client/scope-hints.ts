import { appsRequiringAccount } from "../../../../src/zoho/apps";
import { ENVIRONMENT_APPS, ORG_PROBES, userProbe } from "../../../../src/zoho/org-probes";
import { coversScope, malformedScopes, parseScopes } from "../../../../src/zoho/scopes";
import { textOf } from "../own-value";
import type { Translate } from "../red";
import { onScopes, readScopes } from "./scope-list";
import { isVariable } from "./scope-uses";

/** Says below the scopes what can be said about them without asking Zoho. */
export function prepareScopeHints(translate: Translate): void {
  const update = (): void => {
    const hints = scopeHints(readScopes(), translate);
    $("#zoho-scope-hints")
      .empty()
      .append(
        ...hints.map(({ text, warning }) => $("<div>").text(text).toggleClass("zoho-warning", warning)),
      );
  };
  onScopes(update);
  update();
}

/** Validator of the property: a list in a node, text while its dialog is open. */
export function scopesProblem(value: unknown, translate: Translate): string | undefined {
  const scopes = Array.isArray(value) ? value.map(String) : parseScopes(textOf(value));
  if (scopes.length === 0) return translate("zoho-client.scopes.none");
  // A variable is filled in by Node-RED when the flow starts.
  const malformed = malformedScopes(scopes.filter((scope) => !isVariable(scope)));
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
  const variables = scopes.filter(isVariable);
  if (variables.length > 0) {
    const text = translate("zoho-client.scopes.variable", { scopes: variables.join(", ") });
    hints.push({ text, warning: false });
  }
  const apps = appsRequiringAccount(scopes);
  if (apps.length > 0) {
    const key = apps.length > 1 ? "severalAccounts" : "accounts";
    const text = translate(`zoho-client.scopes.${key}`, { apps: apps.join(", ") });
    hints.push({ text, warning: apps.length > 1 });
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
