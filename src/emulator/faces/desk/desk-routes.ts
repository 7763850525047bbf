import { basis } from "../../basis/basis";
import type { FaceRoute } from "../face";
import { createTicket } from "./create-ticket";
import { getTicket, listContacts, listTickets } from "./desk-lists";
import { inPortal } from "./in-portal";
import { listDepartments, listOrganizations } from "./organizations";

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
    method: "GET",
    path: "contacts",
    what: "contacts by from and limit; 204 where there are none",
    basis: DOCUMENTED,
    scope: "Desk.contacts.READ",
    answer: inPortal(listContacts),
  },
];
