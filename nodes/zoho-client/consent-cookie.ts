import { ZohoError } from "../../src/errors/zoho-error";

/** Binds a consent to the browser that began it: without this cookie its callback is refused. */

/** Seconds; as long as a consent of the dialog may take. */
const MAX_AGE = 600;

/** Where the browser has the editor open. Only what no page can write: see `same-origin.ts`. */
export interface EditorAddress {
  readonly hostname: string;
  /** Unknown where no browser asks. */
  readonly protocol?: string;
}

/** @param header reads a header of the request, which has passed the check of its origin */
export function editorAddress(header: (name: "origin" | "host") => string | undefined): EditorAddress {
  const origin = header("origin");
  if (origin !== undefined && URL.canParse(origin)) return new URL(origin);
  return { hostname: new URL(`http://${header("host") ?? ""}`).hostname };
}

/**
 * A cookie belongs to one host, on all of its ports: the browser will only bring it to a redirect URI on the host
 * where it got it. Said before Zoho's page opens, because it could end in nothing but a refusal.
 *
 * @throws ZohoError `redirect_elsewhere`
 */
export function checkCookieComesBack(redirectUri: string, editor: EditorAddress): void {
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
  // What is wrong with such a redirect URI is told when the consent begins.
  if (url === undefined || url.hostname === editor.hostname) return;
  const { protocol, hostname: actual } = url;
  const details = { actual, editor: editor.hostname, address: `${protocol}//${actual}` };
  throw new ZohoError("redirect_elsewhere", { details });
}

/**
 * The `Set-Cookie` header for a consent.
 *
 * @param redirectUri decides whether the cookie may only travel over https
 * @param editor from plain http a browser takes no cookie that is marked so
 */
export function consentCookie(
  ticket: string,
  value: string,
  { redirectUri, editor }: { readonly redirectUri: string; readonly editor: EditorAddress },
): string {
  const isSecure = redirectUri.startsWith("https:") && editor.protocol !== "http:";
  const secure = isSecure ? "; Secure" : "";
  // Lax: it must come along when Zoho sends the browser back by a navigation.
  return `${cookieName(ticket)}=${value}; Path=/; Max-Age=${String(MAX_AGE)}; HttpOnly; SameSite=Lax${secure}`;
}

/** The value in a `Cookie` header for the start with this ID. */
export function cookieOfStart(header: string | undefined, startId: string): string | undefined {
  const wanted = `${cookieName(startId)}=`;
  const found = header?.split(";").find((part) => part.trim().startsWith(wanted));
  return found?.trim().slice(wanted.length);
}

function cookieName(ticket: string): string {
  return `zoho-consent-${ticket.slice(0, 16)}`;
}
