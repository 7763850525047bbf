import { basis } from "../../basis/basis";
import { faceError, type FaceErrors } from "../face-error";

const DOCUMENTED = basis("apis P2.5", "documented");
const THIRD_PARTY = basis("apis P2.5", "documented", "third party");
const STATUS_INFERRED = basis("apis P2.5", "documented", "inferred");

/**
 * Every refusal of the People face, in the order in which a request meets them. All but those about tokens and limits
 * come with HTTP 200. Zoho People API: error codes.
 */
export const PEOPLE_ERRORS = {
  unknownPath: faceError(7201, 200, "Invalid URL", "no resource has this path", STATUS_INFERRED),
  noToken: faceError(
    7202,
    400,
    "Invalid authtoken",
    "no Authorization header, or another scheme: 400, not 401",
    THIRD_PARTY,
  ),
  deadToken: faceError(
    7213,
    401,
    "The provided OAuth token is invalid.",
    "the token is unknown, ran out, was evicted or revoked, or belongs to another data center",
    basis("apis P2.5", "seen", "third party"),
  ),
  wrongMethod: faceError(
    7207,
    200,
    "Wrong HTTP method",
    "the path does not know the method",
    STATUS_INFERRED,
  ),
  noScope: faceError(
    7218,
    401,
    "Invalid OAuth Scope",
    "the token lacks the scope of the call",
    basis("apis P2.5", "third party", "inferred"),
  ),
  throttled: faceError(
    2955,
    429,
    "You have reached your API call limit for a minute. Please try again later.",
    "more calls of one endpoint in five minutes than its page allows; then closed for five minutes",
    basis("apis P2.5", "third party", "inferred"),
  ),
  noAccount: faceError(
    7048,
    200,
    "Invalid user",
    "the person is in no organization of People",
    STATUS_INFERRED,
  ),
  noForm: faceError(7011, 200, "Invalid form name", "no form has this link name", DOCUMENTED),
  badParameter: faceError(
    8001,
    200,
    "Wrong parameter value: {name}",
    "sIndex or limit is no number or out of range",
    STATUS_INFERRED,
  ),
  noRecords: faceError(
    7024,
    200,
    "No records found",
    "an empty form, or a page beyond its end: no failure, an empty page",
    DOCUMENTED,
  ),
  missingParameter: faceError(
    7019,
    200,
    "Missing parameter: {name}",
    "recordId or inputData is not sent",
    DOCUMENTED,
  ),
  noSuchRecord: faceError(7049, 200, "Missing record for record id", "no record has this ID", DOCUMENTED),
  badInput: faceError(7022, 200, "Invalid input format", "inputData is no JSON object", DOCUMENTED),
  mandatoryMissing: faceError(
    7052,
    200,
    "Missing mandatory field values: {name}",
    "a mandatory field is missing; `errors` is an array then, one for each",
    basis("apis P2.5", "documented", "third party"),
  ),
  badField: faceError(
    7050,
    200,
    "Invalid value for field: {name}",
    "a field has no text or too long a one; `errors` is an array then, one for each",
    basis("apis P2.5", "documented", "third party"),
  ),
} as const satisfies FaceErrors;
