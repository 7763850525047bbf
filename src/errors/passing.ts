import { endsByItself } from "./classes";
import { ZohoError } from "./zoho-error";

/** True for a failure that ends by itself and so says nothing about what was asked. */
export function isPassing(error: unknown): error is ZohoError {
  return error instanceof ZohoError && endsByItself(error.class);
}
