import { expect } from "vitest";
import { findCanaries } from "../../nodes/support/canaries";
import { CANARY } from "../../unit/support/secrets";
import type { Row } from "./flow-world";
import type { Sent } from "./wire-tap";

/** The one header line that holds a secret, and only towards the product. */
const TOKEN_LINE = `authorization: Zoho-oauthtoken ${CANARY.accessToken}`;

/** Why a request must never have been sent; empty where nothing is wrong with it. */
export function faultsOf(sent: Sent, row: Row): readonly string[] {
  const { origin, lines, body, isWhole } = sent;
  const [requestLine = "", ...headers] = lines;
  const isAccounts = origin === row.accounts;
  if (!isAccounts && origin !== row.product) return [`went to ${origin}`];
  const faults: string[] = [];
  if (!isWhole) faults.push("was not ended");
  if (!/^[A-Z]+ \/[\x21-\x7e]* HTTP\/1\.1$/.test(requestLine)) faults.push(`asked by ${requestLine}`);
  const hosts = headers.filter((line) => /^host\s*:/i.test(line));
  if (hosts.join() !== `host: ${new URL(origin).host}`) faults.push(`named the host by ${hosts.join()}`);
  const tokens = headers.filter((line) => /^(proxy-)?authorization\s*:/i.test(line));
  const expected = isAccounts ? [] : [TOKEN_LINE];
  if (tokens.join("\n") !== expected.join("\n")) faults.push("is not authorized as it should be");
  const others = headers.filter((line) => line !== TOKEN_LINE);
  const open = [requestLine, ...others, ...(isAccounts ? [] : [body])].join("\r\n");
  for (const name of findCanaries(open, CANARY)) faults.push(`shows the ${name} where it does not belong`);
  return faults;
}

/** Everything that left stayed in the connection's own row, with its secrets where they belong. */
export function expectOwnRow(
  { sent, connections }: { readonly sent: readonly Sent[]; readonly connections: readonly string[] },
  row: Row,
): void {
  expect(connections.filter((origin) => origin !== row.accounts && origin !== row.product)).toEqual([]);
  for (const one of sent)
    expect({ lines: one.lines, faults: faultsOf(one, row) }).toMatchObject({ faults: [] });
}

/** No secret is in what the node has told anybody. */
export function expectNothingTold(said: string): void {
  expect(findCanaries(said, CANARY)).toEqual([]);
}
