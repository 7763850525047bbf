import { isZohoHostName } from "./find-host";

/**
 * The host of Zoho's that a `Host` header names, in lower case and without its port.
 *
 * @returns undefined where it names none that is emulated
 */
export function namedHost(header: string | undefined): string | undefined {
  const name = (header ?? "").replace(/:\d{1,5}$/, "").toLowerCase();
  return isZohoHostName(name) ? name : undefined;
}
