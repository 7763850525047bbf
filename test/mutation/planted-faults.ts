import { ANSWER_FAULTS } from "./faults/answer-faults";
import { CONNECTION_FAULTS } from "./faults/connection-faults";
import { DISK_FAULTS } from "./faults/disk-faults";
import { TOKEN_FAULTS } from "./faults/token-faults";
import { type PlantedFault, SUBJECTS } from "./planted-fault";

/** All faults that are planted. */
export const PLANTED_FAULTS: readonly PlantedFault[] = [
  ...TOKEN_FAULTS,
  ...CONNECTION_FAULTS,
  ...ANSWER_FAULTS,
  ...DISK_FAULTS,
];

/** One for each subject: as many as `npm test` has time for. */
export const FIRST_FAULTS: readonly PlantedFault[] = SUBJECTS.flatMap(
  (subject) => PLANTED_FAULTS.find((fault) => fault.subject === subject) ?? [],
);
