import { asZohoError } from "../../src/errors/as-zoho-error";
import type { ConsentOutcome } from "../../src/connect/consent-outcomes";
import type { PendingConsent } from "../../src/connect/pending-consent";
import { flowsStarted } from "../shared/flows-started";
import { type FlowMessage, type Node, type NodeAPI, type Send } from "../shared/red";
import { type ErrorOutlet, reportError, warnOf } from "../shared/report-error";
import type { StatusBoard } from "../shared/status-board";
import { withoutInstructions } from "../shared/without-instructions";
import { zohoService } from "../shared/zoho-service";
import { factsOf } from "../zoho-client/connection-view";
import type { AuthorizeConfig } from "./config";

/**
 * The messages whose consents are under way. A consent outlives a Deploy and a restart; its message does not, so
 * what comes of it then goes on in a new one.
 */
export class WaitingMessages {
  private readonly messages = new Map<string, FlowMessage>();
  /** Messages that brought a consent back, by its ticket: what comes of it goes on in them. */
  private readonly answers = new Map<string, FlowMessage>();
  private stop = (): void => undefined;

  constructor(
    private readonly RED: NodeAPI,
    private readonly node: Node,
    private readonly config: AuthorizeConfig,
    private readonly show: { readonly outlet: ErrorOutlet; readonly status: StatusBoard },
  ) {}

  /** Keeps a message until the consent of this ticket has ended. */
  add(ticket: string, msg: FlowMessage): void {
    this.messages.set(ticket, msg);
    this.show.status.say("promptSent");
  }

  /** Has what comes of a consent go on in the message that brought it back; of several, in the first. */
  answerWith(ticket: string, msg: FlowMessage): void {
    if (!this.answers.has(ticket)) this.answers.set(ticket, msg);
  }

  /** True while that message has not gone on: this node did not begin the consent, or it has not ended. */
  isWaiting(ticket: string, msg: FlowMessage): boolean {
    return this.answers.get(ticket) === msg;
  }

  answered(ticket: string, msg: FlowMessage): void {
    if (this.isWaiting(ticket, msg)) this.answers.delete(ticket);
  }

  /** Listens to the ends of the consents that this node began, now or before a Deploy or a restart. */
  listen(): void {
    let closed = false;
    Promise.all([zohoService(this.RED), flowsStarted(this.RED)]).then(
      ([service]) => {
        if (closed) return;
        this.stop = service.zoho.consents.outcomes.listenFor(this.node.id, (consent, outcome) => {
          this.tell(consent, outcome);
        });
      },
      (error: unknown) => {
        warnOf(this.node, asZohoError(error));
      },
    );
    this.node.on("close", () => {
      closed = true;
      this.stop();
    });
  }

  private tell(consent: PendingConsent, outcome: ConsentOutcome): void {
    const msg = this.messageFor(consent.ticket);
    const send: Send = (message) => {
      this.node.send(message as never);
    };
    if (outcome.state === "connected") {
      this.show.status.say("connected");
      send([null, withoutInstructions(msg, { payload: factsOf(outcome.connection) })]);
      return;
    }
    this.show.status.fail(outcome.error);
    const done = (error?: Error): void => {
      if (error !== undefined) this.node.error(error as never, msg as never);
    };
    reportError(this.node, this.show.outlet, outcome.error, { msg, send, done });
  }

  /** The message that began the consent, with what the one that brought it back has besides, as an HTTP response. */
  private messageFor(ticket: string): FlowMessage {
    const begun = this.messages.get(ticket);
    const returned = this.answers.get(ticket);
    this.messages.delete(ticket);
    this.answers.delete(ticket);
    if (begun === undefined && returned === undefined)
      return { _msgid: this.RED.util.generateId(), topic: this.config.name };
    return { ...begun, ...returned };
  }
}
