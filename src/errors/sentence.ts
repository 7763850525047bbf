import { toldTime } from "./told-time";

/**
 * Fills the `{gaps}` of a sentence. A list is joined by commas. Bracketed parts whose gaps have no value
 * are left out: `Zoho refused the request[: {message}].`
 */
export function fill(template: string, values: Readonly<Record<string, unknown>>): string {
  const known = (name: string): string | undefined => asText(values[name]);
  const withoutEmptyParts = template.replace(/\[([^[\]]*)\]/g, (_part, inner: string) => {
    const names = [...inner.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
    return names.every((name) => known(name) !== undefined) ? inner : "";
  });
  const whole = withoutEmptyParts.replace(/\{(\w+)\}/g, (_gap, name: string) => known(name) ?? "?");
  // What Zoho says often ends in a full stop of its own.
  return whole.replace(/([^.])\.\.$/, "$1.");
}

function asText(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : toldTime(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(String).join(", ");
  return undefined;
}
