import { isTokenPlace } from "../../../zoho-client/credentials";
import type { Translate } from "../red";
import { choices } from "../select-options";
import { freePlace, sealedToken, sealToken } from "./sealed-inputs";

/** Where the refresh token of a declared connection comes from: a person connects it, a variable, or the node itself. */
const ORIGINS = ["person", "environment", "sealed"] as const;

/** The only thing that may stand for a refresh token in a flow. */
const VARIABLE = /^\$\{[A-Za-z_][A-Za-z0-9_]*\}$/;

/** The two inputs of a row that say where its refresh token is. */
export interface TokenOrigin {
  readonly elements: readonly JQuery[];
  /** What stands in the flow for it: empty, `${NAME}`, or the name of a credential. Never a token. */
  readonly reference: () => string;
  /** Gives its place among the credentials free, and the token there with it. */
  readonly release: () => void;
}

/**
 * @param written what stands in the flow
 * @param usedPlaces those of all rows
 */
export function tokenOrigin(
  written: string,
  usedPlaces: () => readonly string[],
  translate: Translate,
): TokenOrigin {
  const label = (key: string): string => translate(`zoho-client.declared.${key}`);
  const origin = $("<select>", { class: "zoho-declared-origin" }).attr("aria-label", label("origin"));
  const variable = $("<input>", { type: "text", class: "zoho-declared-refreshToken" })
    // Not above: jQuery UI would take `autocomplete` for its widget.
    .attr({ autocomplete: "off", spellcheck: "false", placeholder: "${ZOHO_REFRESH_TOKEN}" })
    .attr("aria-label", label("refreshToken"));
  const token = $("<input>", { type: "password", class: "zoho-declared-sealedToken" })
    .attr({ autocomplete: "new-password", placeholder: "1000.…" })
    .attr("aria-label", label("sealedToken"));
  const problem = $("<div>").addClass("zoho-hint zoho-warning").attr("role", "alert");
  let place = isTokenPlace(written) ? written : undefined;

  const options = choices(ORIGINS, (one) => translate(`zoho-client.declared.from.${one}`));
  origin.append(options.map((option) => $("<option>").val(option.value).text(option.label)));
  origin.val(place === undefined ? (written === "" ? "person" : "environment") : "sealed");
  variable.val(place === undefined ? written : "");
  if (place !== undefined) token.val(sealedToken(place));

  const release = (): void => {
    if (place !== undefined) sealToken(place, "");
    place = undefined;
  };
  const update = (): void => {
    const chosen = String(origin.val());
    if (chosen !== "sealed") release();
    else place ??= freePlace(usedPlaces());
    if (place !== undefined) sealToken(place, String(token.val() ?? ""));
    variable.toggle(chosen === "environment");
    token.toggle(chosen === "sealed");
    const typed = String(variable.val() ?? "").trim();
    const isLiteral = chosen === "environment" && typed !== "" && !VARIABLE.test(typed);
    const isFull = chosen === "sealed" && place === undefined;
    variable.toggleClass("input-error", isLiteral);
    problem.text(isLiteral ? label("literal") : isFull ? label("full") : "");
  };
  origin.on("change", update);
  variable.on("input change", update);
  token.on("input change", update);
  update();

  const reference = (): string => {
    const typed = String(variable.val() ?? "").trim();
    if (origin.val() === "environment") return VARIABLE.test(typed) ? typed : "";
    return place ?? "";
  };
  return { elements: [origin, variable, token, problem], reference, release };
}
