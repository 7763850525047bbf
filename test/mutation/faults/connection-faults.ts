import type { PlantedFault } from "../planted-fault";

/** Faults in who may have what: places, realms, consents, and what becomes of former grants. */
export const CONNECTION_FAULTS: readonly PlantedFault[] = [
  {
    subject: "destination check",
    breaks: "a path may move the host",
    file: "src/transport/destination.ts",
    line: 'if (url.origin !== origin || url.username !== "" || url.password !== "") {',
    broken: 'if (url.username !== "" || url.password !== "") {',
    noticedBy: {
      file: "test/unit/transport/destination.test.ts",
      test: 'where client secrets may go > stays at its own host with ".evil.example/oauth/v2/token"',
    },
  },
  {
    subject: "destination check",
    breaks: "an address at another host is taken for one of the connection's own",
    file: "src/transport/destination.ts",
    line: "if (!trimmed.startsWith(`${origin}/`)) {",
    broken: "if (!trimmed.startsWith(`https://`)) {",
    noticedBy: {
      file: "test/unit/transport/destination.test.ts",
      test: "where a product's token may go > keeps the start of a refused path in its error and no more",
    },
  },
  {
    subject: "destination check",
    breaks: "a path may climb out of its product",
    file: "src/transport/destination.ts",
    line: "if (!url.pathname.startsWith(floor) || ENCODED_CLIMB.test(url.pathname)) {",
    broken: "if (ENCODED_CLIMB.test(url.pathname)) {",
    noticedBy: {
      file: "test/unit/transport/destination.test.ts",
      test: "where a product's token may go > refuses an address of its own host that is not below its product: /crm/bulk/../../bigin/v2/Contacts",
    },
  },
  {
    subject: "data-center agreement",
    breaks: "location and accounts server may name different rows",
    file: "src/oauth/callback.ts",
    line: "if (location !== undefined && byServer !== undefined && location !== byServer)",
    broken: "if (location === undefined && byServer === undefined && location !== byServer)",
    noticedBy: {
      file: "test/unit/oauth/callback.test.ts",
      test: "where a grant code may be exchanged > is never guessed when the two parameters name different rows of the table",
    },
  },
  {
    subject: "data-center agreement",
    breaks: "a secret goes to a data center that the client does not allow",
    file: "src/oauth/callback.ts",
    line: "if (chinaIsApart || !start.allowed.includes(actual)) {",
    broken: "if (chinaIsApart) {",
    noticedBy: {
      file: "test/unit/connect/consents.test.ts",
      test: "a consent in the browser > goes nowhere where the person's data center is not allowed",
    },
  },
  {
    subject: "realm check",
    breaks: "a name is one connection in both realms",
    file: "src/connect/connection-id.ts",
    line: 'return createHash("sha256").update(`${realm}\\n${name}`).digest("hex").slice(0, 32);',
    broken: 'return createHash("sha256").update(name).digest("hex").slice(0, 32);',
    noticedBy: {
      file: "test/unit/connect/establish.test.ts",
      test: "looking connections up > keeps the same name in two realms apart",
    },
  },
  {
    subject: "realm check",
    breaks: "the emulator gets the secret of a client of Zoho's",
    file: "nodes/shared/deployed-clients.ts",
    line: "(client) => client.realm === realm && client.clientId === clientId,",
    broken: "(client) => client.clientId === clientId,",
    noticedBy: {
      file: "test/unit/connect/deployed-clients.test.ts",
      test: "the secrets of deployed clients > go only to their data center, deployed in the order us, eu",
    },
  },
  {
    subject: "realm check",
    breaks: "a client of Zoho's may be used in the emulator's realm",
    file: "nodes/zoho-client/identity.ts",
    line: 'if (!isEmulatorClientId(clientId)) throw new ZohoError("foreign_realm");',
    broken: "",
    noticedBy: {
      file: "test/unit/nodes/identity.test.ts",
      test: "a client in the emulator's realm > is none of Zoho's: 1000.EMULATOR",
    },
  },
  {
    subject: "state check",
    breaks: "a state may be used twice",
    file: "src/connect/start-book.ts",
    line: "if (record.exchanging || record.confirming !== undefined)",
    broken: "if (record.confirming !== undefined)",
    noticedBy: {
      file: "test/unit/connect/consents.test.ts",
      test: "a consent in the browser > is ended by a state only once, also when it comes twice at the same moment",
    },
  },
  {
    subject: "state check",
    breaks: "another browser may end a dialog's consent",
    file: "src/connect/start-book.ts",
    line: "if (!isBoundBrowser(record, cookieOf(record.id))) {",
    broken: "if (false) {",
    noticedBy: {
      file: "test/unit/connect/consents.test.ts",
      test: "a consent in the browser > is not ended by the cookie of another consent",
    },
  },
  {
    subject: "state check",
    breaks: "a state never runs out",
    file: "src/connect/start-book.ts",
    line: 'if (this.options.clock.now() > record.expiresAt) throw invalidCallback("it came too late");',
    broken: "",
    noticedBy: {
      file: "test/unit/connect/consents.test.ts",
      test: "a consent that nobody ends > is refused when it comes too late although nobody watched",
    },
  },
  {
    subject: "retire, not revoke",
    breaks: "the grant before is lost instead of retired",
    file: "src/connect/candidates.ts",
    line: "const former = [...kept.retired, kept.current, candidate].filter(livesAtZoho);",
    broken: "const former = [...kept.retired, candidate].filter(livesAtZoho);",
    noticedBy: {
      file: "test/unit/connect/establish.test.ts",
      test: "a new grant > retires the one before and revokes nothing",
    },
  },
  {
    subject: "retire, not revoke",
    breaks: "the grant before is revoked by its successor",
    file: "src/connect/candidates.ts",
    line: "options.refusals.forget(id);",
    broken:
      'await (await import("./revoke-grants")).revokeGrants(options, record, record.retired as RefreshTokenGrant[]);',
    noticedBy: {
      file: "test/unit/connect/establish.test.ts",
      test: "a new grant > retires the one before and revokes nothing",
    },
  },
];
