import { isProductId, type ProductId, PRODUCTS } from "../../../../src/zoho/products";
import {
  type AccessLevel,
  levelsOf,
  SCOPE_GROUPS,
  type ScopeOffer,
  scopesOf,
} from "../../../../src/zoho/scope-sets/scope-set";
import { SCOPE_SETS } from "../../../../src/zoho/scope-sets/sets";
import { coversScope, parseScopes } from "../../../../src/zoho/scopes";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import { addScopes, readScopes } from "./scope-list";

const PRODUCT = "#zoho-scope-product";
const LEVEL = "#zoho-scope-level";
const OFFERS = "#zoho-scope-offers";
const FREE = "#zoho-scope-free";

/** Chooses scopes by product and by what is to be done with it, and adds any other one by its name. */
export function prepareScopeChooser(translate: Translate): void {
  $(PRODUCT)
    .empty()
    .append($("<option>").val("").text(translate("zoho-client.scopes.chooseProduct")));
  for (const [group, ids] of Object.entries(SCOPE_GROUPS)) {
    const options = ids.map((id) => $("<option>").val(id).text(PRODUCTS[id].name));
    $("<optgroup>")
      .attr("label", translate(`zoho-client.scopeGroup.${group}`))
      .append(options)
      .appendTo(PRODUCT);
  }
  $(PRODUCT).on("change", () => {
    offerLevels(translate);
    offerScopes(translate);
  });
  $(LEVEL).on("change", () => offerScopes(translate));
  $("#zoho-scope-add").on("click", () => {
    const listed = readScopes();
    // What a broader one covers would only make the consent longer.
    addScopes(
      chosenScopes().filter((scope) => !coversScope(listed, scope)),
      translate,
    );
    $(PRODUCT).val("").trigger("change").trigger("focus");
  });
  $("#zoho-scope-free-add").on("click", () => addFree(translate));
  $(FREE).on("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    addFree(translate);
  });
  offerLevels(translate);
  offerScopes(translate);
}

function chosenProduct(): ProductId | undefined {
  const product = textIn(PRODUCT);
  return isProductId(product) ? product : undefined;
}

function offerLevels(translate: Translate): void {
  const product = chosenProduct();
  const levels = product === undefined ? [] : levelsOf(SCOPE_SETS[product]);
  const kept = textIn(LEVEL);
  $(LEVEL)
    .empty()
    .append(
      levels.map((level) =>
        $("<option>")
          .val(level)
          .text(translate(`zoho-client.scopeLevel.${level}`)),
      ),
    )
    .toggle(product !== undefined);
  // Least privilege first.
  $(LEVEL).val(levels.find((level) => level === kept) ?? levels[0] ?? "");
}

function offerScopes(translate: Translate): void {
  const product = chosenProduct();
  $("#zoho-scope-chosen").toggle(product !== undefined);
  $(OFFERS).empty();
  if (product === undefined) return;
  const level = textIn(LEVEL) as AccessLevel;
  for (const offer of SCOPE_SETS[product].offers) {
    const scopes = scopesOf(offer, level);
    if (scopes.length > 0) $(OFFERS).append(offerRow(offer, scopes, PRODUCTS[product].name, translate));
  }
}

function offerRow(
  { reason, area, isPreset }: ScopeOffer,
  scopes: readonly string[],
  product: string,
  translate: Translate,
): JQuery {
  const box = $("<input>", { type: "checkbox" }).val(scopes.join(" ")).prop("checked", isPreset);
  const names = scopes.map((scope) => $("<code>").text(scope));
  const why = $("<small>").text(translate(`zoho-client.scopeReason.${reason}`, { area, product }));
  return $("<label>", { class: "zoho-scope-offer" }).append(box, $("<span>").append(names, why));
}

function chosenScopes(): readonly string[] {
  const boxes = $(OFFERS).find<HTMLInputElement>("input:checked").get();
  return boxes.flatMap(({ value }) => parseScopes(value));
}

function addFree(translate: Translate): void {
  const scopes = parseScopes(textIn(FREE));
  if (scopes.length > 0) addScopes(scopes, translate);
  $(FREE).val("").trigger("focus");
}
