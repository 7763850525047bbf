/** An answer before it is written to the socket. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent: no body and no content type. */
  readonly body?: string | Buffer;
}

const JSON_HEADERS = { "Content-Type": "application/json;charset=UTF-8" } as const;
const TEXT_HEADERS = { "Content-Type": "text/plain;charset=UTF-8" } as const;
const HTML_HEADERS = {
  "Content-Type": "text/html;charset=UTF-8",
  "Cache-Control": "no-store",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
} as const;

/** A JSON answer. */
export function json(status: number, value: unknown): Reply {
  return { status, headers: JSON_HEADERS, body: JSON.stringify(value) };
}

/** A JSON answer that is already text. */
export function jsonText(status: number, body: string): Reply {
  return { status, headers: JSON_HEADERS, body };
}

/** A page. */
export function html(status: number, page: string): Reply {
  return { status, headers: HTML_HEADERS, body: page };
}

/** A line of plain text. */
export function text(status: number, line: string): Reply {
  return { status, headers: TEXT_HEADERS, body: line };
}

/** An answer without a body. */
export function empty(status: number): Reply {
  return { status, headers: {} };
}

/** 302 as Zoho sends after a GET, 303 after a form: the browser then asks by GET. */
export function redirect(status: 302 | 303, location: string): Reply {
  return { status, headers: { Location: location, "Cache-Control": "no-store" } };
}
