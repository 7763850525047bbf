import { type Basis, basis } from "./basis";

/** Something that holds for a whole service, so that no row of a table of addresses or codes can say it. */
export interface GroundRule {
  readonly what: string;
  readonly basis: Basis;
}

/** What holds everywhere: for docs. Where a fact changes here, the code that follows it changes too. */
export const GROUND_RULES: readonly GroundRule[] = [
  {
    what: "Eleven data centers, each with its own accounts server, API gateway and API console; people, orgs and tokens belong to one",
    basis: basis("oauth 1.1", "documented", "official code"),
  },
  {
    what: "Production, Sandbox and Developer of CRM answer at www., sandbox. and developer. of the gateway",
    basis: basis("oauth 1.2", "official code"),
  },
  {
    what: "Token requests are read from the query, from a form and from a multipart form, the body first",
    basis: basis("oauth 4.1", "documented", "official code"),
  },
  {
    what: "Authorization: Zoho-oauthtoken, in any case of letters",
    basis: basis("oauth 6.1", "documented", "official code"),
  },
  {
    what: "A scope is service, area and operation; ALL covers all operations, and case does not matter",
    basis: basis("oauth 10", "documented", "official code"),
  },
  {
    what: "Order of checks at the token endpoint: grant type, rate limit, client in this data center, secret, then the code or token",
    basis: basis("oauth 12", "inferred"),
  },
  {
    what: "CRM is at /crm/v2 to /crm/v8 of the gateway, and answers as v8 does",
    basis: basis("apis 1.1", "documented"),
  },
  {
    what: "CRM's envelopes: data and info for lists, code, details, message and status for refusals, 204 without a body for nothing found",
    basis: basis("apis 1.2", "documented", "official code"),
  },
  {
    what: "Order of checks in CRM: path, token, data center and environment, scope, calls in flight, credits, method, module, the rest",
    basis: basis("apis 1c", "inferred"),
  },
  {
    what: "Bigin is at /bigin/v1 and /bigin/v2 of the gateway, with CRM's envelopes and its own modules",
    basis: basis("apis P2.1", "documented"),
  },
];
