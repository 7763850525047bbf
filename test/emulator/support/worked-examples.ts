import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A block of shell on a docs page, and what the page says it prints. */
export interface WorkedExample {
  /** The heading above it. */
  readonly title: string;
  readonly commands: string;
  readonly prints: string;
}

/** A docs page with worked examples. */
export interface WorkedPage {
  /** The first block, which a reader pastes before all others. */
  readonly preparation: string;
  readonly examples: readonly WorkedExample[];
}

const PART = /^#{2,3} (?<title>.+)$|^```sh\n(?<commands>[^]*?)^```(?:\n\n```text\n(?<prints>[^]*?)^```)?/gm;

/** Reads headings and blocks; a block without an answer is the preparation. */
export function workedPage(markdown: string): WorkedPage {
  let title = "";
  let preparation = "";
  const examples: WorkedExample[] = [];
  for (const { groups = {} } of markdown.matchAll(PART)) {
    const { commands, prints } = groups;
    if (groups["title"] !== undefined) title = groups["title"];
    else if (commands !== undefined && prints === undefined) preparation += commands;
    else if (commands !== undefined) examples.push({ title, commands, prints: prints ?? "" });
  }
  return { preparation, examples };
}

/** What a block depends on: everything since the last one that began anew, in the same shell. */
export function before(examples: readonly WorkedExample[], index: number): string {
  const earlier = examples.slice(0, index + 1).map(({ commands }) => commands);
  const begin = earlier.findLastIndex((commands) => commands.startsWith("anew"));
  return begin < 0 || begin === index ? "" : earlier.slice(begin, -1).join("");
}

/** Where the output of what came before ends. */
const MARK = "== from here";

/**
 * Runs a block as it stands in bash.
 *
 * @returns what it printed, without the end of the last line
 */
export async function printedBy(
  preparation: string,
  earlier: string,
  { commands }: WorkedExample,
): Promise<string> {
  const script = `${preparation}\n${earlier}\necho "${MARK}"\n${commands}\ntrue\n`;
  const { stdout } = await run("bash", ["-c", script]);
  return stdout.slice(stdout.indexOf(MARK) + MARK.length + 1).trimEnd();
}

/** The printed text a page states, where `…` stands for anything. */
export function asPattern(prints: string): RegExp {
  const parts = prints.trimEnd().split("…");
  return new RegExp(`^${parts.map((part) => part.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&")).join("[^]*?")}$`);
}
