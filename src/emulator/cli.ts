#!/usr/bin/env node
import { parseArgs } from "node:util";
import type { RecordCounts } from "./people/make-people";
import type { ReadyInfo } from "./ready-info";
import { type EmulatorOptions, type RunningEmulator, startEmulator } from "./start-emulator";

const DEFAULT_PORT = 9780;

const HELP = `zoho-emulator: Zoho Accounts, CRM and Bigin on this machine, for tests and demos

  --port N      port to listen on (default ${DEFAULT_PORT}; 0: any free one)
  --host ADDR   address to listen on (default 127.0.0.1: this machine only)
  --seed N      whole number that IDs, tokens and records follow from (default 1)
  --records MODULE=N
                records of a module in Acme (Production), e.g. Leads=100000; may be repeated
  --state FILE  keep tokens, records, clock and settings in FILE over a restart
  --json        print one line of JSON when ready
  --help        this text
`;

/** A command line that is not understood. */
class UsageError extends Error {
  override readonly name = "UsageError";
}

type Command =
  | { readonly help: true }
  | { readonly help: false; readonly json: boolean; readonly options: EmulatorOptions };

function parseCommand(args: readonly string[]): Command {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        host: { type: "string" },
        seed: { type: "string" },
        state: { type: "string" },
        records: { type: "string", multiple: true },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  if (values.help === true) return { help: true };
  const port = wholeNumber("--port", values.port ?? String(DEFAULT_PORT), 65_535);
  const options: EmulatorOptions = {
    port,
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values.seed === undefined
      ? {}
      : { seed: wholeNumber("--seed", values.seed, Number.MAX_SAFE_INTEGER) }),
    ...(values.state === undefined ? {} : { stateFile: values.state }),
    ...(values.records === undefined ? {} : { records: recordCounts(values.records) }),
  };
  return { help: false, json: values.json === true, options };
}

/** `Leads=100000`, one or several. */
function recordCounts(texts: readonly string[]): RecordCounts {
  return Object.fromEntries(
    texts.map((text) => {
      const [name = "", count = ""] = text.split("=");
      return [name, wholeNumber(`--records ${name}`, count, Number.MAX_SAFE_INTEGER)];
    }),
  );
}

function wholeNumber(name: string, text: string, max: number): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= max)) throw new UsageError(`${name} is a whole number from 0 to ${max}`);
  return value;
}

function friendlyText(ready: ReadyInfo): string {
  const people = ready.people.map((person) => {
    const orgs = person.orgs.map((org) => `${org.name} (${org.environment})`);
    return `  ${person.name.padEnd(12)} ${person.dataCenter}  ${[...new Set(orgs)].join(", ") || "no CRM account"}`;
  });
  const isLoopback = /\/\/(?:127\.|localhost|\[::1\])/.test(ready.url);
  return [
    `Zoho emulator: ${ready.url}`,
    isLoopback
      ? "It listens on this machine only."
      : "It listens beyond this machine: whoever reaches it can sign in as anybody.",
    "",
    "People:",
    ...people,
    "",
    `Open ${ready.url}/ to see people, clients and the last requests,`,
    `or give a client ${ready.url}/accounts.zoho.com/oauth/v2/auth as its authorize address.`,
    "Ctrl+C ends it.",
    "",
  ].join("\n");
}

function problemText(error: unknown, options: EmulatorOptions): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const port = String(options.port ?? DEFAULT_PORT);
  if (code === "EADDRINUSE") return `Port ${port} is taken. End what uses it, or choose another with --port.`;
  if (code === "EACCES") return `Port ${port} may not be used. Choose one above 1023 with --port.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `${String(options.host)} is no address of this machine.`;
  return message;
}

async function main(args: readonly string[]): Promise<void> {
  const command = parseCommand(args);
  if (command.help) {
    process.stdout.write(HELP);
    return;
  }
  let emulator: RunningEmulator;
  try {
    emulator = await startEmulator(command.options);
  } catch (error) {
    process.stderr.write(`${problemText(error, command.options)}\n`);
    process.exitCode = 1;
    return;
  }
  const running = emulator;
  const { ready } = running;
  process.stdout.write(command.json ? `${JSON.stringify(ready)}\n` : friendlyText(ready));
  function end(): void {
    process.removeListener("SIGINT", end);
    process.removeListener("SIGTERM", end);
    running.close().catch((error: unknown) => {
      process.stderr.write(`${(error as Error).message}\n`);
      process.exitCode = 1;
    });
  }
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\nTry --help.\n`);
  process.exitCode = 2;
});
