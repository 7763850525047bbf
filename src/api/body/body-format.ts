/**
 * How a body is written:
 * - `automatic`: records in the product's envelope, text and Buffers as they are, anything else as JSON.
 * - `json`: exactly the given value as JSON.
 * - `form`: fields of an HTML form, what is nested as JSON text.
 * - `multipart`: a form with files.
 * - `file`: one file and nothing else.
 */
export const BODY_FORMATS = ["automatic", "json", "form", "multipart", "file"] as const;

export type BodyFormat = (typeof BODY_FORMATS)[number];
