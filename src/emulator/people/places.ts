import type { DataCenterCode } from "../../zoho/data-centers";
import type { Place } from "./person";

function place(
  country: string,
  countryCode: string,
  timeZone: string,
  offset: string,
  currency: string,
): Place {
  return { country, countryCode, timeZone, offset, currency };
}

/** Where the companies of a data center are. */
export const PLACES: Readonly<Record<DataCenterCode, Place>> = {
  us: place("United States", "US", "America/Phoenix", "-07:00", "USD"),
  eu: place("Türkiye", "TR", "Europe/Istanbul", "+03:00", "EUR"),
  in: place("India", "IN", "Asia/Kolkata", "+05:30", "INR"),
  au: place("Australia", "AU", "Australia/Brisbane", "+10:00", "AUD"),
  jp: place("Japan", "JP", "Asia/Tokyo", "+09:00", "JPY"),
  ca: place("Canada", "CA", "America/Regina", "-06:00", "CAD"),
  sa: place("Saudi Arabia", "SA", "Asia/Riyadh", "+03:00", "SAR"),
  cn: place("China", "CN", "Asia/Shanghai", "+08:00", "CNY"),
  uk: place("United Kingdom", "GB", "Etc/UTC", "+00:00", "GBP"),
  ae: place("United Arab Emirates", "AE", "Asia/Dubai", "+04:00", "AED"),
  sg: place("Singapore", "SG", "Asia/Singapore", "+08:00", "SGD"),
};
