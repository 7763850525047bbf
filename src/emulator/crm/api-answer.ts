import type { EmulatedRequest } from "../http/emulated-request";
import { json, type Reply } from "../http/reply";
import { CRM_ERRORS, type CrmErrorCode } from "./crm-errors";

/** An error as CRM writes it, for a whole request or for one item of a write. */
export interface ApiError {
  readonly code: CrmErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly message: string;
  readonly status: "error";
}

/** One item of a write's answer. */
export type WriteItem =
  ApiError | (Omit<ApiError, "code" | "status"> & { readonly code: "SUCCESS"; readonly status: "success" });

/** @param message where a code has several wordings; otherwise that of the table */
export function crmError(
  code: CrmErrorCode,
  details: ApiError["details"] = {},
  message: string = CRM_ERRORS[code].message,
): ApiError {
  return { code, details, message, status: "error" };
}

/**
 * A refused request: the error stands alone.
 *
 * @param status where a setting decides; otherwise that of the table
 */
export function refuse(
  request: EmulatedRequest,
  error: ApiError,
  status: number = CRM_ERRORS[error.code].status,
): Reply {
  request.facts.code = error.code;
  return json(status, error);
}

/**
 * The answer to a write: items in the order they came in.
 *
 * @param allWell status where every item succeeded; some refused: 207; all refused: 400
 */
export function writeReply(request: EmulatedRequest, allWell: 200 | 201, items: readonly WriteItem[]): Reply {
  const refused = items.filter((item) => item.status === "error");
  const first = refused[0];
  if (first !== undefined) request.facts.code = first.code;
  request.facts.items = items.length;
  const status = refused.length === 0 ? allWell : refused.length === items.length ? 400 : 207;
  return json(status, { data: items });
}
