import { basis } from "../../basis/basis";
import { faceError, type FaceErrors } from "../face-error";

const THIRD_PARTY = basis("apis P2.3", "third party");
const SEEN = basis("apis P2.3", "seen", "third party");
const DOCUMENTED = basis("apis P2.3", "documented");
/** Code and words are those of Zoho's page as several clients quote it. */
const LIMIT = basis("apis P2.3", "documented", "third party");

/** Every refusal of Books and its siblings, in the order in which a request meets them. Zoho Books API v3: errors, API limits. */
export const FINANCE_ERRORS = {
  unknownPath: faceError(5, 404, "Invalid URL Passed", "no resource has this path", THIRD_PARTY),
  noToken: faceError(
    14,
    401,
    "Invalid value passed for authtoken.",
    "no Authorization header, or another scheme; also a dead token where the setting booksDeadTokenCode says so",
    basis("oauth 6.2", "documented", "third party"),
  ),
  notAuthorized: faceError(
    57,
    401,
    "You are not authorized to perform this operation",
    "the token is dead or of another data center, or it lacks the scope: the same to both",
    SEEN,
  ),
  wrongMethod: faceError(
    37,
    405,
    "The HTTP method is not allowed for the requested resource",
    "the path does not know the method",
    basis("apis P2.3", "documented", "third party"),
  ),
  noOrganization: faceError(
    2,
    400,
    "Invalid value passed for organization_id",
    "no organization is named where the person has several, or its ID is no number",
    basis("apis P2.3", "third party", "inferred"),
  ),
  notMember: faceError(
    6041,
    400,
    "This user is not associated with the CompanyID/CompanyName:{id}.",
    "the organization named is none that the person is in",
    SEEN,
  ),
  tooManyAtOnce: faceError(
    1070,
    429,
    "You have reached the maximum number of in process requests allowed. Kindly try again after some time.",
    "too many calls of the organization are in flight",
    LIMIT,
  ),
  perMinute: faceError(
    44,
    429,
    "For security reasons your organization has been blocked as it have exceeded the maximum number of requests per minute that can originate from an organization.",
    "more than 100 calls of the organization in a minute; no Retry-After",
    LIMIT,
  ),
  perDay: faceError(
    45,
    429,
    "The API call for this organization has exceeded the maximum call rate limit of {limit}.",
    "the organization's calls of 24 hours are used up; no Retry-After",
    LIMIT,
  ),
  badValue: faceError(
    2,
    400,
    "Invalid value passed for {name}",
    "page, per_page, sort_column, sort_order, last_modified_time or a field has a value of the wrong form",
    THIRD_PARTY,
  ),
  notFound: faceError(1002, 404, "{what} does not exist.", "no record has this ID", DOCUMENTED),
  badBody: faceError(1038, 400, "JSON is not well formed", "a body that is no JSON object", THIRD_PARTY),
  missingValue: faceError(
    4,
    400,
    "Invalid value passed for {name}",
    "a mandatory field is missing or empty",
    basis("apis P2.3", "third party", "inferred"),
  ),
  noSuchReference: faceError(
    1002,
    400,
    "{what} does not exist.",
    "a field names a record that is not there",
    basis("apis P2.3", "documented", "inferred"),
  ),
  tooLong: faceError(
    15,
    400,
    "Please ensure that the {name} has less than {limit} characters.",
    "a value is too long",
    THIRD_PARTY,
  ),
} as const satisfies FaceErrors;
