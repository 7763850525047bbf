import { DATA_CENTER_CODES, DATA_CENTERS } from "../../../../src/zoho/data-centers";
import { dataCenterSecret } from "../../../zoho-client/credentials";
import { textIn } from "../own-value";
import { type EditorCredentials, sealedValue } from "./sealed-inputs";

/** Inputs for client secrets that count in one data center only. The client's own data center has the main one. */
export function prepareDataCenterSecrets(credentials: EditorCredentials | undefined): void {
  const container = $("#zoho-secrets-list").empty();
  let isAny = false;
  for (const code of DATA_CENTER_CODES) {
    const name = dataCenterSecret(code);
    const id = `node-config-input-${name}`;
    const value = sealedValue(credentials, name);
    isAny ||= value !== "";
    const input = $("<input>", { type: "password", id }).attr("autocomplete", "new-password").val(value);
    const label = $("<label>", { for: id }).text(DATA_CENTERS[code].name);
    $("<div>", { class: "form-row" }).attr("data-code", code).append(label, input).appendTo(container);
  }
  const hideOwn = (): void => {
    const own = textIn("#node-config-input-dataCenter");
    container.children().each((_index, row) => {
      // One that was entered stays in view: it counts before the main one.
      const isUsed = $(row).find("input").val() !== "";
      $(row).toggle(isUsed || $(row).attr("data-code") !== own);
    });
  };
  $("#node-config-input-dataCenter").on("change", hideOwn);
  hideOwn();
  $("#zoho-secrets").prop("open", isAny);
}
