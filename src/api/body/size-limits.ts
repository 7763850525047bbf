import { invalidInput } from "../../errors/invalid-input";
import { PRODUCTS, type ProductId } from "../../zoho/products";
import { uploadLimitOf } from "../../zoho/upload-limits";
import { resourcePath } from "../resource-path";
import type { SentFile } from "./sent-file";
import { tooLarge } from "./streamed";

/** How large a body with files may be, bytes. */
export interface UploadLimits {
  readonly product: string;
  readonly bodyBytes: number;
  readonly fileBytes: number;
  readonly files: number;
}

/** Where Zoho says nothing: as much as an answer may be that goes to a file. */
const LARGEST_BYTES = 1024 * 1024 * 1024;

/** The limits of uploads to a path of a product. */
export function uploadLimits(product: ProductId, path: string): UploadLimits {
  const limit = uploadLimitOf(product, resourcePath(product, path));
  const bodyBytes = limit?.bodyBytes ?? LARGEST_BYTES;
  return {
    product: PRODUCTS[product].name,
    bodyBytes,
    fileBytes: limit?.fileBytes ?? bodyBytes,
    files: limit?.files ?? Number.POSITIVE_INFINITY,
  };
}

/**
 * Refuses here what Zoho would refuse after it has been uploaded.
 *
 * @param bytes of the whole body, as far as that is known
 * @throws ZohoError `body_too_large`, `invalid_input`
 */
export function checkUpload(
  files: readonly Pick<SentFile, "name" | "bytes">[],
  bytes: number | undefined,
  limits: UploadLimits,
): void {
  if (files.length > limits.files) {
    const most = limits.files === 1 ? "one file" : `${String(limits.files)} files`;
    throw invalidInput(
      "The body",
      `holds ${String(files.length)} files, and ${limits.product} takes ${most} at a time here`,
    );
  }
  for (const { name, bytes: size } of files)
    if (size !== undefined && size > limits.fileBytes)
      throw tooLarge(`The file '${name.slice(0, 100)}'`, size, limits.fileBytes);
  if (bytes !== undefined && bytes > limits.bodyBytes) throw tooLarge("The body", bytes, limits.bodyBytes);
}
