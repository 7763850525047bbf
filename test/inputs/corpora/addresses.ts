/**
 * Addresses that a flow may be made to put where a path belongs. Each is whole: with a scheme, or with slashes in front
 * of a host; so none may lead anywhere, save to the connection's own host.
 */
import { DATA_CENTER_CODES, DATA_CENTERS, type DataCenterCode } from "../../../src/zoho/data-centers";
import { ENVIRONMENTS, gatewayHost } from "../../../src/zoho/environments";
import { PRODUCT_IDS, PRODUCTS } from "../../../src/zoho/products";
import { forgeriesOf } from "../../library/support/forgeries";
import { EUROPE, type Place } from "../support/place";

/** What a flow asks for, with a connection to this place. */
export interface AddressCase {
  readonly what: string;
  readonly place: Place;
  readonly path: string;
  /** The path by which it reaches the connection's own host; without it nothing may leave at all. */
  readonly asks?: string;
}

/** Written by hand against `https://www.zohoapis.eu`. */
export const FOREIGN_ADDRESSES = [
  // Another data center, environment or product of Zoho's own.
  "https://www.zohoapis.com/crm/v8/Leads",
  "https://www.zohoapis.com.au/crm/v8/Leads",
  "https://www.zohoapis.com.cn/crm/v8/Leads",
  "https://sandbox.zohoapis.eu/crm/v8/Leads",
  "https://developer.zohoapis.eu/crm/v8/Leads",
  "https://zohoapis.eu/crm/v8/Leads",
  "https://desk.zoho.eu/api/v1/tickets",
  "https://accounts.zoho.eu/oauth/v2/token",
  "https://www.zohoapis.ca/crm/v8/Leads",
  // Look-alikes.
  "https://www.zohoapis.eu.evil.example/crm/v8/Leads",
  "https://www.zohoapis.eu.evil.example",
  "https://evil.example/www.zohoapis.eu/crm/v8/Leads",
  "https://evil.example/crm/v8/Leads?https://www.zohoapis.eu/",
  "https://evil.example#https://www.zohoapis.eu/",
  "https://wwwzzohoapis.eu/crm/v8/Leads",
  "https://evilzohoapis.eu/crm/v8/Leads",
  "https://evil-www.zohoapis.eu/crm/v8/Leads",
  "https://xn--zohoapis-e1a.eu/crm/v8/Leads",
  "https://www.zоhoapis.eu/crm/v8/Leads",
  "https://ｗｗｗ.zohoapis.eu/crm/v8/Leads",
  "https://www。zohoapis。eu/crm/v8/Leads",
  "https://www.zohoapis.eu%2eevil.example/crm/v8/Leads",
  "https://www.zohoapis.eu%00.evil.example/crm/v8/Leads",
  // The right host with something beside it.
  "https://www.zohoapis.eu./crm/v8/Leads",
  "https://www.zohoapis.eu:8443/crm/v8/Leads",
  "https://www.zohoapis.eu:80/crm/v8/Leads",
  "https://www.zohoapis.eu:443@evil.example/crm/v8/Leads",
  "https://www.zohoapis.eu@evil.example/crm/v8/Leads",
  "https://user@www.zohoapis.eu/crm/v8/Leads",
  "https://user:password@www.zohoapis.eu/crm/v8/Leads",
  "https://@www.zohoapis.eu/crm/v8/Leads",
  "https://:@www.zohoapis.eu/crm/v8/Leads",
  "https://www.zohoapis.eu\\@evil.example/crm/v8/Leads",
  "https://www.zohoapis.eu\\.evil.example/crm/v8/Leads",
  "https://www.zohoapis.eu#@evil.example/crm/v8/Leads",
  "https://www.zohoapis.eu?@evil.example/crm/v8/Leads",
  "https://www.zohoapis.eu;evil.example/crm/v8/Leads",
  "https:/www.zohoapis.eu/crm/v8/Leads",
  "https:www.zohoapis.eu/crm/v8/Leads",
  "https:///www.zohoapis.eu/crm/v8/Leads",
  "https:\\\\www.zohoapis.eu\\crm\\v8\\Leads",
  // Another scheme.
  "http://www.zohoapis.eu/crm/v8/Leads",
  "ftp://www.zohoapis.eu/crm/v8/Leads",
  "ws://www.zohoapis.eu/crm/v8/Leads",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "data:text/plain,hello",
  "blob:https://www.zohoapis.eu/1",
  // Numbers and this machine.
  "http://127.0.0.1:9780/www.zohoapis.eu/crm/v8/Leads",
  "http://localhost/crm/v8/Leads",
  "https://[::1]/crm/v8/Leads",
  "https://2130706433/crm/v8/Leads",
  "https://0x7f.1/crm/v8/Leads",
  "http://169.254.169.254/latest/meta-data",
  // Without a scheme.
  "//evil.example/crm/v8/Leads",
  "//www.zohoapis.eu/crm/v8/Leads",
  "///evil.example",
  "////evil.example",
  "\\\\evil.example",
  "/\\evil.example",
  "\\/evil.example",
  "  https://evil.example/crm/v8/Leads",
  "\thttps://evil.example/crm/v8/Leads",
  "\u00a0https://evil.example/",
  "\ufeffhttps://evil.example/",
  "h\nttps://evil.example/",
  "ht\ttps://evil.example/",
  "/\t/evil.example",
  "/\n/evil.example",
  // More of the same for parsers that do more than they should.
  "https://www.zohoapis.eu%252f@evil.example/crm/v8/Leads",
  "https://www.zohoapis.eu%5c@evil.example/crm/v8/Leads",
  "https://evil.example%2f@www.zohoapis.eu/crm/v8/Leads",
  "https://evil.example\\@www.zohoapis.eu/crm/v8/Leads",
  "https://evil.example?@www.zohoapis.eu/crm/v8/Leads",
  "https://evil.example#@www.zohoapis.eu/crm/v8/Leads",
  "https://evil.example;@www.zohoapis.eu/crm/v8/Leads",
  "https://evil.example\t@www.zohoapis.eu/crm/v8/Leads",
  "https://evil.example\r\n@www.zohoapis.eu/crm/v8/Leads",
  "https://www.zohoapis.eu\uff0fevil.example/crm/v8/Leads",
  "https://www.zohoapis.eu\uff20evil.example/crm/v8/Leads",
  "https://www.zohoapis.eu\uff1a443@evil.example/crm/v8/Leads",
  "https://www.zohoapis.eu\u2044evil.example/crm/v8/Leads",
  "https://www.zohoapis.eu\u2100.evil.example/crm/v8/Leads",
  "https://www.zohoapis.eu\u2024evil.example/crm/v8/Leads",
  "https://www\uff0ezohoapis\uff61eu/crm/v8/Leads",
  "https://www.zohoap\u0131s.eu/crm/v8/Leads",
  "https://www.zohoapi\u017f.eu/crm/v8/Leads",
  "https://www.zohoapis.e\u1d58/crm/v8/Leads",
  "https://www.z\u00ban\u00ba.eu/crm/v8/Leads",
  "https://www.\u200bzohoapis.eu/crm/v8/Leads",
  "https://www.zohoapis.eu\u200d/crm/v8/Leads",
  "https://www.zohoapis\u00ad.eu/crm/v8/Leads",
  "https://www.zohoapis.eu\u180e.evil.example/crm/v8/Leads",
  "https://www.zohoapis.eu\u0000@evil.example/crm/v8/Leads",
  "https://www.zohoapis.eu\u0085.evil.example/crm/v8/Leads",
  "https://xn--www.zohoapis.eu/crm/v8/Leads",
  "https://www.xn--zohoapis-.eu/crm/v8/Leads",
  "https://WWW.ZOHOAPIS.EU/crm/v8/Leads",
  "HTTPS://www.zohoapis.eu/crm/v8/Leads",
  "hTtPs://www.zohoapis.eu/crm/v8/Leads",
  "https://www.zohoapis.eu:0443/crm/v8/Leads",
  "https://www.zohoapis.eu:00000443/crm/v8/Leads",
  "https://www.zohoapis.eu:+443/crm/v8/Leads",
  "https://www.zohoapis.eu:-1/crm/v8/Leads",
  "https://www.zohoapis.eu:65979/crm/v8/Leads",
  "https://www.zohoapis.eu:443:443/crm/v8/Leads",
  "https://www.zohoapis.eu:\uff14\uff14\uff13/crm/v8/Leads",
  "https://[::ffff:127.0.0.1]/crm/v8/Leads",
  "https://[fe80::1%25eth0]/crm/v8/Leads",
  "https://[www.zohoapis.eu]/crm/v8/Leads",
  "https://0177.0.0.1/crm/v8/Leads",
  "https://127.1/crm/v8/Leads",
  "https://0/crm/v8/Leads",
  "https://\u2460\u2461\u2466.0.0.1/crm/v8/Leads",
  "https:https://www.zohoapis.eu/crm/v8/Leads",
  "https://https://www.zohoapis.eu/crm/v8/Leads",
  "view-source:https://www.zohoapis.eu/crm/v8/Leads",
  "jar:https://www.zohoapis.eu/crm/v8/Leads!/",
  "gopher://www.zohoapis.eu:443/_GET%20/",
  "unix:/var/run/docker.sock:/crm/v8/Leads",
  "about:blank",
  "mailto:a@www.zohoapis.eu",
  "x:https://www.zohoapis.eu/crm/v8/Leads",
  "c:\\crm\\v8\\Leads",
  "\\\\?\\www.zohoapis.eu\\crm",
  "//\twww.zohoapis.eu/crm/v8/Leads",
  "//user@www.zohoapis.eu/crm/v8/Leads",
  "/\\www.zohoapis.eu/crm/v8/Leads",
] as const;

/** Disguises that are no whole address, once they stand before a path: such names stay below the product. */
const NO_ADDRESS: ReadonlySet<string> = new Set([
  "no scheme",
  "the origin encoded once more",
  "a list in brackets",
  "an inherited property",
  "the prototype",
]);

/** What stands at the ends is only white space of people who paste: such an address is the connection's own. */
const PASTED: ReadonlySet<string> = new Set(["a space before", "a byte order mark", "a no-break space"]);

function disguised(): readonly AddressCase[] {
  const host = (dataCenter: DataCenterCode): string => gatewayHost(DATA_CENTERS[dataCenter], "Production");
  return forgeriesOf(host).map(({ what, dataCenter, value }) => {
    const isOwn = NO_ADDRESS.has(what);
    const asks = isOwn
      ? `/crm/v8/${value.replaceAll('"', "%22")}/crm/v8/Leads`
      : PASTED.has(what)
        ? "/crm/v8/Leads"
        : undefined;
    return {
      what: `${dataCenter}: ${what}`,
      place: { dataCenter, environment: "Production" },
      path: `${value}/crm/v8/Leads`,
      ...(asks !== undefined && { asks }),
    };
  });
}

/** Every host of Zoho's table, of whatever data center, environment and product. */
function hostsOfTheTable(): readonly string[] {
  const hosts = DATA_CENTER_CODES.flatMap((code) => {
    const dataCenter = DATA_CENTERS[code];
    return [
      dataCenter.accountsHost,
      dataCenter.consoleHost,
      ...PRODUCT_IDS.flatMap((id) => ENVIRONMENTS.map((one) => PRODUCTS[id].host(dataCenter, one))),
    ];
  });
  return [...new Set(hosts)];
}

/** Each of them is right for somebody, but not for the token of a connection to CRM in Europe. */
function othersOfTheTable(): readonly AddressCase[] {
  const own = gatewayHost(DATA_CENTERS.eu, "Production");
  return hostsOfTheTable()
    .filter((host) => host !== own)
    .map((host) => ({ what: `Zoho's own ${host}`, place: EUROPE, path: `https://${host}/crm/v8/Leads` }));
}

export const ADDRESSES: readonly AddressCase[] = [
  ...FOREIGN_ADDRESSES.map((path) => ({ what: path, place: EUROPE, path })),
  ...disguised(),
  ...othersOfTheTable(),
];

/** What a redirect may name: each disguise once, at the connection's own gateway. */
export const REDIRECTS: readonly { readonly what: string; readonly location: string }[] = [
  ...new Map(
    forgeriesOf(() => gatewayHost(DATA_CENTERS.eu, "Production")).map(({ what, value }) => [what, value]),
  ),
].map(([what, location]) => ({ what: `a redirect: ${what}`, location }));
