import { seededDraw } from "../support/draw";

/** Name of the connection that gateways find in their vault. */
export const GATEWAY_CONNECTION = "gateway";

/** Sensors that send readings: few, so that each has many. */
const SENSORS = 50;

/** Of so many writes one is a create, which must not be sent twice. */
const CREATE_EVERY = 20;

/** The n-th of all writes. Values of a sensor go up with n. */
export type Reading =
  | { readonly kind: "reading"; readonly n: number; readonly sensor: string }
  | { readonly kind: "create"; readonly n: number };

export function readingOf(n: number, seed: string): Reading {
  const draw = seededDraw(`${seed}/${n}`);
  if (draw(CREATE_EVERY) === 0) return { kind: "create", n };
  return { kind: "reading", n, sensor: `sensor-${draw(SENSORS)}` };
}

/** The Lead that a reading is written into: one for each sensor, by its address. */
export function leadOf(reading: Reading): Readonly<Record<string, string>> {
  const Description = String(reading.n);
  if (reading.kind === "create") return { Last_Name: `create-${reading.n}`, Description };
  return { Last_Name: reading.sensor, Email: `${reading.sensor}@example.com`, Description };
}
