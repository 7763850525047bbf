import { invalidInput } from "../errors/invalid-input";
import type { ZohoError } from "../errors/zoho-error";
import { dataCenterOfAccountsServer } from "../zoho/data-centers";
import { type CallbackParameters, parseCallback } from "./callback";

/** Longest address that is looked at; Zoho's redirects have about 400 characters. */
const MAX_LENGTH = 8_000;

/** What people and mail programs put around an address. */
const AROUND = /^[\s<"'`(]+|[\s>"'`)]+$/g;

/**
 * Reads the address that a browser was sent to after the consent, where nothing answers there: the person copies it
 * out of the address bar. What it holds is trusted no more than what comes to the callback itself, and is to go
 * through the same checks.
 *
 * @param pasted the whole address; line breaks that a mail program put into it are taken out
 * @returns the parameters, with a `state` and with a code or an error
 * @throws ZohoError `invalid_input` saying what was pasted instead; no start is touched by then
 */
export function parsePastedRedirect(pasted: unknown): CallbackParameters {
  if (typeof pasted !== "string" || pasted.trim() === "") throw unusable("is missing");
  if (pasted.length > MAX_LENGTH) throw unusable("is far longer than a redirect of Zoho's");
  const text = pasted.replace(AROUND, "").replace(/\s/g, "");
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw unusable("is not a whole address: copy all of it out of the browser's address bar, from http on");
  const url = new URL(text);
  if (dataCenterOfAccountsServer(url.origin) !== undefined) {
    throw unusable(
      "is that of Zoho's own page: accept there first, then copy the address of the page that can't be opened",
    );
  }
  const parameters = parseCallback(queryOf(url));
  if (parameters.state === undefined) throw unusable("has no state, or several: copy all of it");
  if (parameters.code === undefined && parameters.error === undefined)
    throw unusable("has neither a code nor an error: copy all of it, once Zoho has sent the browser on");
  return parameters;
}

/** As a web server hands them over: what stands there twice is a list, and a list counts as absent. */
function queryOf(url: URL): Readonly<Record<string, unknown>> {
  const names = new Set(url.searchParams.keys());
  return Object.fromEntries(
    [...names].map((name) => {
      const values = url.searchParams.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

function unusable(problem: string): ZohoError {
  return invalidInput("The pasted address", problem);
}
