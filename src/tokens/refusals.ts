import type { Clock } from "../time/clock";
import { type AccessToken, isJustIssued } from "./access-token";

/** What to do about an access token that a host has refused. */
export type RefusalAdvice = "renew" | "give up";

/** How long an acceptance elsewhere proves that a token is alive, milliseconds. */
const ALIVE_MS = 60_000;

/** After this long a host that refused everything is given another chance, milliseconds. */
const HALF_OPEN_MS = 10 * 60_000;

/** What is known of one grant at one host; `ANYWHERE` collects the acceptances of all hosts. */
interface Place {
  acceptedVersion: number | undefined;
  acceptedAt: number;
  closedAt: number | undefined;
}

const ANYWHERE = "*";

/**
 * The breaker: a fresh token that a host refuses does not get better by another one. A grant that is used
 * against the wrong environment so costs one token call and not one for each message.
 */
export class Refusals {
  private readonly places = new Map<string, Place>();

  constructor(private readonly clock: Clock) {}

  /** The host took the token: whatever was wrong there is over. */
  accepted(token: AccessToken, host: string): void {
    const now = this.clock.monotonic();
    for (const where of [host, ANYWHERE]) {
      const place = this.place(token, where);
      place.acceptedVersion = token.version;
      place.acceptedAt = now;
      place.closedAt = undefined;
    }
  }

  /**
   * The host refused the token, and it is the current one.
   *
   * - One that this very host took before has died (evicted, revoked, run out): renew it.
   * - One that another host has just taken is alive: this host does not fit the grant.
   * - One that was issued a moment ago and taken by nobody won't get better by another.
   * - Any other may have died while nobody looked: renew it once.
   */
  refused(token: AccessToken, host: string): RefusalAdvice {
    const now = this.clock.monotonic();
    const place = this.place(token, host);
    if (place.acceptedVersion === token.version) return "renew";
    const anywhere = this.place(token, ANYWHERE);
    const aliveElsewhere = anywhere.acceptedVersion === token.version && now - anywhere.acceptedAt < ALIVE_MS;
    const closed = place.closedAt !== undefined && now - place.closedAt < HALF_OPEN_MS;
    if (closed) return "give up";
    if (!aliveElsewhere && !isJustIssued(token, this.clock)) return "renew";
    place.closedAt = now;
    return "give up";
  }

  /** Forgets all that was learned of a connection: it has another grant or is gone. */
  forget(connectionId: string): void {
    for (const key of this.places.keys()) {
      if (key.startsWith(`${connectionId} `)) this.places.delete(key);
    }
  }

  private place(token: AccessToken, host: string): Place {
    const key = `${token.connectionId} ${String(token.generation)} ${host}`;
    let place = this.places.get(key);
    if (place === undefined) {
      place = { acceptedVersion: undefined, acceptedAt: 0, closedAt: undefined };
      this.places.set(key, place);
    }
    return place;
  }
}
