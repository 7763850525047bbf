import { createServer } from "node:https";
import { createTestAuthority } from "../../../src/emulator/tls/test-authority";
import type { RealNamesAddress } from "../../support/real-names";

const DAY_MS = 86_400_000;

/** What is wrong with a certificate whose CA is trusted. */
export type CertificateTrouble = "another host" | "run out";

/** A server with a bad certificate, to which nothing is ever said; it ends with the process. */
export async function startTlsServer(trouble: CertificateTrouble): Promise<Required<RealNamesAddress>> {
  const names = trouble === "another host" ? ["zoho.example"] : ["accounts.zoho.com", "www.zohoapis.com"];
  const madeAt = Date.now() - (trouble === "run out" ? 60 * DAY_MS : 0);
  const { ca, certificate, key } = await createTestAuthority(names, madeAt);
  const server = createServer({ cert: certificate, key }, (_request, response) => response.end("{}"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return { port: address.port, host: "127.0.0.1", ca };
}
