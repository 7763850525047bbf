import { Readable } from "node:stream";
import { invalidInput } from "../../errors/invalid-input";
import type { ProductId } from "../../zoho/products";
import { jsonBody, requestBody, type RequestBody, type Workflows } from "./request-body";
import type { BodyFormat } from "./body-format";
import { fileBody } from "./file-body";
import { formBody } from "./form-body";
import { multipartBody } from "./multipart-body";
import { uploadLimits } from "./size-limits";

/** Where a body goes and how it is written. */
export interface BodyTarget {
  readonly product: ProductId;
  readonly path: string;
  readonly workflows: Workflows;
  readonly format: BodyFormat;
  /** Where relative paths of files begin; the folder of this process where it is left out. */
  readonly directory?: string | undefined;
}

/**
 * The body of a call out of what a flow hands over.
 *
 * @returns undefined where nothing is to be sent
 * @throws ZohoError `invalid_input`, `file_unusable`, `body_too_large`
 */
export async function prepareBody(value: unknown, target: BodyTarget): Promise<RequestBody | undefined> {
  const { product, path, format, directory } = target;
  if (value === undefined || value === null) {
    if (format === "multipart" || format === "file") throw invalidInput("The body", "is missing");
    return undefined;
  }
  const limits = uploadLimits(product, path);
  switch (format) {
    case "automatic":
      return value instanceof Readable ? fileBody(value, { directory, limits }) : requestBody(value, target);
    case "json":
      return jsonBody(value, target);
    case "form":
      return formBody(value);
    case "multipart":
      return multipartBody(value, { directory, limits });
    case "file":
      return fileBody(value, { directory, limits });
  }
}
