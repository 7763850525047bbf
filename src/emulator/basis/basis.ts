import type { Section } from "./sections";

/** How sure something is, surest first: the words, and what they mean to whoever reads the docs. */
export const CONFIDENCES = [
  { word: "documented", means: "written on a page of Zoho's" },
  { word: "official code", means: "in an SDK or an OpenAPI file of Zoho's" },
  { word: "seen", means: "somebody published what a host of Zoho's answered" },
  { word: "third party", means: "other people's clients rely on it" },
  { word: "inferred", means: "nobody showed it; it is our guess" },
  { word: "ours", means: "no claim about Zoho" },
] as const;

export type Confidence = (typeof CONFIDENCES)[number]["word"];

/** What a behaviour of the emulator rests on. Stands in the tables that the emulator runs by. */
export interface Basis {
  readonly section: Section;
  readonly confidence: readonly [Confidence, ...Confidence[]];
}

/** A basis in one line: `basis("oauth 4.4", "documented", "seen")`. */
export function basis(section: Section, ...confidence: readonly [Confidence, ...Confidence[]]): Basis {
  return { section, confidence };
}
