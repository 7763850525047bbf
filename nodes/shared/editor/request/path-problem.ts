/** What can be wrong with the path of a call before any value is inserted. */
export type PathProblem = "address" | "dots" | "query" | "parameter";

/**
 * What is wrong with the path as it stands in the dialog, where it still has gaps such as `{{payload.id}}`. The
 * runtime judges the finished path again: a message may bring any.
 */
export function pathProblem(path: string): PathProblem | undefined {
  const withoutGaps = path.replace(/\{\{.*?\}\}/g, "x");
  if (/^[a-z][a-z0-9+.-]*:|^\/\/|\\/i.test(withoutGaps)) return "address";
  if (withoutGaps.split("/").some((segment) => segment === "..")) return "dots";
  if (/\{\w+\}/.test(withoutGaps)) return "parameter";
  return /[?#]/.test(withoutGaps) ? "query" : undefined;
}
