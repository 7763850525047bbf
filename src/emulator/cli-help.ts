/** Where the emulator listens unless told otherwise. */
export const DEFAULT_PORT = 9780;

/** Where it listens for https under Zoho's real names. */
export const DEFAULT_TLS_PORT = 9743;

/** What `--help` prints. */
export const HELP = `zoho-emulator: Zoho Accounts and Zoho's APIs on this machine, for tests.

Usage
  zoho-emulator [options]

Options
  --port N            port to listen on (default ${DEFAULT_PORT}; 0: any free one)
  --host ADDR         address to listen on (default 127.0.0.1: only from here)
  --seed N            what IDs, tokens and records follow from (default 1)
  --records MODULE=N  records of a module in Acme (Production): Leads=100000,
                      or of another product: creator/Reading=5000;
                      may be repeated
  --state FILE        keep tokens, records, clock and settings over a restart
  --tls               also answer under Zoho's real host names, by https with a
                      test CA made at this start
  --tls-port N        port for --tls (default ${DEFAULT_TLS_PORT}; 443 where it may be used)
  --ca-file FILE      write the test CA to FILE, for NODE_EXTRA_CA_CERTS
  --json              print one line of JSON when ready
  -h, --help          this text
  --version           the version

Environment
  ZOHO_EMULATOR_URL   read by the nodes, not by this command: the emulator that
                      a Node-RED uses (loopback only) instead of one of its own

Addresses
  /                                   the console page, with a button for all
  /accounts.zoho.com/oauth/v2/auth    Zoho's host names begin the path,
  /sandbox.zohoapis.com/crm/v8/Leads  those of all APIs and environments too
  /_emulator/state                    for programs; see docs/emulator.md

Examples
  zoho-emulator
  zoho-emulator --port 0 --json
  zoho-emulator --state emulator.json --records Leads=100000
`;
