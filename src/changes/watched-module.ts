import { invalidInput } from "../errors/invalid-input";
import { PRODUCTS } from "../zoho/products";
import { WATCHED_MODULES, type WatchedModule } from "./watched-modules";

/** @throws ZohoError `invalid_input` where the product has no such module that can be watched */
export function watchedModule(product: keyof typeof WATCHED_MODULES, module: string): WatchedModule {
  const modules = WATCHED_MODULES[product];
  const watched = modules.find(({ name }) => name === module);
  if (watched !== undefined) return watched;
  const names = modules.map(({ name }) => name).join(", ");
  throw invalidInput("The module", `is none of ${PRODUCTS[product].name} that can be watched: ${names}`);
}
