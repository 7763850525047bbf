import { numberOf } from "../../src/emulator/random/seeded-random";
import type { EmulatorControl } from "../launch/emulator-control";

/** Records of a page, and of what page tokens reach. CRM v8: get records. */
export const PAGE = 200;
export const BY_TOKENS = 100_000;

/** Something that goes wrong while a list is read. */
export interface Trouble {
  readonly what: "token runs out" | "page token dies" | "429" | "breakdown";
  /** Behind this page. */
  readonly page: number;
  readonly happen: (control: EmulatorControl) => Promise<unknown>;
}

const CRM = { path: "/crm" };

/**
 * Everything that goes wrong on the way through a list, in the order of the pages.
 *
 * @param records of the list
 * @param seed moves the places
 * @param patienceSeconds how long a call waits while Zoho refuses
 */
export function troubles(records: number, seed: number, patienceSeconds: number): readonly Trouble[] {
  const pages = Math.ceil(records / PAGE);
  const byTokens = Math.min(pages, BY_TOKENS / PAGE);
  const storm = { match: CRM, fault: "throttle", retryAfter: 1 };
  const all: readonly (readonly [Trouble["what"], number, Trouble["happen"]])[] = [
    ...[0.08, 0.26, 0.44, 0.62, 0.8].map(
      (part) =>
        [
          "token runs out",
          part * pages,
          (control) => control.action("expireAccessTokens"),
        ] as const satisfies readonly [Trouble["what"], number, Trouble["happen"]],
    ),
    ["page token dies", 0.6 * byTokens, (control) => control.action("expirePageTokens")],
    // Waited out unnoticed; then longer than a call waits; then one of three calls.
    ["429", 0.16 * pages, (control) => control.faults(storm)],
    [
      "429",
      0.36 * pages,
      (control) => control.faults({ ...storm, forSeconds: Math.ceil(1.5 * patienceSeconds) }),
    ],
    [
      "429",
      0.7 * pages,
      (control) => control.faults({ ...storm, probability: 0.3, times: Math.ceil(pages / 100) }),
    ],
    // Tried again unnoticed; then more often than a call is tried.
    ["breakdown", 0.22 * pages, (control) => control.faults({ match: CRM, fault: "html", times: 2 })],
    ["breakdown", 0.5 * pages, (control) => control.faults({ match: CRM, fault: "html", times: 4 })],
    ["breakdown", 0.56 * pages, (control) => control.faults({ match: CRM, fault: "reset" })],
    ["breakdown", 0.76 * pages, (control) => control.faults({ match: CRM, fault: "cut" })],
  ];
  return all
    .map(([what, place, happen], index) => ({ what, page: moved(place, pages, seed, index), happen }))
    .sort((a, b) => a.page - b.page);
}

/**
 * Page tokens that die again and again.
 *
 * @param records of a list that page tokens reach to its end
 */
export function dyingPageTokens(records: number, seed: number): readonly Trouble[] {
  const pages = Math.ceil(records / PAGE);
  // The last one with many pages to come: what happens here takes a while, and a list does not wait for it.
  return [0.1, 0.3, 0.5].map((part, index) => ({
    what: "page token dies",
    page: moved(part * pages, pages, seed, index),
    happen: (control) => control.action("expirePageTokens"),
  }));
}

/** Up to a fiftieth of the list earlier. */
function moved(page: number, pages: number, seed: number, index: number): number {
  const most = Math.max(1, Math.floor(pages / 50));
  return Math.max(1, Math.floor(page) - numberOf(seed, `trouble ${index}`, most));
}
