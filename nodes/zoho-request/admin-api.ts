/** What the dialog asks of the runtime, by the routes of `shared/admin/route-table.ts`. Shared by both sides. */

/**
 * `GET zoho/outbox`: whether this Node-RED can keep writes on its disk. `missing`: the package that writes them is not
 * installed; `unusable`: it is, and does not load on this machine.
 */
export interface OutboxStoreView {
  readonly state: "ready" | "missing" | "unusable";
  readonly package: string;
}
