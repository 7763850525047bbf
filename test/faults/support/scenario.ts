import type { RequestConfig } from "../../../nodes/zoho-request/config";
import type { ErrorClass } from "../../../src/errors/classes";
import type { ErrorCode } from "../../../src/errors/codes";
import type { Draw } from "./draw";
import type { End, RequestingNode } from "./requesting-node";
import type { Stage } from "./stage";

/** A number, or the least and the most. */
export type Count = number | readonly [least: number, most: number];

/** How a message ends: well, or with an error of this class, which chooses the port of the error switch, and code. */
export type Ending = "ok" | `${ErrorClass}/${ErrorCode}`;

/** One thing that goes wrong, and what must come of it. */
export interface Scenario {
  /** Unique; `npm run test:faults -- --scenario` takes it. */
  readonly name: string;
  /** What each message asks for; a short list of Leads unless said otherwise. */
  readonly asks?: Partial<RequestConfig> & { readonly payload?: unknown };
  /** How many messages come at once; the seed chooses. One to twelve unless said otherwise. */
  readonly messages?: readonly [least: number, most: number];
  /** What is wrong when the messages come. */
  readonly arrange?: (stage: Stage, draw: Draw) => Promise<void> | void;
  /** What happens while they are on their way. */
  readonly meanwhile?: (stage: Stage, node: RequestingNode, draw: Draw) => Promise<void>;
  /** How all messages end; several where it is open which of them it is for each. */
  readonly ends: Ending | readonly Ending[];
  readonly tokenCalls: Count;
  /** For so many messages. */
  readonly apiCalls: Count | ((messages: number) => Count);
  /** What else must be so afterwards. */
  readonly after?: (stage: Stage, ends: readonly End[]) => Promise<void> | void;
}
