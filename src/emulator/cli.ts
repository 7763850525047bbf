#!/usr/bin/env node
import { parseArgs } from "node:util";
import { friendlyText, problemText } from "./cli-text";
import type { RecordCounts } from "./people/make-people";
import { type EmulatorOptions, type RunningEmulator, startEmulator } from "./start-emulator";
import type { TlsOptions } from "./tls/tls-info";

const DEFAULT_PORT = 9780;
const DEFAULT_TLS_PORT = 9743;

const HELP = `zoho-emulator: Zoho Accounts, CRM and Bigin on this machine, for tests and demos

  --port N      port to listen on (default ${DEFAULT_PORT}; 0: any free one)
  --host ADDR   address to listen on (default 127.0.0.1: this machine only)
  --seed N      whole number that IDs, tokens and records follow from (default 1)
  --records MODULE=N
                records of a module in Acme (Production), e.g. Leads=100000; may be repeated
  --state FILE  keep tokens, records, clock and settings in FILE over a restart
  --tls         also answer under Zoho's real host names, by https with a test CA made at this start
  --tls-port N  port for --tls (default ${DEFAULT_TLS_PORT}; 443 where it may be used; 0: any free one)
  --ca-file FILE
                write the certificate of the test CA to FILE, for NODE_EXTRA_CA_CERTS
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
        tls: { type: "boolean" },
        "tls-port": { type: "string" },
        "ca-file": { type: "string" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  if (values.help === true) return { help: true };
  const port = wholeNumber("--port", values.port ?? String(DEFAULT_PORT), 65_535);
  const tls = tlsOptions(values);
  if (tls?.port === port && port !== 0) throw new UsageError("--port and --tls-port are two different ports");
  const options: EmulatorOptions = {
    port,
    ...(tls === undefined ? {} : { tls }),
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values.seed === undefined
      ? {}
      : { seed: wholeNumber("--seed", values.seed, Number.MAX_SAFE_INTEGER) }),
    ...(values.state === undefined ? {} : { stateFile: values.state }),
    ...(values.records === undefined ? {} : { records: recordCounts(values.records) }),
  };
  return { help: false, json: values.json === true, options };
}

function tlsOptions(values: {
  readonly tls?: boolean;
  readonly "tls-port"?: string;
  readonly "ca-file"?: string;
}): TlsOptions | undefined {
  const { tls, "tls-port": port, "ca-file": caFile } = values;
  if (tls !== true) {
    if (port !== undefined || caFile !== undefined)
      throw new UsageError("--tls-port and --ca-file go with --tls");
    return undefined;
  }
  return {
    port: wholeNumber("--tls-port", port ?? String(DEFAULT_TLS_PORT), 65_535),
    ...(caFile === undefined ? {} : { caFile }),
  };
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
