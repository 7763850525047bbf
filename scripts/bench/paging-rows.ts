import { join } from "node:path";
import { testDirectory } from "../../test/support/test-directory";
import { PROJECT_ROOT } from "../launch/project-root";
import { atLeast, atMost, type BenchRow } from "./bench-row";
import { fillVault } from "./many-connections";
import { median, range } from "./median";
import type { ListPages, ListPagesOrder } from "./programs/list-pages";
import { startServerProcess } from "./server-process";

const PAGES = 500;
const ROUNDS = 5;
const ASKED = 100;

const MEGABYTE = 1_048_576;
const MOST_GROWTH = 16;

/** P8: a list of 100,000 records as a message for each page, and as the next page when asked. */
export async function pagingRows(): Promise<readonly BenchRow[]> {
  const { zoho, undici, growth, askedGrowth, sinkMs } = await listPages();
  const ratios = zoho.map((perSecond, round) => perSecond / (undici[round] ?? Number.NaN));
  const anchor = `a bare undici loop over the same pages: ${Math.round(median(undici))} pages/s`;
  return [
    atLeast(0.9, {
      id: "P8",
      what:
        `100,000 Leads in a real Node-RED, a message for each page of 200, from a bare server ` +
        `(${range(ratios)}; ${Math.round(median(zoho))} pages/s; ${ROUNDS} rounds in turn)`,
      value: median(ratios),
      unit: "ratio",
      anchor,
    }),
    atMost(MOST_GROWTH, {
      id: "P8",
      what: "growth of the heap meanwhile, from the 25th page to the last",
      value: growth / MEGABYTE,
      unit: "MB",
      anchor: "none",
    }),
    atMost(MOST_GROWTH, {
      id: "P8",
      what: `growth of the heap, next page when asked, ${ASKED} pages into a sink that takes ${sinkMs} ms for each, 100 times a page`,
      value: askedGrowth / MEGABYTE,
      unit: "MB",
      anchor: "none",
    }),
  ];
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
