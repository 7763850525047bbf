import { ERROR_CLASSES, type ErrorClass } from "../../src/errors/classes";
import { ERROR_CODES } from "../../src/errors/codes";
import { type FlowMessage, own } from "../shared/red";

/** Where a message leaves the switch. */
export interface RoutedError {
  /** Index of the output: the place of the class in `ERROR_CLASSES`. */
  readonly port: number;
  readonly message: FlowMessage;
}

/**
 * Sorts a message by `msg.error`. An error of this package moves to `msg.zohoError`, so that Node-RED's guard
 * against endless loops does not stop a retry; any other message leaves by *other*, untouched.
 */
export function routeError(msg: FlowMessage): RoutedError {
  const errorClass = classOf(own(msg, "error"));
  if (errorClass === undefined) return { port: ERROR_CLASSES.indexOf("other"), message: msg };
  const { error, _error, ...rest } = msg;
  return { port: ERROR_CLASSES.indexOf(errorClass), message: { ...rest, zohoError: error } };
}

/** The class of an error of this package, or undefined for any other. */
function classOf(error: unknown): ErrorClass | undefined {
  const cause = own(error, "cause");
  const code = own(cause, "code");
  const errorClass = own(cause, "class");
  const isOurs = typeof code === "string" && Object.hasOwn(ERROR_CODES, code);
  return isOurs ? ERROR_CLASSES.find((one) => one === errorClass) : undefined;
}
