import type { ApiAnswer, ApiCall } from "../../src/api/api-call";
import { pages } from "../../src/api/paging";
import { requestBody } from "../../src/api/request-body";
import type { Connection } from "../../src/vault/connection";
import { ZohoError } from "../../src/errors/zoho-error";
import type { Handled } from "../shared/handle-input";
import { type FlowMessage, type Node, type NodeAPI, own } from "../shared/red";
import { withoutInstructions } from "../shared/without-instructions";
import { clientOf, resolveConnection } from "../zoho-client/client-node";
import type { ZohoService } from "../shared/zoho-service";
import { answerPayload } from "./answer-payload";
import type { RequestConfig } from "./config";
import { dryRun } from "./dry-run";
import type { PreparedCall } from "./prepared-call";
import { type RequestOptions, requestOptions } from "./request-options";
import { resultFacts } from "./result-facts";
import { typedValue } from "./typed-value";

/** Answers one message with what Zoho says. */
export async function answerRequest(
  RED: NodeAPI,
  node: Node,
  config: RequestConfig,
  { msg, signal }: { readonly msg: FlowMessage; readonly signal: AbortSignal },
): Promise<Handled> {
  const client = clientOf(RED, config.client);
  const service = await client.service;
  const options = await requestOptions({ RED, node, config, msg });
  const connection = await resolveConnection(service, client, options.connection);
  try {
    checkOrg(connection, options.org);
    const prepared = await prepare(RED, node, config, { msg, signal, options, connection });
    // What would be refused is refused in a dry run, too.
    service.zoho.policies.checkCall(prepared.call);
    if (config.dryRun) return { outputs: [withoutInstructions(msg, dryRun(prepared))] };
    return await send({ RED, service, config, msg }, prepared);
  } catch (error) {
    throw error instanceof ZohoError
      ? error.with({ connection: connection.name, product: options.product })
      : error;
  }
}

/** A CRM connection reaches one org; asking it for another is a mistake that must not go through. */
function checkOrg(connection: Connection, org: string): void {
  const { orgId, orgName } = connection.pins;
  if (org === "" || orgId === org) return;
  const message =
    orgId === undefined
      ? `asked for ${org}, and the org of the connection is not known: connect it again with the scope ZohoCRM.org.READ`
      : `asked for ${org}, connected to ${orgName ?? ""} ${orgId}`;
  throw new ZohoError("wrong_org", { connection: connection.name, details: { message } });
}

async function prepare(
  RED: NodeAPI,
  node: Node,
  config: RequestConfig,
  given: {
    readonly msg: FlowMessage;
    readonly signal: AbortSignal;
    readonly options: RequestOptions;
    readonly connection: Connection;
  },
): Promise<PreparedCall> {
  const { msg, signal, options, connection } = given;
  const { product, method, path, query, headers } = options;
  const value = takesBody(method)
    ? await typedValue({ RED, node, msg }, "The body", { value: config.body, type: config.bodyType })
    : undefined;
  const workflows = config.workflows === "all" ? "all" : config.workflows === "none" ? [] : config.triggers;
  const body = requestBody(value, { product, path, workflows });
  const call: ApiCall = {
    connection,
    product,
    method,
    path,
    query,
    headers: { ...(body !== undefined && { "content-type": body.contentType }), ...headers },
    ...(body !== undefined && { body: body.content }),
    signal,
    ...(config.timeout > 0 && { timeoutMs: config.timeout * 1000 }),
  };
  return { call, options, body };
}

function takesBody(method: string): boolean {
  return method === "POST" || method === "PUT" || method === "PATCH";
}

interface Sending {
  readonly RED: NodeAPI;
  readonly service: ZohoService;
  readonly config: RequestConfig;
  readonly msg: FlowMessage;
}

async function send({ RED, service, config, msg }: Sending, prepared: PreparedCall): Promise<Handled> {
  const { call, options } = prepared;
  if (options.method === "GET" && options.paging === "array") return allPages(service, config, call, msg);
  const answer = await service.zoho.caller.call(call);
  const { payload, error, counts } = answerPayload(prepared, answer, config.result);
  const result = {
    // The error holds the same lists; a flow behind one output must not change what the other says.
    payload: error === undefined ? payload : own(RED.util.cloneMessage({ payload }), "payload"),
    statusCode: answer.status,
    zohoResult: resultFacts(call, answer, counts),
  };
  error?.with({ connection: call.connection.name, product: call.product });
  return { outputs: [withoutInstructions(msg, result)], error };
}

async function allPages(
  service: ZohoService,
  config: RequestConfig,
  call: ApiCall,
  msg: FlowMessage,
): Promise<Handled> {
  const records: unknown[] = [];
  const envelopes: unknown[] = [];
  let last: ApiAnswer | undefined;
  for await (const page of pages(service.zoho.caller, call)) {
    for (const record of page.records) records.push(record);
    envelopes.push(page.answer.body);
    last = page.answer;
  }
  const payload = config.result === "raw" ? envelopes : records;
  const counts = { records: records.length, pages: envelopes.length, moreRecords: false };
  const result = {
    payload,
    statusCode: last?.status,
    ...(last !== undefined && { zohoResult: resultFacts(call, last, counts) }),
  };
  return { outputs: [withoutInstructions(msg, result)] };
}
