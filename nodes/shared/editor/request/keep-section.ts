import {
  KEEP_LIMITS,
  type KeepLimit,
  REQUEST_DEFAULTS,
  type RequestConfig,
} from "../../../zoho-request/config";
import { outboxStore } from "../admin-routes";
import { presentValues } from "../property-definitions";
import type { Translate, Validator } from "../red";
import { textIn } from "../own-value";

/** Whether a limit of what is kept makes sense, where something is kept: there must be one. */
export function validKeepLimit(limit: KeepLimit): Validator<RequestConfig> {
  const { least, most } = KEEP_LIMITS[limit];
  const isWhole = limit === "keepRecords";
  return function (value, _options) {
    if (presentValues(REQUEST_DEFAULTS, this).ifUnreachable !== "keep") return true;
    const number = typeof value === "string" && value.trim() === "" ? NaN : Number(value);
    const fits = number >= least && number <= most && (!isWhole || Number.isInteger(number));
    return fits || this._("zoho-request.validate.keepLimit", { least, most });
  };
}

/**
 * Says what to install where this Node-RED can't keep anything, as soon as somebody chooses to. A Node-RED that does not
 * answer is no reason for a warning: the node itself says so when it runs.
 */
export function showMissingStore(translate: Translate): void {
  const hint = $("#zoho-keep-store");
  const show = (): void => {
    hint.text("");
    if (textIn("#node-input-ifUnreachable") !== "keep") return;
    outboxStore().then(
      ({ state, package: name }) => {
        const keeps = textIn("#node-input-ifUnreachable") === "keep";
        if (keeps && state !== "ready")
          hint.text(translate(`zoho-request.keepStore.${state}`, { package: name }));
      },
      () => undefined,
    );
  };
  $("#node-input-ifUnreachable").on("change", show);
  show();
}
