/**
 * Heap of connections that nobody uses: opens a vault, lists its connections, lets each make one call, and reads the
 * heap in between. Run with --expose-gc. Takes two directories with vaults: a small one, so that what is loaded and
 * compiled once is there, and the one that is measured. Prints `IdleConnections` as JSON.
 */
import { sep } from "node:path";
import type { TransportRequest, TransportResponse } from "../../../src/transport/transport";
import { openFileVault } from "../../../src/vault/file-vault";
import { ZohoRuntime } from "../../../src/zoho-runtime";
import { CLIENT_ID, UNSYNCED_FS } from "../many-connections";
import { heapUsed } from "./heap-used";

/** What is printed. */
export interface IdleConnections {
  readonly connections: number;
  /** Records that were read while the vault was opened. */
  readonly readAtOpening: number;
  /** Bytes for each connection once all of them are listed. */
  readonly listed: number;
  /** The same once each has made a call, and its token lies there until it runs out. */
  readonly used: number;
  /** Bytes of its grant's record alone, unsealed and kept. */
  readonly kept: number;
}

/** Runtimes live to the end: what one gives back must not count for the next. */
const runtimes: ZohoRuntime[] = [];

async function measure(directory: string): Promise<IdleConnections> {
  let reads = 0;
  const read = (path: string): Promise<Buffer> => {
    if (path.includes(`${sep}grant${sep}`)) reads++;
    return UNSYNCED_FS.read(path);
  };
  const before = await heapUsed();
  const vault = await openFileVault({ directory, keys: [], fs: { ...UNSYNCED_FS, read } });
  const readAtOpening = reads;
  const zoho = new ZohoRuntime({ vault, transport: () => answer });
  runtimes.push(zoho);
  const connections = (await zoho.connections.ofClient("zoho", CLIENT_ID)).length;
  const afterListing = await heapUsed();
  await useEach(zoho);
  const afterUse = await heapUsed();
  const records = await Promise.all((await vault.ids("grant")).map((id) => vault.read("grant", id)));
  const afterKeeping = await heapUsed();
  return {
    connections,
    readAtOpening,
    listed: (afterListing - before) / connections,
    used: (afterUse - before) / connections,
    kept: (afterKeeping - afterUse) / records.length,
  };
}

async function useEach(zoho: ZohoRuntime): Promise<void> {
  for (const one of await zoho.connections.ofClient("zoho", CLIENT_ID)) {
    if (!("connection" in one)) throw one.error;
    await zoho.caller.call({ connection: one.connection, product: "crm", method: "GET", path: "org" });
  }
}

let issued = 0;

/** Zoho, without a network: another token each time, and an empty list of records. */
function answer({ url }: TransportRequest): Promise<TransportResponse> {
  issued++;
  const hex = issued.toString(16).padStart(32, "0");
  const body =
    url.pathname === "/oauth/v2/token"
      ? { access_token: `1000.${hex}.${hex}`, expires_in: 3600, token_type: "Bearer" }
      : { data: [] };
  return Promise.resolve({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(body)) });
}

async function main(warmUp: string, directory: string): Promise<void> {
  await measure(warmUp);
  console.log(JSON.stringify(await measure(directory)));
  process.exit(0);
}

main(process.argv[2] ?? "", process.argv[3] ?? "").catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
