import { basis } from "../../basis/basis";
import { faceError, type FaceErrors } from "../face-error";

const DOCUMENTED = basis("apis P2.4", "documented");
/** Zoho's page has the code with the text; the status is our guess. */
const STATUS_INFERRED = basis("apis P2.4", "documented", "inferred");
/** The code is that of API v1 for the same mistake, worded as 2894 is. */
const CODE_INFERRED = basis("apis P2.4", "inferred");

/** Every refusal of the Creator face, in the order in which a request meets them. Zoho Creator API v2.1: status codes. */
export const CREATOR_ERRORS = {
  unknownPath: faceError(1000, 404, "Invalid API URL format.", "no resource has this path", DOCUMENTED),
  noAuthorization: faceError(
    1030,
    401,
    "Authorization Failure. The access token is either invalid or has expired. Please check your Zoho Account for more information.",
    "no token, a dead one, or one of another data center: Creator says the same to all",
    DOCUMENTED,
  ),
  wrongMethod: faceError(
    2945,
    400,
    "{method} is not a valid method",
    "the path does not know the method",
    STATUS_INFERRED,
  ),
  noScope: faceError(
    2945,
    401,
    "INVALID_OAUTHSCOPE",
    "the token lacks the scope of the call: the same code as for wrong values",
    STATUS_INFERRED,
  ),
  perMinute: faceError(
    2955,
    429,
    "You have reached your API call limit for a minute. Please try again after sometime.",
    "more than 50 calls of one endpoint in a minute",
    basis("apis P2.4", "documented", "third party"),
  ),
  noOwner: faceError(
    1040,
    404,
    'No account owner named "{name}" found.',
    "the account owner in the path is none whose account the person is in",
    DOCUMENTED,
  ),
  noApplication: faceError(
    2892,
    404,
    "No application named {name} found. Please check and try again.",
    "the account has no application of this link name",
    CODE_INFERRED,
  ),
  noForm: faceError(
    2893,
    404,
    "No form named {name} found. Please check and try again.",
    "the application has no form of this link name",
    CODE_INFERRED,
  ),
  noReport: faceError(
    2894,
    404,
    "No report named {name} found. Please check and try again.",
    "the application has no report of this link name",
    basis("apis P2.4", "seen", "third party"),
  ),
  badPattern: faceError(
    2945,
    400,
    "PATTERN_NOT_MATCHED: {name}",
    "max_records is no number from 1 to 1000, field_config is none that there is, criteria can't be read, or record_cursor was not made for this report or has died",
    STATUS_INFERRED,
  ),
  noRecords: faceError(
    3100,
    404,
    "No records found for the given criteria.",
    "an empty report, or no record has this ID: no failure, an empty page",
    DOCUMENTED,
  ),
  missingParameter: faceError(
    1000,
    401,
    "A mandatory parameter - '{name}' is either absent or has been used twice. Please check and try again.",
    "the body of a write is no JSON, or lacks `data` or `criteria`",
    DOCUMENTED,
  ),
  tooManyRecords: faceError(
    3950,
    200,
    "A maximum of 200 records can be added per request.",
    "a write of more than 200 records",
    DOCUMENTED,
  ),
  badRecord: faceError(
    3001,
    200,
    "Invalid value for the field(s)",
    "within `result`: this record has a field that is missing or wrong; `error` names each",
    DOCUMENTED,
  ),
} as const satisfies FaceErrors;
