import type { Basis } from "../../src/emulator/basis/basis";

/** A basis in a cell: `documented, seen (oauth 4.4)`. */
export function basisText({ confidence, section }: Basis): string {
  return `${confidence.join(", ")} (${section})`;
}
