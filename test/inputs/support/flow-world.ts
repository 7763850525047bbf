import { inspect } from "node:util";
import type { RequestConfig } from "../../../nodes/zoho-request/config";
import type { FlowMessage } from "../../../nodes/shared/red";
import { createMemoryVault } from "../../../src/vault/memory-vault";
import { undiciTransport } from "../../../src/transport/undici-transport";
import { DATA_CENTERS } from "../../../src/zoho/data-centers";
import { type ProductId, PRODUCTS } from "../../../src/zoho/products";
import { ZohoRuntime } from "../../../src/zoho-runtime";
import { type End, requestingNode } from "../../faults/support/requesting-node";
import { HeldClock } from "../../unit/support/held-clock";
import { connected, storedToken } from "../../unit/support/library";
import { CANARY } from "../../unit/support/secrets";
import { EUROPE, type Place } from "./place";
import type { Said, Sent, WireTap } from "./wire-tap";

/** What came of one message. */
export interface Outcome {
  readonly end: End;
  readonly sent: readonly Sent[];
  readonly connections: readonly string[];
  /** All that the node has shown, logged and sent on, as text. */
  readonly said: string;
}

/** A `zoho-request` and the connection that it uses. */
export interface Setting {
  readonly place?: Place;
  /** What its dialog says; nothing, so that all is left to messages, unless said otherwise. */
  readonly properties?: Partial<RequestConfig>;
  /** An access token that is used up makes the first call begin with a refresh. */
  readonly token?: "fresh" | "used up";
}

/** A `zoho-request` that works. */
export interface Flow {
  /**
   * Sends it a message and waits for its end.
   *
   * @param answer what is answered instead of `usualAnswer`
   */
  send(msg: FlowMessage, answer?: (sent: Sent) => Said): Promise<Outcome>;
  close(): Promise<void>;
}

/** The origins to which a connection's secrets may go, by what they are asked for. */
export interface Row {
  readonly accounts: string;
  readonly product: string;
}

export function rowOf(place: Place, product: ProductId = "crm"): Row {
  const dataCenter = DATA_CENTERS[place.dataCenter];
  return {
    accounts: `https://${dataCenter.accountsHost}`,
    product: `https://${PRODUCTS[product].host(dataCenter, place.environment)}`,
  };
}

/** What Zoho says to everything: a list with one record, a record that was written, a token. */
export function usualAnswer({ lines }: Sent): Said {
  const [first = ""] = lines;
  if (first.includes("/oauth/")) {
    const answer = { access_token: CANARY.accessToken, expires_in: 3600, token_type: "Bearer" };
    return { status: 200, body: JSON.stringify(answer) };
  }
  const written = { code: "SUCCESS", status: "success", message: "record added", details: { id: "1" } };
  const data = first.startsWith("GET ") ? [{ id: "1" }] : [written];
  return { status: 200, body: JSON.stringify({ data, info: { more_records: false } }) };
}

/** Nothing in the dialog: what a message says counts. Errors leave by the second output. */
const FREE: Partial<RequestConfig> = { product: "", method: "", errors: "output", connection: "acme" };

/** A `zoho-request` with a runtime of its own, and a connection that has all secrets. */
export async function openFlow(tap: WireTap, setting: Setting = {}): Promise<Flow> {
  const { place = EUROPE, properties, token = "fresh" } = setting;
  const clock = new HeldClock();
  const vault = createMemoryVault();
  const record = await connected(vault, "acme", {
    environment: place.environment,
    grant: { dataCenter: place.dataCenter },
  });
  const hours = token === "used up" ? 2 : 0;
  await storedToken(vault, record, { obtainedAt: clock.now() - hours * 3_600_000 });
  const zoho = new ZohoRuntime({
    vault,
    clock,
    random: () => 0,
    transport: () => undiciTransport({ dispatcher: tap.dispatcher }),
  });
  const { clientId, clientSecret = "" } = record;
  const node = requestingNode(zoho, { clientId, clientSecret }, { ...FREE, ...properties });
  return {
    async send(msg, answer) {
      tap.forget();
      if (answer !== undefined) tap.answer = answer;
      const before = node.said().length;
      const { end, over } = node.inject(msg);
      await inTime(over);
      const said = node.said().slice(before).map(asText).join("\n");
      return { end, sent: [...tap.sent], connections: [...tap.connections], said };
    },
    close: () => node.close(),
  };
}

/** One message through a `zoho-request` of its own: no other case can hold it up or help it. */
export async function sendMessage(
  tap: WireTap,
  msg: FlowMessage,
  { answer, ...setting }: Setting & { readonly answer?: (sent: Sent) => Said } = {},
): Promise<Outcome> {
  const flow = await openFlow(tap, setting);
  const outcome = await flow.send(msg, answer);
  await flow.close();
  return outcome;
}

/** Whatever is put in, an end must come: nothing here takes longer than a moment. */
async function inTime(over: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error("the message has not ended"));
    }, 30_000);
  });
  await Promise.race([over, late]);
  clearTimeout(timer);
}

/** Whatever it is: what flows put into messages may refuse to be looked at. */
function asText(said: unknown): string {
  try {
    return inspect(said, { depth: 6, maxArrayLength: 20, maxStringLength: 10_000 });
  } catch (error) {
    return `can't be shown: ${String(error)}`;
  }
}
