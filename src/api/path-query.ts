/** A path as a flow writes it, apart from the query that stands in it. */
export function splitQuery(path: string): { readonly path: string; readonly query: URLSearchParams } {
  const [bare = "", ...rest] = path.split("?");
  return { path: bare, query: new URLSearchParams(rest.join("?")) };
}
