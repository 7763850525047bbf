import type { EmulatedRequest } from "../../http/emulated-request";
import { json, type Reply } from "../../http/reply";
import type { World } from "../../world";
import type { Refusal } from "../face";
import { filled } from "../face-error";
import { FINANCE_ERRORS } from "./finance-errors";

/** A success in the finance apps' envelope: code 0, and the result under the resource's own name. */
export function financeSuccess(
  status: 200 | 201,
  result: Readonly<Record<string, unknown>>,
  message = "success",
): Reply {
  return json(status, { code: 0, message, ...result });
}

/** A refusal in the finance apps' envelope. What is no matter of tokens or limits may come with 200, as older APIs send it. */
export function financeRefusal(
  world: World,
  request: EmulatedRequest,
  name: keyof typeof FINANCE_ERRORS,
  values: Readonly<Record<string, string>> = {},
): Reply {
  const { code, status: own, message } = FINANCE_ERRORS[name];
  request.facts.code = String(code);
  const isOfCall = own === 400 || own === 404 || own === 405;
  const status = isOfCall && world.settings.booksErrorStatus === 200 ? 200 : own;
  return json(status, { code, message: filled(message, values) });
}

/** The refusals that every product has, in their words. */
export function financeCommonRefusal(world: World, request: EmulatedRequest, refusal: Refusal): Reply {
  const { booksDeadTokenCode, booksScopeStatus } = world.settings;
  switch (refusal) {
    case "no token":
      return financeRefusal(world, request, "noToken");
    case "dead token":
      return financeRefusal(world, request, booksDeadTokenCode === 14 ? "noToken" : "notAuthorized");
    case "no scope": {
      const { code, message } = FINANCE_ERRORS.notAuthorized;
      request.facts.code = String(code);
      return json(booksScopeStatus, { code, message });
    }
    case "unknown path":
      return financeRefusal(world, request, "unknownPath");
    case "wrong method":
      return financeRefusal(world, request, "wrongMethod");
    case "throttled":
      return financeRefusal(world, request, "perMinute");
  }
}
