import { join } from "node:path";
import { testDirectory } from "../../test/support/test-directory";
import { PROJECT_ROOT } from "../launch/project-root";
import { atLeast, atMost, type BenchRow } from "./bench-row";
import { fillVault } from "./many-connections";
import type { ListPages, ListPagesOrder } from "./programs/list-pages";
import { highest, median, middle, ratios } from "./samples";
import { startServerProcess } from "./server-process";

const PAGES = 500;
const ROUNDS = 5;
const HEAP_ROUNDS = 3;
const ASKED = 50;

const MEGABYTE = 1_048_576;
const MOST_GROWTH = 16;

/** P8: a list of 100,000 records as a message for each page, and as the next page when asked. */
export async function pagingRows(): Promise<readonly BenchRow[]> {
  const pages = await listPages();
  return [speedRow(pages), growthRow(pages), askedRow(pages)];
}

function speedRow({ zoho, undici }: ListPages): BenchRow {
  return atLeast(0.9, {
    id: "P8",
    title: "pages/s of 100,000 Leads, a message for each page",
    setting: `pages of 200 from a bare server into a real Node-RED, ${ROUNDS} rounds in turn`,
    figure: middle(ratios(zoho, undici)),
    unit: "ratio",
    note: `${Math.round(median(zoho))} pages/s`,
    anchors: [
      {
        kind: "least",
        name: "a bare undici loop over the same pages",
        value: 1,
        note: `${Math.round(median(undici))} pages/s`,
      },
    ],
    bound: "JSON.parse of a page, and the round trip: each page names the next one",
  });
}

function growthRow({ growth, undiciGrowth }: ListPages): BenchRow {
  return atMost(MOST_GROWTH, {
    id: "P8",
    title: "heap growth, a message for each page",
    setting: `from the 25th page to the last, worst of ${HEAP_ROUNDS} lists`,
    figure: highest(growth.map(megabytes)),
    unit: "MB",
    anchors: [{ kind: "least", name: "the bare undici loop", ...highest(undiciGrowth.map(megabytes)) }],
    bound: "what Node-RED and V8 keep: no page is",
  });
}

function askedRow({ askedGrowth, sinkMs }: ListPages): BenchRow {
  return atMost(MOST_GROWTH, {
    id: "P8",
    title: "heap growth, next page when asked, into a slow sink",
    setting: `${ASKED} pages, ${sinkMs} ms for each, 100 times a page, from the third to the last`,
    figure: middle([megabytes(askedGrowth)]),
    unit: "MB",
    anchors: [],
    bound: "the one page that the sink has in hand",
  });
}

function megabytes(bytes: number): number {
  return bytes / MEGABYTE;
}

async function listPages(): Promise<ListPages> {
  const directory = await testDirectory("bench");
  const vault = join(directory, "vault");
  await fillVault(vault, 1, "stored");
  const bench = join(PROJECT_ROOT, "scripts", "bench");
  const server = await startServerProcess([join(bench, "page-server.mjs"), String(PAGES)], { core: 1 });
  try {
    const order: ListPagesOrder = {
      userDir: join(directory, "node-red"),
      origin: `http://127.0.0.1:${server.line}`,
      pages: PAGES,
      rounds: ROUNDS,
      heapRounds: HEAP_ROUNDS,
      asked: ASKED,
    };
    const program = join(bench, "programs", "list-pages.ts");
    const run = await startServerProcess(["--expose-gc", "--import", "tsx", program, JSON.stringify(order)], {
      core: 0,
      env: { ZOHO_VAULT_DIR: vault },
    });
    await run.end();
    return JSON.parse(run.line) as ListPages;
  } finally {
    await server.end();
  }
}
