import type { CrmErrorCode } from "../crm-errors";

/** How large the body of an upload may be. */
export interface UploadLimit {
  /** What the path ends in. */
  readonly path: RegExp;
  readonly bytes: number;
  /** What refuses a larger one. */
  readonly code: CrmErrorCode;
}

const MB = 1024 * 1024;

/** Zoho CRM v8: upload an attachment, 100 MB in all; upload files, ten of 20 MB each, and the form around them. */
const UPLOAD_LIMITS: readonly UploadLimit[] = [
  { path: /\/v[\d.]+\/\w+\/\d+\/Attachments\/?$/, bytes: 100 * MB, code: "BODY_SIZE_REACHED" },
  { path: /\/v[\d.]+\/files\/?$/, bytes: 201 * MB, code: "FILE_SIZE_MORE_THAN_ALLOWED_SIZE" },
];

/** @returns undefined where the path takes no uploads larger than other bodies */
export function uploadLimit(path: string): UploadLimit | undefined {
  return UPLOAD_LIMITS.find((limit) => limit.path.test(path));
}
