import type { TryRequest } from "../../../zoho-request/admin-api";
import { CLIENT_DEFAULTS } from "../../../zoho-client/config";
import { dryRunCall, failureText, tryCall } from "../admin-routes";
import { presentValues } from "../property-definitions";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import { presentRequest } from "./present-request";
import { type Sample, sampleWith, takenFromMessage } from "./sample-message";
import { tell, tellDryRun, tellTried } from "./show-tried";
import { addTrySection } from "./try-section";

/**
 * Lets a person try the call with what stands in the dialog, without a Deploy: reads are made, writes are shown. What
 * comes from a message is taken from a sample of it, which is kept only while the dialog is open.
 *
 * @param node ID of the node whose dialog it is
 */
export function prepareTry(node: string, translate: Translate): void {
  addTrySection($("#zoho-try"), translate);
  const sample = new SampleField(translate);
  let isRunning = false;
  const press = async (what: "try" | "dryRun"): Promise<void> => {
    if (isRunning) return;
    sample.follow();
    const request = asked(node, sample, translate);
    if (request === undefined) return;
    isRunning = true;
    tell({ kind: "progress", text: translate(`zoho-request.try.running.${what}`) });
    try {
      if (what === "try") tellTried(await tryCall(request), translate);
      else tellDryRun(await dryRunCall(request), translate);
    } catch (error) {
      tell({ kind: "error", text: failureText(error, translate) });
    } finally {
      isRunning = false;
    }
  };
  $("#zoho-try-button").on("click", () => void press("try"));
  $("#zoho-dry-run-button").on("click", () => void press("dryRun"));
  const follow = (): void => {
    const method = textIn("#node-input-method");
    $("#zoho-try-button").toggle(method === "GET" || method === "");
    sample.follow();
  };
  $("#node-input-method, #node-input-path, #node-input-body, #node-input-connection").on("change", follow);
  $("#node-input-path").on("input", follow);
  follow();
}

/** @returns undefined where something is missing, which is then said */
function asked(node: string, sample: SampleField, translate: Translate): TryRequest | undefined {
  const config = presentRequest();
  if (config.client === "") {
    tell({ kind: "error", text: translate("zoho.validate.noClient") });
    return undefined;
  }
  const message = sample.read();
  if (message === undefined) {
    tell({ kind: "error", text: translate("zoho-request.try.noObject") });
    sample.show();
    return undefined;
  }
  const { realm, clientType } = presentValues(CLIENT_DEFAULTS, RED.nodes.node(config.client));
  return { node, client: config.client, realm, clientType, config, message: JSON.stringify(message) };
}

/** The field with the sample: as long as nobody has written into it, it has what the call takes from a message. */
class SampleField {
  private offered = "";

  constructor(private readonly translate: Translate) {}

  follow(): void {
    const taken = takenFromMessage(presentRequest());
    const field = $("#zoho-sample");
    const now = String(field.val());
    $("#zoho-sample-hint").text(
      taken.length === 0
        ? this.translate("zoho-request.try.nothingTaken")
        : this.translate("zoho-request.try.taken", { names: taken.map((one) => `msg.${one}`).join(", ") }),
    );
    if (now.trim() !== "" && now !== this.offered) return;
    this.offered = JSON.stringify(sampleWith(taken), null, 2);
    field.val(this.offered);
    if (taken.length > 0) $("#zoho-sample-part").prop("open", true);
  }

  /** @returns undefined where it is no object */
  read(): Sample | undefined {
    const text = String($("#zoho-sample").val()).trim();
    if (text === "") return {};
    try {
      const value: unknown = JSON.parse(text);
      const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
      return isObject ? (value as Sample) : undefined;
    } catch {
      return undefined;
    }
  }

  show(): void {
    $("#zoho-sample-part").prop("open", true);
    $("#zoho-sample").trigger("focus");
  }
}
