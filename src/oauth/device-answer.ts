import { ZohoError } from "../errors/zoho-error";
import { parseJsonObject } from "../transport/json-body";
import type { TransportResponse } from "../transport/transport";
import { type DataCenterCode, isDataCenterCode } from "../zoho/data-centers";
import { isToken, processTokenAnswer, refusalIn, type TokenAnswer, type TokenQuestion } from "./token-answer";

/** A code that a person may type on another screen. */
export interface DeviceCode {
  /** Kept secret: whoever has it gets the grant. */
  readonly deviceCode: string;
  /** For the person. */
  readonly userCode: string;
  /** Path of the page where it is typed. */
  readonly pagePath: string;
  /** Whether that page takes the code as `user_code` in its address. */
  readonly pageTakesCode: boolean;
  /** Shortest time between two questions, milliseconds. */
  readonly intervalMs: number;
  /** Life of the code, milliseconds. */
  readonly lifeMs: number;
}

/** How a device's consent stands. */
export type DevicePoll =
  | { readonly state: "pending" }
  /** Asked too soon: the spacing must grow. */
  | { readonly state: "slow down" }
  /** The person's account is in another data center, and it goes on there; undefined where it is none of Zoho's. */
  | { readonly state: "other data center"; readonly dataCenter: DataCenterCode | undefined }
  | { readonly state: "granted"; readonly answer: TokenAnswer };

/** Where the code is typed unless Zoho names another path. */
const PAGE_PATH = "/oauth/v3/device";

/** What people can read out and type. */
const USER_CODE = /^[\x21-\x7e]{1,64}$/;

/** Zoho's pages: a device code lives for five minutes, and is asked for every 30 seconds at most. */
const DEFAULT = { lifeMs: 5 * 60_000, intervalMs: 30_000 } as const;
const LIFE = { least: 10_000, most: 3_600_000 } as const;
const INTERVAL = { least: 1_000, most: 300_000 } as const;

/**
 * Judges the answer to `deviceCodeRequest`. Only the path of the page is taken from it: its host comes from the table,
 * because people are sent there to sign in.
 *
 * @throws ZohoError as `processTokenAnswer`, by the body's `error`
 */
export function processDeviceCodeAnswer(response: TransportResponse, question: TokenQuestion): DeviceCode {
  const body = parseJsonObject(response.body) ?? {};
  const { device_code: deviceCode, user_code: userCode } = body;
  if (!isToken(deviceCode) || typeof userCode !== "string" || !USER_CODE.test(userCode)) {
    throw refusalIn(response, question);
  }
  return {
    deviceCode,
    userCode,
    pagePath: pathOf(body["verification_url"] ?? body["verification_uri"]),
    pageTakesCode: typeof body["verification_uri_complete"] === "string",
    // Some have seen seconds where Zoho's page says milliseconds: nothing lives for an hour, or is asked every 17 minutes.
    lifeMs: within(LIFE, inMs(body["expires_in"], 3_600) ?? DEFAULT.lifeMs),
    intervalMs: within(INTERVAL, inMs(body["interval"], 999) ?? DEFAULT.intervalMs),
  };
}

/**
 * Judges the answer to `devicePollRequest` by its body: the statuses vary (Zoho Accounts: polling request).
 *
 * @throws ZohoError `access_denied`, `device_code_expired`, and those of `processTokenAnswer`
 */
export function processDevicePollAnswer(response: TransportResponse, question: TokenQuestion): DevicePoll {
  const body = parseJsonObject(response.body);
  if (body !== undefined && !isToken(body["access_token"]) && body["status"] !== "failure") {
    switch (body["error"]) {
      case "authorization_pending":
        return { state: "pending" };
      case "slow_down":
        return { state: "slow down" };
      case "other_dc": {
        const named = body["user_location"];
        return { state: "other data center", dataCenter: isDataCenterCode(named) ? named : undefined };
      }
      case "expired":
      // RFC 8628's word for it.
      case "expired_token":
        throw new ZohoError("device_code_expired", {
          zohoCode: body["error"],
          connection: question.connection,
        });
    }
  }
  return { state: "granted", answer: processTokenAnswer(response, question) };
}

/** @param most of the value that can still be seconds */
function inMs(value: unknown, most: number): number | undefined {
  const number = typeof value === "number" || typeof value === "string" ? Number(value) : NaN;
  if (!Number.isFinite(number) || number <= 0) return undefined;
  return number > most ? number : number * 1000;
}

function within({ least, most }: { readonly least: number; readonly most: number }, value: number): number {
  return Math.min(Math.max(value, least), most);
}

function pathOf(url: unknown): string {
  if (typeof url !== "string" || !URL.canParse(url)) return PAGE_PATH;
  const { protocol, hostname, pathname } = new URL(url);
  const isPage =
    protocol === "https:" && hostname.startsWith("accounts.") && /^\/[\w./-]{1,100}$/.test(pathname);
  return isPage && !pathname.includes("..") ? pathname : PAGE_PATH;
}
