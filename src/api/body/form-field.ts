import { invalidInput } from "../../errors/invalid-input";

/**
 * The text of a field of a form. What is nested is JSON: so do Zoho's products take it (`JSONString` of Books, `data` of
 * Sign).
 *
 * @returns undefined for a field without a value, which is left out
 * @throws ZohoError `invalid_input`
 */
export function formField(name: string, value: unknown): string | undefined {
  const field = `The field '${name.slice(0, 100)}' of the body`;
  switch (typeof value) {
    case "undefined":
      return undefined;
    case "string":
      return value;
    case "boolean":
    case "bigint":
      return String(value);
    case "number":
      if (!Number.isFinite(value)) throw invalidInput(field, "is no number that can be sent");
      return String(value);
    case "object":
      return value === null
        ? undefined
        : value instanceof Date
          ? dateText(field, value)
          : jsonText(field, value);
    default:
      throw invalidInput(field, "is neither text, a number, an object nor a list");
  }
}

function dateText(field: string, date: Date): string {
  if (Number.isNaN(date.getTime())) throw invalidInput(field, "is no date");
  return date.toISOString();
}

function jsonText(field: string, value: object): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "unknown";
    throw invalidInput(field, `can't be written as JSON (${why})`);
  }
}
