import { createRouteFinder } from "../../http/route-finder";
import type { Face } from "../face";
import { BOOKS_ERRORS } from "./books-errors";
import { booksCommonRefusal } from "./books-reply";
import { BOOKS_ROUTES } from "./books-routes";

/** Zoho Books, API v3. */
export const BOOKS: Face = {
  product: "books",
  bases: ["/books/v3"],
  selector: "query `organization_id`; needed by whoever is in several organizations",
  paging: "`page` (from 1) and `per_page` (200, at most 200); `page_context.has_more_page` tells the end",
  routes: BOOKS_ROUTES,
  errors: BOOKS_ERRORS,
  find: createRouteFinder(BOOKS_ROUTES),
  fullScope: "ZohoBooks.fullaccess.ALL",
  refuse: booksCommonRefusal,
};
