import type { Cursor } from "../../src/changes/cursor";
import type { CursorStore } from "../../src/changes/cursor-store";
import type { KeptPlace } from "../../src/changes/kept-place";
import type { Clock } from "../../src/time/clock";
import type { Watched } from "./watched";

/** Where nothing has changed the place goes to disk no more often than this, milliseconds. */
const IDLE_WRITE_MS = 10 * 60_000;

/** What of a place tells what it is a place of. */
type PlaceOf = Pick<Watched, "fingerprint" | "org">;

/** The place of one node: in memory as it is, on disk as far as it must be. */
export class WatchPlace {
  private place: KeptPlace | undefined;
  private isLoaded = false;
  private paused = false;
  /** Monotonic. */
  private writtenAt: number;

  constructor(
    private readonly store: Pick<CursorStore, "read" | "write">,
    /** Of the node. */
    private readonly id: string,
    private readonly clock: Pick<Clock, "monotonic">,
  ) {
    this.writtenAt = clock.monotonic();
  }

  get isPaused(): boolean {
    return this.paused;
  }

  /** True where what comes next may have been sent before. */
  get isAgain(): boolean {
    return this.place?.again !== undefined;
  }

  /** Reads what is on disk, once it can be. @throws ZohoError `changes_place_damaged`, `changes_place_unreadable` */
  async load(): Promise<void> {
    if (this.isLoaded) return;
    const place = await this.store.read(this.id);
    this.place = place;
    this.paused ||= place?.paused === true;
    this.isLoaded = true;
  }

  /**
   * Where it goes on with what is watched.
   *
   * @returns undefined where it has to begin
   * @throws ZohoError as `load`
   */
  async of(watched: PlaceOf): Promise<object | undefined> {
    await this.load();
    return this.place !== undefined && isSame(this.place, watched) ? this.place.cursor : undefined;
  }

  /** True where it is a place, but of something else than is watched. */
  isOfAnother(watched: PlaceOf): boolean {
    return this.place?.cursor !== undefined && !isSame(this.place, watched);
  }

  /**
   * Begins with what is watched. Counts from now on also where it can't be kept.
   *
   * @throws ZohoError `changes_place_unwritable`
   */
  begin(watched: PlaceOf, cursor: Cursor): Promise<void> {
    return this.set(placeAt(watched, cursor));
  }

  /**
   * Goes on from another place. Where it can't be kept, everything is as before.
   *
   * @param again `replay` where what comes was given before
   * @throws ZohoError `changes_place_unwritable`
   */
  async move(watched: PlaceOf, cursor: Cursor, again?: "replay"): Promise<void> {
    const place = { ...placeAt(watched, cursor), ...(again !== undefined && { again }) };
    await this.write(place);
    this.place = place;
    this.isLoaded = true;
  }

  /** Before a batch is sent that the flow has to take: after a restart it is marked. @throws as `begin` */
  async sending(): Promise<void> {
    if (this.place === undefined || this.isAgain) return;
    await this.set({ ...this.place, again: "batch" });
  }

  /** Goes on behind a batch that was taken. @throws as `begin` */
  taken(cursor: Cursor): Promise<void> {
    return this.goOn(cursor);
  }

  /** Goes on behind a batch without changes: a disk is not to be worn out by that. @throws as `begin` */
  async nothingNew(cursor: Cursor): Promise<void> {
    if (this.place === undefined) return;
    const isDue = this.clock.monotonic() - this.writtenAt >= IDLE_WRITE_MS;
    if (isDue) await this.goOn(cursor);
    else this.place = { ...this.place, cursor };
  }

  /** All has been given that there is: what comes from now on comes for the first time. @throws as `begin` */
  async nothingLeft(): Promise<void> {
    if (this.place === undefined || !this.isAgain) return;
    const { again: _over, ...place } = this.place;
    await this.set(place);
  }

  /** @throws as `begin`; it counts all the same */
  async setPaused(paused: "yes" | "no"): Promise<void> {
    this.paused = paused === "yes";
    // A place that is lost must stay so: another file in its stead would say that all is well.
    await this.load();
    await this.set(this.place ?? { fingerprint: "" });
  }

  private async goOn(cursor: Cursor): Promise<void> {
    if (this.place === undefined) return;
    const { again, ...place } = this.place;
    await this.set({ ...place, cursor, ...(again === "replay" && { again }) });
  }

  private async set(place: KeptPlace): Promise<void> {
    this.place = place;
    await this.write(place);
  }

  private async write({ paused: _before, ...place }: KeptPlace): Promise<void> {
    await this.store.write(this.id, { ...place, ...(this.paused && { paused: true }) });
    this.writtenAt = this.clock.monotonic();
  }
}

function placeAt({ fingerprint, org }: PlaceOf, cursor: Cursor): KeptPlace {
  return { fingerprint, ...(org !== undefined && { org }), cursor };
}

/** An org that was not known at one of the two times is no other one. */
function isSame(place: KeptPlace, { fingerprint, org }: PlaceOf): boolean {
  const isSameOrg = place.org === undefined || org === undefined || place.org === org;
  return place.fingerprint === fingerprint && isSameOrg;
}
