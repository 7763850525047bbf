import type { ApiAnswer, ApiCall } from "../../src/api/api-call";
import { pages } from "../../src/api/paging";
import { readResult } from "../../src/api/read-result";
import { requestBody } from "../../src/api/request-body";
import { resourcePath } from "../../src/api/resource-path";
import { partlyWritten, writeResult, writtenRecord } from "../../src/api/write-result";
import type { Connection } from "../../src/vault/connection";
import { ZohoError } from "../../src/errors/zoho-error";
import { PRODUCTS } from "../../src/zoho/products";
import type { Handled } from "../shared/handle-input";
import { evaluate, type FlowMessage, type Node, type NodeAPI } from "../shared/red";
import { withoutInstructions } from "../shared/without-instructions";
import { clientOf, resolveConnection } from "../zoho-client/client-node";
import type { ZohoService } from "../shared/zoho-service";
import type { RequestConfig } from "./config";
import { dryRun } from "./dry-run";
import type { PreparedCall } from "./prepared-call";
import { type RequestOptions, requestOptions } from "./request-options";
import { resultFacts } from "./result-facts";

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
    if (config.dryRun) return { outputs: [withoutInstructions(msg, dryRun(prepared))] };
    return await send(service, config, prepared, msg);
  } catch (error) {
    throw error instanceof ZohoError
      ? error.with({ connection: connection.name, product: options.product })
      : error;
  }
}

/** A CRM connection reaches one org; asking it for another is a mistake that must not go through. */
function checkOrg(connection: Connection, org: string): void {
  if (org === "" || connection.pins.orgId === undefined || connection.pins.orgId === org) return;
  const message = `asked for ${org}, connected to ${connection.pins.orgName ?? ""} ${connection.pins.orgId}`;
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
    ? await evaluate(RED, node, { value: config.body, type: config.bodyType }, msg)
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

async function send(
  service: ZohoService,
  config: RequestConfig,
  prepared: PreparedCall,
  msg: FlowMessage,
): Promise<Handled> {
  const { call, options } = prepared;
  if (options.method === "GET" && options.paging === "array") return allPages(service, config, call, msg);
  const answer = await service.zoho.caller.call(call);
  const { payload, error, counts } = resultOf(config, prepared, answer);
  const result = { payload, statusCode: answer.status, zohoResult: resultFacts(call, answer, counts) };
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

/** What goes into `msg.payload`, and what of it was refused. */
function resultOf(
  config: RequestConfig,
  { call, body }: PreparedCall,
  answer: ApiAnswer,
): {
  readonly payload: unknown;
  readonly error?: ZohoError | undefined;
  readonly counts: Readonly<Record<string, unknown>>;
} {
  const resource = resourcePath(call.product, call.path);
  const isRecords =
    PRODUCTS[call.product].recordPath.test(resource) && call.method !== "GET" && call.method !== "HEAD";
  if (isRecords) {
    const several = call.method === "DELETE" ? deletedIds(call) : body?.items;
    const written = writeResult(answer.body, several ?? [undefined]);
    const { written: done, failed, unknown } = written;
    const counts = { written: done.length, failed: failed.length, unknown: unknown.length };
    if (several === undefined) {
      const record = writtenRecord(written, answer.status);
      return { payload: config.result === "raw" ? answer.body : record, counts };
    }
    const error = partlyWritten(written, answer.status);
    return { payload: config.result === "raw" ? answer.body : written, error, counts };
  }
  if (config.result === "raw") return { payload: answer.body, counts: {} };
  const { payload, page } = readResult(answer.body, call);
  const counts = Array.isArray(payload) ? { records: payload.length, ...page } : {};
  return { payload, counts };
}

/** `DELETE Leads?ids=1,2` removes several; `DELETE Leads/1` one. */
function deletedIds(call: ApiCall): readonly { readonly id: string }[] | undefined {
  const ids = call.query?.get("ids") ?? new URLSearchParams(call.path.split("?")[1] ?? "").get("ids");
  return ids?.split(",").map((id) => ({ id }));
}
