import type { DataCenterCode } from "../../../zoho/data-centers";
import type { World } from "../../world";
import { newToken } from "../new-token";
import { type Consent, forgetExpired, type GrantCode } from "../token-store";

/** Device codes beyond this number make the oldest go. */
const MAX_DEVICE_CODES = 1_000;

/** Consonants that no one takes for another, and that make no words. */
const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

/** A device that waits for its person. Times in milliseconds since 1970. */
export interface DeviceCode {
  readonly code: string;
  /** What the person types: `BCDF-GHJK`. */
  readonly userCode: string;
  readonly clientId: string;
  /** Where it was asked for. */
  readonly dataCenter: DataCenterCode;
  readonly scopes: readonly string[];
  readonly access: "online" | "offline";
  readonly prompt: "consent" | "none";
  readonly expiresAt: number;
  /** Where the person who signed in lives: polling goes on there. */
  readonly userLocation?: DataCenterCode;
  /** When each data center was polled last. */
  readonly polledAt: Readonly<Partial<Record<DataCenterCode, number>>>;
  readonly outcome: DeviceOutcome;
}

export type DeviceOutcome =
  | { readonly kind: "pending" }
  | { readonly kind: "refused" }
  | { readonly kind: "granted"; readonly consent: Consent; readonly gives: GrantCode["gives"] };

/** A new pair of device code and user code. */
export function issueDeviceCode(
  world: World,
  order: Pick<DeviceCode, "clientId" | "dataCenter" | "scopes" | "access" | "prompt">,
): DeviceCode {
  const { devices } = world.tokens;
  const now = world.clock.now();
  forgetExpired(world.tokens, now);
  for (const oldest of devices.keys()) {
    if (devices.size < MAX_DEVICE_CODES) break;
    devices.delete(oldest);
  }
  const device: DeviceCode = {
    ...order,
    code: newToken(world, "device", "1004"),
    userCode: newUserCode(world),
    expiresAt: now + world.settings.deviceCodeTtl * 1000,
    polledAt: {},
    outcome: { kind: "pending" },
  };
  devices.set(device.code, device);
  world.touch();
  return device;
}

/** The same device a step further. */
export function moveDevice(
  world: World,
  device: DeviceCode,
  step: Partial<Pick<DeviceCode, "userLocation" | "polledAt" | "outcome">>,
): DeviceCode {
  const moved = { ...device, ...step };
  world.tokens.devices.set(device.code, moved);
  world.touch();
  return moved;
}

/**
 * The device whose user code somebody typed, in any case, with or without the hyphen.
 *
 * @returns undefined where none waits for it any more
 */
export function deviceOfUserCode(world: World, typed: string): DeviceCode | undefined {
  const wanted = typed.toUpperCase().replace(/[^A-Z]/g, "");
  return [...world.tokens.devices.values()].find(
    (device) => device.userCode.replace("-", "") === wanted && isWaiting(world, device),
  );
}

/** True until somebody answers or the code runs out. */
export function isWaiting(world: World, device: DeviceCode): boolean {
  return device.outcome.kind === "pending" && device.expiresAt > world.clock.now();
}

function newUserCode(world: World): string {
  const letters = Array.from({ length: 8 }, () => LETTERS[world.random.below("user code", LETTERS.length)]);
  return `${letters.slice(0, 4).join("")}-${letters.slice(4).join("")}`;
}
