import { join } from "node:path";
import { testDirectory } from "../../test/support/test-directory";
import { PROJECT_ROOT } from "../launch/project-root";
import { atMost, type BenchRow } from "./bench-row";
import { fillVault } from "./many-connections";
import type { LimiterFigures, WaitingFigures, WaitingOrder } from "./programs/waiting-messages";
import { startServerProcess } from "./server-process";

const NODES = 4;
const MESSAGES_PER_NODE = 2_500;
const LIMIT = 10;

/** P9: messages that come at once and wait for their turn. */
export async function waitingRows(): Promise<readonly BenchRow[]> {
  const figures = await waitingMessages();
  const { out, errors, refused, overtakers, mostInFlight, heap, delay, msPerMessage } = figures;
  const sent = NODES * MESSAGES_PER_NODE;
  const setting = `${sent} messages at once through ${NODES} zoho-request nodes of a real Node-RED, org limit ${LIMIT}`;
  const anchor =
    `bottleneck with as many tasks that do nothing: ${limiter(figures.bottleneck)}; ` +
    `the governor with the same: ${limiter(figures.governor)}`;
  return [
    atMost(
      1.5,
      {
        id: "P9",
        what: `heap of a message that waits, over the message itself; ${setting} (${out} out, ${errors} errors, ${refused} refused)`,
        value: heap / 1_000,
        unit: "kB",
        anchor,
      },
      [
        { of: "in flight at the server", seen: mostInFlight, most: LIMIT },
        { of: "messages lost or told of twice", seen: Math.abs(sent - out - errors - refused) },
        { of: "sent before an earlier one of their node", seen: overtakers },
      ],
    ),
    atMost(20, {
      id: "P9",
      what:
        `delay of the event loop, p99, from the first message in to the last one out ` +
        `(longest ${delay.max.toFixed(0)} ms; ${msPerMessage.toFixed(2)} ms for each message); ${setting}`,
      value: delay.p99,
      unit: "ms",
      anchor,
    }),
  ];
}

function limiter({ heap, msPerTask }: LimiterFigures): string {
  return `${msPerTask.toFixed(4)} ms and ${(heap / 1_000).toFixed(2)} kB each`;
}

async function waitingMessages(): Promise<WaitingFigures> {
  const directory = await testDirectory("bench");
  const vault = join(directory, "vault");
  await fillVault(vault, 1, "stored");
  const bench = join(PROJECT_ROOT, "scripts", "bench");
  const server = await startServerProcess([join(bench, "waiting-server.mjs")], { core: 1 });
  try {
    const order: WaitingOrder = {
      userDir: join(directory, "node-red"),
      origin: `http://127.0.0.1:${server.line}`,
      nodes: NODES,
      messagesPerNode: MESSAGES_PER_NODE,
      limit: LIMIT,
    };
    const program = join(bench, "programs", "waiting-messages.ts");
    const run = await startServerProcess(["--expose-gc", "--import", "tsx", program, JSON.stringify(order)], {
      core: 0,
      env: {
        ZOHO_VAULT_DIR: vault,
        ZOHO_CONCURRENCY: String(LIMIT),
        ZOHO_MAX_WAITING: String(NODES * MESSAGES_PER_NODE),
      },
    });
    await run.end();
    return JSON.parse(run.line) as WaitingFigures;
  } finally {
    await server.end();
  }
}
