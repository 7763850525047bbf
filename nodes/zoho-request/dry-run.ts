import { productUrl } from "../../src/transport/destination";
import type { PreparedCall } from "./prepared-call";

/** What would have been sent, without its token; nothing leaves this machine. */
export function dryRun({ call }: PreparedCall): Record<string, unknown> {
  const { connection, product, method, path, query, headers } = call;
  const place = { product, dataCenter: connection.dataCenter, environment: connection.environment };
  return {
    payload: {
      dryRun: true,
      connection: connection.name,
      method,
      url: productUrl(place, path, query).href,
      headers: { accept: "application/json", ...headers },
      body: shownBody(call),
    },
  };
}

/** A JSON body as an object, anything else as it is. */
function shownBody({ body }: PreparedCall["call"]): unknown {
  if (typeof body !== "string") return body ?? null;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
