import type { OwnHostProduct } from "../hosts/virtual-hosts";
import { BOOKS } from "./books/books-face";
import { CREATOR } from "./creator/creator-face";
import { DESK } from "./desk/desk-face";
import type { Face } from "./face";
import { PEOPLE } from "./people/people-face";
import { PROJECTS } from "./projects/projects-face";

/** Faces on a host of their own in each data center. */
export const OWN_HOST_FACES: Readonly<Record<OwnHostProduct, Face>> = {
  desk: DESK,
  people: PEOPLE,
  projects: PROJECTS,
};

/** Faces on the API gateway, beside CRM and Bigin. */
export const GATEWAY_FACES: readonly Face[] = [BOOKS, CREATOR];

/** Every product that is emulated beside CRM and Bigin: for docs and tests. */
export const FACES: readonly Face[] = [DESK, ...GATEWAY_FACES, PEOPLE, PROJECTS];
