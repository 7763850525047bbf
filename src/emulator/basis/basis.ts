import type { Section } from "./sections";

/**
 * How sure something is, surest first. `documented`: written on a page of Zoho's. `official code`: in an SDK or an
 * OpenAPI file of Zoho's. `seen`: somebody published what a host of Zoho's answered. `third party`: other people's
 * clients rely on it. `inferred`: nobody showed it; it is our guess. `ours`: no claim about Zoho.
 */
export const CONFIDENCES = [
  "documented",
  "official code",
  "seen",
  "third party",
  "inferred",
  "ours",
] as const;

export type Confidence = (typeof CONFIDENCES)[number];

/** What a behaviour of the emulator rests on. Stands in the tables that the emulator runs by. */
export interface Basis {
  readonly section: Section;
  readonly confidence: readonly [Confidence, ...Confidence[]];
}

/** A basis in one line: `basis("oauth 4.4", "documented", "seen")`. */
export function basis(section: Section, ...confidence: readonly [Confidence, ...Confidence[]]): Basis {
  return { section, confidence };
}
