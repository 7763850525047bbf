import { asZohoError } from "../../../src/errors/as-zoho-error";
import { type Clock, systemClock } from "../../../src/time/clock";
import { orphansOf } from "../../zoho-request/outbox/orphans";
import type { NodeAPI } from "../red";
import type { ZohoService } from "../zoho-service";
import type { LeftQueue, OverviewOutbox, Sentences } from "./overview-api";

/** An outbox that no node has open is opened for a look, and that costs a disk: at most once in this time, milliseconds. */
const SPARING_MS = 60_000;

/** An answer does not wait longer for an outbox that another process has, milliseconds. */
const PATIENCE_MS = 1_000;

/** So many are shown. */
const MOST_LEFT = 100;

type Outboxed = Pick<ZohoService, "outbox">;

/** What nodes have left on disk that are gone, for who looks every few seconds. */
export class LeftQueues {
  private left: readonly LeftQueue[] = [];
  private problem: Sentences | undefined;
  private look: Promise<void> | undefined;
  private wasOpen = false;
  /** Monotonic, milliseconds. */
  private lookedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly RED: NodeAPI,
    private readonly clock: Pick<Clock, "monotonic" | "sleep"> = systemClock,
  ) {}

  async of(service: Outboxed): Promise<Pick<OverviewOutbox, "orphans" | "problem" | "isOpening">> {
    const isOpen = service.outbox.states().length > 0;
    // The last node to close its queue may have left something in it.
    const isNews = isOpen || this.wasOpen;
    this.wasOpen = isOpen;
    if (isNews || this.clock.monotonic() - this.lookedAt >= SPARING_MS) {
      this.look ??= this.takeLook(service).finally(() => {
        this.look = undefined;
      });
    }
    if (this.look !== undefined) await Promise.race([this.look, this.clock.sleep(PATIENCE_MS)]);
    const { left, problem, look } = this;
    return { orphans: left, isOpening: look !== undefined, ...(problem !== undefined && { problem }) };
  }

  /** Never rejects. */
  private async takeLook(service: Outboxed): Promise<void> {
    try {
      const orphans = await orphansOf(this.RED, service);
      this.left = orphans.slice(0, MOST_LEFT).map(({ queue, ...facts }) => ({ node: queue, ...facts }));
      this.problem = undefined;
    } catch (error) {
      const { reason, remedy } = asZohoError(error).cause;
      this.problem = { reason, remedy };
    } finally {
      this.lookedAt = this.clock.monotonic();
    }
  }
}
