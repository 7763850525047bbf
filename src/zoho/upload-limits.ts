import type { ProductId } from "./products";

/** How large what is uploaded to one kind of path may be. */
export interface UploadLimit {
  readonly product: ProductId;
  /** Below the product's base path. */
  readonly path: RegExp;
  /** Of each file, bytes. */
  readonly fileBytes?: number;
  /** Of the whole body, bytes. */
  readonly bodyBytes?: number;
  /** Files in one body. */
  readonly files?: number;
}

const MB = 1024 * 1024;

/** Zoho CRM v8: upload an attachment; upload files to ZFS; upload an image. */
const UPLOAD_LIMITS: readonly UploadLimit[] = [
  { product: "crm", path: /^[A-Za-z0-9_]+\/\d+\/Attachments$/, bodyBytes: 100 * MB, files: 1 },
  { product: "crm", path: /^files$/, fileBytes: 20 * MB, files: 10 },
  { product: "crm", path: /^[A-Za-z0-9_]+\/\d+\/photo$/, fileBytes: 10 * MB, files: 1 },
];

/** What Zoho says about uploads to this path; undefined where it says nothing. */
export function uploadLimitOf(product: ProductId, resource: string): UploadLimit | undefined {
  return UPLOAD_LIMITS.find((limit) => limit.product === product && limit.path.test(resource));
}
