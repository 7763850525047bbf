import { isZohoError, type ZohoError } from "../../errors/zoho-error";

/**
 * Why a list can't be read further by its page tokens.
 * - `died`: the token ran out after 24 hours, or belongs to somebody else since the connection was made anew.
 * - `limit`: Zoho gives no more of the list than this.
 */
export type TokenEnd = "died" | "limit";

/** Zoho CRM v8: get records, possible errors. */
const ENDS: Readonly<Record<string, TokenEnd>> = {
  EXPIRED_VALUE: "died",
  TOKEN_BOUND_DATA_MISMATCH: "died",
  PAGINATION_LIMIT_EXCEEDED: "limit",
  DISCRETE_PAGINATION_LIMIT_EXCEEDED: "limit",
  PAGE_RANGE_EXCEEDED: "limit",
  LIMIT_REACHED: "limit",
};

/** What an error says about page tokens, or undefined where it is about something else. */
export function tokenEnd(error: unknown): { readonly why: TokenEnd; readonly error: ZohoError } | undefined {
  if (!isZohoError(error)) return undefined;
  const code = error.cause.zohoCode?.toUpperCase() ?? "";
  const why = Object.hasOwn(ENDS, code) ? ENDS[code] : undefined;
  return why === undefined ? undefined : { why, error };
}
