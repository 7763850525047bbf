import { Agent, buildConnector } from "undici";
import type { TlsInfo } from "../../src/emulator/index";

/** Where an emulator answers under Zoho's real names, and whom to trust there. */
export type RealNamesAddress = Pick<TlsInfo, "port" | "host"> & Partial<Pick<TlsInfo, "ca">>;

/**
 * An undici dispatcher for which every name leads to the emulator's https port: `https://accounts.zoho.eu/` is asked
 * for under that name, and the certificate is checked against it. Nothing leaves this machine.
 *
 * @param emulator `ready.tls` of an emulator; without `ca` only the public CAs are trusted
 */
export function realNamesDispatcher(emulator: RealNamesAddress): Agent {
  const { port, host, ca } = emulator;
  const connect = buildConnector({ rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) });
  return new Agent({
    connect: (options, callback) => {
      const { hostname: servername } = options;
      connect({ ...options, hostname: host, port: String(port), servername }, callback);
    },
  });
}
