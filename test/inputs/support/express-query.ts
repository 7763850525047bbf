import { createRequire } from "node:module";
import { join } from "node:path";
import type { Application } from "express";
import { PROJECT_ROOT } from "../../support/project-root";

const nodeRed = createRequire(join(PROJECT_ROOT, "node_modules", "node-red", "package.json"));
const express = createRequire(nodeRed.resolve("@node-red/editor-api"))("express") as () => Application;

/** What Node-RED's own servers make of a query, whatever stands in it. */
export const expressQuery = express().get("query parser fn") as (
  query: string,
) => Readonly<Record<string, unknown>>;
