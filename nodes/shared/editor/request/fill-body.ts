import { operationOf } from "../../../../src/zoho/operations/operation-path";
import type { Operation } from "../../../../src/zoho/operations/operation";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import { filledBody, wantsFields } from "./body-template";
import { fieldsOfCall, moduleInDialog } from "./offer-fields";

/** What stood in the body before. */
interface Body {
  readonly type: string;
  readonly value: string;
}

const BODY = "#node-input-body";
const STATUS = "#zoho-fill-body-status";

/** Offers to begin the body of a write with what its operation and its module need. What was there can be had back. */
export function offerBody(translate: Translate): void {
  addRow(translate);
  const follow = (): void => {
    $("#zoho-fill-body-row").toggle(operationNow()?.body !== undefined);
  };
  $("#node-input-method, #node-input-path, #node-input-product").on("change input", follow);
  $("#zoho-fill-body").on("click", () => void fillIn(translate));
  $("#zoho-undo-body").on("click", () => {
    const before = $("#zoho-undo-body").data("before") as Body | undefined;
    if (before !== undefined) put(before);
    $("#zoho-undo-body").hide();
    $(STATUS).text(translate("zoho-request.fill.undone"));
    $("#zoho-fill-body").trigger("focus");
  });
  follow();
}

async function fillIn(translate: Translate): Promise<void> {
  const operation = operationNow();
  if (operation?.body === undefined) return;
  const needsFields = wantsFields(operation.body);
  if (needsFields) $(STATUS).text(translate("zoho-request.fill.asking"));
  const { parts, problem } = needsFields ? await fieldsOfCall(translate) : { parts: [] };
  // Whoever has chosen something else meanwhile wants no body of this.
  if (operationNow() !== operation) return;
  fill({ type: "json", value: JSON.stringify(filledBody(operation.body, parts)) });
  const module = moduleInDialog() ?? "";
  const what = needsFields ? (parts.length > 0 ? "mandatory" : "unknown") : "filled";
  const done = translate(`zoho-request.fill.${what}`, { module });
  $(STATUS).text(problem === undefined ? done : `${problem} ${done}`);
}

/** Filled in twice, it is still what a person wrote that comes back. */
function fill(filled: Body): void {
  const undo = $("#zoho-undo-body");
  const now: Body = { type: $(BODY).typedInput("type"), value: $(BODY).typedInput("value") };
  const last = undo.data("filled") as Body | undefined;
  const isOurs = undo.is(":visible") && last?.type === now.type && last.value === now.value;
  if (!isOurs) undo.data("before", now);
  put(filled);
  undo.data("filled", filled).show();
}

function operationNow(): Operation | undefined {
  const call = {
    product: textIn("#node-input-product"),
    method: textIn("#node-input-method"),
    path: textIn("#node-input-path"),
  };
  return operationOf(call)?.operation;
}

function put({ type, value }: Body): void {
  $(BODY).typedInput("type", type);
  $(BODY).typedInput("value", value);
}

function addRow(translate: Translate): void {
  const button = (id: string, icon: string, key: string): JQuery =>
    $("<button>", { type: "button", class: "red-ui-button", id }).append(
      $("<i>", { class: icon }),
      document.createTextNode(` ${translate(`zoho-request.fill.${key}`)}`),
    );
  $("#zoho-fill-body-row")
    .empty()
    .append(
      button("zoho-fill-body", "fa fa-magic", "button"),
      button("zoho-undo-body", "fa fa-undo", "undo").hide(),
      $("<span>", { class: "zoho-hint", id: "zoho-fill-body-status", role: "status" }),
    );
}
