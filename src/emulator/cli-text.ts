import { byGroup } from "./people/by-group";
import type { ReadyInfo } from "./ready-info";
import type { EmulatorOptions } from "./start-emulator";
import type { TlsInfo } from "./tls/tls-info";

/** What somebody reads when the emulator is ready. */
export function friendlyText(ready: ReadyInfo): string {
  const people = byGroup(ready.people).flatMap(({ heading, members }) => [
    `  ${heading}`,
    ...members.map(({ name, dataCenter, shows }) => `    ${name.padEnd(11)} ${dataCenter}  ${shows}`),
  ]);
  return [
    `Zoho emulator: ${ready.url}`,
    reachText([new URL(ready.url).hostname, ...(ready.tls === undefined ? [] : [ready.tls.host])]),
    "",
    ...(ready.tls === undefined ? [] : realNamesText(ready.tls, ready.url)),
    "People, all without a password:",
    ...people,
    "",
    `Open ${ready.url}/ to see tokens, limits and requests, and to let things go wrong,`,
    `or give a client ${ready.url}/accounts.zoho.com/oauth/v2/auth as its authorize address.`,
    "Ctrl+C ends it.",
    "",
  ].join("\n");
}

/** Why it did not start, in one sentence. */
export function problemText(error: unknown, options: EmulatorOptions): string {
  const { code, message, port } = error as NodeJS.ErrnoException & { readonly port?: number };
  const flag = port !== undefined && port === options.tls?.port ? "--tls-port" : "--port";
  const which = `Port ${String(port ?? options.port)}`;
  if (code === "EADDRINUSE") return `${which} is taken. End what uses it, or choose another with ${flag}.`;
  if (code === "EACCES") return `${which} may not be used. Choose one above 1023 with ${flag}.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `${String(options.host)} is no address of this machine.`;
  return message;
}

function reachText(hosts: readonly string[]): string {
  return hosts.every((host) => /^(?:127\.|localhost$|\[?::1\]?$)/.test(host))
    ? "It listens on this machine only."
    : "It listens beyond this machine: whoever reaches it can sign in as anybody.";
}

function realNamesText(tls: TlsInfo, url: string): readonly string[] {
  const { port, host, caFile } = tls;
  // Nobody can connect to the address that means "all of this machine's".
  const address = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return [
    `Under Zoho's real names: https on port ${port} of ${host}, with a test CA made at this start.`,
    caFile === undefined
      ? `  trust:  the certificate "tls.ca" of ${url}/_emulator/ready; --ca-file FILE writes it for NODE_EXTRA_CA_CERTS`
      : `  trust:  NODE_EXTRA_CA_CERTS=${caFile}, in test processes only`,
    `  names:  point accounts.zoho.com, www.zohoapis.com and the like at ${address}, in the hosts file or by a look-up function`,
    port === 443
      ? "  port:   443, the one that https addresses without a port mean"
      : `  port:   https://accounts.zoho.com means port 443: let the client connect to ${port}, or start with --tls-port 443`,
    "",
  ];
}
