import { randomBytes } from "node:crypto";
import { ZohoError } from "../errors/zoho-error";
import type { Connection } from "../vault/connection";
import { grantPrint } from "../vault/grant";
import type { BrowserStart, Grant, Pins } from "../vault/vault";
import { DATA_CENTERS } from "../zoho/data-centers";
import { type ProvenGrant, retireCandidate, switchTo } from "./candidates";
import { connectionId } from "./connection-id";
import { type ConsentOutcome, failed } from "./consent-outcomes";
import type { ConsentsOptions } from "./consents-options";
import { isSecretOf, secretHash } from "./secret-hash";
import { type AskedStart, invalidCallback, isAsked } from "./start-book";
import type { WaitingStarts } from "./waiting-starts";

/** How long a question waits for its answer, milliseconds. */
const WAIT_MS = 10 * 60_000;

/** `{ticket}.{secret}`: the ticket finds the start, the secret shows that its page was seen. */
const TOKEN = /^([0-9a-f]{64})\.([\w-]{43})$/;

/** What a person is asked before a connection that came by a link is used. */
export interface AskedConfirmation {
  readonly state: "unconfirmed";
  /** For the form of the page, and for nothing else: whoever has it may answer, once. */
  readonly token: string;
  readonly connectionName: string;
  readonly dataCenter: string;
  readonly pins: Pins;
}

/** Why a start was not confirmed. */
type Unconfirmed = "nobody answered in time" | "the person said no" | "another consent took its place";

/** An access token that came with the grant, for its first calls; lost with the process, which does no harm. */
type Fresh = Pick<ProvenGrant, "issued" | "acceptedBy">;

/**
 * The question whether a connection is the one that was meant, for consents that began with a link. Zoho's page names
 * an org, but not who will use it and under which name: so the person is told, and nothing is used before the answer.
 */
export class Confirmations {
  private readonly fresh = new Map<string, Fresh>();
  /** Tickets whose answer is being carried out. */
  private readonly answering = new Set<string>();

  constructor(
    private readonly options: ConsentsOptions,
    private readonly starts: WaitingStarts,
    private readonly random: (size: number) => Buffer = randomBytes,
  ) {}

  /**
   * Asks about a proven grant; the start waits for the answer, also over a restart.
   *
   * @throws ZohoError those of the vault
   */
  async ask(record: BrowserStart, { grant, issued, acceptedBy }: ProvenGrant): Promise<AskedConfirmation> {
    const secret = this.random(32).toString("base64url");
    const confirming = { tokenHash: secretHash(secret), print: grantPrint(grant) };
    const expiresAt = this.options.clock.now() + WAIT_MS;
    try {
      await this.starts.goOn({ ...record, confirming, exchanging: false, expiresAt });
    } catch (error) {
      await this.discard(connectionIdOf(record), confirming.print);
      throw error;
    }
    this.fresh.set(record.id, { issued, acceptedBy });
    return {
      state: "unconfirmed",
      token: `${record.id}.${secret}`,
      connectionName: record.connectionName,
      dataCenter: DATA_CENTERS[grant.dataCenter].name,
      pins: grant.pins,
    };
  }

  /**
   * Takes the answer to a question: with `yes` the connection is switched to the grant, with `no` it stays as it was.
   *
   * @param token as the page had it
   * @throws ZohoError `callback_invalid` where no question with it waits; those of the vault
   */
  async answer(token: string, answer: "yes" | "no"): Promise<ConsentOutcome> {
    const [, ticket = "", secret = ""] = TOKEN.exec(token) ?? [];
    const record = ticket === "" ? undefined : await this.starts.book.read(ticket);
    if (record === undefined || !isAsked(record) || !isSecretOf(record.confirming.tokenHash, secret)) {
      throw invalidCallback("its question is unknown, answered, or too old");
    }
    if (this.answering.has(ticket)) throw invalidCallback("its question is answered already");
    if (this.options.clock.now() > record.expiresAt)
      throw invalidCallback("its question was answered too late");
    this.answering.add(ticket);
    try {
      return await this.starts.conclude(record, () =>
        this.carryOut(record.connectionName, connectionIdOf(record), {
          ticket,
          print: record.confirming.print,
          answer,
        }),
      );
    } finally {
      this.answering.delete(ticket);
      this.fresh.delete(ticket);
    }
  }

  /** Ends a question that nobody has answered. */
  async expire(record: AskedStart): Promise<void> {
    await this.withdraw(record, (grant) =>
      unconfirmed(record.connectionName, "nobody answered in time", grant),
    );
  }

  /**
   * Takes a question back.
   *
   * @returns false where it is being answered
   */
  cancel(record: AskedStart): Promise<boolean> {
    return this.withdraw(record, () => new ZohoError("consent_cancelled"));
  }

  private async withdraw(record: AskedStart, why: (grant: Grant | undefined) => ZohoError): Promise<boolean> {
    if (this.answering.has(record.id)) return false;
    this.answering.add(record.id);
    try {
      const grant = await this.discard(connectionIdOf(record), record.confirming.print);
      return await this.starts.giveUp(record, () => why(grant));
    } finally {
      this.answering.delete(record.id);
      this.fresh.delete(record.id);
    }
  }

  private async carryOut(
    name: string,
    id: string,
    {
      ticket,
      print,
      answer,
    }: { readonly ticket: string; readonly print: string; readonly answer: "yes" | "no" },
  ): Promise<ConsentOutcome> {
    try {
      if (answer === "no") throw unconfirmed(name, "the person said no", await this.discard(id, print));
      return { state: "connected", connection: await this.use(name, id, { ticket, print }) };
    } catch (error) {
      return failed(error, name);
    }
  }

  private async use(
    name: string,
    id: string,
    { ticket, print }: { readonly ticket: string; readonly print: string },
  ): Promise<Connection> {
    const record = await this.options.vault.read("grant", id);
    const grant = record?.candidate;
    if (grant === undefined || grantPrint(grant) !== print) {
      throw unconfirmed(name, "another consent took its place", undefined);
    }
    return switchTo(this.options, { id, grant, ...this.fresh.get(ticket) });
  }

  /**
   * A grant that was not confirmed is retired and not revoked at once: that might end the one in use. It makes room
   * with the other retired ones.
   */
  private async discard(id: string, print: string): Promise<Grant | undefined> {
    const grant = (await this.options.vault.read("grant", id))?.candidate;
    if (grant === undefined || grantPrint(grant) !== print) return undefined;
    await retireCandidate(this.options, id, grant);
    return grant;
  }
}

function connectionIdOf({ realm, connectionName }: Pick<BrowserStart, "realm" | "connectionName">): string {
  return connectionId(realm, connectionName);
}

function unconfirmed(connection: string, problem: Unconfirmed, grant: Grant | undefined): ZohoError {
  const { orgName, user } = grant?.pins ?? {};
  const actual = orgName === undefined ? user : user === undefined ? orgName : `${orgName} (${user})`;
  return new ZohoError("consent_unconfirmed", { connection, details: { problem, actual } });
}
