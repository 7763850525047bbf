import type { ConnectionView } from "../../zoho-client/admin-api";
import { CLIENT_DEFAULTS } from "../../zoho-client/config";
import { listConnections } from "./admin-routes";
import { chosenClient } from "./client-choice";
import { presentValues } from "./property-definitions";
import type { Option } from "./select-options";

/**
 * Offers the names of the chosen client's connections below an input, and again when another client is chosen.
 * Any other name may be typed: a connection may be made later, or on another machine.
 *
 * @param listId ID of a `<datalist>` of the dialog
 * @param extra options besides the names, such as `*`
 */
export function offerConnectionNames(listId: string, extra: readonly Option[] = []): void {
  let shown: string | undefined;
  const fill = async (): Promise<void> => {
    const client = chosenClient();
    // The editor itself triggers `change` several times while a dialog opens.
    if (client === shown) return;
    shown = client;
    const names = client === "" ? [] : await namesOf(client);
    if (client !== chosenClient()) return;
    const list = $(`#${listId}`).empty();
    for (const option of [...extra, ...names]) {
      $("<option>").val(option.value).attr("label", option.label).appendTo(list);
    }
  };
  $("#node-input-client").on("change", () => void fill());
  void fill();
}

/**
 * The edition of the org in CRM that a connection of the chosen client reaches, as Zoho names it.
 *
 * @param name blank for the client's only one
 * @returns undefined where it is not known
 */
export async function connectionEdition(name: string): Promise<string | undefined> {
  const connections = await connectionsOf(chosenClient()).catch(() => []);
  const [only, second] = connections;
  const meant =
    name === "" ? (second === undefined ? only : undefined) : connections.find((one) => one.name === name);
  return meant?.edition;
}

/** What was told lately, by client: a dialog asks for several things at once. */
let lately:
  | { readonly client: string; readonly at: number; readonly told: Promise<readonly ConnectionView[]> }
  | undefined;

/** So long what was told counts, milliseconds. */
const LATELY_MS = 5_000;

function connectionsOf(client: string): Promise<readonly ConnectionView[]> {
  if (client === "") return Promise.resolve([]);
  if (lately?.client === client && Date.now() - lately.at < LATELY_MS) return lately.told;
  const { realm, clientType } = presentValues(CLIENT_DEFAULTS, RED.nodes.node(client));
  const told = listConnections({ node: client, realm, clientType });
  lately = { client, at: Date.now(), told };
  return told;
}

/** Names are a convenience: where they can't be had, they are typed. */
async function namesOf(client: string): Promise<readonly Option[]> {
  try {
    const connections = await connectionsOf(client);
    return connections.map(({ name, orgName, environment }) => ({
      value: name,
      label: [name, orgName, environment].filter((part) => part !== undefined && part !== "").join(" · "),
    }));
  } catch {
    return [];
  }
}
