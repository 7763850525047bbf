import { createHash } from "node:crypto";
import type { Stretch } from "../../../src/vault/key-sources";
import type { RandomBytes } from "../../../src/vault/seal";
import type { Clock } from "../../../src/time/clock";
import type {
  AccessRecord,
  BudgetRecord,
  GrantRecord,
  StartRecord,
  VaultRecords,
} from "../../../src/vault/vault";
import { ZohoError } from "../../../src/errors/zoho-error";

/** Marked secrets: none of these may be found in anything the vault writes in clear. */
export const CANARIES = {
  refreshToken: "1000.canary+refresh/0123456789abcdef.fedcba9876543210",
  clientSecret: "canary+client/secret 5f2b8c==",
  accessToken: "1000.canary+access/00112233445566.77889900aabbcc",
  codeVerifier: "canary-verifier~dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
  typedKey: "canary typed key / with+signs",
} as const;

export function grant(id: string, refreshToken: string = CANARIES.refreshToken): GrantRecord {
  return {
    id,
    realm: "zoho",
    name: `connection ${id}`,
    clientId: "1000.CLIENT",
    clientSecret: CANARIES.clientSecret,
    generation: 1,
    current: {
      refreshToken,
      dataCenter: "eu",
      scopes: ["ZohoCRM.modules.ALL"],
      pins: { level: "verified", orgId: "20000000001" },
      grantedAt: 1_700_000_000_000,
    },
    retired: [],
  };
}

export function access(id: string, token: string = CANARIES.accessToken): AccessRecord {
  return {
    id,
    generation: 1,
    version: 1,
    token,
    obtainedAt: 1_700_000_000_000,
    expiresAt: 1_700_003_600_000,
  };
}

export function budget(id: string, ...issues: readonly number[]): BudgetRecord {
  return { id, issues };
}

export function start(id: string): StartRecord {
  return {
    id,
    realm: "emulator",
    connectionName: `connection ${id}`,
    clientId: "1000.CLIENT",
    clientSecret: CANARIES.clientSecret,
    dataCenter: "eu",
    allowedDataCenters: ["eu", "us"],
    scopes: ["ZohoCRM.modules.ALL"],
    redirectUri: "http://127.0.0.1:1880/zoho/callback",
    codeVerifier: CANARIES.codeVerifier,
    startedBy: "node-1",
    exchanging: false,
    expiresAt: 1_700_000_600_000,
  };
}

/** A record of each kind. */
export const SAMPLES: { readonly [K in keyof VaultRecords]: (id: string) => VaultRecords[K] } = {
  grant: (id) => grant(id),
  access: (id) => access(id),
  budget: (id) => budget(id, 1_700_000_000_000),
  start: (id) => start(id),
  forgotten: (id) => ({ id, realm: "zoho", prints: ["0123456789abcdef"] }),
};

/** Bytes that are the same for the same seed, and never twice the same within it. */
export function seededRandom(seed: string): RandomBytes {
  let count = 0;
  return (size) => {
    count += 1;
    const blocks: Buffer[] = [];
    for (let made = 0; made < size; made += 32) {
      blocks.push(createHash("sha256").update(`${seed}/${count}/${made}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, size);
  };
}

/** Stands in for scrypt where a test opens a vault thousands of times. */
export const quickStretch: Stretch = (secret, salt) =>
  Promise.resolve(createHash("sha256").update(salt).update(secret).digest());

/** A clock on which sleeping takes no time, but lets everything else go on first. */
export function standingClock(wall = 1_700_000_000_000): Clock {
  let slept = 0;
  return {
    now: () => wall + slept,
    monotonic: () => slept,
    sleep: (ms) => {
      slept += ms;
      return new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** What a promise is refused with. */
export async function refusal(promise: Promise<unknown>): Promise<ZohoError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ZohoError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}
