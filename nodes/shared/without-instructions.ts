import type { FlowMessage } from "./red";

/**
 * The message as it is sent on after success: a copy without what steered this node (`msg.zoho`, which must not
 * steer the next one) and without an old error.
 *
 * @param result properties to set
 */
export function withoutInstructions(
  msg: FlowMessage,
  result: Readonly<Record<string, unknown>>,
): FlowMessage {
  const { zoho: _consumed, error: _stale, ...rest } = msg;
  return { ...rest, ...result };
}
