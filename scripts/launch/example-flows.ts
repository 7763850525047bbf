import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "./project-root";

/** Types of nodes that stand for something that has to be there besides. */
const NEEDED_BESIDES = ["mqtt-broker", "MySQLdatabase"];

/** A node as it stands in a flow file. */
export type FlowNode = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

/**
 * The nodes of all examples that run with nothing but the emulator, in the order of their names. Those that need a
 * broker or a database as well are there to be imported.
 *
 * @param unwanted types of nodes; examples with one of them are left out, too
 */
export function exampleFlows(unwanted: readonly string[] = []): readonly FlowNode[] {
  const leftOut = [...NEEDED_BESIDES, ...unwanted];
  const directory = join(PROJECT_ROOT, "examples");
  const files = readdirSync(directory).filter((name) => name.endsWith(".json"));
  return files
    .sort()
    .map((name) => JSON.parse(readFileSync(join(directory, name), "utf8")) as FlowNode[])
    .filter((flow) => !flow.some(({ type }) => leftOut.includes(type)))
    .flat();
}
