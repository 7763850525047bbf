import { type Basis, basis } from "../basis/basis";

/** One of CRM's codes as this slice sends it. */
export interface CrmErrorRow {
  /** HTTP status where it refuses a whole request; within a write it stands in an item of a 207 or 400. */
  readonly status: number;
  readonly message: string;
  /** When it comes: for the docs. */
  readonly when: string;
  readonly basis: Basis;
}

function row(status: number, message: string, when: string, on: Basis): CrmErrorRow {
  return { status, message, when, basis: on };
}

const CODES = basis("apis 1.3", "documented", "official code");
const DECLARED = basis("apis 1.3", "official code");
const FILES = basis("apis 1.11", "official code");

/**
 * Every code that the CRM and Bigin slice sends, in the order in which a request meets them. Handlers take status and
 * message from here; docs and tests are made from it. Zoho CRM v8: status codes, and the error sections of its pages.
 */
export const CRM_ERRORS = {
  // Address and token.
  INVALID_URL_PATTERN: row(
    404,
    "Please check if the URL trying to access is a correct one",
    "no resource has this path",
    DECLARED,
  ),
  AUTHENTICATION_FAILURE: row(
    401,
    "Authentication failed",
    "no Authorization header, or another scheme",
    basis("oauth 6.2", "seen", "third party"),
  ),
  INVALID_TOKEN: row(
    401,
    "invalid oauth token",
    "the token is unknown, ran out, was evicted or revoked, or belongs to another data center or environment",
    basis("oauth 6.2", "documented", "third party"),
  ),
  OAUTH_SCOPE_MISMATCH: row(
    401,
    "invalid oauth scope to access this URL",
    "the token lacks the scope of the call",
    basis("oauth 6.2", "seen", "third party"),
  ),
  TOO_MANY_REQUESTS: row(
    429,
    "Too many requests. Please try again later.",
    "too many calls in flight, or no credits are left",
    basis("apis 1.4", "documented"),
  ),
  INVALID_REQUEST_METHOD: row(
    400,
    "The http request method type is not a valid one",
    "the path does not know the method",
    DECLARED,
  ),
  INVALID_MODULE: row(
    400,
    "the module name given seems to be invalid",
    "no module has this API name, or it can't be used this way",
    CODES,
  ),

  // Parameters.
  REQUIRED_PARAM_MISSING: row(400, "required param is missing", "a parameter is missing", CODES),
  LIMIT_EXCEEDED: row(400, "limit exceeded", "too many fields, IDs or records in one call", CODES),
  AMBIGUITY_DURING_PROCESSING: row(
    400,
    "You cannot use both cvid and sort_by, and page and page_token",
    "cvid with sort_by, or page with page_token",
    CODES,
  ),
  DISCRETE_PAGINATION_LIMIT_EXCEEDED: row(
    400,
    "You can only get the first 2000 records without using page_token param",
    "page reaches beyond 2,000 records",
    CODES,
  ),
  PAGINATION_LIMIT_EXCEEDED: row(
    400,
    "You can only get upto 100000 records using page_token param",
    "page_token reaches beyond 100,000 records",
    CODES,
  ),
  TOKEN_BOUND_DATA_MISMATCH: row(
    400,
    "The page_token given seems to be invalid or input param is added or altered or deleted",
    "a page token is invented, the other parameters changed, or somebody else calls",
    CODES,
  ),
  EXPIRED_VALUE: row(
    400,
    "Page token expired",
    "a page token is older than 24 hours, or died by the action or the fault expirePageTokens",
    CODES,
  ),

  // Search, count and COQL.
  EXPECTED_PARAM_MISSING: row(
    400,
    "one of the expected parameters is missing",
    "a search without criteria, email, phone and word",
    basis("apis 1.3", "official code", "inferred"),
  ),
  CRITERIA_LIMIT_EXCEEDED: row(
    400,
    "criteria limit exceeded",
    "more than 15 comparisons in a search",
    DECLARED,
  ),
  LIMIT_REACHED: row(
    400,
    "limit reached",
    "a search beyond 2,000 records, or COQL beyond 100,000",
    basis("apis 1.3", "official code", "inferred"),
  ),
  INVALID_QUERY: row(
    400,
    "invalid query formed",
    "criteria or a query with an unknown field, or an operator or value that does not fit it",
    CODES,
  ),
  SYNTAX_ERROR: row(400, "error occurred while parsing the query", "COQL that can't be read", CODES),

  // Bodies.
  REQUEST_ENTITY_TOO_LARGE: row(413, "the request body is too large", "a body of more than 50 MB", CODES),
  BODY_SIZE_REACHED: row(
    413,
    "Request body size exceeds the maximum limit of 100MB",
    "the body of an attachment is larger than 100 MB",
    DECLARED,
  ),
  MEDIA_TYPE_NOT_SUPPORTED: row(
    415,
    "the content type of the request body is not supported",
    "an upload that is no multipart/form-data",
    DECLARED,
  ),
  REQUEST_BODY_NOT_READABLE: row(
    400,
    "the request body can't be read",
    "multipart/form-data that is broken: no boundary, no end, no headers",
    DECLARED,
  ),
  REQUEST_BODY_IS_EMPTY: row(400, "the request body is empty", "a write without a body", DECLARED),
  JSON_PARSE_ERROR: row(400, "the request body is not valid JSON", "a body that is no JSON", DECLARED),
  INVALID_DATA: row(
    400,
    "invalid data",
    "a value of the wrong type, form or length, or an ID that no record has",
    CODES,
  ),
  MANDATORY_NOT_FOUND: row(400, "required field not found", "a mandatory field is missing or empty", CODES),
  EXPECTED_FIELD_MISSING: row(
    400,
    "should contain either content or title",
    "a note has neither a title nor content",
    DECLARED,
  ),
  DUPLICATE_DATA: row(400, "duplicate data", "another record has this value in a unique field", CODES),
  ALREADY_MODIFIED: row(
    412,
    "the record was modified meanwhile",
    "If-Unmodified-Since is older than the record",
    CODES,
  ),
  // Files.
  INVALID_REQUEST: row(
    400,
    "unable to process your request. please verify whether you have entered proper method name, parameter and parameter values.",
    "more than ten files at once, more than one attachment or photo",
    FILES,
  ),
  failure_in_attachment_handling: row(
    400,
    "Problem in uploading attachment. kindly upload the file properly",
    "an upload without a file, or with an empty one",
    FILES,
  ),
  FILE_SIZE_MORE_THAN_ALLOWED_SIZE: row(
    415,
    "Please check if the size of the file is in the correct range",
    "a file of more than 20 MB, a photo of more than 10 MB",
    FILES,
  ),
  FILE_NOT_SUPPORTED: row(
    400,
    "the file type is not supported",
    "an attachment that ends in .exe, a photo that is no PNG, JPEG, GIF or BMP",
    CODES,
  ),
  DOWNLOAD_NOT_ALLOWED: row(
    400,
    "As it is a linked attachment, you can not download it",
    "the download of an attached link",
    FILES,
  ),
  STORAGE_SPACE_EXCEEDED: row(
    400,
    "the storage space is exceeded",
    "all files together would take more than 256 MB",
    CODES,
  ),

  // Profiles.
  NO_PERMISSION: row(
    403,
    "permission denied",
    "the profile of the user who consented does not allow it",
    DECLARED,
  ),
} as const satisfies Readonly<Record<string, CrmErrorRow>>;

export type CrmErrorCode = keyof typeof CRM_ERRORS;
