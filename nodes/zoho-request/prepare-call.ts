import type { CancelSignal } from "../../src/time/cancel-signal";
import type { ApiCall } from "../../src/api/api-call";
import type { BodyFormat } from "../../src/api/body/body-format";
import { prepareBody } from "../../src/api/body/prepare-body";
import { resourcePath } from "../../src/api/resource-path";
import type { RequestBody, Workflows } from "../../src/api/body/request-body";
import { invalidInput } from "../../src/errors/invalid-input";
import { PRODUCTS } from "../../src/zoho/products";
import type { Connection } from "../../src/vault/connection";
import type { FlowMessage, Node, NodeAPI } from "../shared/red";
import type { RequestConfig } from "./config";
import type { PreparedCall } from "./prepared-call";
import type { RequestOptions } from "./request-options";
import { takesBody } from "./takes-body";
import { typedValue } from "./typed-value";

/** A message and all that is known of what it asks for. */
export interface Asking {
  readonly RED: NodeAPI;
  readonly node: Node;
  readonly config: RequestConfig;
  readonly msg: FlowMessage;
  readonly signal: CancelSignal;
  readonly options: RequestOptions;
  readonly connection: Connection;
  /** When the message has used up its time, by the clock that calls are made with; monotonic, milliseconds. */
  readonly endsAt?: number | undefined;
}

/**
 * Makes a call of a message: its body read and checked, nothing sent.
 *
 * @throws ZohoError `invalid_input`, `file_unusable`, `body_too_large`
 */
export async function prepareCall(asking: Asking): Promise<PreparedCall> {
  const { node, config, signal, options, connection, endsAt } = asking;
  const { product, method, path, headers } = options;
  const body = takesBody(options) ? await bodyOf(asking) : undefined;
  if (body !== undefined) checkContentType(options.bodyFormat, headers);
  const call: ApiCall = {
    connection,
    product,
    method,
    path,
    query: withWorkflows(config, options),
    ...(options.org !== "" && { org: options.org }),
    headers: body === undefined ? headers : { "content-type": body.contentType, ...headers },
    ...(body !== undefined && { body: body.content, records: body.items?.length ?? 1 }),
    origin: node.id,
    priority: options.priority,
    signal,
    ...(endsAt !== undefined && { endsAt }),
    ...(config.timeout > 0 && { timeoutMs: config.timeout * 1000 }),
  };
  return { call, options, body };
}

async function bodyOf({
  RED,
  node,
  config,
  msg,
  options: { product, path, bodyFormat },
}: Asking): Promise<RequestBody | undefined> {
  const input = { value: config.body, type: config.bodyType };
  const value = await typedValue({ RED, node, msg }, "The body", input);
  return prepareBody(value, {
    product,
    path,
    format: bodyFormat,
    workflows: workflowsOf(config),
    directory: workingDirectory(RED),
  });
}

function workflowsOf({ workflows, triggers }: RequestConfig): Workflows {
  if (workflows === "all") return "all";
  return workflows === "none" ? [] : triggers;
}

/** A DELETE of records says in its query whether workflows run (CRM v8: delete records). */
function withWorkflows(
  config: RequestConfig,
  { product, method, path, query }: RequestOptions,
): URLSearchParams {
  const says = query.has("wf_trigger") || /[?&]wf_trigger=/.test(path);
  const isDelete = method === "DELETE" && product === "crm";
  if (!isDelete || says || config.workflows === "all") return query;
  if (!PRODUCTS[product].recordPath.test(resourcePath(product, path))) return query;
  const told = new URLSearchParams(query);
  told.set("wf_trigger", String(workflowsOf(config).includes("workflow")));
  return told;
}

/** Where relative paths begin, as for Node-RED's own file nodes. */
export function workingDirectory(RED: Pick<NodeAPI, "settings">): string | undefined {
  const directory = Reflect.get(RED.settings, "fileWorkingDirectory") as unknown;
  return typeof directory === "string" && directory !== "" ? directory : undefined;
}

/** The parts of a form are told apart by what stands in this header. */
function checkContentType(format: BodyFormat, headers: Readonly<Record<string, string>>): void {
  if (format === "multipart" && Object.hasOwn(headers, "content-type"))
    throw invalidInput("The header 'content-type'", "is set by the node itself for a form with files");
}
