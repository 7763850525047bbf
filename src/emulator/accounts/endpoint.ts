import type { DataCenterCode } from "../../zoho/data-centers";
import type { Basis } from "../basis/basis";
import type { EmulatedRequest } from "../http/emulated-request";
import type { Reply } from "../http/reply";
import type { EmulatorSettings } from "../settings/settings-table";
import type { World } from "../world";

/** What answers an address of Zoho Accounts in one data center. */
export type Endpoint = (world: World, dataCenter: DataCenterCode, request: EmulatedRequest) => Reply;

/** An address of Zoho Accounts. */
export interface EndpointRow {
  /** `ANY`: the handler itself says what other methods are answered with. */
  readonly method: "GET" | "POST" | "ANY";
  readonly path: string;
  readonly what: string;
  readonly basis: Basis;
  readonly answer: Endpoint;
  /** False where a setting says that this address does not exist. */
  readonly exists?: (settings: EmulatorSettings) => boolean;
}
