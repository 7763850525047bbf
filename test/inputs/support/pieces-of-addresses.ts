import fc from "fast-check";

/** What addresses and paths are made of, and what parsers trip over. */
const PIECES = [
  ..."/\\@:.?#%&;=[] \t\r\n\0".split(""),
  "..",
  "//",
  "%2e",
  "%2f",
  "%5c",
  "%00",
  "%25",
  "%0d%0a",
  "https:",
  "https://",
  "http://",
  "evil.example",
  "www.zohoapis.eu",
  "sandbox.zohoapis.eu",
  "accounts.zoho.eu",
  "https://www.zohoapis.eu",
  "https://www.zohoapis.eu/",
  "Leads",
  "crm/v8",
  "/crm/v8/Leads",
  "/crm/bulk/v8/",
  "bigin/v2",
  "[::1]",
  "user:pw",
  ":443",
  "\u00a0",
  "\ufeff",
  "\u3002",
  "\uff45",
  "\uff0f",
  "\u2044",
  "\u0131",
  "\ud800",
  "{{topic}}",
] as const;

/** Addresses and paths put together from such pieces. */
export function anyAddress(): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((some) => some.join(""));
}
