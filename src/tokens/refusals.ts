import type { Clock } from "../time/clock";
import { LIMITS } from "../zoho/limits";
import { type AccessToken, cameALongWay, isJustIssued } from "./access-token";

/** What to do about an access token that was refused. */
export type RefusalAdvice = "renew" | "give up";

/** How long an acceptance elsewhere proves that a token is alive, milliseconds. */
const ALIVE_MS = 60_000;

/** After this long what refused everything is given another chance, milliseconds. */
const HALF_OPEN_MS = 10 * 60_000;

/**
 * The same for what has never taken a token and refused one that was renewed for it, milliseconds: longer than a token
 * lives, so that the next chance is one that comes anyway.
 */
const STRANGE_MS = LIMITS.accessTokenMs + HALF_OPEN_MS;

/** What was noted of an acceptance so short a time ago is not noted again, milliseconds. */
const NOTED_MS = 1_000;

/** Of so many resources of a face something is known; more are paths that a flow makes up. */
const MAX_RESOURCES = 500;

/**
 * What judges tokens by itself: one product at one host. Several products share the gateway, and a token that one of
 * them takes may be nothing to another.
 */
export function faceOf(host: string, product: string): string {
  return `${host} ${product}`;
}

/** What is known of one face, or of one resource of it. */
interface Place {
  acceptedVersion: number | undefined;
  acceptedAt: number;
  /** Since when a fresh token was refused there, for how long that counts, and which one it was. */
  closed: { readonly at: number; readonly forMs: number; readonly version: number } | undefined;
}

interface Face extends Place {
  /** The last token that was renewed because a resource which had not taken it before refused it. */
  doubtedVersion: number | undefined;
  doubtedAt: number;
  readonly resources: Map<string, Place>;
}

/** What is known of one generation of a grant. */
interface Grant {
  readonly generation: number;
  readonly faces: Map<string, Face>;
  /** The last acceptance, whoever took the token. */
  acceptedVersion: number | undefined;
  acceptedAt: number;
  /** Which it was; undefined where something was refused since. */
  noted: { readonly face: string; readonly resource: string | undefined } | undefined;
}

/**
 * The breaker: a fresh token that is refused does not get better by another one. A grant that is used against the
 * wrong environment so costs one token call and not one for each message, and so does a path that takes no token at a
 * face that is otherwise well. Products share hosts, and each judges tokens for itself: see `faceOf`.
 */
export class Refusals {
  private readonly grants = new Map<string, Grant>();

  constructor(private readonly clock: Clock) {}

  /**
   * The face took the token: whatever was wrong there is over.
   *
   * @param resource what was asked for, as the beginning of a path that similar calls share: `/crm/v8/Leads`
   */
  accepted(token: AccessToken, face: string, resource?: string): void {
    const grant = this.grantOf(token);
    if (grant === undefined) return;
    const now = this.clock.monotonic();
    // Nearly every call says the same as the one before: of a thousand connections in turn, each place that is looked up
    // is one that the processor has to fetch from afar.
    const { noted } = grant;
    const isKnown = grant.acceptedVersion === token.version && now - grant.acceptedAt < NOTED_MS;
    if (isKnown && noted?.face === face && noted.resource === resource) return;
    grant.noted = { face, resource };
    const atFace = partOf(grant, face);
    const here = resource === undefined ? undefined : resourceOf(atFace, resource);
    for (const place of here === undefined ? [grant, atFace] : [grant, atFace, here]) {
      place.acceptedVersion = token.version;
      place.acceptedAt = now;
    }
    // What is closed of a resource stays so: others of its kind may go on being refused. But it is strange no longer.
    if (here?.closed?.forMs === STRANGE_MS) here.closed = { ...here.closed, forMs: HALF_OPEN_MS };
    atFace.closed = undefined;
  }

  /**
   * The token was refused, and it is the current one.
   *
   * - One that this very resource took before has died (evicted, revoked, run out): renew it. Unless a fresh one was
   *   refused here as well while calls beside it are taken.
   * - One that only other faces have just taken is alive: one that has never taken any does not fit the grant.
   * - One that was issued a moment ago won't get better by another, unless the face has taken it and is not known for
   *   refusing fresh ones, or its answer was so long on its way that it may have been revoked meanwhile.
   * - Any other may have died while nobody looked: renew it once. Where none was ever taken that is not done again, only
   *   the tokens that come anyway are tried.
   *
   * @param resource as for `accepted`
   */
  refused(token: AccessToken, face: string, resource: string): RefusalAdvice {
    const grant = this.grantOf(token);
    if (grant === undefined) return "renew";
    grant.noted = undefined;
    const atFace = partOf(grant, face);
    const here = resourceOf(atFace, resource);
    const now = this.clock.monotonic();
    if (here.acceptedVersion === token.version) {
      return this.isClosed(here) && this.isAlive(here) ? "give up" : "renew";
    }
    const closed = [here, atFace].filter((place) => this.isClosed(place));
    for (const place of closed) stayClosed(place, token, now);
    if (closed.length > 0) return "give up";
    const fitsFace = atFace.acceptedVersion === token.version;
    const isStrange = atFace.acceptedVersion === undefined;
    const aliveElsewhere = isStrange && grant.acceptedVersion === token.version && this.isAlive(grant);
    const isWorthADoubt = fitsFace || cameALongWay(token);
    const mayHaveDied =
      !isJustIssued(token, this.clock) || (isWorthADoubt && this.isFirstDoubt(atFace, token));
    if (mayHaveDied && !aliveElsewhere) {
      atFace.doubtedVersion = token.version;
      atFace.doubtedAt = now;
      return "renew";
    }
    const wasDoubted = atFace.doubtedVersion !== undefined;
    for (const place of fitsFace ? [here] : [here, atFace]) {
      const forMs = wasDoubted && place.acceptedVersion === undefined ? STRANGE_MS : HALF_OPEN_MS;
      place.closed = { at: now, forMs, version: token.version };
    }
    return "give up";
  }

  /** Forgets all that was learned of a connection: it has another grant or is gone. */
  forget(connectionId: string): void {
    this.grants.delete(connectionId);
  }

  /** What was learned of a connection counts for the same grant under another ID and generation. */
  carry(from: string, to: Pick<AccessToken, "connectionId" | "generation">): void {
    const known = this.grants.get(from);
    if (known === undefined) return;
    this.grants.delete(from);
    this.grants.set(to.connectionId, { ...known, generation: to.generation });
  }

  /** False where another token was renewed for this face of late: the present one is what that has brought. */
  private isFirstDoubt({ doubtedVersion, doubtedAt }: Face, { version }: AccessToken): boolean {
    const isOld = this.clock.monotonic() - doubtedAt >= HALF_OPEN_MS;
    return doubtedVersion === undefined || doubtedVersion === version || isOld;
  }

  private isClosed({ closed }: Place): boolean {
    return closed !== undefined && this.clock.monotonic() - closed.at < closed.forMs;
  }

  private isAlive({ acceptedAt }: Pick<Place, "acceptedAt">): boolean {
    return this.clock.monotonic() - acceptedAt < ALIVE_MS;
  }

  /** @returns undefined where a later generation is known */
  private grantOf({ connectionId, generation }: AccessToken): Grant | undefined {
    const known = this.grants.get(connectionId);
    if (known?.generation === generation) return known;
    if (known !== undefined && known.generation > generation) return undefined;
    const grant: Grant = {
      generation,
      faces: new Map(),
      acceptedVersion: undefined,
      acceptedAt: 0,
      noted: undefined,
    };
    this.grants.set(connectionId, grant);
    return grant;
  }
}

function partOf(grant: Grant, name: string): Face {
  let face = grant.faces.get(name);
  if (face === undefined) {
    face = { ...unknownPlace(), doubtedVersion: undefined, doubtedAt: 0, resources: new Map() };
    grant.faces.set(name, face);
  }
  return face;
}

function resourceOf({ resources }: Face, name: string): Place {
  let place = resources.get(name);
  if (place === undefined) {
    const [oldest] = resources.keys();
    if (resources.size >= MAX_RESOURCES && oldest !== undefined) resources.delete(oldest);
    place = unknownPlace();
    resources.set(name, place);
  }
  return place;
}

function unknownPlace(): Place {
  return { acceptedVersion: undefined, acceptedAt: 0, closed: undefined };
}

/** Another token than that which closed it was refused as well. */
function stayClosed(place: Place, { version }: AccessToken, now: number): void {
  const { closed } = place;
  if (closed === undefined || closed.version === version) return;
  place.closed = { at: closed.forMs === STRANGE_MS ? now : closed.at, forMs: closed.forMs, version };
}
