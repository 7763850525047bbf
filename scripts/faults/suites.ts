/** Tests that break one kind of thing, in their long form. */
export interface Suite {
  /** `--only` takes it. */
  readonly name: string;
  /** The row of the project's goals that it is for; `--only` takes that as well. */
  readonly goal: `R${number}`;
  /** What is broken, for people. */
  readonly about: string;
  readonly files: readonly string[];
  /** How long the long form is, by the name of the option that changes it. The tests know what is short. */
  readonly sizes: Readonly<Record<string, number>>;
  /** With how many seeds it runs; none where there is nothing to draw. */
  readonly seeds: 0 | 1 | 3;
  /** Runs a Node-RED, which takes what was built. */
  readonly isBuilt?: true;
}

/** Everything that `npm run test:faults` runs, in this order. */
export const SUITES: readonly Suite[] = [
  {
    name: "power-cuts",
    goal: "R1",
    about: "the power goes at every step of every write of the vault",
    files: ["test/vault/power-cuts.test.ts", "test/vault/power-cuts-of-connections.test.ts"],
    sizes: {},
    seeds: 0,
  },
  {
    name: "kills",
    goal: "R1",
    about: "a process is killed again and again while it refreshes and connects",
    files: ["test/vault/killed-while-connecting.test.ts"],
    sizes: { kills: 1_000 },
    seeds: 1,
  },
  {
    name: "scenarios",
    goal: "R2",
    about: "something goes wrong on sockets, disks and clocks",
    files: ["test/faults/scenarios.test.ts"],
    sizes: {},
    seeds: 3,
  },
  {
    name: "node-red",
    goal: "R2",
    about: "Node-RED deploys, stops and is killed in the middle of calls",
    files: ["test/nodes/faults/scenarios.test.ts"],
    sizes: {},
    seeds: 3,
    isBuilt: true,
  },
  {
    name: "restarts",
    goal: "R5",
    about: "restarts, Deploys, other credential secrets, Projects, a vault that moves",
    files: [
      "test/nodes/lasting-connections.test.ts",
      "test/nodes/restored-vault.test.ts",
      "test/vault/key-histories.test.ts",
    ],
    sizes: {},
    seeds: 0,
    isBuilt: true,
  },
  {
    name: "token-limits",
    goal: "R7",
    about: "24 hours at the limits of Zoho's token endpoint",
    files: ["test/unit/tokens/day-at-the-limits.test.ts"],
    sizes: {},
    seeds: 3,
  },
  {
    name: "clocks",
    goal: "R8",
    about: "machines without a clock battery, clocks that jump, machines that sleep",
    files: ["test/unit/tokens/clocks.test.ts", "test/faults/clock-histories.test.ts"],
    sizes: { "clock-events": 5_000 },
    seeds: 3,
  },
  {
    name: "wrong-use",
    goal: "R9",
    about: "a grant is used where it is worth nothing",
    files: ["test/faults/wrong-use.test.ts"],
    sizes: {},
    seeds: 0,
  },
  {
    name: "readings",
    goal: "R10",
    about: "a gateway's readings on a bad network, with kills",
    files: ["test/faults/readings-survive.test.ts"],
    sizes: { readings: 100_000, "reading-kills": 100 },
    seeds: 1,
  },
  {
    name: "outbox",
    goal: "R10",
    about: "the power goes, or the process is killed, while writes are kept on disk",
    files: ["test/outbox/power-cuts.test.ts", "test/outbox/other-processes.test.ts"],
    sizes: { cuts: 2_000, "outbox-kills": 100 },
    seeds: 1,
  },
];

/**
 * @param only names and goals, parted by commas; empty for all
 * @throws Error where one of them is none
 */
export function wantedSuites(only: string): readonly Suite[] {
  const wanted = only.split(",").flatMap((word) => (word.trim() === "" ? [] : [word.trim()]));
  for (const word of wanted) {
    if (SUITES.some(({ name, goal }) => name === word || goal === word)) continue;
    const known = [...new Set(SUITES.flatMap(({ name, goal }) => [goal, name]))];
    throw new Error(`--only: "${word}" is none of ${known.join(", ")}`);
  }
  return wanted.length === 0
    ? SUITES
    : SUITES.filter(({ name, goal }) => wanted.includes(name) || wanted.includes(goal));
}

/** The seeds of a suite: the one that was given, and as many others made of it as it takes. */
export function seedsOf({ seeds }: Suite, seed: string): readonly string[] {
  return [seed, `${seed}b`, `${seed}c`].slice(0, seeds);
}
