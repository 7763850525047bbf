import type { ApiAnswer, ApiCall } from "../../../src/api/api-call";
import { Caller } from "../../../src/api/call";
import { Governor } from "../../../src/api/governor/governor";
import type { Connection } from "../../../src/vault/connection";
import { type HeldClock, settled } from "./held-clock";
import { connected, FakeZoho, find, library } from "./library";
import { type Answerer, failure, reply, type ScriptedTransport } from "./scripted-transport";

export interface AnsweredWorld {
  readonly transport: ScriptedTransport;
  readonly clock: HeldClock;
  /** Lets time pass once every call stands where it has to wait. */
  readonly pass: (ms: number) => Promise<void>;
  readonly connection: Connection;
  readonly governor: Governor;
  readonly call: (extra?: Partial<ApiCall>) => Promise<ApiAnswer>;
}

/** A connection whose calls are answered in turn; the last answer stays. Pauses are half of the longest. */
export async function answering(...answers: readonly Answerer[]): Promise<AnsweredWorld> {
  const fake = new FakeZoho();
  const { zoho, vault, clock, transport } = library({ transport: fake.transport });
  await connected(vault);
  const connection = await find(zoho);
  let calls = 0;
  transport.answers((request, index) =>
    request.url.pathname === "/oauth/v2/token"
      ? fake.issue()
      : (answers[Math.min(calls++, answers.length - 1)] ?? fake.answer.bind(fake))(request, index),
  );
  const random = (): number => 0.5;
  const governor = new Governor({ clock, random });
  const { tokens, refusals, policies, credits } = zoho;
  const caller = new Caller({
    tokens,
    refusals,
    policies,
    transport: () => transport.send,
    clock,
    governor,
    credits,
    random,
  });
  const call = (extra: Partial<ApiCall> = {}): Promise<ApiAnswer> => {
    const end = caller.call({ connection, product: "crm", method: "GET", path: "Leads", ...extra });
    end.catch(() => undefined);
    return end;
  };
  const pass = async (ms: number): Promise<void> => {
    await settled();
    await clock.pass(ms);
  };
  return { transport, clock, pass, connection, governor, call };
}

export const good: Answerer = () => reply(200, { data: [{ id: "1" }] });
export const limited = (headers: Readonly<Record<string, string>> = {}): Answerer => {
  return () => reply(429, { code: "TOO_MANY_REQUESTS", status: "error", message: "m", details: {} }, headers);
};
export const broken: Answerer = () => reply(500, { code: "INTERNAL_ERROR", status: "error" });
export const reset: Answerer = () => Promise.reject(failure("network", "ECONNRESET", "maybe sent"));
export const refusedAtDoor: Answerer = () => Promise.reject(failure("connect", "ECONNREFUSED", "never sent"));
