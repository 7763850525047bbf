import { createRequire } from "node:module";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../launch/project-root";

/** The few things of Node-RED that measuring programs use. */
export interface EmbeddedNodeRed {
  init(server: undefined, settings: Readonly<Record<string, unknown>>): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  readonly events: NodeJS.EventEmitter;
  readonly nodes: { getNode(id: string): unknown };
  readonly runtime: {
    readonly flows: {
      setFlows(order: {
        readonly flows: { readonly flows: readonly unknown[] };
        readonly deploymentType: "full";
      }): Promise<unknown>;
    };
  };
}

/**
 * A Node-RED without an HTTP server in this process, with the built package and the anchors' nodes, and no flows yet.
 *
 * @param userDir a new directory
 * @param options `logging`: `off` where failures are what is measured, since the log shares the output with the figures;
 *   `functionGlobals`: what function nodes find by `global.get`
 */
export async function embeddedNodeRed(
  userDir: string,
  options: {
    readonly logging?: "error" | "off";
    readonly functionGlobals?: Readonly<Record<string, unknown>>;
  } = {},
): Promise<EmbeddedNodeRed> {
  const { logging = "error", functionGlobals = {} } = options;
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
    logging: { console: { level: logging } },
    telemetry: { enabled: false, updateNotification: false },
    externalModules: { autoInstall: false },
    functionGlobalContext: functionGlobals,
  });
  const loaded = new Promise<void>((resolve) => {
    RED.events.once("flows:started", resolve);
  });
  await RED.start();
  await loaded;
  return RED;
}
