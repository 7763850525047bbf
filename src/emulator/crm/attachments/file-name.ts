const MAX_LENGTH = 255;
const FALLBACK = "attachment";

/**
 * A file's name as it is kept: no path before it, nothing that can't be seen, never empty. What clients send may hold
 * all of that.
 */
export function safeFileName(sent: string): string {
  const name = (sent.split(/[/\\]/).at(-1) ?? "").replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "").trim();
  const short = shortened(name, MAX_LENGTH);
  return short === "" || /^\.+$/.test(short) ? FALLBACK : short;
}

/** The beginning of a text, cut between characters: half of one could not be encoded again. */
export function shortened(text: string, maxLength: number): string {
  return Array.from(text).slice(0, maxLength).join("");
}

/** The header that gives a download its name, as CRM sends it: `attachment;filename*=UTF-8''na%C3%AFve.txt`. RFC 8187. */
export function contentDisposition(name: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment;filename*=UTF-8''${encoded}`;
}
