import { own } from "./own";

/**
 * Calls of one org that CRM lets run at once, by the name that its API has for the edition. Bundles have the limits of
 * the edition that they contain. Zoho: CRM v8, API limits (concurrency).
 */
const CALLS_AT_ONCE: Readonly<Record<string, number>> = {
  free: 5,
  standard: 10,
  starter: 10,
  professional: 15,
  enterprise: 20,
  zohoone: 20,
  ultimate: 25,
  crmplus: 25,
};

/** Credits of one org in 24 hours, before its users add to them. Zoho: CRM v8, API limits. */
const CREDITS_A_DAY: Readonly<Record<string, number>> = { free: 5_000 };
const CREDITS_OF_PAID = 50_000;

/**
 * @param edition as the API names it
 * @returns the credits that an org of it has in 24 hours at least: each user adds to them; undefined for a name that is
 *   not known
 */
export function creditsADay(edition: string): number | undefined {
  const name = plainName(edition);
  return Object.hasOwn(CALLS_AT_ONCE, name) ? (CREDITS_A_DAY[name] ?? CREDITS_OF_PAID) : undefined;
}

/** An edition as the API names it; longer texts are none. */
const NAME = /^[\w +-]{1,40}$/;

/**
 * @param edition as the API names it
 * @returns how many calls of its org CRM lets run at once; undefined for a name that is not known
 */
export function callsAtOnce(edition: string): number | undefined {
  const name = plainName(edition);
  return Object.hasOwn(CALLS_AT_ONCE, name) ? CALLS_AT_ONCE[name] : undefined;
}

function plainName(edition: string): string {
  return edition.toLowerCase().replace(/[^a-z]/g, "");
}

/**
 * The edition in an answer of `GET /crm/v8/org`. While an edition is tried out, the org is called free and has other
 * limits that nobody publishes: then nothing is known. Zoho: CRM v8, organization (`license_details`).
 *
 * @returns undefined where it does not say
 */
export function editionIn(body: unknown): string | undefined {
  const orgs = own(body, "org");
  const license = own(Array.isArray(orgs) ? (orgs[0] as unknown) : undefined, "license_details");
  const name = own(license, "paid_type");
  const isTrial = own(license, "paid") !== true && typeof own(license, "trial_type") === "string";
  return typeof name === "string" && NAME.test(name) && !isTrial ? name : undefined;
}
