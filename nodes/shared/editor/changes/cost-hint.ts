import { costPerDay } from "../../../../src/changes/poll-cost";
import { creditsADay } from "../../../../src/zoho/crm-editions";
import { withCommas } from "../../with-commas";
import { CHANGES_DEFAULTS, type ChangesConfig, intervalMs } from "../../../zoho-changes/config";
import { numberIn, textIn } from "../own-value";
import type { Translate } from "../red";

/** What decides what a node costs. */
export type Priced = Pick<ChangesConfig, "product" | "filter" | "deleted" | "interval" | "intervalUnit">;

/** The present choices of the dialog. */
export function pricedInDialog(): Priced {
  return {
    product: textIn("#node-input-product") as ChangesConfig["product"],
    filter: textIn("#node-input-filter"),
    deleted: $("#node-input-deleted").prop("checked") === true,
    interval: numberIn("#node-input-interval", CHANGES_DEFAULTS.interval),
    intervalUnit: textIn("#node-input-intervalUnit") as ChangesConfig["intervalUnit"],
  };
}

/**
 * What a node costs a day while nothing changes, as a sentence.
 *
 * @param edition of the org in CRM as Zoho names it, where it is known
 */
export function costText(priced: Priced, edition: string | undefined, translate: Translate): string {
  const { product, filter, deleted } = priced;
  const { calls, credits } = costPerDay(
    { product, filter, deleted: deleted ? "too" : "not" },
    { everyMs: intervalMs(priced) },
  );
  const shown = { calls: withCommas(calls), credits: withCommas(credits) };
  if (product !== "crm") return translate("zoho-changes.cost.calls", shown);
  const all = edition === undefined ? undefined : creditsADay(edition);
  if (all === undefined) return translate("zoho-changes.cost.credits", shown);
  const percent = (100 * credits) / all;
  return translate("zoho-changes.cost.ofEdition", {
    ...shown,
    all: withCommas(all),
    edition,
    percent: percent < 1 ? percent.toFixed(1) : String(Math.round(percent)),
  });
}
