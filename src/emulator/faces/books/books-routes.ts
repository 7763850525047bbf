import { basis } from "../../basis/basis";
import type { FaceRoute } from "../face";
import { CONTACTS, INVOICES } from "./books-resource";
import { createContact } from "./create-contact";
import { inOrganization } from "./in-organization";
import { listOrganizations } from "./organizations";
import { listOf, oneOf } from "./read-resource";

const DOCUMENTED = basis("apis P2.3", "documented");

/** Every resource of Books that is emulated. */
export const BOOKS_ROUTES: readonly FaceRoute[] = [
  {
    method: "GET",
    path: "organizations",
    what: "the person's organizations; needs no organization_id",
    basis: DOCUMENTED,
    scope: "ZohoBooks.settings.READ",
    answer: listOrganizations,
  },
  {
    method: "GET",
    path: "contacts",
    what: "contacts by page and per_page",
    basis: DOCUMENTED,
    scope: "ZohoBooks.contacts.READ",
    answer: inOrganization(listOf(CONTACTS)),
  },
  {
    method: "POST",
    path: "contacts",
    what: "add a contact: contact_name is mandatory",
    basis: DOCUMENTED,
    scope: "ZohoBooks.contacts.CREATE",
    answer: inOrganization(createContact),
  },
  {
    method: "GET",
    path: "contacts/{contact_id}",
    what: "one contact",
    basis: DOCUMENTED,
    scope: "ZohoBooks.contacts.READ",
    answer: inOrganization(oneOf(CONTACTS)),
  },
  {
    method: "GET",
    path: "invoices",
    what: "invoices by page and per_page",
    basis: DOCUMENTED,
    scope: "ZohoBooks.invoices.READ",
    answer: inOrganization(listOf(INVOICES)),
  },
  {
    method: "GET",
    path: "invoices/{invoice_id}",
    what: "one invoice",
    basis: DOCUMENTED,
    scope: "ZohoBooks.invoices.READ",
    answer: inOrganization(oneOf(INVOICES)),
  },
];
