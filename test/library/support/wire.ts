import type { Dispatcher } from "undici";
import type { TransportRequest } from "../../../src/transport/transport";
import { DATA_CENTERS, type DataCenterCode } from "../../../src/zoho/data-centers";
import { ENVIRONMENTS, gatewayHost } from "../../../src/zoho/environments";

/** A request as it goes onto the network. */
export interface OnTheWire {
  readonly origin: string;
  readonly path: string;
  /** Headers and body as one text. */
  readonly rest: string;
}

/** Notes every request below the library, where nothing can hide any more. */
export function recorded(dispatcher: Dispatcher, wire: OnTheWire[]): Dispatcher {
  return dispatcher.compose((dispatch) => (options, handler) => {
    const { origin, path, headers, body } = options;
    wire.push({
      origin: String(origin),
      path,
      rest: `${JSON.stringify(headers ?? {})}\n${typeof body === "string" ? body : ""}`,
    });
    return dispatch(options, handler);
  });
}

/** Every origin of a data center's own row that may be given a secret: Accounts, and the gateway of each environment. */
export function rowOf(dataCenter: DataCenterCode): readonly string[] {
  const dc = DATA_CENTERS[dataCenter];
  return [dc.accountsHost, ...ENVIRONMENTS.map((one) => gatewayHost(dc, one))].map(
    (host) => `https://${host}`,
  );
}

/** The requests that went to another origin than those of the row. */
export function strayed(wire: readonly OnTheWire[], dataCenter: DataCenterCode): readonly OnTheWire[] {
  return wire.filter(({ origin }) => !rowOf(dataCenter).includes(origin));
}

/** The forms in which a secret could stand in a request. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString("base64").replace(/=+$/, ""),
    bytes.toString("hex"),
  ];
}

/** The requests whose address holds one of the secrets: there proxies and logs would keep it. */
export function secretsInAddresses(
  wire: readonly OnTheWire[],
  secrets: readonly string[],
): readonly OnTheWire[] {
  return wire.filter(({ path }) => secrets.flatMap(formsOf).some((form) => path.includes(form)));
}

/** The secrets that the library sent, whatever else: each has to be known to be looked for. */
export function secretsSent(requests: readonly TransportRequest[]): readonly string[] {
  const names = ["code", "client_secret", "refresh_token", "code_verifier", "token"];
  return [
    ...new Set(
      requests.flatMap(({ body, headers }) => {
        const form = new URLSearchParams(typeof body === "string" ? body : "");
        const [, accessToken] = /^Zoho-oauthtoken (.+)$/.exec(headers?.["authorization"] ?? "") ?? [];
        return [...names.map((name) => form.get(name)), accessToken ?? null].filter((one) => one !== null);
      }),
    ),
  ];
}
