import { type Dispatcher, request } from "undici";
import { afterAll } from "vitest";
import {
  type EmulatorOptions,
  type RunningEmulator,
  startEmulator,
  type TlsInfo,
} from "../../../src/emulator/index";
import { realNamesDispatcher } from "../../support/real-names";
import { NOON } from "./running";

const ends: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** An emulator under Zoho's real names, and a client that knows the way. */
export interface ByName {
  readonly zoho: RunningEmulator;
  readonly tls: TlsInfo;
  readonly dispatcher: Dispatcher;
}

/** Starts one that ends with the test file: making its keys takes a moment. */
export async function emulatorByName(options: EmulatorOptions = {}): Promise<ByName> {
  const zoho = await startEmulator({ clock: { now: NOON, frozen: true }, tls: {}, ...options });
  ends.push(() => zoho.close());
  const { tls } = zoho.ready;
  if (tls === undefined) throw new Error("The emulator does not answer under real names");
  return { zoho, tls, dispatcher: clientOf(tls) };
}

/** A client that ends with the test file. */
export function clientOf(address: Parameters<typeof realNamesDispatcher>[0]): Dispatcher {
  const dispatcher = realNamesDispatcher(address);
  ends.push(() => dispatcher.destroy());
  return dispatcher;
}

export interface NamedAnswer {
  readonly status: number;
  readonly location: string;
  readonly text: string;
}

/** One request at a real address of Zoho's; redirects are not followed. */
export async function askByName(
  dispatcher: Dispatcher,
  url: string,
  init: {
    readonly method?: "GET" | "POST";
    readonly headers?: Readonly<Record<string, string>>;
    readonly form?: Readonly<Record<string, string>>;
  } = {},
): Promise<NamedAnswer> {
  const { method = "GET", headers = {}, form } = init;
  const answer = await request(url, {
    dispatcher,
    method: form === undefined ? method : "POST",
    headers:
      form === undefined ? headers : { ...headers, "content-type": "application/x-www-form-urlencoded" },
    body: form === undefined ? null : new URLSearchParams(form).toString(),
  });
  const location = answer.headers["location"];
  return {
    status: answer.statusCode,
    location: typeof location === "string" ? location : "",
    text: await answer.body.text(),
  };
}
