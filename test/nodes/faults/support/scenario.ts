import type { Draw } from "../../../faults/support/draw";
import type { FaultStage } from "./fault-stage";

/** One thing that happens to a Node-RED in the middle of its work, and what must come of it. */
export interface NodeRedScenario {
  /** Unique; `npm run test:faults -- --scenario` takes it. */
  readonly name: string;
  /** On Node-RED 5 too. */
  readonly everywhere?: true;
  /** Only with `npm run test:faults`: the next process waits six seconds for a lease that nobody gives back. */
  readonly isLong?: true;
  /** Does it, and looks at what came of it. What must hold in each is checked afterwards. */
  readonly play: (stage: FaultStage, draw: Draw) => Promise<void>;
}
