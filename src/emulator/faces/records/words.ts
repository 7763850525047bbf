/** What seeded rows are called; people and companies have the names that CRM's have. */
export const SUBJECTS = ["Pump stopped", "Invoice unclear", "Sensor offline", "Login fails", "Part missing"];
export const PROJECT_NAMES = ["Website", "Warehouse move", "Audit", "Line 4 retrofit", "Training"];
