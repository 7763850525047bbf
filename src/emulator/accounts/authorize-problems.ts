import { basis } from "../basis/basis";
import type { ErrorRow } from "./error-row";

const PAGES = basis("oauth 3.5", "documented");
const GUESS = basis("oauth 3.5", "inferred");

/**
 * Titles of the pages that end an authorization on Zoho's side: nothing goes back to the app. In the order of the
 * checks. Zoho: web server apps, authorization request.
 */
export const AUTHORIZE_PROBLEMS = {
  "400 not found": { when: "The address was asked for by POST instead of GET.", basis: PAGES },
  "Invalid response type": {
    when: "client_id or response_type is missing, or the client may not use this response type.",
    basis: PAGES,
  },
  "An error occurred": {
    when: "The request can't be understood: response_type, response_mode or code_challenge is none that exists, a mobile client sends no code_challenge, or an instance or enhance_token is unknown.",
    basis: basis("oauth 3.5", "documented", "inferred"),
  },
  "Invalid Client": {
    when: "The client ID is unknown, not enabled in this data center or in that of the person, or of a type that can't be used here.",
    basis: basis("oauth 3.5", "documented", "inferred"),
  },
  oauth_app_blocked: { when: "Zoho has blocked this client.", basis: basis("oauth 3.5", "third party") },
  "Invalid Redirect Uri": {
    when: "The redirect URI differs from those registered for this client.",
    basis: PAGES,
  },
  "Invalid OAuth Scope": {
    when: "A scope is missing or does not exist, or scopes of several apps were asked for an organization.",
    basis: PAGES,
  },
  "404 not found": { when: "Zoho Accounts has no such page.", basis: GUESS },
} as const satisfies Readonly<Record<string, ErrorRow>>;

export type AuthorizeProblem = keyof typeof AUTHORIZE_PROBLEMS;

/** Errors that come back on the redirect URI; all others are pages. */
export const CALLBACK_ERRORS = {
  access_denied: {
    when: "the person rejects, or there were too many grant tokens in ten minutes",
    basis: PAGES,
  },
  no_org: {
    when: "the person lacks an account in one of the apps asked for and presses Back to app",
    basis: PAGES,
  },
} as const satisfies Readonly<Record<string, ErrorRow>>;

export type CallbackError = keyof typeof CALLBACK_ERRORS;
