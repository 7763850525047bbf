import type { FieldPart } from "../../metadata/metadata-api";
import { isProductId } from "../../../../src/zoho/products";
import { type LiveParts, latest, liveFields } from "../live-parts";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import { completions } from "./completions";
import { moduleOfCall } from "./module-of-call";

/** Offered in the value of a query parameter that names fields. */
const OFFERED = "zoho-request-fields";

/** A person who types is not asked about each letter, milliseconds. */
const PAUSE_MS = 400;

/**
 * Offers the fields of the call's module, and the values that they may have: as a list to look things up in, and while the
 * query is typed. Zoho is asked as soon as one of them is used.
 */
export function offerFields(translate: Translate): void {
  addParts(translate);
  let fields: readonly FieldPart[] = [];
  const load = latest(
    () => fieldsOfCall(translate),
    ({ parts, problem }) => {
      fields = parts;
      showList(parts, translate);
      $("#zoho-fields-hint, #zoho-query-hint").text(
        hintOf({ parts, ...(problem && { problem }) }, translate),
      );
      offerIn(document.activeElement, fields);
    },
  );
  let timer: number | undefined;
  const isWanted = (): boolean =>
    $("#zoho-fields-part").prop("open") === true || $(`#${OFFERED}`).data("used") === true;
  const moved = (): void => {
    const module = moduleInDialog();
    $("#zoho-fields-part").toggle(module !== undefined);
    $("#zoho-fields-part > summary").text(translate("zoho-request.fields.heading", { module: module ?? "" }));
    window.clearTimeout(timer);
    if (isWanted()) timer = window.setTimeout(load, PAUSE_MS);
  };
  $("#node-input-client, #node-input-connection, #node-input-product, #node-input-org, #node-input-path").on(
    "change input",
    moved,
  );
  $("#zoho-fields-part").on("toggle", () => {
    if (isWanted()) load();
  });
  $("#zoho-fields-search").on("input", () => {
    showList(fields, translate);
  });
  $("#node-input-query-container").on("focusin", ".red-ui-typedInput-input", ({ target }) => {
    if (completions(nameBeside(target), "", [ANY]).length === 0) return;
    const isFirst = $(`#${OFFERED}`).data("used") !== true;
    $(`#${OFFERED}`).data("used", true);
    if (isFirst) load();
    offerIn(target as Element, fields);
  });
  $("#node-input-query-container").on("input", ".red-ui-typedInput-input", ({ target }) => {
    offerIn(target as Element, fields);
  });
  moved();
}

/** Stands for the fields that are not known yet. */
const ANY: FieldPart = { name: "id", label: "" };

/** The fields of the module that the dialog names now, as Zoho tells them. */
export async function fieldsOfCall(translate: Translate): Promise<LiveParts> {
  const product = textIn("#node-input-product");
  const module = moduleInDialog();
  if (!isProductId(product) || module === undefined) return { parts: [] };
  return liveFields(product, module, translate);
}

export function moduleInDialog(): string | undefined {
  return moduleOfCall(textIn("#node-input-product"), textIn("#node-input-path"));
}

function hintOf({ parts, problem }: LiveParts, translate: Translate): string {
  if (problem !== undefined) return `${problem} ${translate("zoho-request.fields.byHand")}`;
  if (moduleInDialog() === undefined) return "";
  if (parts.length === 0) return translate("zoho-request.fields.none");
  return translate("zoho-request.fields.offered", { count: parts.length });
}

/** What may come next in the field that is being typed into. */
function offerIn(field: Element | null, fields: readonly FieldPart[]): void {
  if (!(field instanceof HTMLInputElement) || $(field).closest("#node-input-query-container").length === 0)
    return;
  const offered = completions(nameBeside(field), field.value, fields);
  const list = $(`#${OFFERED}`).empty();
  for (const { value, label } of offered) $("<option>").val(value).attr("label", label).appendTo(list);
  // One that is not offered anything keeps what the browser has of its own.
  if (offered.length > 0) $(field).attr("list", OFFERED);
  else if ($(field).attr("list") === OFFERED) $(field).removeAttr("list");
}

function nameBeside(field: unknown): string {
  return String(
    $(field as Element)
      .closest("li")
      .find(".zoho-row-name")
      .val() ?? "",
  );
}

function showList(fields: readonly FieldPart[], translate: Translate): void {
  const words = textIn("#zoho-fields-search").toLowerCase();
  const list = $("#zoho-fields-list").empty();
  for (const { name, label, kind, isMandatory, values = [] } of fields) {
    const facts = [label, kind, isMandatory && translate("zoho-request.fields.mandatory")].filter(Boolean);
    if (![name, ...facts, ...values].join(" ").toLowerCase().includes(words)) continue;
    const item = $("<li>").append($("<code>").text(name), document.createTextNode(` ${facts.join(" · ")}`));
    if (values.length > 0) $("<small>").text(values.join(", ")).appendTo(item);
    item.appendTo(list);
  }
  $("#zoho-fields-search, #zoho-fields-list").toggle(fields.length > 0);
}

function addParts(translate: Translate): void {
  const part = $("<details>", { class: "zoho-more", id: "zoho-fields-part" });
  $("<summary>").appendTo(part);
  $("<span>", { class: "zoho-hint", id: "zoho-fields-hint" }).attr("aria-live", "polite").appendTo(part);
  $("<input>", { type: "text", id: "zoho-fields-search", spellcheck: false })
    .attr("aria-label", translate("zoho-request.fields.search"))
    .attr("placeholder", translate("zoho-request.fields.search"))
    .attr("autocomplete", "off")
    .hide()
    .appendTo(part);
  $("<ul>", { id: "zoho-fields-list", class: "zoho-answer", tabindex: 0 })
    .attr("aria-label", translate("zoho-request.fields.list"))
    .hide()
    .appendTo(part);
  $("#zoho-fields")
    .empty()
    .append(part, $("<datalist>", { id: OFFERED }));
}
