import { textIn } from "../own-value";
import type { Translate } from "../red";
import { CONSOLE_CLIENTS, isWay, wayOf, WAYS_TO_CONNECT, type WayToConnect } from "./ways";

const STORED = "#node-config-input-clientType";
const QUESTION = "#zoho-ways";

/**
 * The first question: how will people connect? The answer decides the client type, which is what is stored, and which
 * rows are shown: those whose `data-ways` names it.
 *
 * @param clientType as the node has it; one that is not known is kept until somebody answers
 * @param id of the client, to see in the flows how it is connected
 */
export function askForWay(clientType: string, id: string, translate: Translate): void {
  $(STORED).val(clientType);
  const way = wayOf(clientType, () => connectsByCredentials(id));
  const options = WAYS_TO_CONNECT.map((one) => {
    const input = $("<input>", { type: "radio", name: "zoho-way", id: `zoho-way-${one}` })
      .val(one)
      .prop("checked", one === way);
    const text = $("<span>").text(translate(`zoho-client.way.${one}`));
    const detail = $("<small>").text(translate(`zoho-client.wayDetail.${one}`));
    return $("<label>", { class: "zoho-way" }).append(input, $("<span>").append(text, detail));
  });
  $("#zoho-way-options").empty().append(options);
  const unknown = way === undefined ? translate("zoho-client.wayUnknown", { clientType }) : "";
  $("#zoho-way-unknown").text(unknown);
  $(QUESTION).on("change", "input[type=radio]", () => {
    const chosen = chosenWay();
    if (chosen === undefined) return;
    $("#zoho-way-unknown").text("");
    $(STORED).val(CONSOLE_CLIENTS[chosen].clientType).trigger("change");
  });
  $(STORED).on("change", showRowsOfWay);
  showRowsOfWay();
}

/** The answer as it stands; undefined while the client type is one that is not known. */
export function chosenWay(): WayToConnect | undefined {
  const value = $(`${QUESTION} input:checked`).val();
  return isWay(value) ? value : undefined;
}

/** Hides what other ways need. Where nobody knows the way, nothing is hidden. */
function showRowsOfWay(): void {
  const way = chosenWay();
  $("[data-ways]").each((_index, row) => {
    const ways = (row.getAttribute("data-ways") ?? "").split(" ");
    $(row).toggle(way === undefined || ways.includes(way));
  });
}

function connectsByCredentials(client: string): boolean {
  let found = false;
  RED.nodes.eachNode((node) => {
    found ||=
      node.type === "zoho-authorize" && node["client"] === client && node["way"] === "clientCredentials";
  });
  return found;
}

/** Whether the client stands for the emulator. */
export function isEmulated(): boolean {
  return textIn("#node-config-input-realm") === "emulator";
}
