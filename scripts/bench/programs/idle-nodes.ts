/**
 * Heap of idle config nodes: a Node-RED without an HTTP server in this process gets more and more nodes of one type,
 * and after each Deploy the heap is read. Run with --expose-gc. Takes the type and the user directory as arguments,
 * prints `{"bytesPerNode":1234}`.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { CLIENT_DEFAULTS } from "../../../nodes/zoho-client/config";
import { PROJECT_ROOT } from "../../launch/project-root";
import { heapUsed } from "./heap-used";

/** The few things of Node-RED that are used here. */
interface EmbeddedNodeRed {
  init(server: undefined, settings: Readonly<Record<string, unknown>>): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  readonly events: { once(event: "flows:started", listener: () => void): void };
  readonly runtime: {
    readonly flows: {
      setFlows(order: {
        readonly flows: { readonly flows: readonly unknown[] };
        readonly deploymentType: "full";
      }): Promise<unknown>;
    };
  };
}

const NODES = 1_000;

async function main(type: string, userDir: string): Promise<void> {
  const RED = createRequire(__filename)("node-red") as EmbeddedNodeRed;
  RED.init(undefined, {
    userDir,
    nodesDir: [join(PROJECT_ROOT, "scripts", "bench", "anchor-nodes"), join(PROJECT_ROOT, "dist", "nodes")],
    httpAdminRoot: false,
    httpNodeRoot: false,
    flowFile: "flows.json",
    // Node-RED would warn about its own generated secret.
    credentialSecret: "bench",
    editorTheme: { projects: { enabled: false } },
    logging: { console: { level: "error" } },
    telemetry: { enabled: false, updateNotification: false },
    externalModules: { autoInstall: false },
  });
  const loaded = new Promise<void>((resolve) => {
    RED.events.once("flows:started", resolve);
  });
  await RED.start();
  await loaded;
  const deploy = async (count: number): Promise<number> => {
    const flows = Array.from({ length: count }, (_, index) => configNode(type, index));
    await RED.runtime.flows.setFlows({ flows: { flows }, deploymentType: "full" });
    return heapUsed();
  };
  // What is loaded and compiled with the first nodes is not what a node costs.
  await deploy(10);
  const before = await deploy(0);
  const after = await deploy(2 * NODES);
  console.log(JSON.stringify({ bytesPerNode: (after - before) / (2 * NODES) }));
  await RED.stop();
  process.exit(0);
}

function configNode(type: string, index: number): unknown {
  const number = String(index).padStart(12, "0");
  const credentials = {
    clientId: `1000.${number}ABCDEFGHIJKLMNOPQR`,
    clientSecret: `${number}0123456789abcdef0123456789abcd`,
  };
  const common = { id: `c0de${number}`, type, name: `client ${number}`, credentials };
  return type === "zoho-client" ? { ...CLIENT_DEFAULTS, ...common } : common;
}

main(process.argv[2] ?? "", process.argv[3] ?? "").catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
