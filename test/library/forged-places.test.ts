import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { ConsentRequest } from "../../src/index";
import { parseCallback } from "../../src/oauth/callback";
import type { Transport } from "../../src/transport/transport";
import { DATA_CENTER_CODES, DATA_CENTERS, type DataCenterCode } from "../../src/zoho/data-centers";
import { gatewayHost } from "../../src/zoho/environments";
import { type ByName, startByName } from "../emulator/support/by-name";
import { ASKED, accepted, comeBack as comeBackTo, ConsentingZoho, stateOf } from "../unit/support/consent";
import { library } from "../unit/support/library";
import { CANARY } from "../unit/support/secrets";
import { fixedCases } from "../inputs/support/run-inputs";
import { forgedLocations, type Forgery, forgeriesOf, ownHostsInTheWrongPlace } from "./support/forgeries";
import { askedBy, comeBack, connect, libraryWorld, type LibraryWorld, pass } from "./support/library-world";
import { type OnTheWire, recorded, rowOf, secretsInAddresses, secretsSent, strayed } from "./support/wire";

let shared: ByName;
beforeAll(async () => {
  shared = await startByName({ settings: { grantsPer10min: 100_000, refreshPer10min: 100_000 } });
  return shared.close;
});

/** The library under Zoho's real names, and all that leaves it. */
function world(
  through?: (send: Transport) => Transport,
): LibraryWorld & { readonly wire: readonly OnTheWire[] } {
  const wire: OnTheWire[] = [];
  const byName = recorded(shared.dispatcher, wire);
  return { ...libraryWorld(shared.zoho, { byName, ...(through !== undefined && { through }) }), wire };
}

const server = (dataCenter: DataCenterCode): string => `https://${DATA_CENTERS[dataCenter].accountsHost}`;

/** A consent that began rightly, and whose redirect was tampered with: the code and the client's secret are at stake. */
async function tampered(
  query: Readonly<Record<string, string>>,
  dataCenter: DataCenterCode,
  changes: Partial<ConsentRequest> = {},
): Promise<{ readonly code: string; readonly wire: readonly OnTheWire[] }> {
  const { zoho, wire, ...rest } = world();
  const started = await zoho.consents.start({
    ...askedBy({ zoho, ...rest }, dataCenter),
    allowedDataCenters: DATA_CENTER_CODES,
    ...changes,
  });
  const outcome = await comeBack(
    { zoho, ...rest },
    { state: stateOf(started), code: CANARY.grantCode, ...query },
  );
  if (outcome.state !== "failed") throw new Error("a forged redirect has made a connection");
  return { code: outcome.error.code, wire };
}

/** Forgeries by a name of their own. */
function named(kind: string, forgeries: readonly Forgery[]): readonly Forgery[] {
  return forgeries.map((one) => ({ ...one, what: `${kind} in ${one.dataCenter}: ${one.what}` }));
}

const FORGED_SERVERS = forgeriesOf((dataCenter) => DATA_CENTERS[dataCenter].accountsHost);

describe("No forged accounts server gets anything", () => {
  fixedCases("addresses", named("accounts-server", FORGED_SERVERS), async ({ dataCenter, value }) => {
    for (const location of [dataCenter, undefined]) {
      const whereabouts = location === undefined ? {} : { location };
      const { code, wire } = await tampered({ ...whereabouts, "accounts-server": value }, dataCenter);
      expect(wire).toEqual([]);
      expect(code).toBe("forged_callback");
    }
  });

  test.each(DATA_CENTER_CODES)("nor does a host of Zoho's in %s that is none", async (dataCenter) => {
    for (const value of ownHostsInTheWrongPlace(dataCenter)) {
      const { code, wire } = await tampered({ location: dataCenter, "accounts-server": value }, dataCenter);
      expect([value, code, wire]).toEqual([value, "forged_callback", []]);
    }
  });
});

const FORGED_LOCATIONS = DATA_CENTER_CODES.flatMap((dataCenter) =>
  forgedLocations(dataCenter).map((value) => ({
    what: `the location ${value} for ${dataCenter}`,
    dataCenter,
    value,
  })),
);

describe("No forged location gets anything", () => {
  fixedCases("callbacks", FORGED_LOCATIONS, async ({ dataCenter, value }) => {
    for (const whereabouts of [{}, { "accounts-server": server(dataCenter) }]) {
      const { code, wire } = await tampered({ location: value, ...whereabouts }, dataCenter);
      expect(wire).toEqual([]);
      expect(code).toBe("forged_callback");
    }
  });
});

describe("What is in the table does not help a forger", () => {
  const pairs = DATA_CENTER_CODES.flatMap((location) =>
    DATA_CENTER_CODES.filter((other) => other !== location).map((other) => ({ location, other })),
  );
  const called = (sentence: (location: string, other: string) => string) =>
    pairs.map(({ location, other }) => ({ what: sentence(location, other), location, other }));

  const disagreeing = called(
    (location, other) => `location ${location} with the accounts server of ${other}`,
  );
  fixedCases("callbacks", disagreeing, async ({ location, other }) => {
    for (const begun of [location, other]) {
      const { code, wire } = await tampered({ location, "accounts-server": server(other) }, begun);
      expect(wire).toEqual([]);
      expect(code).toBe("forged_callback");
    }
  });

  const notAllowed = called((location, other) => `${location} where the client allows only ${other}`);
  fixedCases("callbacks", notAllowed, async ({ location, other }) => {
    const allowed = { allowedDataCenters: [other] };
    for (const query of [
      { location, "accounts-server": server(location) },
      { "accounts-server": server(location) },
      { location },
    ]) {
      const { code, wire } = await tampered(query, other, allowed);
      expect(wire).toEqual([]);
      expect(code).toBe("wrong_data_center");
    }
  });

  test.each(DATA_CENTER_CODES.filter((code) => code !== "cn"))(
    "%s and China never lead to each other, even where the client allows both",
    async (dataCenter) => {
      for (const [begun, location] of [[dataCenter, "cn"] as const, ["cn", dataCenter] as const]) {
        const { code, wire } = await tampered({ location, "accounts-server": server(location) }, begun);
        expect(wire).toEqual([]);
        expect(code).toBe("wrong_data_center");
      }
    },
  );
});

/** Zoho's true answers, save that each token answer names this API domain. */
function naming(apiDomain: string): (send: Transport) => Transport {
  return (send) => async (request) => {
    const response = await send(request);
    if (request.url.pathname !== "/oauth/v2/token") return response;
    const body = JSON.parse(response.body.toString()) as Record<string, unknown>;
    return { ...response, body: Buffer.from(JSON.stringify({ ...body, api_domain: apiDomain })) };
  };
}

async function connectsInItsOwnRow(dataCenter: DataCenterCode, apiDomain: string): Promise<void> {
  const { wire, ...rest } = world(naming(apiDomain));
  await pass(rest, 1);
  const connection = await connect(rest, dataCenter);
  expect(connection).toMatchObject({ dataCenter, environment: "Production", pins: { level: "verified" } });
  await rest.zoho.tokens.force(connection.id);
  await rest.zoho.caller.call({ connection, product: "crm", method: "GET", path: "org" });
  expect(strayed(wire, dataCenter)).toEqual([]);
  // The page that the browser opens is no request of the library's, but goes over the same wire.
  const ours = wire.filter(({ path }) => !path.startsWith("/oauth/v2/auth?"));
  expect(ours).toHaveLength(rest.sent.length);
  expect(secretsInAddresses(ours, secretsSent(rest.sent))).toEqual([]);
}

const FORGED_DOMAINS = forgeriesOf((dataCenter) => gatewayHost(DATA_CENTERS[dataCenter], "Production"));

describe("No forged API domain gets anything: connect, refresh and call stay in the row", () => {
  fixedCases("addresses", named("api_domain", FORGED_DOMAINS), async ({ dataCenter, value }) => {
    await connectsInItsOwnRow(dataCenter, value);
  });

  test.each(DATA_CENTER_CODES)(
    "%s: the gateway of another data center, in every environment",
    async (dataCenter) => {
      const others = DATA_CENTER_CODES.filter((other) => other !== dataCenter);
      const place = DATA_CENTER_CODES.indexOf(dataCenter);
      const other = DATA_CENTERS[others[place % others.length] ?? "us"];
      for (const environment of ["Production", "Sandbox", "Developer"] as const) {
        await connectsInItsOwnRow(dataCenter, `https://${gatewayHost(other, environment)}`);
      }
    },
  );

  test.each(DATA_CENTER_CODES)(
    "%s: another environment of its own, where the token is not good",
    async (dataCenter) => {
      await connectsInItsOwnRow(dataCenter, `https://${gatewayHost(DATA_CENTERS[dataCenter], "Sandbox")}`);
    },
  );
});

describe("Whatever anybody makes up", () => {
  const origin = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.domain().map((name) => `https://${name}`),
    fc.constantFrom(...DATA_CENTER_CODES.flatMap(rowOf)),
  );
  const odd = fc.oneof(origin, fc.constantFrom(...DATA_CENTER_CODES));

  test("in the redirect: a secret leaves only for the accounts server that the redirect rightly names", async () => {
    const query = fc.record({ location: odd, "accounts-server": odd }, { requiredKeys: [] });
    let believed = 0;
    await fc.assert(
      fc.asyncProperty(query, async (given) => {
        const { transport } = new ConsentingZoho();
        const { zoho } = library({ transport });
        const started = await zoho.consents.start({ ...ASKED, allowedDataCenters: DATA_CENTER_CODES });
        await comeBackTo(zoho, { state: stateOf(started), code: CANARY.grantCode, ...given });
        const { location, accountsServer } = parseCallback(given);
        if (transport.requests.length > 0) believed += 1;
        for (const { url } of transport.requests) {
          const place = DATA_CENTER_CODES.find((code) => rowOf(code).includes(url.origin));
          if (place === undefined) throw new Error(`a request went to ${url.origin}`);
          expect([place, undefined]).toContain(location);
          expect([server(place), `${server(place)}/`, undefined]).toContain(accountsServer);
        }
      }),
      { numRuns: 500 },
    );
    // A redirect that names no place, as some of these do, is believed.
    expect(believed).toBeGreaterThan(0);
  });

  test("as api_domain: every request stays in the row", async () => {
    await fc.assert(
      fc.asyncProperty(origin, async (apiDomain) => {
        const consenting = new ConsentingZoho();
        consenting.answerExtra = { api_domain: apiDomain };
        const { zoho, transport } = library({ transport: consenting.transport });
        const started = await zoho.consents.start(ASKED);
        const outcome = await comeBackTo(zoho, accepted(stateOf(started)));
        expect(outcome.state).toBe("connected");
        for (const { url } of transport.requests) expect(rowOf("eu")).toContain(url.origin);
      }),
      { numRuns: 300 },
    );
  });
});
