import type { Request } from "express";
import { invalidInput } from "../../src/errors/invalid-input";
import { own } from "../shared/red";

/** Longest form that is read, bytes: a token and an answer. */
const MAX_BYTES = 2_000;

/** The fields of the form on the callback's page. */
export interface AnswerForm {
  readonly token: string;
  readonly answer: string;
}

/**
 * Reads the form. The admin server has parsed it already; the HTTP node server leaves that to whoever listens.
 *
 * @throws ZohoError `invalid_input` where it is none
 */
export async function readForm(request: Request): Promise<AnswerForm> {
  const parsed: unknown = request.body;
  const fields =
    typeof parsed === "object" && parsed !== null && Object.keys(parsed).length > 0
      ? (name: string) => own(parsed, name)
      : fieldsOf(await readText(request));
  const [token, answer] = [fields("token"), fields("answer")];
  if (typeof token !== "string" || typeof answer !== "string")
    throw invalidInput("The form", "is incomplete");
  return { token, answer };
}

function fieldsOf(text: string): (name: string) => unknown {
  const parameters = new URLSearchParams(text);
  return (name) => parameters.get(name) ?? undefined;
}

async function readText(request: Request): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw invalidInput("The form", "is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
