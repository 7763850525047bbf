import { invalidInput } from "../../errors/invalid-input";
import { isRecord } from "../answer/is-record";
import { formField } from "./form-field";
import type { RequestBody } from "./request-body";
import { isFileValue } from "./sent-file";

const CONTENT_TYPE = "application/x-www-form-urlencoded";

/**
 * The body of an HTML form: an object of fields, or the encoded text itself.
 *
 * @throws ZohoError `invalid_input`
 */
export function formBody(value: unknown): RequestBody {
  if (typeof value === "string") return { content: value, contentType: CONTENT_TYPE };
  if (value instanceof URLSearchParams) return { content: value.toString(), contentType: CONTENT_TYPE };
  if (!isRecord(value) || value instanceof Uint8Array)
    throw invalidInput("The body", "must be an object of the form's fields");
  const form = new URLSearchParams();
  for (const [name, one] of Object.entries(value)) {
    if (isFileValue(one))
      throw invalidInput(
        `The field '${name.slice(0, 100)}' of the body`,
        "is a file: choose Form with files as the format of the body",
      );
    const text = formField(name, one);
    if (text !== undefined) form.append(name, text);
  }
  return { content: form.toString(), contentType: CONTENT_TYPE, shown: Object.fromEntries(form) };
}
