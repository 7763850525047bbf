import { createInterface } from "node:readline";

/**
 * Takes steps to do as lines of JSON on stdin, `{"step":"list","input":{…}}`, one after the other, and answers each
 * with a line on stdout: `{"value":…}`, or `{"error":{…}}` with what the client threw.
 *
 * @param {Readonly<Record<string, (input: any) => unknown>>} steps
 */
export async function answerSteps(steps) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { step, input } = JSON.parse(line);
    let answer;
    try {
      answer = { value: (await steps[step](input)) ?? null };
    } catch (error) {
      answer = { error: described(error) };
    }
    process.stdout.write(`${JSON.stringify(answer, plain)}\n`);
  }
}

/** Errors keep what tells of them in members that JSON leaves out. */
function described(error) {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, cause } = error;
  const shown = cause instanceof Error ? described(cause) : cause;
  return { ...error, name, message, ...(shown === undefined ? {} : { cause: shown }) };
}

function plain(_key, value) {
  if (typeof value === "bigint") return String(value);
  if (value instanceof Map || value instanceof URLSearchParams) return Object.fromEntries(value);
  if (value instanceof Response) return { status: value.status };
  return value;
}
