/** Proves one fault of each subject, and that what is harmless proves nothing; says all of it as JSON. */
import { proveFaults } from "../../../scripts/mutation/prove-faults";
import { PROJECT_ROOT } from "../../support/project-root";
import { HARMLESS_FAULTS } from "../harmless-faults";
import { FIRST_FAULTS } from "../planted-faults";

void proveFaults(PROJECT_ROOT, [...FIRST_FAULTS, ...HARMLESS_FAULTS.map(({ fault }) => fault)]).then(
  (proofs) => process.stdout.write(JSON.stringify(proofs)),
);
