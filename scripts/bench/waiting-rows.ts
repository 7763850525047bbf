import { join } from "node:path";
import { testDirectory } from "../../test/support/test-directory";
import { PROJECT_ROOT } from "../launch/project-root";
import { type Anchor, type AnchorKind, atMost, type BenchRow } from "./bench-row";
import { fillVault } from "./many-connections";
import type { LimiterFigures } from "./programs/limiters-alone";
import type { WaitingFigures, WaitingOrder } from "./programs/waiting-messages";
import { highest, median, middle } from "./samples";
import { startServerProcess } from "./server-process";

const NODES = 4;
const MESSAGES_PER_NODE = 2_500;
const LIMIT = 10;

const SENT = NODES * MESSAGES_PER_NODE;

/** Odd, so that there is one in the middle. */
const ROUNDS = 3;

const SETTING =
  `messages at once through ${NODES} zoho-request nodes of a real Node-RED, org limit ${LIMIT}, ` +
  `${ROUNDS} rounds in turn with the governor alone, bottleneck once`;

/** P9: messages that come at once and wait for their turn. */
export async function waitingRows(): Promise<readonly BenchRow[]> {
  const figures = await waitingMessages();
  return [heapRow(figures), delayRow(figures)];
}

function heapRow({ runs, overtakers, governor, bottleneck }: WaitingFigures): BenchRow {
  const most = (of: (run: WaitingFigures["runs"][number]) => number): number => highest(runs.map(of)).value;
  return atMost(1.5, {
    id: "P9",
    title: `heap of a message that waits, of ${SENT}`,
    setting: `over the message itself, ${SETTING}`,
    figure: middle(runs.map(({ heap }) => heap / 1_000)),
    unit: "kB",
    note: `${median(runs.map(({ msPerMessage }) => msPerMessage)).toFixed(3)} ms for each message`,
    counts: [
      { of: "in flight at the server", seen: most(({ mostInFlight }) => mostInFlight), most: LIMIT },
      { of: "errors", seen: most(({ errors }) => errors) },
      { of: "refused", seen: most(({ refused }) => refused) },
      {
        of: "lost or told of twice",
        seen: most(({ out, errors, refused }) => Math.abs(SENT - out - errors - refused)),
      },
      { of: "sent before an earlier one of their node", seen: overtakers },
    ],
    anchors: [
      limiterAnchor("other", "bottleneck alone, with as many tasks that do nothing", bottleneck),
      limiterAnchor("least", "the governor alone, with the same tasks", governor),
    ],
    bound: "the objects of a call that waits: its promise, its deadline, its place in line",
  });
}

function limiterAnchor(kind: AnchorKind, name: string, rounds: readonly LimiterFigures[]): Anchor {
  const ms = median(rounds.map(({ msPerTask }) => msPerTask));
  return {
    kind,
    name,
    ...middle(rounds.map(({ heap }) => heap / 1_000)),
    note: `${ms.toFixed(4)} ms for each task`,
  };
}

function delayRow({ runs, bottleneck }: WaitingFigures): BenchRow {
  const longest = highest(runs.map(({ delay }) => delay.max)).value;
  const { value, range } = middle(bottleneck.map(({ delay }) => delay.p99));
  return atMost(20, {
    id: "P9",
    title: `delay of the event loop, p99, ${SENT} messages at once`,
    setting: `from the first message in to the last one out, ${SETTING}`,
    figure: middle(runs.map(({ delay }) => delay.p99)),
    unit: "ms",
    note: `longest ${longest.toFixed(0)} ms`,
    anchors: [{ kind: "other", name: "bottleneck alone, with as many tasks that do nothing", value, range }],
    bound: "Node-RED handing on messages that come at once, one after the other",
  });
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
      rounds: ROUNDS,
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
