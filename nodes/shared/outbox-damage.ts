import type { StoreDamage } from "../../src/outbox/damage";

/** What a damage of the disk means for one node. */
export interface QueueDamage extends Omit<StoreDamage, "lost"> {
  /** Writes of this node that are known to be lost. */
  readonly lost: number;
}

type Listener = (damage: QueueDamage) => void;

/**
 * Tells nodes of damages. The disk is read when the first of them, or a look for what others have left, opens the outbox:
 * who comes to its queue later must hear of it all the same.
 */
export class OutboxDamages {
  private readonly listeners = new Map<string, Listener>();
  private untold: StoreDamage[] = [];

  found(damage: StoreDamage): void {
    this.untold.push(damage);
    for (const [queue, listener] of [...this.listeners]) this.tell(queue, listener);
    // Nobody can say whose the loss is: all who were there have heard of it.
    if (this.listeners.size > 0) this.untold = this.untold.filter(({ lost }) => lost.length > 0);
  }

  /** @param listener told of what concerns this queue and has not been told yet, and of what is found from now on */
  open(queue: string, listener: Listener): void {
    this.listeners.set(queue, listener);
    this.tell(queue, listener);
    this.untold = this.untold.filter(({ lost }) => lost.length > 0);
  }

  close(queue: string): void {
    this.listeners.delete(queue);
  }

  private tell(queue: string, listener: Listener): void {
    const left: StoreDamage[] = [];
    for (const damage of this.untold) {
      const { problem, setAside, lost } = damage;
      const own = lost.find((one) => one.queue === queue);
      if (own !== undefined || lost.length === 0) listener({ problem, setAside, lost: own?.entries ?? 0 });
      const others = lost.filter((one) => one !== own);
      if (others.length > 0 || lost.length === 0) left.push({ problem, setAside, lost: others });
    }
    this.untold = left;
  }
}

/** For the log: what is lost can't be sent again by anybody, so it is said in numbers, and where the rest of it is. */
export function damageText({ problem, lost, setAside }: StoreDamage): string {
  const queues = lost.map(({ queue, entries }) => `${String(entries)} of the node ${queue}`);
  const gone =
    queues.length === 0
      ? "No write is known to be lost; if one is, it was among the last"
      : `Writes that are lost: ${queues.join(", ")}`;
  return `The outbox was damaged (${problem}). ${gone}. What could not be read is kept in ${setAside}.`;
}
