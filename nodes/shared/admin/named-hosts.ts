import { own, type NodeAPI } from "../red";

/**
 * Names of hosts under which somebody who may write settings or flows says that this editor is open:
 * `zohoClientEditorHosts` of settings.js (a list, or text with commas), `uiHost`, and those of the redirect URIs of
 * deployed clients.
 *
 * @returns in small letters, without ports
 */
export function namedHosts(RED: NodeAPI): readonly string[] {
  const setting = (name: string): unknown => Reflect.get(RED.settings, name);
  const named = [...listIn(setting("zohoClientEditorHosts")), ...listIn(setting("uiHost"))];
  const redirects: string[] = [];
  RED.nodes.eachNode((node) => {
    const uri: unknown = node.type === "zoho-client" ? own(node, "redirectUri") : undefined;
    if (typeof uri === "string" && URL.canParse(uri)) redirects.push(new URL(uri).hostname);
  });
  return [...named.map((name) => name.toLowerCase()), ...redirects];
}

function listIn(setting: unknown): readonly string[] {
  const list: readonly unknown[] = typeof setting === "string" ? setting.split(",") : [setting].flat();
  return list.filter((one) => typeof one === "string").map((one) => one.trim());
}
