import { expect } from "vitest";
import type { RunningEmulator } from "../../../src/emulator/index";
import { call, connect } from "./consenting";
import { type Answer, emulator } from "./running";

export type Row = Readonly<Record<string, unknown>>;

/** Somebody who calls CRM v8 with all scopes. */
export interface Caller {
  readonly zoho: RunningEmulator;
  readonly token: string;
  readonly send: (method: string, path: string, body?: unknown) => Promise<Answer>;
  readonly get: (path: string) => Promise<Answer>;
  /** The rows below this key of a 200. */
  readonly rows: (path: string, key?: string) => Promise<readonly Row[]>;
}

/** Robin of Acme (Production), or whoever else is wanted. */
export async function caller(
  wanted: NonNullable<Parameters<typeof connect>[1]> = {},
  zoho?: RunningEmulator,
  api = "crm/v8",
): Promise<Caller> {
  const target = zoho ?? (await emulator());
  const { accessToken: token } = await connect(target, wanted);
  const host = wanted.org === undefined || wanted.org === "Production" ? "www" : wanted.org.toLowerCase();
  const send = (method: string, path: string, body?: unknown): Promise<Answer> =>
    call(target, token, method, `${api}/${path}`, body, `${host}.zohoapis.com`);
  const get = (path: string): Promise<Answer> => send("GET", path);
  return {
    zoho: target,
    token,
    send,
    get,
    rows: async (path, key = "data") => rowsOf(await get(path), key),
  };
}

/** The rows below a key of an answer that went well. */
export function rowsOf(answer: Answer, key = "data"): readonly Row[] {
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body[key] as readonly Row[];
}
