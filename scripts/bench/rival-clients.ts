import { startClient } from "../../test/clients/support/client-program";
import type { ClientPackage } from "../../test/clients/support/client-packages";
import type { Anchor } from "./bench-row";
import { type Burst, type SeenBurst, burstNote, worstFailure } from "./burst";
import { requestsDuring } from "./counted-requests";
import { SCOPES } from "./emulated-connection";
import { startEmulatorProcess } from "./emulator-process";
import { middle } from "./samples";

/** A client of others that the library is held against, in a process of its own as the library is. */
export interface Rival {
  readonly name: string;
  /** File of `test/clients/programs`. */
  readonly program: "zoho-sdk" | "axios-interceptor";
  readonly package: ClientPackage;
  /** Of axios alone; see its program. */
  readonly sharing?: "nothing" | "promise" | "lease";
}

const AXIOS = { program: "axios-interceptor", package: "axios" } as const;

/** Zoho's own, and axios with what people put around it. */
export const RIVALS: readonly Rival[] = [
  { name: "Zoho's Node SDK 8.0", program: "zoho-sdk", package: "@zohocrm/nodejs-sdk-8.0" },
  { ...AXIOS, name: "an axios interceptor, a refresh for each refused call", sharing: "nothing" },
  { ...AXIOS, name: "an axios interceptor, one refresh at a time", sharing: "promise" },
  { ...AXIOS, name: "n8n's pattern (refused, lease, compare) on axios", sharing: "lease" },
];

/** What has become of a client's token before its calls. */
export type TokenState = "ran out" | "evicted";

const SPOIL = { "ran out": "expireAccessTokens", evicted: "evictAccessTokens" } as const;

/** SDKs renew a token in its last five seconds: this one, s, is never used. */
const BORN_EXPIRED = 4;

/** As Zoho gives them, s. */
const ORDINARY_LIFE = 3_600;

/** Calls that a rival makes at once, with an emulator and a grant of its own. */
export async function rivalBurst(rival: Rival, state: TokenState, count: number): Promise<SeenBurst> {
  const emulator = await startEmulatorProcess();
  const { ready, control } = emulator;
  try {
    const program = await startClient(rival.program, rival.package);
    try {
      const { clientId, clientSecret } = ready.clients.self;
      const grantToken = await control.grantCode({
        scope: SCOPES.join(","),
        person: "Robin Vale",
        org: "Acme",
      });
      await control.settings({ accessTtl: state === "ran out" ? BORN_EXPIRED : ORDINARY_LIFE });
      const { sharing } = rival;
      await program.value("connect", { zoho: ready.url, clientId, clientSecret, grantToken, sharing });
      await control.settings({ accessTtl: ORDINARY_LIFE });
      await control.action(SPOIL[state]);
      const work = async (): Promise<Burst> => (await program.value("orgAtOnce", { count })) as Burst;
      const { result, seen } = await requestsDuring(control, work);
      return { ...result, ...seen };
    } finally {
      await program.close();
    }
  } finally {
    await emulator.end();
  }
}

/** All rounds of a rival beside a row that counts token calls. */
export function rivalAnchor(
  { name, package: of }: Rival,
  count: number,
  rounds: readonly SeenBurst[],
): Anchor {
  const { value, range } = middle(rounds.map(({ tokenCalls }) => tokenCalls));
  const failed = worstFailure(rounds);
  const refused = middle(rounds.map(({ unauthorized }) => unauthorized)).value;
  return {
    kind: of === "axios" ? "axios" : "sdk",
    name: `${name}, ${count} calls`,
    value,
    range,
    note: `${failed} failed, ${refused} answered 401, ${burstNote(rounds)}`,
  };
}
