import { isStreamedBody, type TransportBody } from "../../../src/transport/transport-body";

/** The text of a body that was sent; one that is streamed has none to look at. */
export function bodyText(body: TransportBody | undefined): string {
  if (isStreamedBody(body)) throw new Error("it is streamed");
  return body?.toString() ?? "";
}
