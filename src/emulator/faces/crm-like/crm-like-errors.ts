import { type Basis, basis } from "../../basis/basis";
import { CRM_ERRORS, type CrmErrorCode } from "../../crm/crm-errors";
import { type FaceError, type FaceErrors, faceError } from "../face-error";

/** What a product of CRM's family has of CRM's codes. */
export type CrmLikeErrors = FaceErrors & Readonly<Record<CrmLikeCode, FaceError & { readonly code: string }>>;

export type CrmLikeCode = (typeof CODES)[number];

const CODES = [
  "INVALID_URL_PATTERN",
  "AUTHENTICATION_FAILURE",
  "INVALID_TOKEN",
  "OAUTH_SCOPE_MISMATCH",
  "TOO_MANY_REQUESTS",
  "INVALID_REQUEST_METHOD",
  "INVALID_MODULE",
  "INVALID_DATA",
  "MANDATORY_NOT_FOUND",
  "LIMIT_EXCEEDED",
] as const satisfies readonly CrmErrorCode[];

/** Whose tokens are refused is known of Recruit; the rest is CRM's, and of IoT nothing is published. */
const SEEN: readonly CrmLikeCode[] = ["AUTHENTICATION_FAILURE", "INVALID_TOKEN", "OAUTH_SCOPE_MISMATCH"];

/**
 * CRM's codes in a product that is built like it.
 *
 * @param known what the codes of refused tokens rest on
 * @param guessed what the others rest on
 */
export function crmLikeErrors(known: Basis, guessed: Basis): CrmLikeErrors {
  const rows = CODES.map((code) => {
    const { status, message, when } = CRM_ERRORS[code];
    return [code, faceError(code, status, message, when, SEEN.includes(code) ? known : guessed)] as const;
  });
  return Object.fromEntries(rows) as CrmLikeErrors;
}

/** Zoho Recruit API v2: error codes. */
export const RECRUIT_ERRORS = crmLikeErrors(
  basis("apis P2.6", "documented", "third party"),
  basis("apis P2.6", "inferred"),
);

/** Zoho IoT publishes neither envelopes nor codes: those of CRM's platform are taken. */
export const IOT_ERRORS = crmLikeErrors(basis("apis P2.16", "inferred"), basis("apis P2.16", "inferred"));

/** PhoneBridge refuses a token with 400. */
export const PHONEBRIDGE_ERRORS: CrmLikeErrors = {
  ...crmLikeErrors(basis("apis P2.0", "inferred"), basis("apis P2.0", "inferred")),
  INVALID_TOKEN: faceError(
    "INVALID_TOKEN",
    400,
    "invalid oauth token",
    "the token is unknown, ran out, was evicted or revoked, or belongs to another data center: 400, not 401",
    basis("apis P2.0", "seen", "third party"),
  ),
};
