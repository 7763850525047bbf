import type { DataCenterCode } from "../../zoho/data-centers";
import type { World } from "../world";
import type { AuthorizeAsk } from "./authorize-ask";

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
  return moved;
}
