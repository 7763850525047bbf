import { asZohoError } from "../../../src/errors/as-zoho-error";
import type { OrphanedQueue } from "../../../src/outbox/outbox";
import { findNode, type Node, type NodeAPI } from "../../shared/red";
import { type ZohoService, zohoService } from "../../shared/zoho-service";

/** Nodes that are deployed and keep writes, whether or not they have come to their queue. */
export const keepers = new WeakSet<Node>();

/** What nodes have left on disk that are gone, disabled, or keep nothing any more. */
export async function orphansOf(
  RED: NodeAPI,
  service: Pick<ZohoService, "outbox">,
): Promise<readonly OrphanedQueue[]> {
  const left = await service.outbox.orphans();
  return left.filter(({ queue }) => {
    const node = findNode(RED, queue);
    return node === undefined || !keepers.has(node);
  });
}

/** Says in the log what was left. Never rejects. */
export async function warnOfOrphans(RED: NodeAPI): Promise<void> {
  try {
    for (const { queue, records } of await orphansOf(RED, await zohoService(RED)))
      RED.log.warn(
        `[zoho] ${records.toLocaleString("en-US")} records of the node ${queue} are kept on disk and not delivered: it is gone, ` +
          `disabled, or set to report errors. They stay there until a node with this ID keeps writes again (Undo, or import its flow).`,
      );
  } catch (error) {
    RED.log.warn(`[zoho] Whether something is kept on disk can't be seen: ${asZohoError(error).message}`);
  }
}
