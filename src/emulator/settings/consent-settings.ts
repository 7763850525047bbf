import { basis } from "../basis/basis";
import { choice, integer, onOff, textOrNone } from "./setting-kinds";

const DISAGREE = basis("oauth 13", "documented");
const OURS = basis("design 7", "ours");

/** How consent runs, in a browser, on a device or by itself: a part of the table of all. */
export const CONSENT_SETTINGS = {
  // The authorize page and its callback.
  errorPageStatus: choice(
    [200, 400],
    "status of the error pages of the authorize address",
    basis("oauth 3.5", "inferred"),
  ),
  stateOnError: onOff("on", "error callbacks carry state", basis("oauth 3.5", "inferred")),
  trailingAmp: onOff("on", "the callback's query ends in &", basis("oauth 3.3", "third party")),
  paramOrder: choice(
    ["shuffled", "fixed"],
    "order of the callback's parameters",
    basis("oauth 3.3", "third party"),
  ),
  sendLocation: onOff(
    "on",
    "the callback carries location and accounts-server",
    basis("oauth 3.3", "documented"),
  ),
  locationForm: choice(
    ["code", "apiDomain"],
    "location is the data center's code, or, as one page words it, its API domain",
    DISAGREE,
  ),
  accountsServer: choice(
    ["zoho", "emulator", "forged"],
    "accounts-server, verification_url and OpenID discovery name Zoho's real origin, or its address here; forged: accounts-server is a stranger's, as an attacker sets it",
    OURS,
  ),
  noOrgBackToApp: choice(
    ["clicked", "closed"],
    "with autoConsent, a person who lacks an app goes back with no_org, or closes the page and nothing arrives",
    basis("oauth 3.5", "documented"),
  ),
  newerDataCenters: onOff(
    "on",
    "United Kingdom, U.A.E. and Singapore exist; Zoho's SDKs know eight data centers without them",
    DISAGREE,
  ),
  canadaAccountsHost: choice(
    ["zohocloud.ca", "zoho.ca"],
    "zoho.ca: accounts.zoho.ca answers too, as some third-party clients suppose",
    DISAGREE,
  ),

  // The device flow.
  deviceUnits: choice(
    ["ms", "s"],
    "unit of interval and expires_in in the device flow",
    basis("oauth 8", "documented", "third party"),
  ),
  deviceStatus: choice(
    [200, 400],
    "status of the device flow's errors such as authorization_pending",
    basis("oauth 8", "third party"),
  ),
  deviceCodeTtl: integer(300, 1, 86_400, "life of a device code", basis("oauth 8", "documented")),
  deviceInterval: integer(
    30,
    1,
    3_600,
    "spacing of polls below which the device flow answers slow_down",
    basis("oauth 8", "documented"),
  ),

  // Consent without a person at the screen.
  autoConsent: textOrNone(
    "name of one of the people",
    "the authorize address redirects, and a device that polls is answered, as if this person had clicked",
    OURS,
  ),
  autoConsentOrg: textOrNone(
    'org ID, "Name", "Name (Environment)" or environment',
    "the org that autoConsent picks; none: the first Production org",
    OURS,
  ),
  autoConsentAnswer: choice(["accept", "reject"], "what autoConsent answers on the consent page", OURS),
} as const;
