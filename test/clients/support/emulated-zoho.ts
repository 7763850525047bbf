import { type RunningEmulator, startEmulator } from "../../../src/emulator/index";
import type { LoggedRequest } from "../../../src/emulator/requests/request-log";
import { CRM_SCOPES } from "../../emulator/support/consenting";
import { control } from "../../emulator/support/running";

/** What the SDKs' operations need; COQL, search and the file store want scopes of their own. */
const SDK_SCOPES = [
  CRM_SCOPES,
  "ZohoCRM.coql.READ",
  "ZohoCRM.files.ALL",
  "ZohoFiles.files.ALL",
  "ZohoSearch.securesearch.READ",
].join(",");

/** What is asked of the emulator for machines, as anybody can. */
export interface EmulatedZoho {
  readonly running: RunningEmulator;
  /** Base URL of all of Zoho's hosts. */
  readonly url: string;
  set(settings: Readonly<Record<string, unknown>>): Promise<void>;
  act(action: "expireAccessTokens" | "evictAccessTokens" | "revokeGrants"): Promise<void>;
  /** A grant token of the ready-made Self Client, for Acme's Production. */
  grantToken(): Promise<string>;
  /** Requests that came in during the work: `POST accounts.zoho.com/oauth/v2/token 200`, without queries. */
  seenDuring(work: () => Promise<unknown>): Promise<readonly string[]>;
  /** The newest request. */
  lastRequest(): Promise<LoggedRequest | undefined>;
}

/**
 * An emulator for one test file, with real time: clients compare tokens' lives with their own clock. Its answers name
 * its own addresses, because SDKs follow `api_domain`.
 */
export async function startEmulatedZoho(): Promise<EmulatedZoho> {
  const running = await startEmulator({ settings: { apiDomain: "emulator" } });

  async function requests(since = 0): Promise<readonly LoggedRequest[]> {
    const { body } = await control(running, "GET", "requests");
    const all = body["requests"] as readonly LoggedRequest[];
    return all.filter((one) => one.seq > since);
  }

  return {
    running,
    url: running.url,
    async set(settings) {
      await control(running, "PATCH", "settings", settings);
    },
    async act(action) {
      await control(running, "POST", "actions", { action });
    },
    async grantToken() {
      const wanted = { scope: SDK_SCOPES, person: "Robin Vale", org: "Acme" };
      const { body } = await control(running, "POST", "self-client-code", wanted);
      return body["code"] as string;
    },
    async seenDuring(work) {
      const before = (await requests()).at(-1)?.seq ?? 0;
      await work();
      const seen = await requests(before);
      return seen.map(({ method, host, path, status }) => `${method} ${host}${bare(path)} ${status}`);
    },
    lastRequest: async () => (await requests()).at(-1),
  };
}

function bare(path: string): string {
  return path.replace(/\?.*$/, "");
}
