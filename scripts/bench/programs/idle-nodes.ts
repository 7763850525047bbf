/**
 * Heap of idle config nodes: a Node-RED without an HTTP server in this process gets more and more nodes of one type,
 * and after each Deploy the heap is read. Run with --expose-gc. Takes the type and the user directory as arguments,
 * prints `{"bytesPerNode":1234}`.
 */
import { CLIENT_DEFAULTS } from "../../../nodes/zoho-client/config";
import { embeddedNodeRed } from "./embedded-node-red";
import { heapUsed } from "./heap-used";

const NODES = 1_000;

async function main(type: string, userDir: string): Promise<void> {
  const RED = await embeddedNodeRed(userDir);
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
