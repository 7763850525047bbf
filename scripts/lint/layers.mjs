/**
 * The lint rule behind "data flows one way": which folder may import from which.
 *
 * A folder that is not in the table may import nothing of this project, so a new one has to be given its place.
 */
import path from "node:path";

/** What each layer may import besides itself, lowest layer first. `nodes` is everything that knows Node-RED. */
const LAYERS = {
  "src/errors": [],
  "src/time": [],
  "src/zoho": ["src/errors"],
  "src/emulator": ["src/zoho", "src/time"],
  "src/transport": ["src/zoho", "src/errors", "src/time"],
  "src/vault": ["src/zoho", "src/errors", "src/time"],
  "src/oauth": ["src/transport", "src/zoho", "src/errors", "src/time"],
  "src/tokens": ["src/oauth", "src/vault", "src/transport", "src/zoho", "src/errors", "src/time"],
  "src/api": ["src/tokens", "src/oauth", "src/vault", "src/transport", "src/zoho", "src/errors", "src/time"],
  "src/outbox": [
    "src/api",
    "src/tokens",
    "src/oauth",
    "src/vault",
    "src/transport",
    "src/zoho",
    "src/errors",
    "src/time",
  ],
  "src/connect": [
    "src/api",
    "src/tokens",
    "src/oauth",
    "src/vault",
    "src/transport",
    "src/zoho",
    "src/errors",
    "src/time",
  ],
  "src/changes": [
    "src/api",
    "src/tokens",
    "src/oauth",
    "src/vault",
    "src/transport",
    "src/zoho",
    "src/errors",
    "src/time",
  ],
  src: [
    "src/outbox",
    "src/changes",
    "src/connect",
    "src/api",
    "src/tokens",
    "src/oauth",
    "src/vault",
    "src/transport",
    "src/zoho",
    "src/errors",
    "src/time",
  ],
};
const nodes = ["src", ...Object.keys(LAYERS).filter((layer) => layer !== "src" && layer !== "src/emulator")];
const ALLOWED = new Map(Object.entries({ ...LAYERS, nodes }));

/** The doors of the emulator: what its client IDs are, and the server, loaded only where it is used. */
const EMULATOR_FORMS = [
  "src/emulator/client-id",
  "src/emulator/ready-made-clients",
  "src/emulator/token-form",
];
const EMULATOR_ENTRY = ["src/emulator", "src/emulator/index"];

/** Packages that only `nodes/` may know. */
const NODE_RED_PACKAGES = /^(@?node-red|@types\/node-red|express)(\/|$)/;

/** @type {import("eslint").Rule.RuleModule} */
export const layers = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      host: "src/ must work without Node-RED: it can't import {{name}}.",
      upward: "{{from}} must not know {{to}}: data flows one way (scripts/lint/layers.mjs).",
      emulator: "The emulator is loaded only where it is used: `await import(…)` of src/emulator/index.",
    },
  },
  create(context) {
    const file = slashed(path.relative(context.cwd, context.filename));
    const from = layerOf(file);
    if (from === undefined) {
      return {};
    }
    /** @param {import("eslint").Rule.Node} node @param {unknown} name @param {"static" | "lazy"} how */
    function check(node, name, how) {
      if (typeof name !== "string") {
        return;
      }
      if (!name.startsWith(".")) {
        if (from !== "nodes" && NODE_RED_PACKAGES.test(name)) {
          context.report({ node, messageId: "host", data: { name } });
        }
        return;
      }
      const target = slashed(path.join(path.dirname(file), name)).replace(/\.(ts|js)$/, "");
      const to = layerOf(`${target}.ts`) ?? target;
      if (to === from) {
        return;
      }
      if (to === "src/emulator") {
        const lazyEntry = how === "lazy" && EMULATOR_ENTRY.includes(target);
        if (!lazyEntry && !EMULATOR_FORMS.includes(target)) {
          context.report({ node, messageId: "emulator" });
        }
        return;
      }
      if (!(ALLOWED.get(from) ?? []).includes(to)) {
        context.report({ node, messageId: "upward", data: { from, to } });
      }
    }
    return {
      ImportDeclaration: (node) =>
        // Types are gone at run time, so naming the emulator's does not load it.
        check(node, node.source.value, node.importKind === "type" ? "lazy" : "static"),
      ExportNamedDeclaration: (node) => check(node, node.source?.value, "static"),
      ExportAllDeclaration: (node) => check(node, node.source.value, "static"),
      ImportExpression: (node) => check(node, node.source.value, "lazy"),
    };
  },
};

/** @param {string} file relative to the project, e.g. `src/api/call.ts` */
function layerOf(file) {
  const [top, folder, ...rest] = file.split("/");
  if (top === "nodes") {
    return "nodes";
  }
  if (top !== "src") {
    return undefined;
  }
  // A folder may be imported by its name alone: `../emulator` means its index.
  const layer = `src/${folder?.replace(/\.ts$/, "")}`;
  return rest.length > 0 || ALLOWED.has(layer) ? layer : "src";
}

/** @param {string} file */
function slashed(file) {
  return file.replaceAll("\\", "/");
}
