import { basis } from "../../basis/basis";
import { faceError, type FaceErrors } from "../face-error";

const DOCUMENTED = basis("apis P2.9", "documented", "third party");
const SEEN = basis("apis P2.9", "seen", "third party");
/** The title is one that Zoho's security filter has; that Projects sends it here is our guess. */
const INFERRED = basis("apis P2.9", "inferred");

/** Every refusal of the Projects face, in the order in which a request meets them. Zoho Projects API v3: errors, limits. */
export const PROJECTS_ERRORS = {
  unknownPath: faceError(
    "URL_RULE_NOT_CONFIGURED",
    400,
    "Given URL is wrong",
    "no resource has this path: 400, not 404",
    SEEN,
  ),
  noToken: faceError(
    "INVALID_TICKET",
    401,
    "Invalid ticket",
    "no Authorization header, or another scheme",
    SEEN,
  ),
  deadToken: faceError(
    "INVALID_OAUTHTOKEN",
    401,
    "Invalid OAuth access token.",
    "the token is unknown, ran out, was evicted or revoked, or belongs to another data center",
    DOCUMENTED,
  ),
  wrongMethod: faceError(
    "INVALID_METHOD",
    400,
    "Given method is wrong",
    "the path does not know the method",
    INFERRED,
  ),
  noScope: faceError(
    "INVALID_OAUTHSCOPE",
    401,
    "Invalid OAuth scope.",
    "the token lacks the scope of the call",
    SEEN,
  ),
  throttled: faceError(
    "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED",
    400,
    "Cannot execute more than {calls} requests per API in 2 minutes. Try again after {minutes} minutes.",
    "more than 100 calls of one API in two minutes; then closed for ten minutes, with Retry-After. HTTP 400, not 429",
    SEEN,
  ),
  noPortal: faceError(
    "FORBIDDEN",
    403,
    "You do not have access to this portal.",
    "the portal in the path is none that the person is in",
    basis("apis P2.9", "third party", "inferred"),
  ),
  badParameter: faceError(
    "PATTERN_NOT_MATCHED",
    400,
    "The value of the parameter {name} is invalid.",
    "page or per_page is no number or out of range, or a field has a wrong value",
    INFERRED,
  ),
  notFound: faceError(
    "RESOURCE_NOT_FOUND",
    404,
    "The project does not exist.",
    "no project has this ID",
    INFERRED,
  ),
  badBody: faceError(
    "JSON_PARSE_ERROR",
    400,
    "The JSON is invalid.",
    "a body that is no JSON object",
    INFERRED,
  ),
  missingField: faceError(
    "LESS_THAN_MIN_OCCURANCE",
    400,
    "The parameter {name} is missing.",
    "name is missing or empty (Zoho spells the title so)",
    INFERRED,
  ),
} as const satisfies FaceErrors;
