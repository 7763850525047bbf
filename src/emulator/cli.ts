#!/usr/bin/env node
import { parseArgs } from "node:util";
import { DEFAULT_PORT, DEFAULT_TLS_PORT, HELP } from "./cli-help";
import { friendlyText, problemText } from "./cli-text";
import { packageVersion } from "./package-version";
import type { RecordCounts } from "./people/make-people";
import { type EmulatorOptions, type RunningEmulator, startEmulator } from "./start-emulator";
import type { TlsOptions } from "./tls/tls-info";

/** A command line that is not understood. */
class UsageError extends Error {
  override readonly name = "UsageError";
}

type Command =
  | { readonly prints: string }
  | { readonly prints?: undefined; readonly json: boolean; readonly options: EmulatorOptions };

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
        version: { type: "boolean" },
      },
    }));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  if (values.help === true) return { prints: HELP };
  if (values.version === true) return { prints: `${packageVersion()}\n` };
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
  return { json: values.json === true, options };
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
  if (command.prints !== undefined) {
    process.stdout.write(command.prints);
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
  // Whoever reads this may end it at once.
  process.stdout.write(command.json ? `${JSON.stringify(ready)}\n` : friendlyText(ready));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\nTry --help.\n`);
  process.exitCode = 2;
});
