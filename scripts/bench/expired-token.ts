import { join } from "node:path";
import { testDirectory } from "../../test/support/test-directory";
import { openFileVault } from "../../src/vault/file-vault";
import { type BenchRow, exactly } from "./bench-row";
import { requestsDuring } from "./counted-requests";
import { callsAtOnce, connectTo, letTokenRunOut, runtimeAt } from "./emulated-connection";
import { type EmulatorProcess, startEmulatorProcess } from "./emulator-process";
import { sdkWithExpiredToken } from "./zoho-sdk-anchor";

const SIZES = [1_000, 10_000] as const;
const ANCHOR_SIZE = 1_000;

/** P4: many calls at the moment when the token has run out. */
export async function expiredTokenRows(): Promise<readonly BenchRow[]> {
  const emulator = await startEmulatorProcess();
  try {
    const anchor = await sdkWithExpiredToken(emulator, ANCHOR_SIZE);
    const rows: BenchRow[] = [];
    for (const size of SIZES) rows.push(await expiredTokenRow(emulator, size, anchor));
    return rows;
  } finally {
    await emulator.end();
  }
}

async function expiredTokenRow(emulator: EmulatorProcess, size: number, anchor: string): Promise<BenchRow> {
  const directory = join(await testDirectory("bench"), "vault");
  const vault = await openFileVault({ directory, keys: [] });
  const connection = await connectTo(emulator, vault);
  await letTokenRunOut(emulator, vault, connection);
  const { result, seen } = await requestsDuring(emulator.control, () =>
    callsAtOnce(runtimeAt(emulator.ready.url, vault), connection, size),
  );
  if (result.firstFailure !== undefined) console.error(`P4: ${result.firstFailure}`);
  const row = {
    id: "P4",
    what: `${size} calls at once on a token that ran out, concurrency limit ${size}, ${Math.round(result.ms)} ms`,
    value: seen.tokenCalls,
    unit: "token calls",
    anchor,
  };
  return exactly(1, row, [
    { of: "calls answered 401", seen: seen.unauthorized },
    { of: "failed", seen: result.failed },
    { of: "sent twice", seen: seen.apiCalls - size },
  ]);
}
