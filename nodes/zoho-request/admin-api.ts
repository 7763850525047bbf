/**
 * What the dialog asks of the runtime. Shared by both sides.
 *
 * | method | path | permission | does |
 * |---|---|---|---|
 * | GET | zoho/outbox | zoho-request.read | whether writes can be kept on this machine |
 */

/**
 * `GET zoho/outbox`: whether this Node-RED can keep writes on its disk. `missing`: the package that writes them is not
 * installed; `unusable`: it is, and does not load on this machine.
 */
export interface OutboxStoreView {
  readonly state: "ready" | "missing" | "unusable";
  readonly package: string;
}
