import { ZohoError } from "../../src/errors/zoho-error";

/** How Node-RED lets a property name an environment variable: `${NAME}`, formerly `$(NAME)`. */
const REFERENCE = /^\$(?:\{([^{}]+)\}|\(([^()]+)\))$/;

/** The variable that a text names, or undefined where it is a value of its own. */
export function variableIn(text: string): string | undefined {
  const [, name, formerly] = REFERENCE.exec(text) ?? [];
  return name ?? formerly;
}

/**
 * A value that Node-RED has looked up. It leaves a reference as it is where the variable is not set.
 *
 * @param field what the value is, for the sentence: `the client secret`
 * @throws ZohoError `missing_variable` naming the variable
 */
export function lookedUp(field: string, value: string): string {
  const variable = variableIn(value);
  if (variable === undefined) return value;
  throw new ZohoError("missing_variable", { details: { variable, field } });
}
