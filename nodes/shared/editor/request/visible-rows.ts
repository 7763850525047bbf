import { isProductId, PRODUCTS } from "../../../../src/zoho/products";
import { takesBody } from "../../../zoho-request/takes-body";
import { textIn } from "../own-value";

/** A query is a list, too, although it is sent by POST; a blank path may become one. */
function readsByPost(): boolean {
  return ["", "coql"].includes(textIn("#node-input-path").trim());
}

/** Shows what matters for the chosen method and product; a blank choice may become any, so it shows all. */
export function followChoices(): void {
  const update = (): void => {
    const method = textIn("#node-input-method");
    const product = textIn("#node-input-product");
    const writes = method !== "GET" && method !== "HEAD";
    const bodyFormat = textIn("#node-input-bodyFormat");
    const mayHaveBody = method === "" || takesBody({ method, bodyFormat });
    $("#zoho-body-row").toggle(mayHaveBody);
    $("#zoho-body-format-row").toggle(writes);
    $("#zoho-no-body-tip").toggle(!mayHaveBody);
    const mayBeList = method === "GET" || method === "" || (method === "POST" && readsByPost());
    $("#zoho-paging-row").toggle(mayBeList);
    $("#zoho-list-rows").toggle(mayBeList && textIn("#node-input-paging") !== "off");
    $("#zoho-collect-rows").toggle(writes && method !== "DELETE" && takesSeveral(product));
    $("#zoho-collect-seconds-row").toggle(textIn("#node-input-collect") !== "0");
    $("#zoho-if-unreachable-rows").toggle(writes);
    $("#zoho-keep-rows").toggle(textIn("#node-input-ifUnreachable") === "keep");
    $("#zoho-workflow-rows").toggle(writes && takesTrigger(product));
    $("#zoho-result-file-row").toggle(textIn("#node-input-result") === "file");
    $("#zoho-trigger-row").toggle(textIn("#node-input-workflows") === "chosen");
  };
  $("#node-input-method, #node-input-product, #node-input-workflows, #node-input-collect").on(
    "change",
    update,
  );
  $("#node-input-ifUnreachable").on("change", update);
  $("#node-input-path, #node-input-paging, #node-input-bodyFormat, #node-input-result").on("change", update);
  update();
}

/** True for a product that writes several records in one call, and for any product. */
function takesSeveral(product: string): boolean {
  return !isProductId(product) || PRODUCTS[product].batch.write > 1;
}

/** The same of one whose writes say which automations they set off. */
function takesTrigger(product: string): boolean {
  return !isProductId(product) || PRODUCTS[product].takesTrigger;
}
