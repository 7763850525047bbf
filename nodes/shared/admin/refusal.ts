import type { Response } from "express";

/** Why a request was turned away before anything was looked at, and what to do. */
export interface Refusal {
  readonly reason: string;
  readonly remedy: string;
}

/** Answers as an `AdminFailure`, so that the dialog says it in these words. */
export function refuse(response: Response, status: number, { reason, remedy }: Refusal): void {
  response.removeHeader("Access-Control-Allow-Origin");
  response.status(status).set("Cache-Control", "no-store").json({ cause: { reason, remedy } });
}
