/** `filename*=UTF-8''a%20b.pdf` (RFC 8187). */
const ENCODED = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i;
const PLAIN = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;"\s]+))/i;

/** Control characters, and those that turn the direction of writing, so that a name looks like another. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * The name of a file in a `Content-Disposition` header, for people to read: without folders and control characters. Nothing
 * is ever written under it by itself.
 *
 * @returns undefined where there is none
 */
export function dispositionName(header: string): string | undefined {
  const encoded = ENCODED.exec(header)?.[1];
  const [, quoted, token] = PLAIN.exec(header) ?? [];
  const name = decoded(encoded) ?? quoted?.replace(/\\(.)/g, "$1") ?? token;
  const last = name?.split(/[/\\]/).at(-1) ?? "";
  const clean = last.replace(UNSEEN, "").trim().slice(0, 255);
  return clean === "" || clean === "." || clean === ".." ? undefined : clean;
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
