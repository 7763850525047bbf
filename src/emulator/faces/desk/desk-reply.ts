import type { EmulatedRequest } from "../../http/emulated-request";
import { json, type Reply } from "../../http/reply";
import type { World } from "../../world";
import { REFUSAL_NAMES, type Refusal } from "../face";
import { filled } from "../face-error";
import { DESK_ERRORS } from "./desk-errors";

/** A field that Desk does not take, as `errors[]` names it. */
export interface DeskFieldError {
  /** A JSON pointer: `/subject`. */
  readonly fieldName: string;
  readonly errorType: "missing" | "invalid";
  readonly errorMessage: string;
}

/** A refusal in Desk's envelope. */
export function deskRefusal(
  request: EmulatedRequest,
  name: keyof typeof DESK_ERRORS,
  more: {
    readonly status?: number;
    readonly values?: Readonly<Record<string, string>>;
    readonly errors?: readonly DeskFieldError[];
  } = {},
): Reply {
  const { code, status, message } = DESK_ERRORS[name];
  request.facts.code = code;
  return json(more.status ?? status, {
    errorCode: code,
    message: filled(message, more.values ?? {}),
    ...(more.errors === undefined ? {} : { errors: more.errors }),
  });
}

const COMMON = { ...REFUSAL_NAMES, throttled: "tooManyAtOnce" } as const satisfies Readonly<
  Record<Refusal, keyof typeof DESK_ERRORS>
>;

/** The refusals that every product has, in Desk's words. */
export function deskCommonRefusal(world: World, request: EmulatedRequest, refusal: Refusal): Reply {
  return deskRefusal(
    request,
    COMMON[refusal],
    refusal === "no scope" ? { status: world.settings.deskScopeStatus } : {},
  );
}
