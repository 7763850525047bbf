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

/** Names are a convenience: where they can't be had, they are typed. */
async function namesOf(client: string): Promise<readonly Option[]> {
  try {
    const { realm, clientType } = presentValues(CLIENT_DEFAULTS, RED.nodes.node(client));
    const connections = await listConnections({ node: client, realm, clientType });
    return connections.map(({ name, orgName, environment }) => ({
      value: name,
      label: [name, orgName, environment].filter((part) => part !== undefined && part !== "").join(" · "),
    }));
  } catch {
    return [];
  }
}
