import { basis } from "../../basis/basis";
import type { FaceRoute } from "../face";
import { getContact, getTicket, listContacts, listTickets } from "./desk-lists";
import { searchContacts, searchTickets } from "./desk-search";
import { inPortal } from "./in-portal";
import { listDepartments, listOrganizations } from "./organizations";
import { createContact, updateContact } from "./write-contact";
import { createTicket, updateTicket } from "./write-ticket";

const DOCUMENTED = basis("apis P2.2", "documented", "official code");

/** Every resource of Desk that is emulated. */
export const DESK_ROUTES: readonly FaceRoute[] = [
  {
    method: "GET",
    path: "organizations",
    what: "the portal that the token reaches; needs no orgId",
    basis: basis("oauth 6.3", "documented", "inferred"),
    scope: "Desk.basic.READ",
    answer: listOrganizations,
  },
  {
    method: "GET",
    path: "departments",
    what: "departments of the portal: one",
    basis: DOCUMENTED,
    scope: "Desk.basic.READ",
    answer: inPortal(listDepartments),
  },
  {
    method: "GET",
    path: "tickets",
    what: "tickets by from and limit; 204 where there are none",
    basis: DOCUMENTED,
    scope: "Desk.tickets.READ",
    answer: inPortal(listTickets),
  },
  {
    method: "POST",
    path: "tickets",
    what: "make a ticket: subject, departmentId and contactId are mandatory",
    basis: DOCUMENTED,
    scope: "Desk.tickets.CREATE",
    answer: inPortal(createTicket),
  },
  {
    method: "GET",
    path: "tickets/{id}",
    what: "one ticket",
    basis: DOCUMENTED,
    scope: "Desk.tickets.READ",
    answer: inPortal(getTicket),
  },
  {
    method: "PATCH",
    path: "tickets/{id}",
    what: "change a ticket",
    basis: DOCUMENTED,
    scope: "Desk.tickets.UPDATE",
    answer: inPortal(updateTicket),
  },
  {
    method: "GET",
    path: "tickets/search",
    what: "tickets by their fields, _all or ranges of times, by sortBy; from at most 4999, 204 where nothing is found",
    basis: DOCUMENTED,
    scope: "Desk.search.READ",
    answer: inPortal(searchTickets),
  },
  {
    method: "GET",
    path: "contacts",
    what: "contacts by from and limit; 204 where there are none",
    basis: DOCUMENTED,
    scope: "Desk.contacts.READ",
    answer: inPortal(listContacts),
  },
  {
    method: "POST",
    path: "contacts",
    what: "make a contact: lastName is mandatory",
    basis: DOCUMENTED,
    scope: "Desk.contacts.CREATE",
    answer: inPortal(createContact),
  },
  {
    method: "GET",
    path: "contacts/search",
    what: "contacts by their fields, _all or ranges of times, by sortBy; from at most 4999, 204 where nothing is found",
    basis: DOCUMENTED,
    scope: "Desk.search.READ",
    answer: inPortal(searchContacts),
  },
  {
    method: "GET",
    path: "contacts/{id}",
    what: "one contact",
    basis: DOCUMENTED,
    scope: "Desk.contacts.READ",
    answer: inPortal(getContact),
  },
  {
    method: "PATCH",
    path: "contacts/{id}",
    what: "change a contact",
    basis: DOCUMENTED,
    scope: "Desk.contacts.UPDATE",
    answer: inPortal(updateContact),
  },
];
