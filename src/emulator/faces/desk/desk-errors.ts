import { basis } from "../../basis/basis";
import { faceError, type FaceErrors } from "../face-error";

const SEEN = basis("oauth 6.2", "seen", "third party");
const DOCUMENTED = basis("apis P2.2", "documented");
/** The code is on Zoho's page, the status is our guess. */
const STATUS_INFERRED = basis("apis P2.2", "documented", "inferred");

/** Every refusal of the Desk face, in the order in which a request meets them. Zoho Desk API: errors. */
export const DESK_ERRORS = {
  unknownPath: faceError(
    "URL_NOT_FOUND",
    404,
    "The URL you have requested could not be found.",
    "no resource has this path",
    DOCUMENTED,
  ),
  noToken: faceError(
    "UNAUTHORIZED",
    401,
    "You are not authenticated to perform this operation.",
    "no Authorization header, or another scheme",
    SEEN,
  ),
  deadToken: faceError(
    "INVALID_OAUTH",
    401,
    "The OAuth Token you provided is invalid.",
    "the token is unknown, ran out, was evicted or revoked, or belongs to another data center",
    SEEN,
  ),
  wrongMethod: faceError(
    "METHOD_NOT_ALLOWED",
    405,
    "The HTTP method is not allowed for this URL.",
    "the path does not know the method",
    STATUS_INFERRED,
  ),
  noScope: faceError(
    "SCOPE_MISMATCH",
    403,
    "The OAuth Token does not have the scope for this operation.",
    "the token lacks the scope of the call (401 and 403 were both seen: setting deskScopeStatus)",
    SEEN,
  ),
  orgMismatch: faceError(
    "OAUTH_ORG_MISMATCH",
    403,
    "The OAuthToken is not valid for specified organization.",
    "the orgId header names another portal than the one picked at consent",
    basis("oauth 6.2", "documented", "seen"),
  ),
  tooManyAtOnce: faceError(
    "TOO_MANY_REQUESTS",
    429,
    "Too many requests are in process. Please try again later.",
    "too many calls of the portal are in flight; no Retry-After",
    basis("apis P2.2", "documented", "third party"),
  ),
  noCredits: faceError(
    "THRESHOLD_EXCEEDED",
    429,
    "The API credits of your organization are used up.",
    "the portal's credits of 24 hours are used up; with Retry-After",
    basis("apis P2.2", "documented", "third party"),
  ),
  badParameter: faceError(
    "UNPROCESSABLE_ENTITY",
    422,
    "The value of the parameter '{name}' is invalid.",
    "from or limit is no number or out of range; a search's sortBy or range of times is none that there is",
    DOCUMENTED,
  ),
  notFound: faceError(
    "RESOURCE_NOT_FOUND",
    404,
    "The resource you have requested could not be found.",
    "no record has this ID",
    STATUS_INFERRED,
  ),
  emptyBody: faceError(
    "EMPTY_PAYLOAD",
    400,
    "The payload is empty.",
    "a write without a body",
    STATUS_INFERRED,
  ),
  badBody: faceError(
    "BAD_REQUEST",
    400,
    "The request body can't be understood.",
    "a body that is no JSON object",
    STATUS_INFERRED,
  ),
  badData: faceError(
    "INVALID_DATA",
    422,
    "The data is invalid due to validation restrictions",
    "a field is missing or invalid; errors[] names each",
    DOCUMENTED,
  ),
} as const satisfies FaceErrors;
