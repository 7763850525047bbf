import { basis } from "../../basis/basis";
import type { FaceRoute } from "../face";
import { createProject, getProject, inPortalOfPath, listPortals, listProjects } from "./portal-projects";

const DOCUMENTED = basis("apis P2.9", "documented", "third party");

/** Every resource of Projects that is emulated. */
export const PROJECTS_ROUTES: readonly FaceRoute[] = [
  {
    method: "GET",
    path: "portals",
    what: "the person's portals, a bare array",
    basis: basis("apis P2.9", "seen", "third party"),
    scope: "ZohoProjects.portals.READ",
    answer: listPortals,
  },
  {
    method: "GET",
    path: "portal/{portal_id}/projects",
    what: "projects by page and per_page",
    basis: DOCUMENTED,
    scope: "ZohoProjects.projects.READ",
    answer: inPortalOfPath(listProjects),
  },
  {
    method: "POST",
    path: "portal/{portal_id}/projects",
    what: "make a project: name is mandatory",
    basis: DOCUMENTED,
    scope: "ZohoProjects.projects.CREATE",
    answer: inPortalOfPath(createProject),
  },
  {
    method: "GET",
    path: "portal/{portal_id}/projects/{project_id}",
    what: "one project",
    basis: DOCUMENTED,
    scope: "ZohoProjects.projects.READ",
    answer: inPortalOfPath(getProject),
  },
];
