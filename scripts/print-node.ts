/** Prints the directory of a Node 20 or 24, from npm where the running one is another: `print-node.ts 24`. */
import { dirname } from "node:path";
import { nodeProgram, type NodeLine } from "../test/support/runtimes";

async function main(line: string | undefined): Promise<void> {
  if (!isLine(line)) {
    throw new Error("usage: print-node.ts 20|24");
  }
  console.log(dirname(await nodeProgram(line)));
}

function isLine(line: string | undefined): line is NodeLine {
  return line === "20" || line === "24";
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
