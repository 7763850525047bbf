/** The module, or what comes closest to one, in a path below the product's base. */
const IN_PATH: Readonly<Partial<Record<string, RegExp>>> = {
  // Modules begin with a capital; what does not is the API's own: `files`, `org`.
  crm: /^(?:crm\/v\d[\d.]*\/)?([A-Z]\w*)(?:\/|$)/,
  bigin: /^(?:bigin\/v\d[\d.]*\/)?([A-Z]\w*)(?:\/|$)/,
  books: /^([a-z]+)(?:\/|$)/,
  desk: /^([A-Za-z]+)(?:\/|$)/,
  creator: /^data\/([\w.-]+\/[\w.-]+)\/report\/([\w.-]+)(?:\/|$)/,
};

/**
 * The module whose records a call is about, as its fields can be asked for; of Creator `owner/application/report`.
 *
 * @returns undefined where it names none, or only a flow knows it
 */
export function moduleOfCall(product: string, path: string): string | undefined {
  const found = IN_PATH[product]?.exec(path.trim().replace(/^\/+/, ""));
  return found?.slice(1).join("/");
}
