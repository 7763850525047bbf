import { escapeHtml } from "../pages/layout";

/** A piece of a page. Made by `markup` only, so that no value gets in unescaped. */
export class Markup {
  constructor(readonly source: string) {}
}

type Value = string | number | Markup | readonly Markup[] | undefined;

/** Tag of a template: texts are escaped, pieces stand as they are, lists are joined, undefined is nothing. */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(parts.map((part, index) => part + sourceOf(values[index])).join(""));
}

function sourceOf(value: Value): string {
  if (value === undefined) return "";
  if (value instanceof Markup) return value.source;
  if (typeof value === "object") return value.map(({ source }) => source).join("");
  return escapeHtml(String(value));
}
