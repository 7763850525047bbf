import { type CredentialName, TOKEN_PLACES, type TokenPlace } from "../../../zoho-client/credentials";
import { textOf } from "../own-value";

/** Credentials as the editor has them: a password that was deployed is only known to exist, as `has_<name>`. */
export type EditorCredentials = Readonly<Record<string, unknown>>;

/** What stands in an input for a password that was deployed and not typed anew. */
const UNCHANGED = "__PWRD__";

/** What an input for a credential opens with: Node-RED fills only those that stand in the dialog's template. */
export function sealedValue(credentials: EditorCredentials | undefined, name: CredentialName): string {
  const typed = textOf(credentials?.[name]);
  return typed === "" && credentials?.[`has_${name}`] === true ? UNCHANGED : typed;
}

/**
 * Makes the inputs by which Node-RED finds the refresh tokens when the dialog is closed. They are not shown: the rows
 * of the declared connections come and go, and a token must go with its row.
 */
export function prepareTokenPlaces(credentials: EditorCredentials | undefined): void {
  const container = $("#zoho-token-places").empty();
  for (const place of TOKEN_PLACES) {
    $("<input>", { type: "hidden", id: idOf(place) })
      .val(sealedValue(credentials, place))
      .appendTo(container);
  }
}

export function sealedToken(place: TokenPlace): string {
  return String($(`#${idOf(place)}`).val() ?? "");
}

export function sealToken(place: TokenPlace, token: string): void {
  $(`#${idOf(place)}`).val(token.trim());
}

/** @returns the first place that no row uses; undefined where all are taken */
export function freePlace(used: readonly string[]): TokenPlace | undefined {
  return TOKEN_PLACES.find((place) => !used.includes(place));
}

function idOf(name: CredentialName): string {
  return `node-config-input-${name}`;
}
