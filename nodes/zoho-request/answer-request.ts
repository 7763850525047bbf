import type { AnswerFile } from "../../src/api/answer/answer-file";
import { namedFor } from "../../src/api/call";
import { type Handled, type LATER } from "../shared/handle-input";
import type { Node } from "../shared/red";
import { withoutInstructions } from "../shared/without-instructions";
import { clientOf, resolveConnection } from "../zoho-client/client-node";
import type { ZohoService } from "../shared/zoho-service";
import { answeredMessage } from "./answered-message";
import { onlyReads } from "../../src/api/only-reads";
import { answerControl } from "./control-message";
import { dryRun } from "./dry-run";
import { maxTimeMs } from "./max-time";
import { prepareCall } from "./prepare-call";
import type { PreparedCall } from "./prepared-call";
import { QueuedRequest } from "./queued-request";
import { type ListReading, readList, readsList } from "./read-list";
import { requestOptions } from "./request-options";
import { resultFile, sendToFile } from "./send-to-file";
import { sendInOtherCalls } from "./send-in-other-calls";

/** What a message asks for, ready to be carried out. */
interface Request {
  readonly service: ZohoService;
  readonly prepared: PreparedCall;
  /** Where the answer goes instead of the message. */
  readonly file: AnswerFile | undefined;
}

/**
 * Answers one message with what Zoho says.
 *
 * @returns `LATER` where its call stands in line: thousands may wait there
 */
export async function answerRequest(node: Node, reading: ListReading): Promise<Handled | typeof LATER> {
  const controlled = answerControl(reading);
  if (controlled !== undefined) return controlled;
  const { service, prepared, file } = await preparedRequest(node, reading);
  const { config, msg } = reading;
  // An answer that goes to a file is one that somebody waits for.
  const outbox = file === undefined && canBeKept(prepared) ? reading.outbox : undefined;
  try {
    if (config.dryRun) {
      const kept = outbox === undefined ? "no" : "yes";
      return { outputs: [withoutInstructions(msg, dryRun(prepared, { resultFile: file?.path, kept }))] };
    }
    if (outbox !== undefined) return await outbox.keep(prepared, msg);
    if (file !== undefined)
      return answeredMessage(reading, prepared, await sendToFile(service, prepared, file));
    if (readsList(prepared)) return await readList(reading, service, prepared);
    const sent = sendInOtherCalls({ node, service, config }, prepared);
    if (sent !== undefined) return answeredMessage(reading, prepared, await sent);
    const { caller } = service.zoho;
    const queued = new QueuedRequest(reading, caller, prepared, caller.enter(prepared.call));
    return queued.isWaiting ? queued.wait() : await queued.send();
  } catch (error) {
    throw namedFor(prepared.call, error);
  }
}

/**
 * Puts together what is to be sent. Of what that takes, nothing is left in memory afterwards.
 *
 * @throws ZohoError where it can't be sent or must not be: also what a dry run is there to find
 */
async function preparedRequest(node: Node, { RED, config, msg, signal }: ListReading): Promise<Request> {
  const client = clientOf(RED, config.client);
  const service = await client.service;
  const limitMs = maxTimeMs(config, msg);
  const endsAt = limitMs === undefined ? undefined : service.zoho.clock.monotonic() + limitMs;
  const options = await requestOptions({ RED, node, config, msg });
  const connection = await resolveConnection(service, client, options.connection);
  try {
    const prepared = await prepareCall({ RED, node, config, msg, signal, options, connection, endsAt });
    // What would be refused is refused in a dry run, too.
    service.zoho.policies.checkCall(prepared.call);
    const file = config.result === "file" ? await resultFile({ RED, node, config, msg }) : undefined;
    const call = config.dryRun ? prepared.call : await service.zoho.moduleFields.named(prepared.call);
    return { service, prepared: { ...prepared, call }, file };
  } catch (error) {
    throw namedFor({ connection, product: options.product, signal }, error);
  }
}

/** True for a write whose body is text, if it has one: files and streams live in this process alone. */
function canBeKept({ call }: PreparedCall): boolean {
  return !onlyReads(call) && (call.body === undefined || typeof call.body === "string");
}
