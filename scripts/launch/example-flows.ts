import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "./project-root";

/** A node as it stands in a flow file. */
export type FlowNode = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

/**
 * The nodes of all examples that run with nothing but the emulator, in the order of their names. Those that need a
 * broker as well are there to be imported.
 */
export function exampleFlows(): readonly FlowNode[] {
  const directory = join(PROJECT_ROOT, "examples");
  const files = readdirSync(directory).filter((name) => name.endsWith(".json"));
  return files
    .sort()
    .map((name) => JSON.parse(readFileSync(join(directory, name), "utf8")) as FlowNode[])
    .filter((flow) => !flow.some(({ type }) => type === "mqtt-broker"))
    .flat();
}
