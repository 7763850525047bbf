import type { DataCenterCode } from "../../../src/zoho/data-centers";
import type { Environment } from "../../../src/zoho/environments";

/** Where the connection of a case belongs. */
export interface Place {
  readonly dataCenter: DataCenterCode;
  readonly environment: Environment;
}

export const EUROPE: Place = { dataCenter: "eu", environment: "Production" };
