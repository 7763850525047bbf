import { EmulatorControl } from "../../../scripts/launch/emulator-control";
import { type EmulatorOptions, type RunningEmulator, startEmulator } from "../../../src/emulator/index";
import {
  type FlowNode,
  type NodeRed,
  type NodeRedOptions,
  startNodeRed,
} from "../../support/node-red-runtime";

/** A real Node-RED and an emulator that it knows. */
export interface World {
  readonly nodeRed: NodeRed;
  readonly emulator: EmulatorControl;
  readonly running: RunningEmulator;
  close(): Promise<void>;
}

/** Starts both; the emulator first, because clients ask it when they start. */
export async function startWorld(
  options: Partial<NodeRedOptions> & {
    readonly flows: readonly FlowNode[];
    readonly ready?: readonly string[];
    readonly emulator?: EmulatorOptions;
  },
): Promise<World> {
  const { ready = [], emulator, ...nodeRedOptions } = options;
  const running = await startEmulator(emulator);
  const env = { ...options.env, ZOHO_EMULATOR_URL: running.url };
  const nodeRed = await startNodeRed({ version: "4.1", ...nodeRedOptions, env });
  const world: World = {
    nodeRed,
    running,
    emulator: new EmulatorControl(running.url),
    close: async () => {
      await nodeRed.stop();
      await running.close();
    },
  };
  for (const name of ready) await connected(nodeRed, name);
  await world.emulator.forgetRequests();
  return world;
}

/** What the dialog of a client would list. */
export async function connectionsOf(
  nodeRed: NodeRed,
  query = "realm=emulator&clientType=server",
): Promise<
  readonly { readonly id: string; readonly name: string; readonly state: string; readonly orgName?: string }[]
> {
  const response = await nodeRed.admin(`zoho/connections?${query}`);
  const list = (await response.json()) as { connections: { id: string; name: string; state: string }[] };
  return list.connections;
}

/** Waits until a declared connection has been consented to. */
async function connected(nodeRed: NodeRed, name: string): Promise<void> {
  const patience = Date.now() + 20_000;
  while (!(await connectionsOf(nodeRed)).some((one) => one.name === name && one.state === "healthy")) {
    if (Date.now() > patience)
      throw new Error(`'${name}' was never connected\n${nodeRed.log().slice(-2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A browser on its way through the emulator as the settings say; keeps no cookies unless given some. */
export async function openInBrowser(
  address: string,
  cookie?: string,
): Promise<{ status: number; text: string }> {
  let url = address;
  for (let hops = 0; hops < 10; hops++) {
    const response = await fetch(url, {
      redirect: "manual",
      headers: cookie === undefined ? {} : { cookie },
    });
    const next = response.headers.get("location");
    if (next === null) return confirmed(url, { status: response.status, text: await response.text() });
    url = new URL(next, url).href;
  }
  throw new Error("too many redirects");
}

/** Presses Confirm where the page asks whether this is the connection that was meant. */
async function confirmed(
  url: string,
  page: { status: number; text: string },
): Promise<{ status: number; text: string }> {
  const token = tokenOfQuestion(page.text);
  if (token === undefined) return page;
  const response = await postAnswer(url, { token, answer: "yes" });
  return { status: response.status, text: await response.text() };
}

/** The one-time token in the page that asks, or undefined where it asks nothing. */
export function tokenOfQuestion(page: string): string | undefined {
  return /name="token" value="([^"]+)"/.exec(page)?.[1];
}

/** Sends the form of the page at this address, as a browser does that has no query in it any more. */
export function postAnswer(
  address: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const url = new URL(address);
  url.search = "";
  return fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { origin: url.origin, "sec-fetch-site": "same-origin", ...headers },
  });
}
