import type { ChangesProductId } from "./config";

/** API names of modules: `Leads`, `Custom_Module_1`, `customerpayments`. */
const MODULE = /^[A-Za-z]\w{0,99}$/;

/** Link names: what stands in the address of a report. */
const LINK_NAME = /^(?!\.{1,2}$)[\w.-]{1,100}$/;

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
  if (product !== "creator") return MODULE.test(module) ? undefined : "notAModule";
  const parts = module.split("/");
  return parts.length === 3 && parts.every((part) => LINK_NAME.test(part)) ? undefined : "notAReport";
}
