/** What people, companies and places of seeded records are called. */
export const FIRST_NAMES = [
  "Ada",
  "Bo",
  "Cleo",
  "Dana",
  "Eli",
  "Fay",
  "Gil",
  "Hana",
  "Ira",
  "Jun",
  "Kai",
  "Lea",
  "Mio",
  "Nia",
  "Ola",
];
export const LAST_NAMES = [
  "Abel",
  "Brook",
  "Crane",
  "Dahl",
  "Ebner",
  "Frost",
  "Grove",
  "Holt",
  "Iver",
  "Jung",
  "Kern",
  "Lund",
  "Marsh",
];
export const COMPANIES = [
  "Amber Tools",
  "Blue Kiln",
  "Cobalt Freight",
  "Dune Optics",
  "Elm Pumps",
  "Fjord Dairy",
  "Granite Lifts",
];
export const CITIES = ["Arnhem", "Bergen", "Calgary", "Denver", "Erfurt", "Fresno", "Galway"];
