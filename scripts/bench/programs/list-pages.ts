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
  /** Pages that are asked for one by one. */
  readonly asked: number;
}

export interface ListPages {
  /** Pages per second, round by round. */
  readonly zoho: readonly number[];
  readonly undici: readonly number[];
  /** Bytes by which the heap grew from one twentieth of the list to its end. */
  readonly growth: number;
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
    undici.push(await readByUndici(pool, order.pages));
    zoho.push((await readByFlow(RED, order.pages)).perSecond);
  }
  const { growth } = await readByFlow(RED, order.pages, "measured");
  const sinkMs = Math.ceil(100_000 / Math.max(...zoho));
  const askedGrowth = await readWhenAsked(RED, order.asked, sinkMs);
  console.log(JSON.stringify({ zoho, undici, growth, askedGrowth, sinkMs } satisfies ListPages));
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

async function readByFlow(
  RED: EmbeddedNodeRed,
  pages: number,
  heap?: "measured",
): Promise<{ readonly perSecond: number; readonly growth: number }> {
  const start = performance.now();
  let before = 0;
  let after = 0;
  const seen = await listen(RED, "pages", (_msg, page) => {
    if (heap !== undefined && page === Math.ceil(pages / 20)) before = used();
    if (heap !== undefined && page === pages) after = used();
  });
  if (seen !== pages) throw new Error(`${seen} pages of ${pages} came`);
  return { perSecond: pages / ((performance.now() - start) / 1_000), growth: after - before };
}

async function readWhenAsked(RED: EmbeddedNodeRed, pages: number, sinkMs: number): Promise<number> {
  let before = 0;
  let after = 0;
  let enough = false;
  await listen(RED, "asked", ({ complete, zohoResult: { walk } }, page) => {
    if (page === Math.ceil(pages / 20)) before = used();
    if (page === pages) {
      after = used();
      enough = true;
    }
    if (complete === true) return;
    const action = enough ? "stop" : "next";
    setTimeout(() => {
      ask(RED, "asked", { action, walk });
    }, sinkMs);
  });
  return after - before;
}

async function readByUndici(pool: Pool, pages: number): Promise<number> {
  const start = performance.now();
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
  }
  if (seen !== pages) throw new Error(`${seen} pages of ${pages} came`);
  return pages / ((performance.now() - start) / 1_000);
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
