/**
 * Reads a long list in a real Node-RED, a message for each page, in turn with a bare undici loop over the same list; then
 * once more, the next page when asked, into a sink a hundred times slower than a page. Run with --expose-gc. Takes
 * `ListPagesOrder` as JSON, prints `ListPages` as JSON.
 */
import { Pool } from "undici";
import { CLIENT_DEFAULTS } from "../../../nodes/zoho-client/config";
import { REQUEST_DEFAULTS } from "../../../nodes/zoho-request/config";
import { CLIENT_ID, CLIENT_SECRET, connectionName } from "../many-connections";
import { type EmbeddedNodeRed, embeddedNodeRed } from "./embedded-node-red";
import { leadZohoTo } from "./lead-zoho-to";

export interface ListPagesOrder {
  readonly userDir: string;
  /** Of the server. */
  readonly origin: string;
  readonly pages: number;
  readonly rounds: number;
  /** Lists in which the heap is looked at, apart from those whose time counts. */
  readonly heapRounds: number;
  /** Pages that are asked for one by one. */
  readonly asked: number;
}

export interface ListPages {
  /** Pages per second, round by round. */
  readonly zoho: readonly number[];
  readonly undici: readonly number[];
  /** Bytes by which the heap grew from one twentieth of the list to its end. */
  readonly growth: readonly number[];
  readonly undiciGrowth: readonly number[];
  readonly askedGrowth: number;
  /** Milliseconds that the slow sink took for a page. */
  readonly sinkMs: number;
}

async function main(order: ListPagesOrder): Promise<void> {
  const pool = new Pool(order.origin);
  leadZohoTo(order.origin);
  const RED = await embeddedNodeRed(order.userDir);
  const deployed = new Promise<void>((resolve) => {
    RED.events.once("flows:started", resolve);
  });
  await RED.runtime.flows.setFlows({ flows: { flows: flows() }, deploymentType: "full" });
  await deployed;
  const zoho: number[] = [];
  const undici: number[] = [];
  await readByFlow(RED, order.pages);
  await readByUndici(pool, order.pages);
  for (let round = 0; round < order.rounds; round++) {
    undici.push((await readByUndici(pool, order.pages)).perSecond);
    zoho.push((await readByFlow(RED, order.pages)).perSecond);
  }
  const growth: number[] = [];
  const undiciGrowth: number[] = [];
  for (let round = 0; round < order.heapRounds; round++) {
    undiciGrowth.push((await readByUndici(pool, order.pages, "measured")).growth);
    growth.push((await readByFlow(RED, order.pages, "measured")).growth);
  }
  const sinkMs = Math.ceil(100_000 / Math.max(...zoho));
  const askedGrowth = await readWhenAsked(RED, order.asked, sinkMs);
  const figures: ListPages = { zoho, undici, growth, undiciGrowth, askedGrowth, sinkMs };
  console.log(JSON.stringify(figures));
  await RED.stop();
  process.exit(0);
}

const PATH = "/crm/v8/Leads?fields=Last_Name,Email,Company,City,Annual_Revenue,Modified_Time";

function flows(): readonly unknown[] {
  const credentials = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
  const client = { ...CLIENT_DEFAULTS, id: "its-client", type: "zoho-client", name: "bench", credentials };
  const zoho = { ...REQUEST_DEFAULTS, type: "zoho-request", client: "its-client", path: PATH };
  const place = { z: "tab", x: 0, y: 0 };
  return [
    { id: "tab", type: "tab", label: "bench" },
    client,
    ...(["pages", "asked"] as const).flatMap((paging) => [
      { ...place, id: `${paging}-in`, type: "anchor-pass", wires: [[paging]] },
      { ...zoho, ...place, id: paging, paging, wires: [[`${paging}-out`]] },
      { ...place, id: `${paging}-out`, type: "anchor-pass", wires: [[]] },
    ]),
  ];
}

interface PageMessage {
  readonly payload: readonly unknown[];
  readonly complete?: boolean;
  readonly zohoResult: { readonly walk: string };
}

/** Hands every page to a listener until the list is complete. */
function listen(
  RED: EmbeddedNodeRed,
  paging: "pages" | "asked",
  take: (msg: PageMessage, page: number) => void,
): Promise<number> {
  return new Promise((resolve) => {
    let pages = 0;
    const arrived = (msg: PageMessage): void => {
      pages++;
      take(msg, pages);
      if (msg.complete !== true) return;
      RED.events.off(`bench:${paging}-out`, arrived);
      resolve(pages);
    };
    RED.events.on(`bench:${paging}-out`, arrived);
    ask(RED, paging, { connection: connectionName(0) });
  });
}

function ask(RED: EmbeddedNodeRed, paging: "pages" | "asked", zoho: object): void {
  (RED.nodes.getNode(`${paging}-in`) as { receive(msg: object): void }).receive({ payload: "", zoho });
}

async function readByFlow(RED: EmbeddedNodeRed, pages: number, heap?: "measured"): Promise<ReadList> {
  const start = performance.now();
  const growth = new HeapGrowth(pages);
  const seen = await listen(RED, "pages", (_msg, page) => {
    if (heap !== undefined) growth.look(page);
  });
  if (seen !== pages) throw new Error(`${seen} pages of ${pages} came`);
  return { perSecond: pages / ((performance.now() - start) / 1_000), growth: growth.bytes };
}

/** One list, read to its end. */
interface ReadList {
  readonly perSecond: number;
  readonly growth: number;
}

/** By how much the heap grows from one twentieth of a list to its end. */
class HeapGrowth {
  private before = 0;
  private after = 0;

  constructor(private readonly pages: number) {}

  /** @param page counted from 1 */
  look(page: number): void {
    if (page === Math.ceil(this.pages / 20)) this.before = used();
    if (page === this.pages) this.after = used();
  }

  get bytes(): number {
    return this.after - this.before;
  }
}

async function readWhenAsked(RED: EmbeddedNodeRed, pages: number, sinkMs: number): Promise<number> {
  const growth = new HeapGrowth(pages);
  let enough = false;
  await listen(RED, "asked", ({ complete, zohoResult: { walk } }, page) => {
    growth.look(page);
    enough ||= page === pages;
    if (complete === true) return;
    const action = enough ? "stop" : "next";
    setTimeout(() => {
      ask(RED, "asked", { action, walk });
    }, sinkMs);
  });
  return growth.bytes;
}

async function readByUndici(pool: Pool, pages: number, heap?: "measured"): Promise<ReadList> {
  const start = performance.now();
  const growth = new HeapGrowth(pages);
  let seen = 0;
  for (let token: string | null = ""; token !== null; seen++) {
    const query = token === "" ? "" : `&page_token=${token}`;
    const { body } = await pool.request({
      method: "GET",
      path: `${PATH}&per_page=200${query}`,
      headers: { accept: "application/json" },
    });
    const page = JSON.parse(await body.text()) as { info: { next_page_token: string | null } };
    token = page.info.next_page_token;
    if (heap !== undefined) growth.look(seen + 1);
  }
  if (seen !== pages) throw new Error(`${seen} pages of ${pages} came`);
  return { perSecond: pages / ((performance.now() - start) / 1_000), growth: growth.bytes };
}

function used(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

main(JSON.parse(process.argv[2] ?? "{}") as ListPagesOrder).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
