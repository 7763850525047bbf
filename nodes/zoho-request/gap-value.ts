import { messageProperty, type Node, type FlowMessage, type NodeAPI } from "../shared/red";
import type { RequestConfig } from "./config";
import { typedValue } from "./typed-value";

/** Where the options of a call come from. */
export interface OptionSources {
  readonly RED: NodeAPI;
  readonly node: Node;
  readonly config: RequestConfig;
  readonly msg: FlowMessage;
}

/** What stands for a gap of a message's own path: a property of it, and nothing else of this runtime. */
export function gapInMessage({ RED, msg }: Pick<OptionSources, "RED" | "msg">, gap: string): unknown {
  return messageProperty(RED, msg, gap.replace(/^msg\./, ""));
}

/**
 * What stands for a gap in the dialog: `payload.id` is a property of the message; `flow.x`, `global.x` and `env.X` say
 * otherwise.
 *
 * @param place names where the gap is in an error
 */
export function gapValue(sources: OptionSources, gap: string, place: string): unknown {
  const [, type, value] = /^(flow|global|env)\.(.+)$/.exec(gap) ?? [];
  if (type !== undefined && value !== undefined)
    return typedValue(sources, `{{${gap}}} in ${place}`, { value, type });
  return gapInMessage(sources, gap);
}
