import { AUTHORIZE_PROBLEMS, type AuthorizeProblem } from "../accounts/authorize-problems";
import { escapeHtml, layout } from "./layout";

/** A page that ends the attempt: nothing is sent back to the app. */
export function errorPage(title: string, more?: string): string {
  const meaning = Object.hasOwn(AUTHORIZE_PROBLEMS, title)
    ? AUTHORIZE_PROBLEMS[title as AuthorizeProblem].when
    : undefined;
  return layout(
    title,
    [meaning, more].flatMap((line) => (line === undefined ? [] : [`<p>${escapeHtml(line)}</p>`])).join("\n"),
  );
}
