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
  { ids: ["P1", "P2", "P3"], seconds: 80, against: ["axios"], measure: flowRows },
  { ids: ["P4"], seconds: 34, against: [SDK, "axios"], measure: expiredTokenRows },
  { ids: ["P5"], seconds: 31, against: [SDK, "axios"], measure: evictedTokenRows },
  { ids: ["P6"], seconds: 36, against: [], measure: manyProcessesRows },
  { ids: ["P7"], seconds: 92, against: [], measure: longDayRows },
  { ids: ["P8"], seconds: 24, against: [], measure: pagingRows },
  { ids: ["P9"], seconds: 63, against: [], measure: waitingRows },
  { ids: ["P10"], seconds: 65, against: [], measure: idleMemoryRows },
  { ids: ["P11"], seconds: 22, against: [SDK], measure: installRows },
  { ids: ["P12"], seconds: 26, against: [], measure: connectionsInUseRows },
  { ids: ["O1", "O2"], seconds: 75, against: [], measure: keptReadingRows },
  { ids: ["E1", "E2", "E3", "E4"], seconds: 39, against: [], measure: emulatorRows },
  { ids: ["E5", "E6"], seconds: 7, against: [], measure: emulatorScaleRows },
];
