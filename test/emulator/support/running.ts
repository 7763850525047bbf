import { onTestFinished } from "vitest";
import { type EmulatorOptions, type RunningEmulator, startEmulator } from "../../../src/emulator/index";

/** A moment at which tests let the clock stand. */
export const NOON = Date.UTC(2026, 2, 10, 12, 0, 0);

/** An emulator with a frozen clock that ends with the test. */
export async function emulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const started = await startEmulator({ clock: { now: NOON, frozen: true }, ...options });
  onTestFinished(() => started.close());
  return started;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  readonly body: Record<string, unknown>;
}

/** One request; redirects are not followed. */
export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: "manual", ...init });
  const text = await response.text();
  let body: Record<string, unknown> = {};
  try {
    body = JSON.parse(text) as Record<string, unknown>;
  } catch {
    // Pages and empty answers are looked at as text.
  }
  return { status: response.status, headers: response.headers, text, body };
}

/** A control request. */
export async function control(
  target: RunningEmulator,
  method: "GET" | "POST" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
): Promise<Answer> {
  return ask(`${target.url}/_emulator/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
