import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { PlantedFault } from "../../test/mutation/planted-fault";

/** Where a fault is to be planted. */
type Place = Pick<PlantedFault, "file" | "line" | "broken">;

/** A plugin of Vite's; only the part that is used here. */
interface Planter {
  readonly name: string;
  readonly enforce: "pre";
  transform(code: string, id: string): string | undefined;
}

/**
 * A text of source with the fault in it.
 *
 * @throws Error where the line does not stand there exactly once: the table must follow the sources
 */
export function withFault(source: string, { file, line, broken }: Place): string {
  const lines = source.split("\n");
  const found = lines.flatMap((text, index) => (text.trim() === line ? [index] : []));
  const [index] = found;
  if (index === undefined || found.length > 1) {
    throw new Error(`${file} has this line ${String(found.length)} times instead of once: ${line}`);
  }
  return lines.with(index, broken).join("\n");
}

/** The same for the file as it is now. */
export function plantInFile(root: string, place: Place): string {
  return withFault(readFileSync(resolve(root, place.file), "utf8"), place);
}

/** Breaks the line while Vite loads its file; the file itself stays as it is. */
export function planter(root: string, place: Place): Planter {
  const path = resolve(root, place.file);
  return {
    name: "plant-fault",
    enforce: "pre",
    transform: (code, id) => (id.split("?")[0] === path ? withFault(code, place) : undefined),
  };
}
