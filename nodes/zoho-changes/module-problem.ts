import { isModuleName, isReportName } from "../../src/changes/module-names";
import type { ChangesProductId } from "./config";

/**
 * What is wrong with the module of a node.
 *
 * @returns key of a text; undefined where nothing is
 */
export function moduleProblem(
  product: ChangesProductId,
  module: string,
): "missing" | "notAModule" | "notAReport" | undefined {
  if (module === "") return "missing";
  if (product !== "creator") return isModuleName(module) ? undefined : "notAModule";
  return isReportName(module) ? undefined : "notAReport";
}
