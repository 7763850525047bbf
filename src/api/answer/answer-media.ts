import type { TransportResponse } from "../../transport/transport";

/**
 * Zoho sends JSON as text/html, too. A file is not looked into where it is one: it may well begin with a brace.
 */
export function mayBeJson({ status, headers, body }: TransportResponse): boolean {
  const type = mediaType(headers);
  if (type.includes("json")) return true;
  if (status < 300 && type !== "" && !type.startsWith("text/")) return false;
  const first = body
    .toString("utf8", 0, 64)
    .replace(/^\ufeff/, "")
    .trimStart()
    .charAt(0);
  return first === "{" || first === "[";
}

/** True for what is neither JSON nor a page. */
export function isFile({ headers, body }: TransportResponse): boolean {
  const type = mediaType(headers);
  if (type.includes("json")) return false;
  if (type.includes("html")) return /^\s*attachment/i.test(headers["content-disposition"] ?? "");
  return type !== "" || !/^\s*</.test(body.toString("latin1", 0, 64));
}

function mediaType(headers: Readonly<Record<string, string>>): string {
  return (headers["content-type"] ?? "").toLowerCase();
}
