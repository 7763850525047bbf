import { isRecord } from "../api/answer/is-record";
import type { Clock } from "../time/clock";
import type { OutboxStore } from "./store";

/** When it was last delivered is written down at most this often, milliseconds: each write wears an SD card. */
const SPACING_MS = 60_000;

/** What a queue remembers beside its entries, also after a restart. */
export class QueueNote {
  isPaused = false;
  /** Milliseconds since 1970. */
  lastDeliveryAt: number | undefined;
  private written = "";
  private writtenAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly store: Pick<OutboxStore, "note" | "setNote">,
    private readonly queue: string,
    private readonly clock: Clock,
  ) {}

  /** What has happened since this process began counts for more. @throws what the store throws */
  async read(): Promise<void> {
    this.written = (await this.store.note(this.queue)) ?? "";
    const note = parsed(this.written);
    this.isPaused ||= note["paused"] === true;
    const { lastDeliveryAt } = note;
    if (typeof lastDeliveryAt === "number") this.lastDeliveryAt ??= lastDeliveryAt;
  }

  /** @throws what the store throws */
  async write(): Promise<void> {
    const { isPaused: paused, lastDeliveryAt } = this;
    const text = JSON.stringify({ paused, lastDeliveryAt });
    const saysNothing = !paused && lastDeliveryAt === undefined && this.written === "";
    if (text === this.written || saysNothing) return;
    this.written = text;
    this.writtenAt = this.clock.monotonic();
    await this.store.setNote(this.queue, text);
  }

  /** Zoho has taken something. @throws what the store throws */
  async delivered(): Promise<void> {
    this.lastDeliveryAt = this.clock.now();
    if (this.clock.monotonic() >= this.writtenAt + SPACING_MS) await this.write();
  }
}

/** What is no note of ours says nothing. */
function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const note: unknown = JSON.parse(text);
    return isRecord(note) ? note : {};
  } catch {
    return {};
  }
}
