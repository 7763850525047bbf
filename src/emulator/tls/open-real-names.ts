import type { ServerOptions } from "node:http";
import { resolve } from "node:path";
import { ZOHO_HOST_NAMES } from "../hosts/find-host";
import type { Place } from "../listen/listener";
import { replaceFile } from "../state/replace-file";
import type { World } from "../world";
import { openHttpsListener } from "./https-listener";
import { createTestAuthority } from "./test-authority";
import type { TlsInfo } from "./tls-info";

/** The file for the CA's certificate can't be written. */
export class CaFileError extends Error {
  override readonly name = "CaFileError";
}

/** The listener under Zoho's real names. */
export interface RealNames {
  readonly info: TlsInfo;
  close(): Promise<void>;
}

/**
 * Opens the https port with a CA of its own, and hands out the CA's certificate once the port is there, so that a start
 * that fails does not replace the file of an emulator that runs.
 *
 * @param date text of the `Date` header
 * @param limits how long clients may take
 * @throws CaFileError, and what Node says where the port can't be had
 */
export async function openRealNames(
  world: World,
  date: () => string,
  limits: ServerOptions,
  place: Place & { readonly caFile?: string },
): Promise<RealNames> {
  const { host } = place;
  const { ca, certificate, key } = await createTestAuthority(ZOHO_HOST_NAMES, Date.now());
  const listener = await openHttpsListener(world, date, limits, { port: place.port, host, certificate, key });
  const { port } = listener;
  const close = (): Promise<void> => listener.close();
  if (place.caFile === undefined) return { info: { port, host, ca }, close };
  const caFile = resolve(place.caFile);
  try {
    replaceFile(caFile, ca, 0o644);
  } catch (error) {
    await close();
    throw new CaFileError(`The CA file ${caFile} can't be written: ${(error as Error).message}`);
  }
  return { info: { port, host, caFile, ca }, close };
}
