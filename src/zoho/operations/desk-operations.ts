import { type Operation, operations } from "./operation";

/** Zoho Desk API v1. */
export const DESK_OPERATIONS: readonly Operation[] = operations(
  "desk",
  "Zoho Desk API: organizations, departments, tickets, contacts, search",
  {
    listOrganizations: { method: "GET", path: "organizations", scopes: ["Desk.basic.READ"] },
    listDepartments: { method: "GET", path: "departments", scopes: ["Desk.basic.READ"], isList: true },
    listTickets: { method: "GET", path: "tickets", scopes: ["Desk.tickets.READ"], isList: true },
    getTicket: { method: "GET", path: "tickets/{id}", scopes: ["Desk.tickets.READ"] },
    searchTickets: {
      method: "GET",
      path: "tickets/search",
      scopes: ["Desk.search.READ"],
      isList: true,
      query: [{ name: "_all", example: "{{payload.words}}", needed: true }],
    },
    createTicket: {
      method: "POST",
      path: "tickets",
      scopes: ["Desk.tickets.CREATE"],
      body: { json: { subject: "", departmentId: "", contactId: "" } },
    },
    updateTicket: {
      method: "PATCH",
      path: "tickets/{id}",
      scopes: ["Desk.tickets.UPDATE"],
      body: { json: { status: "Closed" } },
    },
    listContacts: { method: "GET", path: "contacts", scopes: ["Desk.contacts.READ"], isList: true },
    getContact: { method: "GET", path: "contacts/{id}", scopes: ["Desk.contacts.READ"] },
    searchContacts: {
      method: "GET",
      path: "contacts/search",
      scopes: ["Desk.search.READ"],
      isList: true,
      query: [{ name: "email", example: "{{payload.email}}", needed: true }],
    },
    createContact: {
      method: "POST",
      path: "contacts",
      scopes: ["Desk.contacts.CREATE"],
      body: { json: { lastName: "", email: "" } },
    },
    updateContact: {
      method: "PATCH",
      path: "contacts/{id}",
      scopes: ["Desk.contacts.UPDATE"],
      body: { json: { lastName: "" } },
    },
  },
);
