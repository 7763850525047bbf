import { join } from "node:path";
import {
  type Check,
  type Figures,
  isGood,
  readResults,
  RESULTS_PATH,
  type SuiteResult,
} from "../faults/results";
import { type Suite, SUITES } from "../faults/suites";
import { PROJECT_ROOT } from "../launch/project-root";
import { type GeneratedPage, markdownTable, NOTICE } from "./page";

/** What each suite counted, in words; by its name. */
const IN_WORDS: Readonly<Record<string, (figures: Figures) => string>> = {
  "power-cuts": ({ disks }) => `${count(disks)} disks that a power cut may leave were looked at`,
  kills: (met) =>
    `of ${count(met["kills"])} kills ${count(met["connected"])} found a consent done, ${count(met["waiting"])} one that its person could still end, ` +
    `${count(met["interrupted"])} one between Zoho's answer and the write and ${count(met["candidate"])} one with its new grant kept but not proven, ` +
    `both reported at the next start; ${count(met["nothing"])} came before there was any. ${count(met["refreshed"])} refreshes were done`,
  "token-limits": (day) =>
    `by ${text(day["limits"])}, seed ${text(day["seed"])}: ${count(day["calls"])} calls and ${count(day["forces"])} tokens asked for on purpose in ${count(day["starts"])} starts; ` +
    `${count(day["asked"])} token calls, ${count(day["throttled"])} throttled; ${count(day["evictedUsed"])} calls with an evicted token; ` +
    `${count(day["failedByZoho"])} calls ended in outages of Zoho's, none otherwise`,
  clocks: ({ seed, events, tokens, mostForOne }) =>
    `seed ${text(seed)}: ${count(events)} events, ${count(tokens)} tokens, ${count(mostForOne)} for one event at most`,
  "wrong-use": ({ what, pace, calls, tokens, usual }) =>
    `${text(what)}, ${count(calls)} calls ${text(pace)}: ${count(tokens)} token calls, where a right use has ${count(usual)}`,
  readings: (met) =>
    `${count(met["acknowledged"])} readings acknowledged through ${count(met["kills"])} kills, ` +
    `${count(met["cut before"])} and ${count(met["cut after"])} connections cut before and after Zoho had written, ` +
    `${count(met["500 before"])} and ${count(met["500 after"])} answers 500, ${count(met["429"])} answers 429 and ${count(met["outage"])} calls into an outage: ` +
    `${count(met["lost"])} lost, ${count(met["doubled"])} doubled, ${count(met["overtaken"])} overtaken; of ${count(met["creates"])} plain creates ` +
    `${count(met["createsUnknown"])} were reported as perhaps written, ${count(met["unknownButWritten"])} of which were`,
  outbox: ({ cuts, steps, kills, acknowledged }) =>
    cuts === undefined
      ? `${count(kills)} kills, ${count(acknowledged)} steps acknowledged before them`
      : `${count(cuts)} power cuts in ${count(steps)} steps of the disk`,
};

function count(value: unknown): string {
  return typeof value === "number" ? value.toLocaleString("en-US") : text(value);
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "?";
}

function overview(results: readonly SuiteResult[]): string {
  const rows = SUITES.map((suite) => {
    const result = results.find(({ name }) => name === suite.name);
    return [
      `\`${suite.name}\``,
      suite.about,
      result === undefined ? "not recorded" : sizesOf(result),
      result === undefined ? "" : outcomeOf(result),
    ];
  });
  return markdownTable(["suite", "what is broken", "how often", "what happened"], rows);
}

function sizesOf({ sizes, seeds }: SuiteResult): string {
  const counts = Object.entries(sizes).map(
    ([name, size]) => `${size.toLocaleString("en-US")} ${words(name)}`,
  );
  return [...counts, seeds.length === 0 ? "every case" : `seeds ${seeds.join(", ")}`].join("; ");
}

function words(name: string): string {
  return name.replaceAll("-", " ");
}

function outcomeOf(result: SuiteResult): string {
  const { passed, failed, skipped } = result;
  const all = passed + failed + skipped;
  return isGood(result) ? `all ${all} held` : `${passed} of ${all} held`;
}

function section(suite: Suite, result: SuiteResult): string {
  const tell = IN_WORDS[suite.name];
  const figures = tell === undefined ? [] : result.figures.map((one) => `- ${tell(one)}.`);
  return [
    `### ${suite.name}: ${suite.about}`,
    `Node ${result.node}. Again: \`${commandOf(result)}\``,
    ...(figures.length > 0 ? [figures.join("\n")] : []),
    suite.name === "scenarios" ? scenarioTable(result) : checkTable(result.checks),
  ].join("\n\n");
}

/** What runs the same once more. */
function commandOf({ name, seeds: [seed], sizes }: SuiteResult): string {
  const options = Object.entries(sizes).map(([size, long]) => `--${size} ${long}`);
  return [
    "npm run test:faults --",
    `--only ${name}`,
    ...(seed === undefined ? [] : [`--seed ${seed}`]),
    ...options,
  ].join(" ");
}

function checkTable(checks: readonly Check[]): string {
  return markdownTable(
    ["what must hold", "times", "held"],
    checks.map((check) => [check.title, check.runs, heldOf(check)]),
  );
}

/** With what each scenario must end in, as its table says. */
function scenarioTable({ checks, figures }: SuiteResult): string {
  const rows = figures.flatMap(({ scenario, ends, tokenCalls, apiCalls, messages }) => {
    const check = checks.find(({ title }) => title === scenario);
    if (check === undefined) return [];
    const endings = Array.isArray(ends) ? ends.map(text).join(" or ") : text(ends);
    return [
      [
        check.title,
        endings,
        range(tokenCalls),
        `${range(apiCalls)} of ${text(messages)}`,
        check.runs,
        heldOf(check),
      ],
    ];
  });
  return markdownTable(
    [
      "what goes wrong",
      "each message ends in",
      "token calls",
      "API calls of so many messages",
      "times",
      "held",
    ],
    rows,
  );
}

function range(value: unknown): string {
  return Array.isArray(value) ? value.map(count).join(" to ") : count(value);
}

function heldOf({ runs, failed }: Check): string {
  return failed === 0 ? "yes" : `${runs - failed} of ${runs}`;
}

/** What was broken on purpose, how often, and what came of it. */
export const RELIABILITY_PAGE: GeneratedPage = {
  path: "docs/reliability.md",
  render: () => {
    const results = readResults(join(PROJECT_ROOT, RESULTS_PATH));
    const sections = SUITES.flatMap((suite) => {
      const result = results.find(({ name }) => name === suite.name);
      return result === undefined ? [] : [section(suite, result)];
    });
    return `# Reliability

${NOTICE}

What was broken on purpose, how often, and what came of it. The tables are the record of the last long run of each suite; a
short form of each is part of \`npm test\`. [SECURITY.md](../SECURITY.md) is about people who break things.

## What is promised

- **Power may go at any moment.** A connection is the old one or the new one afterwards, never neither; a refresh token that
  was stored is not lost. A consent that was cut off between Zoho's answer and the disk is reported at the next start.
- **Starts, Deploys and other secrets lose no connection and cost no token.** Where a secret can't be read, the node says so
  and Node-RED starts.
- **Zoho's token endpoint is not worn out.** At most ten token calls in ten minutes for each connection, over restarts and over
  processes that overlap; a token is asked for once, however many messages wait for it.
- **A wrong clock blocks nothing.** It costs one token call at most, and where TLS fails because of it, the error says so.
- **A wrong use costs one token call**, not one for each message, and other connections don't notice.
- **What the outbox has acknowledged is delivered**, once in effect, in order for each key. Plain creates whose answer was lost
  are reported as perhaps written and never sent again by themselves.
- **Each message ends once**: \`done\` is called once, and an error leaves by one way.

## What is not promised

- Disks that say *synced* and lie. The suites check that they would find the loss on such a disk; nothing can prevent it.
- Messages that were in a node's queue, but not in the outbox, when the process was killed. A Deploy or a stop tells how many
  there were; a kill can't.
- A refresh token that Zoho issued, and whose answer never reached the disk: it is reported, and takes one of the 20 places
  that a person has with a client until it is pushed out. [Fleets](fleets.md)
- What Zoho really does. Everything here ran against the [emulator](emulator.md), which keeps to Zoho's pages; where they
  disagree, [a setting](emulator-settings.md) decides.

## What was tried

${overview(results)}

Run it yourself: \`npm run test:faults\` runs all of it and ends in one table; \`--list\` names suites, sizes and scenarios, \`--only
kills,readings\` (or \`--only R1\`) runs some, \`--seed 7\` repeats a run. What fails is printed with the command that shows it
again; \`--json docs/reliability.json\`, then \`npm run docs\`, records a run here.

## Suite by suite

${sections.join("\n\n")}
`;
  },
};
