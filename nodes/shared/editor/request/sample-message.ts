import { takesBody } from "../../../zoho-request/takes-body";
import type { NamedValue, RequestConfig } from "../../../zoho-request/config";

/** What a message may be sampled as. */
export type Sample = Readonly<Record<string, unknown>>;

type Given = Pick<
  RequestConfig,
  "query" | "headers" | "path" | "method" | "body" | "bodyType" | "bodyFormat"
> &
  Pick<RequestConfig, "connection" | "connectionType" | "org" | "orgType">;

/** Names with dots; what has brackets is listed, and written into the sample by hand. */
const SIMPLE = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;

/** The properties of the message that a call is made of, each once, e.g. `payload.id`. */
export function takenFromMessage(call: Given): readonly string[] {
  const { path, method, connection, connectionType, org, orgType, body, bodyType } = call;
  const rows = [...call.query, ...call.headers];
  const all = [
    ...(path.trim() === "" ? ["msg.zoho.path"] : gapsIn(path)),
    ...(connectionType === "msg" ? [connection] : []),
    ...(orgType === "msg" && org !== "" ? [org] : []),
    ...rows.flatMap(ofRow),
    ...(takesBody({ method, bodyFormat: call.bodyFormat }) && bodyType === "msg" ? [body] : []),
  ];
  return [...new Set(all.map((one) => one.trim().replace(/^msg\./, "")).filter((one) => one !== ""))];
}

/** A message with those properties, to be filled in. */
export function sampleWith(properties: readonly string[]): Sample {
  const sample: Record<string, unknown> = {};
  for (const property of properties) if (SIMPLE.test(property)) put(sample, property.split("."));
  return sample;
}

function ofRow({ type, value }: NamedValue): readonly string[] {
  if (type === "msg") return [value];
  return type === "str" ? gapsIn(value) : [];
}

/** Context and environment are known to the runtime. */
function gapsIn(text: string): readonly string[] {
  return [...text.matchAll(/\{\{\s*([^{}]+?)\s*\}\}/g)]
    .map(([, gap = ""]) => gap)
    .filter((gap) => !/^(?:flow|global|env)\./.test(gap));
}

function put(into: Record<string, unknown>, [name = "", ...rest]: readonly string[]): void {
  if (name === "__proto__") return;
  const there = into[name];
  if (rest.length === 0) {
    into[name] ??= "";
    return;
  }
  const inner = typeof there === "object" && there !== null ? (there as Record<string, unknown>) : {};
  into[name] = inner;
  put(inner, rest);
}
