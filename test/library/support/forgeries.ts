import { DATA_CENTER_CODES, DATA_CENTERS, type DataCenterCode } from "../../../src/zoho/data-centers";

/** A way to write a host so that a careless reader takes it for the host itself, or for another. */
interface Disguise {
  readonly what: string;
  readonly of: (host: string) => string;
}

function disguise(what: string, of: (host: string) => string): Disguise {
  return { what, of };
}

/** The first dot of a host replaced. */
function firstDot(by: string): (host: string) => string {
  return (host) => `https://${host.replace(".", by)}`;
}

/**
 * Origins that are not the host's. What they try: parsers that differ (RFC 3986 against the URL standard), comparisons
 * by beginning, end or part, normal forms (case, Unicode, encoding, dots), and other schemes and ports.
 */
const DISGUISES: readonly Disguise[] = [
  disguise("a longer name", (host) => `https://${host}.attacker.example`),
  disguise("a longer name with a dash", (host) => `https://${host}-attacker.example`),
  disguise("the name as a top level of its own", (host) => `https://${host}.attacker`),
  disguise("a prefix before the name", (host) => `https://attacker-${host}`),
  disguise("a label before the name", (host) => `https://attacker.${host}`),
  disguise("the name in the path", (host) => `https://attacker.example/${host}`),
  disguise("the origin in the path", (host) => `https://attacker.example/https://${host}`),
  disguise("the name in the query", (host) => `https://attacker.example?${host}`),
  disguise("the name in the fragment", (host) => `https://attacker.example#${host}`),
  disguise("the name as a user", (host) => `https://${host}@attacker.example`),
  disguise("the name as user and password", (host) => `https://${host}:443@attacker.example`),
  disguise("an encoded at sign", (host) => `https://${host}%40attacker.example`),
  disguise("two at signs", (host) => `https://a@${host}@attacker.example`),
  disguise("a user", (host) => `https://user@${host}`),
  disguise("user and password", (host) => `https://user:password@${host}`),
  disguise("an empty user", (host) => `https://@${host}`),
  disguise("the usual port", (host) => `https://${host}:443`),
  disguise("another port", (host) => `https://${host}:8443`),
  disguise("the port of http", (host) => `https://${host}:80`),
  disguise("an empty port", (host) => `https://${host}:`),
  disguise("a trailing dot", (host) => `https://${host}.`),
  disguise("a leading dot", (host) => `https://.${host}`),
  disguise("a double dot", firstDot("..")),
  disguise("two trailing slashes", (host) => `https://${host}//`),
  disguise("a path", (host) => `https://${host}/oauth`),
  disguise("a path that climbs", (host) => `https://${host}/../attacker.example`),
  disguise("a path to another authority", (host) => `https://${host}//attacker.example`),
  disguise("a query", (host) => `https://${host}/?next=attacker.example`),
  disguise("an empty query", (host) => `https://${host}?`),
  disguise("an empty fragment", (host) => `https://${host}#`),
  disguise("path parameters", (host) => `https://${host};attacker.example`),
  disguise("a backslash and another name", (host) => `https://${host}\\.attacker.example`),
  disguise("a backslash for the slash", (host) => `https://${host}\\`),
  disguise("a backslash before an at sign", (host) => `https://attacker.example\\@${host}`),
  disguise("backslashes after the scheme", (host) => `https:\\\\${host}`),
  disguise("one slash", (host) => `https:/${host}`),
  disguise("three slashes", (host) => `https:///${host}`),
  disguise("capital letters", (host) => `https://${host.toUpperCase()}`),
  disguise("one capital letter", (host) => `https://${host.replace("zoho", "Zoho")}`),
  disguise("a capital scheme", (host) => `HTTPS://${host}`),
  disguise("a space before", (host) => ` https://${host}`),
  disguise("a space after", (host) => `https://${host} `),
  disguise("a space and another name", (host) => `https://${host} .attacker.example`),
  disguise("a tab inside", firstDot("\t.")),
  disguise("a line feed after", (host) => `https://${host}\n`),
  disguise("a line feed inside", firstDot(".\n")),
  disguise("a header after a line break", (host) => `https://${host}\r\nHost: attacker.example`),
  disguise("a null byte and another name", (host) => `https://${host}\u0000.attacker.example`),
  disguise("a null byte after", (host) => `https://${host}\u0000`),
  disguise("a delete character", (host) => `https://${host}\u007f`),
  disguise("a byte order mark", (host) => `\ufeffhttps://${host}`),
  disguise("a no-break space", (host) => `\u00a0https://${host}`),
  disguise("a right-to-left override", (host) => `https://\u202e${host}`),
  disguise("http", (host) => `http://${host}`),
  disguise("http and the port of https", (host) => `http://${host}:443`),
  disguise("ftp", (host) => `ftp://${host}`),
  disguise("a web socket", (host) => `wss://${host}`),
  disguise("a file", (host) => `file://${host}`),
  disguise("no scheme", (host) => host),
  disguise("only slashes before the name", (host) => `//${host}`),
  disguise("a script", (host) => `javascript://${host}/%0aalert(1)`),
  disguise("data", (host) => `data:text/html,https://${host}`),
  disguise("the origin encoded once more", (host) => encodeURIComponent(`https://${host}`)),
  disguise("encoded dots", firstDot("%2e")),
  disguise("an encoded letter", (host) => `https://${host.replace("zoho", "zo%68o")}`),
  disguise("an encoded slash and another name", (host) => `https://${host}%2f.attacker.example`),
  disguise("an encoded null byte", (host) => `https://${host}%00`),
  disguise("ideographic full stops", firstDot("\u3002")),
  disguise("full-width letters", (host) => `https://${host.replace("zoho", "\uff5a\uff4f\uff48\uff4f")}`),
  disguise("a Cyrillic o", (host) => `https://${host.replace("zoho", "z\u043eho")}`),
  disguise("its punycode", (host) => `https://${host.replace("zoho", "xn--zho-5cd")}`),
  disguise("a zero-width joiner", (host) => `https://${host.replace("zoho", "zo\u200dho")}`),
  disguise("a soft hyphen", (host) => `https://${host.replace("zoho", "zo\u00adho")}`),
  disguise("a digit for a letter", (host) => `https://${host.replace("zoho", "z0ho")}`),
  disguise("one letter more", (host) => `https://${host.replace("zoho", "zohoo")}`),
  disguise("one letter less", (host) => `https://${host.slice(0, -1)}`),
  disguise("a dash for a dot", firstDot("-")),
  disguise("no dot", firstDot("")),
  disguise("a wildcard", (host) => `https://*.${host.replace(/^[^.]+\./, "")}`),
  disguise("only its domain", (host) => `https://${host.replace(/^[^.]+\./, "")}`),
  disguise("two origins", (host) => `https://${host},https://attacker.example`),
  disguise("two origins with a space", (host) => `https://${host} https://attacker.example`),
  disguise("a list in brackets", (host) => `["https://${host}"]`),
  disguise("this machine", () => "https://127.0.0.1"),
  disguise("this machine by IPv6", () => "https://[::1]"),
  disguise("an address as one number", () => "https://2130706433"),
  disguise("the address of a cloud's metadata", () => "http://169.254.169.254/latest/"),
  disguise("an empty host", () => "https://"),
  disguise("one slash alone", () => "/"),
  disguise("an inherited property", () => "constructor"),
  disguise("the prototype", () => "__proto__"),
];

/** A forged value and what it is, for the names of tests. */
export interface Forgery {
  readonly what: string;
  readonly dataCenter: DataCenterCode;
  readonly value: string;
}

/**
 * Every disguise in three data centers: the disguises go round the table, so that each data center has its share and
 * the irregular one (Canada) is met by every third.
 */
export function forgeriesOf(hostOf: (dataCenter: DataCenterCode) => string): readonly Forgery[] {
  return DISGUISES.flatMap(({ what, of }, index) =>
    [0, 3, 7].map((step) => {
      const dataCenter = DATA_CENTER_CODES[(index + step) % DATA_CENTER_CODES.length] ?? "us";
      return { what, dataCenter, value: of(hostOf(dataCenter)) };
    }),
  );
}

/** Zoho's own hosts that are no accounts server, or not that of the data center. */
export function ownHostsInTheWrongPlace(dataCenter: DataCenterCode): readonly string[] {
  const { gateway, productDomain, consoleHost } = DATA_CENTERS[dataCenter];
  const hosts = [`www.${gateway}`, `sandbox.${gateway}`, `desk.${productDomain}`, consoleHost, gateway];
  return hosts.map((host) => `https://${host}`);
}

/** What is not a data center's code, though it may look like one. */
export function forgedLocations(dataCenter: DataCenterCode): readonly string[] {
  const { accountsHost, gateway, name } = DATA_CENTERS[dataCenter];
  const code = dataCenter;
  return [
    code.toUpperCase(),
    `${code[0] ?? ""}${(code[1] ?? "").toUpperCase()}`,
    ` ${code}`,
    `${code} `,
    `${code}\n`,
    `${code}\r\n`,
    `${code}\u0000`,
    `\ufeff${code}`,
    `${code}.attacker.example`,
    `${code}@attacker.example`,
    `attacker.example/${code}`,
    `${code},us`,
    `${code}us`,
    `../${code}`,
    `%${code.charCodeAt(0).toString(16)}${code.slice(1)}`,
    Array.from(code, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join(""),
    name,
    accountsHost,
    `https://${accountsHost}`,
    // One of Zoho's posts words it so (Kaizen #79); its callbacks carry the code.
    `https://www.${gateway}`,
    "xx",
    "com",
    "0",
    "null",
    "undefined",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
  ];
}
