import type { RunningEmulator } from "../../../../src/emulator/index";
import type { EmulatorSettings } from "../../../../src/emulator/settings/settings-table";
import { connect } from "../../support/consenting";
import { type Answer, ask, emulator } from "../../support/running";

/** What a request may say beside its address. */
export interface Asked {
  readonly method?: string;
  /** An object is sent as JSON, a text as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** null: no Authorization header. */
  readonly token?: string | null;
  readonly base?: string;
}

/** Somebody who consented and calls one product. */
export interface FaceClient {
  readonly zoho: RunningEmulator;
  readonly token: string;
  readonly call: (path: string, asked?: Asked) => Promise<Answer>;
  /** The person's org of this product and name, as the ready line tells it. */
  readonly orgId: (product: string, name: string) => string;
}

/** How a client begins: who consents to what, and where the product answers. */
export interface FaceStart {
  /** Host and base path: `desk.zoho.com/api/v1`. */
  readonly base: string;
  readonly scope: string;
  readonly person?: string;
  readonly org?: string;
  readonly settings?: Partial<EmulatorSettings>;
  readonly stateFile?: string;
  readonly seed?: number;
  /** As the emulator's own option. */
  readonly records?: Readonly<Record<string, number>>;
}

/** A client in an emulator of its own. */
export async function faceClient(start: FaceStart): Promise<FaceClient> {
  const { settings, stateFile, seed, records } = start;
  const zoho = await emulator({
    ...(settings === undefined ? {} : { settings }),
    ...(stateFile === undefined ? {} : { stateFile }),
    ...(seed === undefined ? {} : { seed }),
    ...(records === undefined ? {} : { records }),
  });
  return joined(zoho, start);
}

/** A client in an emulator that runs already. */
export async function joined(zoho: RunningEmulator, start: FaceStart): Promise<FaceClient> {
  const { person = "Robin Vale", org, scope, base } = start;
  const { accessToken } = await connect(zoho, {
    person,
    ...(org === undefined ? {} : { org }),
    ask: { scope },
  });
  return clientOf(zoho, accessToken, base, person);
}

/** A client with a token it already has. */
export function clientOf(
  zoho: RunningEmulator,
  token: string,
  base: string,
  person = "Robin Vale",
): FaceClient {
  return {
    zoho,
    token,
    call: (path, asked = {}) => {
      const presented = asked.token === undefined ? token : asked.token;
      const { body } = asked;
      return ask(`${zoho.url}/${asked.base ?? base}/${path}`, {
        method: asked.method ?? (body === undefined ? "GET" : "POST"),
        headers: {
          ...(presented === null ? {} : { Authorization: `Zoho-oauthtoken ${presented}` }),
          ...asked.headers,
        },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
    },
    orgId: (product, name) => {
      const orgs = zoho.ready.people.find((one) => one.name === person)?.orgs ?? [];
      return orgs.find((org) => org.product === product && org.name === name)?.id ?? "";
    },
  };
}

/** Fails where an ID comes twice; gives how many there are. */
export function eachOnce(ids: readonly unknown[]): number {
  const unique = new Set(ids);
  if (unique.size !== ids.length) throw new Error("an ID came twice");
  return unique.size;
}

/** The beginning of a row's message up to what is filled in. */
export function fixedPart(message: string): string {
  return message.split("{", 1)[0] ?? "";
}
