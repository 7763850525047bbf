/**
 * True where a call sends a body. A DELETE does only where its format was chosen: most products put into the path or
 * query what is to be deleted, and what a flow has in its payload is not meant for them. Creator takes the criteria
 * from the body (Zoho Creator v2.1: delete records).
 */
export function takesBody({
  method,
  bodyFormat,
}: {
  readonly method: string;
  readonly bodyFormat: string;
}): boolean {
  if (method === "DELETE") return bodyFormat === "json" || bodyFormat === "form";
  return method === "POST" || method === "PUT" || method === "PATCH";
}
