/** What seeded rows are filled with. */
export const FIRST_NAMES = ["Amal", "Birk", "Cora", "Dilan", "Enes", "Freya", "Gus", "Hila", "Ines", "Joss"];
export const LAST_NAMES = ["Alder", "Birch", "Cole", "Dorn", "Elwood", "Field", "Grant", "Hill", "Inman"];
export const COMPANIES = ["Anvil Works", "Brook Mills", "Copper Lane", "Drift Logistics", "Ember Foods"];
export const SUBJECTS = ["Pump stopped", "Invoice unclear", "Sensor offline", "Login fails", "Part missing"];
export const PROJECT_NAMES = ["Website", "Warehouse move", "Audit", "Line 4 retrofit", "Training"];
