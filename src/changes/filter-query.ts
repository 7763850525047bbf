import { invalidInput } from "../errors/invalid-input";

/**
 * A filter that is written as the parameters of a list: `status=sent&customer_id=4600`.
 *
 * @param own parameters that reading the changes needs for itself
 * @throws ZohoError `invalid_input` where it holds one of those, or no parameter at all
 */
export function filterQuery(filter: string | undefined, own: readonly string[]): URLSearchParams {
  const query = new URLSearchParams(filter?.trim().replace(/^\?/, "") ?? "");
  for (const [name, value] of query) {
    if (own.includes(name)) throw invalidInput("The filter", `can't set ${name}, which the node sets itself`);
    if (name === "" || value === "") {
      throw invalidInput("The filter", "is none: write parameters of Zoho's list, such as status=sent");
    }
  }
  return query;
}
