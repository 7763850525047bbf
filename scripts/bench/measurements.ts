import { connectionsInUseRows } from "./connections-in-use";
import { emulatorScaleRows } from "./emulator-scale";
import { emulatorRows } from "./emulator-rows";
import { evictedTokenRows } from "./evicted-token";
import { expiredTokenRows } from "./expired-token";
import { flowRows } from "./flow-rows";
import { idleMemoryRows } from "./idle-memory";
import { installRows } from "./install-rows";
import { keptReadingRows } from "./kept-reading-rows";
import { longDayRows } from "./long-day";
import { manyProcessesRows } from "./many-processes";
import type { Measurement } from "./measurement";
import { pagingRows } from "./paging-rows";
import { waitingRows } from "./waiting-rows";

const SDK = "@zohocrm/nodejs-sdk-8.0";

/** Everything that `npm run bench` measures, in its order. */
export const MEASUREMENTS: readonly Measurement[] = [
  { ids: ["P1", "P2", "P3"], seconds: 72, against: ["axios"], measure: flowRows },
  { ids: ["P4"], seconds: 50, against: [SDK, "axios"], measure: expiredTokenRows },
  { ids: ["P5"], seconds: 48, against: [SDK, "axios"], measure: evictedTokenRows },
  { ids: ["P6"], seconds: 42, against: [], measure: manyProcessesRows },
  { ids: ["P7"], seconds: 125, against: [], measure: longDayRows },
  { ids: ["P8"], seconds: 38, against: [], measure: pagingRows },
  { ids: ["P9"], seconds: 45, against: [], measure: waitingRows },
  { ids: ["P10"], seconds: 40, against: [], measure: idleMemoryRows },
  { ids: ["P11"], seconds: 25, against: [SDK], measure: installRows },
  { ids: ["P12"], seconds: 24, against: [], measure: connectionsInUseRows },
  { ids: ["O1", "O2"], seconds: 40, against: [], measure: keptReadingRows },
  { ids: ["E1", "E2", "E3", "E4"], seconds: 40, against: [], measure: emulatorRows },
  { ids: ["E5", "E6"], seconds: 10, against: [], measure: emulatorScaleRows },
];
