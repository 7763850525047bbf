import type { EmulatedRequest } from "../../http/emulated-request";
import { json, type Reply } from "../../http/reply";
import type { World } from "../../world";
import { REFUSAL_NAMES, type Refusal } from "../face";
import { filled } from "../face-error";
import { PEOPLE_ERRORS } from "./people-errors";

type Name = keyof typeof PEOPLE_ERRORS;

/** One of the errors of an answer. */
export interface PeopleError {
  readonly code: number;
  readonly message: string;
}

/** An error as People words it. */
export function peopleError(name: Name, values: Readonly<Record<string, string>> = {}): PeopleError {
  const { code, message } = PEOPLE_ERRORS[name];
  return { code, message: filled(message, values) };
}

/** A success in People's envelope. */
export function peopleSuccess(request: EmulatedRequest, result: unknown, message: string): Reply {
  return json(200, { response: { result, message, uri: uriOf(request), status: 0 } });
}

/** A refusal in People's envelope: `status` 1 says so, most often inside HTTP 200. */
export function peopleRefusal(
  request: EmulatedRequest,
  name: Name,
  values: Readonly<Record<string, string>> = {},
): Reply {
  return failed(request, PEOPLE_ERRORS[name].status, peopleError(name, values));
}

/** A refusal of several fields. */
export function peopleFieldRefusal(request: EmulatedRequest, errors: readonly PeopleError[]): Reply {
  return failed(request, 200, errors);
}

function failed(
  request: EmulatedRequest,
  status: number,
  errors: PeopleError | readonly PeopleError[],
): Reply {
  const first = "code" in errors ? errors : errors[0];
  if (first !== undefined) request.facts.code = String(first.code);
  return json(status, { response: { message: "Error occurred", uri: uriOf(request), status: 1, errors } });
}

/** People names the path without its own name. */
function uriOf(request: EmulatedRequest): string {
  return request.path.replace(/^\/people\//, "/").slice(0, 500);
}

/** The refusals that every product has, in People's words. */
export function peopleCommonRefusal(_world: World, request: EmulatedRequest, refusal: Refusal): Reply {
  return peopleRefusal(request, REFUSAL_NAMES[refusal]);
}
