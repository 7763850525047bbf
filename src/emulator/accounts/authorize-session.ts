import type { DataCenterCode } from "../../zoho/data-centers";
import { clientIn } from "../people/clients";
import type { Person } from "../people/person";
import type { World } from "../world";
import type { AuthorizeAsk } from "./authorize-ask";
import { moveDevice } from "./device/device-code";

/** Consents that were begun and never ended are forgotten beyond this number. */
const MAX_SESSIONS = 200;

/** Somebody clicking through sign-in, org picker and consent. */
export interface AuthorizeSession {
  readonly id: string;
  readonly ask: AuthorizeAsk;
  /** Where the person is now: after signing in, their own data center. */
  readonly dataCenter: DataCenterCode;
  readonly zuid?: string;
  /** The org picked, by product. */
  readonly picked: Readonly<Record<string, string>>;
}

/** Begins a session; the oldest makes room. */
export function beginSession(world: World, ask: AuthorizeAsk, dataCenter: DataCenterCode): AuthorizeSession {
  for (const id of world.sessions.keys()) {
    if (world.sessions.size < MAX_SESSIONS) break;
    world.sessions.delete(id);
  }
  const session = { id: world.random.hex("session").slice(0, 32), ask, dataCenter, picked: {} };
  world.sessions.set(session.id, session);
  world.touch();
  return session;
}

/** The same session a step further. */
export function moveSession(
  world: World,
  session: AuthorizeSession,
  step: Partial<Pick<AuthorizeSession, "dataCenter" | "zuid" | "picked">>,
): AuthorizeSession {
  const moved = { ...session, ...step };
  world.sessions.set(session.id, moved);
  world.touch();
  return moved;
}

/** The session is over. */
export function endSession(world: World, session: AuthorizeSession): void {
  world.sessions.delete(session.id);
  world.touch();
}

/** China is operated apart: nobody is forwarded into it or out of it. */
export function crossesChina(from: DataCenterCode, to: DataCenterCode): boolean {
  return (from === "cn") !== (to === "cn");
}

/** Somebody signs in and is forwarded to their own data center. A device that waits for them is told where that is. */
export function signedIn(world: World, session: AuthorizeSession, person: Person): AuthorizeSession {
  const { ending, clientId } = session.ask;
  const isForwarded = !crossesChina(session.dataCenter, person.dataCenter);
  const isKnownThere = clientIn(world.clients, clientId, person.dataCenter) !== undefined;
  const device = ending.kind === "device" ? world.tokens.devices.get(ending.deviceCode) : undefined;
  if (device !== undefined && isForwarded && isKnownThere) {
    moveDevice(world, device, { userLocation: person.dataCenter });
  }
  return moveSession(world, session, {
    zuid: person.zuid,
    ...(isForwarded ? { dataCenter: person.dataCenter } : {}),
  });
}
