import { escapeHtml, layout } from "./layout";

/** What the error pages of Zoho Accounts mean, for the person who reads one. */
const MEANINGS: Readonly<Record<string, string>> = {
  "Invalid Client": "The client ID is unknown, or not enabled in this data center.",
  "Invalid response type":
    "client_id or response_type is missing, or the client may not use this response type.",
  "An error occurred": "The request can't be understood.",
  "Invalid OAuth Scope": "A scope is missing or does not exist.",
  "Invalid Redirect Uri": "The redirect URI differs from those registered for this client.",
};

/** A page that ends the attempt: nothing is sent back to the app. */
export function errorPage(title: string, more?: string): string {
  const meaning = MEANINGS[title];
  return layout(
    title,
    [meaning, more].flatMap((line) => (line === undefined ? [] : [`<p>${escapeHtml(line)}</p>`])).join("\n"),
  );
}
