import { type Dispatcher, request } from "undici";
import { onTestFinished } from "vitest";
import {
  type EmulatorOptions,
  type RunningEmulator,
  startEmulator,
  type TlsInfo,
} from "../../../src/emulator/index";
import { realNamesDispatcher } from "../../support/real-names";
import { NOON } from "./running";

/** An emulator under Zoho's real names, and a client that knows the way. */
export interface ByName {
  readonly zoho: RunningEmulator;
  readonly tls: TlsInfo;
  readonly dispatcher: Dispatcher;
  readonly close: () => Promise<void>;
}

/** Starts one for all tests of a file, since making its keys takes a moment; whoever starts it closes it. */
export async function startByName(options: EmulatorOptions = {}): Promise<ByName> {
  const zoho = await startEmulator({ clock: { now: NOON, frozen: true }, tls: {}, ...options });
  const { tls } = zoho.ready;
  if (tls === undefined) throw new Error("The emulator does not answer under real names");
  const dispatcher = realNamesDispatcher(tls);
  const close = async (): Promise<void> => {
    await dispatcher.destroy();
    await zoho.close();
  };
  return { zoho, tls, dispatcher, close };
}

/** Starts one that ends with the test. */
export async function emulatorByName(options: EmulatorOptions = {}): Promise<ByName> {
  const started = await startByName(options);
  onTestFinished(started.close);
  return started;
}

/** A client that ends with the test. */
export function clientOf(address: Parameters<typeof realNamesDispatcher>[0]): Dispatcher {
  const dispatcher = realNamesDispatcher(address);
  onTestFinished(() => dispatcher.destroy());
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
