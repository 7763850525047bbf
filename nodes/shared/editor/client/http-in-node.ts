import { textOf } from "../own-value";

/** The name of an `http in` node of the flows that answers at an address of the HTTP node server. */
export function httpInNode(uri: string): string | undefined {
  if (!URL.canParse(uri)) return undefined;
  const path = (text: string): string => `/${text}`.replace(/\/{2,}/g, "/");
  const { pathname } = new URL(uri);
  let found: string | undefined;
  RED.nodes.eachNode((node) => {
    if (node.type !== "http in" || node["method"] !== "get") return;
    const url = textOf(node["url"]);
    if (url === "" || path(`${RED.settings.httpNodeRoot ?? ""}/${url}`) !== pathname) return;
    const name = textOf(node["name"]);
    found ??= name === "" ? url : name;
  });
  return found;
}
