import { isObject } from "../../http/is-object";
import { json, type Reply } from "../../http/reply";
import { orgsOf } from "../../people/person";
import type { FaceCall, OrgCall } from "../face";
import { noteOrg } from "../note-org";
import type { Collection } from "../records/collection";
import type { Row } from "../records/face-records";
import { PROJECT_NAMES } from "../records/words";
import { numberParameter } from "../number-parameter";
import { projectsRefusal } from "./projects-reply";

const PROJECTS: Collection = {
  name: "projects",
  place: 1,
  seeded: ({ n, from, below }) => ({
    name: `${from(PROJECT_NAMES, "name")} ${n}`,
    status: from(["Active", "In Progress", "On Hold", "Completed"], "status"),
    percent_complete: below(101, "percent"),
  }),
};

/** Zoho Projects API v3: pages begin at 1. */
const PER_PAGE = { preset: 100, min: 1, max: 200 };
const PAGE = { preset: 1, min: 1, max: 999_999 };
const MAX_NAME = 200;

/** An answer in the portal that the path names. */
export function inPortalOfPath(answer: (call: OrgCall) => Reply): (call: FaceCall) => Reply {
  return (call) => {
    const org = orgsOf(call.person, "projects").find((one) => one.id === call.params["portal_id"]);
    if (org === undefined) return projectsRefusal(call.request, "noPortal");
    noteOrg(call.request, org);
    return answer({ ...call, org });
  };
}

/** `GET /portals`: a bare array of the person's portals. */
export function listPortals({ person }: FaceCall): Reply {
  const portals = orgsOf(person, "projects").map((org, index) => ({
    id: org.id,
    portal_name: org.name.toLowerCase().replaceAll(" ", ""),
    org_name: org.name,
    is_default: index === 0,
    currency: { code: org.place.currency },
    timezone: org.place.timeZone,
  }));
  return json(200, portals);
}

/** `GET /portal/{portal_id}/projects`. */
export function listProjects(call: OrgCall): Reply {
  const { world, request, org } = call;
  const page = numberParameter(request.query.get("page"), PAGE);
  if (page === undefined) return projectsRefusal(request, "badParameter", { name: "page" });
  const perPage = numberParameter(request.query.get("per_page"), PER_PAGE);
  if (perPage === undefined) return projectsRefusal(request, "badParameter", { name: "per_page" });
  const rows = world.faceRecords.of(org, PROJECTS);
  const projects = rows.page((page - 1) * perPage, perPage).map(shown);
  if (world.settings.projectsListForm === "array") return json(200, projects);
  const total = rows.count();
  return json(200, {
    page_info: {
      page,
      per_page: perPage,
      page_count: projects.length,
      total_count: total,
      has_next_page: page * perPage < total,
    },
    projects,
  });
}

/** `GET /portal/{portal_id}/projects/{project_id}`: the project itself, without an envelope. */
export function getProject({ world, request, org, params }: OrgCall): Reply {
  const row = world.faceRecords.of(org, PROJECTS).get(params["project_id"] ?? "");
  return row === undefined ? projectsRefusal(request, "notFound") : json(200, shown(row));
}

/** `POST /portal/{portal_id}/projects`. */
export function createProject({ world, request, org }: OrgCall): Reply {
  const body = request.json();
  if (!isObject(body)) return projectsRefusal(request, "badBody");
  const name = Object.hasOwn(body, "name") ? body["name"] : undefined;
  if (name === undefined || name === null || name === "") {
    return projectsRefusal(request, "missingField", { name: "name" });
  }
  if (typeof name !== "string" || name.length > MAX_NAME) {
    return projectsRefusal(request, "badParameter", { name: "name" });
  }
  const fields = { name, status: "Active", percent_complete: 0 };
  const row = world.faceRecords.of(org, PROJECTS).add(fields, world.clock.now());
  request.facts.items = 1;
  world.touch();
  return json(201, shown(row));
}

function shown({ id, createdAt, fields }: Row): unknown {
  const time = new Date(createdAt).toISOString();
  return { id, ...fields, created_time: time, modified_time: time };
}
