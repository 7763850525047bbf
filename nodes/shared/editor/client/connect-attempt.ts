import type { ErrorCause } from "../../../../src/errors/zoho-error";
import type { ConnectionView, ConnectRequest, DialogClient } from "../../../zoho-client/admin-api";
import type { Translate } from "../red";
import type { StepList } from "./connect-steps";
import type { ConnectChoice } from "./next-steps";

/** One press of Connect: what is to be connected, and how to show what comes of it. */
export interface ConnectAttempt {
  /** The client as it stood in the dialog at that moment. */
  readonly client: DialogClient;
  /** Name of the connection. */
  readonly connection: string;
  readonly choice: ConnectChoice;
  readonly translate: Translate;
  readonly steps: StepList;
  /** False as soon as nobody wants to know any more: it was pressed again, or the dialog has been closed. */
  readonly goesOn: () => boolean;
  /** Shows the good end. */
  readonly connected: (connection: ConnectionView) => Promise<void>;
  /** Shows why it failed, with what can be done right away. */
  readonly failed: (cause: ErrorCause) => void;
}

/** Connects on one way. What it throws is shown as the end of the attempt. */
export type ConnectWay = (attempt: ConnectAttempt) => Promise<void>;

/** What the runtime is asked for: without the scopes that are left out this time. */
export function requestOf({ client, connection, choice }: ConnectAttempt): ConnectRequest {
  const scopes = client.scopes.filter((scope) => !choice.without.includes(scope));
  return { client: { ...client, scopes }, connection, elsewhere: choice.elsewhere };
}

/** Which scopes are left out this time, as one more sentence; empty where none is. */
export function leftOutText({ choice, translate }: ConnectAttempt): string {
  if (choice.without.length === 0) return "";
  return ` ${translate("zoho-client.connect.leftOut", { scopes: choice.without.join(", ") })}`;
}

/** Something is still to be entered: said at the field that waits for it. */
export class MissingValue extends Error {
  constructor(
    /** Selector of the input. */
    readonly input: string,
    message: string,
  ) {
    super(message);
  }
}
