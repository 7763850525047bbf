import { WATCHED_MODULES, WATCHED_PRODUCTS } from "../../../../src/changes/watched-modules";
import { PRODUCTS } from "../../../../src/zoho/products";
import type { ChangesProductId } from "../../../zoho-changes/config";
import { moduleProblem } from "../../../zoho-changes/module-problem";
import type { NamedPart } from "../../metadata/metadata-api";
import { connectionEdition } from "../connection-names";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import { costText, pricedInDialog } from "./cost-hint";
import { fieldsOfFilter, namesIn } from "./filter-fields";
import { latest, liveFields, liveModules, offerParts } from "../live-parts";

/** A person who types is not asked about each letter, milliseconds. */
const PAUSE_MS = 400;

/** Shows what matters for what is chosen, what it costs, and what the chosen connection tells of its modules. */
export function followChoices(translate: Translate): void {
  const rows = (): void => {
    const product = chosenProduct();
    $("#zoho-creator-rows").toggle(WATCHED_PRODUCTS[product].needsTimeZone);
    const { deletedTold } = WATCHED_PRODUCTS[product];
    $("#zoho-deleted-row").toggle(deletedTold);
    $("#zoho-no-deleted-row").toggle(!deletedTold);
    $("#zoho-deleted-hint").text(
      deletedTold ? "" : translate("zoho-changes.hint.notDeleted", { product: PRODUCTS[product].name }),
    );
    $("#zoho-first-date-row").toggle(textIn("#node-input-firstRun") === "date");
    const asked = textIn("#node-input-advance") === "asked";
    $("#zoho-batch-size-row").toggle(asked || textIn("#node-input-output") === "batch");
    $("#zoho-taken-minutes-row").toggle(asked);
    $("#zoho-advance-hint").text(translate(`zoho-changes.advanceHint.${asked ? "asked" : "sent"}`));
    $("#node-input-module").attr("placeholder", translate(`zoho-changes.placeholder.module.${product}`));
    $("#node-input-filter").attr("placeholder", translate(`zoho-changes.placeholder.filter.${product}`));
  };
  const cost = latest(
    () => connectionEdition(textIn("#node-input-connection")),
    (edition) => $("#zoho-cost-hint").text(costText(pricedInDialog(), edition, translate)),
  );
  const modules = latest(
    () => modulesOf(chosenProduct(), translate),
    ({ parts, problem }) => {
      offerParts($("#zoho-module-names"), parts);
      $("#zoho-module-hint").text(
        problem ??
          (parts.length === 0 ? "" : translate("zoho-changes.hint.modules", { count: parts.length })),
      );
    },
  );
  const fields = latest(
    () => fieldsOf(translate),
    ({ parts, problem }) => {
      showFields(parts, problem, translate);
    },
  );
  const typed = afterPause(fields);
  $("#node-input-product, #node-input-firstRun, #node-input-advance, #node-input-output").on("change", rows);
  $("#node-input-product, #node-input-intervalUnit, #node-input-deleted").on("change", cost);
  $("#node-input-client, #node-input-connection").on("change", cost);
  $("#node-input-interval, #node-input-filter").on("input", cost);
  $("#node-input-client, #node-input-connection, #node-input-product, #node-input-org").on("change", () => {
    modules();
    typed();
  });
  $("#node-input-module, #node-input-fields, #node-input-filter").on("input change", typed);
  $("#zoho-add-field").on("change", addField);
  rows();
  cost();
  modules();
  fields();
}

function chosenProduct(): ChangesProductId {
  const product = textIn("#node-input-product");
  return Object.hasOwn(WATCHED_PRODUCTS, product) ? (product as ChangesProductId) : "crm";
}

function modulesOf(product: ChangesProductId, translate: Translate): ReturnType<typeof liveModules> {
  if (product === "books" || product === "desk") return Promise.resolve({ parts: WATCHED_MODULES[product] });
  return product === "crm" ? liveModules(product, translate) : Promise.resolve({ parts: [] });
}

async function fieldsOf(translate: Translate): ReturnType<typeof liveFields> {
  const product = chosenProduct();
  const module = textIn("#node-input-module");
  return moduleProblem(product, module) === undefined
    ? liveFields(product, module, translate)
    : { parts: [] };
}

/** What is offered and what of the typed names Zoho does not know. */
function showFields(parts: readonly NamedPart[], problem: string | undefined, translate: Translate): void {
  const known = new Set(parts.map(({ name }) => name));
  const chosen = namesIn(textIn("#node-input-fields"));
  const list = $("#zoho-add-field").empty();
  $("<option>").val("").text(translate("zoho-changes.addField")).appendTo(list);
  for (const { name, label } of parts.filter((part) => !chosen.includes(part.name)))
    $("<option>")
      .val(name)
      .text(label === name ? name : `${label} (${name})`)
      .appendTo(list);
  $("#zoho-add-field-row").toggle(parts.length > 0);
  const unknownIn = (names: readonly string[]): string =>
    parts.length === 0 ? "" : names.filter((name) => !known.has(name) && name !== "id").join(", ");
  const judged = (names: string): string =>
    names === ""
      ? ""
      : translate("zoho-changes.hint.unknownFields", { names, module: textIn("#node-input-module") });
  $("#zoho-fields-hint").text(problem ?? judged(unknownIn(chosen)));
  $("#zoho-filter-hint").text(
    judged(unknownIn(fieldsOfFilter(chosenProduct(), textIn("#node-input-filter")))),
  );
}

function addField(): void {
  const name = textIn("#zoho-add-field");
  if (name === "") return;
  const names = namesIn(textIn("#node-input-fields"));
  $("#node-input-fields")
    .val([...names, name].join(", "))
    .trigger("change");
}

function afterPause(work: () => void): () => void {
  let timer: number | undefined;
  return () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(work, PAUSE_MS);
  };
}
