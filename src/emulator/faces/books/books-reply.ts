import type { EmulatedRequest } from "../../http/emulated-request";
import { json, type Reply } from "../../http/reply";
import type { World } from "../../world";
import type { Refusal } from "../face";
import { filled } from "../face-error";
import { BOOKS_ERRORS } from "./books-errors";

/** A success in Books' envelope: code 0, and the result under the resource's own name. */
export function booksSuccess(
  status: 200 | 201,
  result: Readonly<Record<string, unknown>>,
  message = "success",
): Reply {
  return json(status, { code: 0, message, ...result });
}

/** A refusal in Books' envelope. What is no matter of tokens or limits may come with 200, as older APIs send it. */
export function booksRefusal(
  world: World,
  request: EmulatedRequest,
  name: keyof typeof BOOKS_ERRORS,
  values: Readonly<Record<string, string>> = {},
): Reply {
  const { code, status: own, message } = BOOKS_ERRORS[name];
  request.facts.code = String(code);
  const isOfCall = own === 400 || own === 404 || own === 405;
  const status = isOfCall && world.settings.booksErrorStatus === 200 ? 200 : own;
  return json(status, { code, message: filled(message, values) });
}

/** The refusals that every product has, in Books' words. */
export function booksCommonRefusal(world: World, request: EmulatedRequest, refusal: Refusal): Reply {
  const { booksDeadTokenCode, booksScopeStatus } = world.settings;
  switch (refusal) {
    case "no token":
      return booksRefusal(world, request, "noToken");
    case "dead token":
      return booksRefusal(world, request, booksDeadTokenCode === 14 ? "noToken" : "notAuthorized");
    case "no scope": {
      const { code, message } = BOOKS_ERRORS.notAuthorized;
      request.facts.code = String(code);
      return json(booksScopeStatus, { code, message });
    }
    case "unknown path":
      return booksRefusal(world, request, "unknownPath");
    case "wrong method":
      return booksRefusal(world, request, "wrongMethod");
    case "throttled":
      return booksRefusal(world, request, "perMinute");
  }
}
