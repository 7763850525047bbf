import { textIn } from "../own-value";

const WITHOUT_BODY = ["GET", "HEAD", "DELETE"];

/** Shows what matters for the chosen method and product; a blank choice may become any, so it shows all. */
export function followChoices(): void {
  const update = (): void => {
    const method = textIn("#node-input-method");
    const product = textIn("#node-input-product");
    const withoutBody = WITHOUT_BODY.includes(method);
    $("#zoho-body-row").toggle(!withoutBody);
    $("#zoho-no-body-tip").toggle(withoutBody);
    $("#zoho-paging-row").toggle(method === "GET" || method === "");
    $("#zoho-workflow-rows").toggle(!["GET", "HEAD"].includes(method) && product !== "bigin");
    $("#zoho-trigger-row").toggle(textIn("#node-input-workflows") === "chosen");
  };
  $("#node-input-method, #node-input-product, #node-input-workflows").on("change", update);
  update();
}
