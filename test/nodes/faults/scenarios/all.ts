import type { NodeRedScenario } from "../support/scenario";
import { CLIENTS } from "./clients";
import { CONSENTS } from "./consents";
import { DEPLOYS } from "./deploys";
import { HABITS_OF_FLOWS } from "./habits-of-flows";
import { STOPS } from "./stops";

/** What a test of the library can't show: what Node-RED does to nodes, and flows to messages. */
export const NODE_RED_SCENARIOS: readonly NodeRedScenario[] = [
  ...DEPLOYS,
  ...CLIENTS,
  ...CONSENTS,
  ...STOPS,
  ...HABITS_OF_FLOWS,
];
