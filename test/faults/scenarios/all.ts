import type { Scenario } from "../support/scenario";
import { API_ANSWERS } from "./api-answers";
import { API_PASSING } from "./api-passing";
import { API_SOCKETS } from "./api-sockets";
import { CLOCKS_AND_RESTARTS } from "./clocks-and-restarts";
import { DISKS } from "./disks";
import { KILLED_WHILE_WRITING } from "./killed-while-writing";
import { TOKEN_ENDPOINT } from "./token-endpoint";

/** All that goes wrong on sockets, disks and clocks. */
export const SCENARIOS: readonly Scenario[] = [
  ...TOKEN_ENDPOINT,
  ...API_ANSWERS,
  ...API_SOCKETS,
  ...API_PASSING,
  ...CLOCKS_AND_RESTARTS,
  ...DISKS,
  ...KILLED_WHILE_WRITING,
];
