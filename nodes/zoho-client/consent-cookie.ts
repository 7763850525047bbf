/** Binds a consent to the browser that began it: without this cookie its callback is refused. */

/** Seconds; as long as a consent of the dialog may take. */
const MAX_AGE = 600;

/**
 * The `Set-Cookie` header for a consent.
 *
 * @param redirectUri decides whether the cookie may only travel over https
 */
export function consentCookie(ticket: string, value: string, redirectUri: string): string {
  const secure = redirectUri.startsWith("https:") ? "; Secure" : "";
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
