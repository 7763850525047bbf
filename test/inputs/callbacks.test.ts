import fc from "fast-check";
import { expect, test } from "vitest";
import { isZohoError } from "../../src/errors/zoho-error";
import { parseCallback } from "../../src/oauth/callback";
import { DATA_CENTER_CODES, DATA_CENTERS } from "../../src/zoho/data-centers";
import { findCanaries } from "../nodes/support/canaries";
import { rowOf } from "../library/support/wire";
import { form } from "../unit/support/scripted-transport";
import { CANARY } from "../unit/support/secrets";
import { CALLBACKS, type CallbackCase, type Consents } from "./corpora/callbacks";
import { expressQuery } from "./support/express-query";
import { anyOf, expectNamesOfTheirOwn, fixedCases } from "./support/run-inputs";
import { type Waiting, waitingConsents } from "./support/waiting-consents";

test("each query has a name of its own", () => {
  expectNamesOfTheirOwn(CALLBACKS);
});

/** How it ended: the code of the failure, `connected`, or `nothing` where it belongs to no consent. */
async function ended(
  waiting: Waiting,
  query: Readonly<Record<string, unknown>>,
  cookie?: string,
): Promise<string> {
  try {
    const outcome = await waiting.comeBack(query, cookie);
    return outcome.state === "failed" ? outcome.error.code : "connected";
  } catch (error) {
    if (!isZohoError(error)) throw error;
    expect(["callback_invalid", "callback_without_state"]).toContain(error.code);
    expect(findCanaries(JSON.stringify(error.cause) + error.message, CANARY)).toEqual([]);
    return "nothing";
  }
}

/** Grants and tokens, without the consents. */
function connectionsIn(standing: unknown): string {
  const { records } = standing as { readonly records: readonly unknown[] };
  return JSON.stringify(records.slice(0, 3));
}

fixedCases("callbacks", CALLBACKS, async ({ query, cookie, ends }: CallbackCase) => {
  const waiting = await waitingConsents();
  const before = await waiting.standing();
  const end = await ended(waiting, expressQuery(query(waiting.consents)), cookie);
  expect(end).toBe(ends);
  if (ends === "connected") {
    const [asked] = waiting.transport.tokenCalls;
    expect(asked?.url.href).toBe("https://accounts.zoho.eu/oauth/v2/token");
    expect(form(asked).get("code")).toBe(waiting.consents.code);
    return;
  }
  expect(waiting.transport.requests).toEqual([]);
  const after = await waiting.standing();
  if (ends === "nothing") expect(after).toEqual(before);
  expect(connectionsIn(after)).toBe(connectionsIn(before));
});

/** Random queries as somebody writes them who knows the names, and perhaps a state. */
function anyQuery({ state, used, bound, ticket, code }: Consents): fc.Arbitrary<string> {
  const known = fc.constantFrom(
    state,
    used,
    bound,
    ticket,
    code,
    "no_org",
    "access_denied",
    "eu",
    "us",
    "cn",
  );
  const servers = DATA_CENTER_CODES.map((one) => `https://${DATA_CENTERS[one].accountsHost}`);
  const value = fc.oneof(
    { weight: 4, arbitrary: known },
    fc.constantFrom(...servers, ...DATA_CENTER_CODES, "https://evil.example", ""),
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.tuple(known, fc.constantFrom("\0", " ", "A", "=", "%", "\n")).map((two) => two.join("")),
  );
  const name = fc.constantFrom(
    ...["state", "state", "state", "code", "code", "error", "location", "accounts-server"],
    ...["State", "state[]", "code[]", "state[0]", "__proto__[state]", "a"],
  );
  const pair = fc
    .tuple(name, value)
    .map(([left, right]) => `${left}=${encodeURIComponent(Buffer.from(right).toString())}`);
  return fc.array(pair, { maxLength: 6 }).map((pairs) => pairs.join("&"));
}

anyOf("callbacks", {
  what: "whatever a browser brings, only a live state and a code lead to Zoho, and only to an accounts server that the query rightly names",
  // The consents of each run are others: what is random is how they are put into the query.
  values: anyQuery({
    state: "{state}",
    used: "{used}",
    bound: "{bound}",
    ticket: "{ticket}",
    code: "{code}",
  }),
  judge: async (template) => {
    const waiting = await waitingConsents({ allowedDataCenters: DATA_CENTER_CODES });
    const { consents, transport } = waiting;
    const text = template.replace(/%7B(\w+)%7D/g, (_all, name: keyof Consents) => consents[name]);
    const query = expressQuery(text);
    const before = await waiting.standing();
    const end = await ended(waiting, query);
    const { state, code, error, location, accountsServer } = parseCallback(query);
    if (state !== consents.state) expect([end, await waiting.standing()]).toEqual(["nothing", before]);
    if (state !== consents.state || code === undefined || error !== undefined) {
      expect(transport.requests).toEqual([]);
      return;
    }
    for (const { url } of transport.requests) {
      const place = DATA_CENTER_CODES.find((one) => rowOf(one).includes(url.origin));
      expect([place, undefined]).toContain(location);
      const server = `https://${DATA_CENTERS[place ?? "us"].accountsHost}`;
      expect([server, `${server}/`, undefined]).toContain(accountsServer);
      expect(findCanaries(url.href, CANARY)).toEqual([]);
    }
    if (transport.requests.length === 0) expect(["forged_callback", "wrong_data_center"]).toContain(end);
  },
  share: 0.5,
});
