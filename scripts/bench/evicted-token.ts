import { join } from "node:path";
import { testDirectory } from "../../test/support/test-directory";
import type { GovernorOptions } from "../../src/api/governor/governor";
import { openFileVault } from "../../src/vault/file-vault";
import { type BenchRow, exactly } from "./bench-row";
import { requestsDuring } from "./counted-requests";
import { callsAtOnce, connectTo, runtimeAt } from "./emulated-connection";
import { type EmulatorProcess, startEmulatorProcess } from "./emulator-process";
import { RefreshOn401 } from "./refresh-on-401";

const CALLS = 1_000;

/** P5: the token is pushed out at Zoho while 1,000 calls with it are on their way. */
export async function evictedTokenRows(): Promise<readonly BenchRow[]> {
  const emulator = await startEmulatorProcess();
  try {
    const anchors = [await anchorText(emulator, "shared"), await anchorText(emulator, "per call")].join("; ");
    return [
      await evictedTokenRow(emulator, anchors, {
        limits: { concurrency: CALLS },
        words: `all of them with the transport`,
        // Each of them once more.
        mostRepeated: CALLS,
      }),
      await evictedTokenRow(emulator, anchors, {
        limits: {},
        words: "by the default limits of an org",
        mostRepeated: 10,
      }),
    ];
  } finally {
    await emulator.end();
  }
}

async function evictedTokenRow(
  emulator: EmulatorProcess,
  anchor: string,
  how: { readonly limits: GovernorOptions; readonly words: string; readonly mostRepeated: number },
): Promise<BenchRow> {
  const { control, ready } = emulator;
  const vault = await openFileVault({ directory: join(await testDirectory("bench"), "vault"), keys: [] });
  const connection = await connectTo(emulator, vault);
  const zoho = runtimeAt(ready.url, vault);
  await callsAtOnce(zoho, connection, 1);
  await control.action("evictAccessTokens");
  const { result, seen } = await requestsDuring(control, () =>
    callsAtOnce(zoho, connection, CALLS, how.limits),
  );
  if (result.firstFailure !== undefined) console.error(`P5: ${result.firstFailure}`);
  const row = {
    id: "P5",
    what: `token evicted at Zoho before ${CALLS} calls at once, ${how.words}, ${Math.round(result.ms)} ms`,
    value: seen.tokenCalls,
    unit: "token calls",
    anchor,
  };
  return exactly(1, row, [
    { of: "sent again", seen: seen.apiCalls - CALLS, most: how.mostRepeated },
    { of: "sent a third time", seen: result.sentTooOften },
    { of: "failed", seen: result.failed },
  ]);
}

async function anchorText(emulator: EmulatorProcess, sharing: "shared" | "per call"): Promise<string> {
  const { control } = emulator;
  const anchor = await RefreshOn401.connect(emulator, sharing);
  await anchor.org();
  await control.action("evictAccessTokens");
  const { result, seen } = await requestsDuring(control, async () => {
    const ends = await Promise.allSettled(Array.from({ length: CALLS }, () => anchor.org()));
    return ends.filter((end) => end.status === "rejected" || end.value !== 200).length;
  });
  await anchor.close();
  return (
    `refresh on 401, ${sharing === "shared" ? "one refresh shared by all (n8n's pattern)" : "each call its own"}: ` +
    `${seen.tokenCalls} token calls, ${seen.apiCalls - CALLS} sent again, ${result} failed`
  );
}
