/**
 * `npm run test:million`: a million Leads through a flow of a real Node-RED, with the emulator as Zoho. One line for each
 * part; exit 1 where one fails. `-- --records 100000 --seed 7 --only clean|faults|slow --slow-pages 20`
 */
import { parseArgs } from "node:util";
import type { World } from "../test/nodes/support/world";
import { machine } from "./bench/machine";
import { startMillionWorld } from "./million/million-world";
import { type Part, partLine } from "./million/part";
import { cleanPart, faultsPart, pageTokensPart, pushedPart, type Size, slowPart } from "./million/parts";
import { runProgram } from "./tools/run-program";

type RunPart = (world: World, size: Size) => Promise<Part>;

const PARTS = {
  clean: [cleanPart],
  faults: [faultsPart, pageTokensPart],
  slow: [
    slowPart,
    (world, size) => pushedPart(world, size, "pages"),
    (world, size) => pushedPart(world, size, "records"),
  ],
} as const satisfies Readonly<Record<string, readonly RunPart[]>>;

/** Page tokens reach so many, and this is a little less. */
const MOST_CONTACTS = 90_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      records: { type: "string", default: "1000000" },
      seed: { type: "string", default: "1" },
      "slow-pages": { type: "string", default: "60" },
      only: { type: "string", default: Object.keys(PARTS).join(",") },
    },
  });
  const leads = whole("--records", values.records, 10_000);
  const size: Size = {
    leads,
    contacts: Math.min(leads, MOST_CONTACTS),
    seed: whole("--seed", values.seed, 0),
    slowPages: whole("--slow-pages", values["slow-pages"], 2),
    patienceSeconds: 10,
  };
  const parts = values.only.split(",").flatMap(partsNamed);
  console.log(`${machine()}; seed ${size.seed}`);
  const world = await startMillionWorld(size);
  try {
    for (const part of parts) {
      const found = await part(world, size);
      console.log(partLine(found));
      if (found.problems.length > 0) process.exitCode = 1;
    }
  } finally {
    await world.close();
  }
}

function partsNamed(name: string): readonly RunPart[] {
  if (!Object.hasOwn(PARTS, name)) throw new Error(`--only is one of ${Object.keys(PARTS).join(", ")}`);
  return PARTS[name as keyof typeof PARTS];
}

/** @throws Error where it is no whole number, or less than it may be */
function whole(option: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value) || value < least)
    throw new Error(`${option} is a whole number from ${least}`);
  return value;
}

if (runProgram("npm", ["run", "--silent", "build"]) !== 0) process.exit(1);
main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
