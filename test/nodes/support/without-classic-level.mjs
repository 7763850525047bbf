/** Loaded before Node-RED (`NODE_OPTIONS=--import=…`): as if npm had not installed the optional package classic-level. */
import Module, { register } from "node:module";

const NAME = "classic-level";

register(
  `data:text/javascript,${encodeURIComponent(`
    export function resolve(name, context, next) {
      if (name !== "${NAME}") return next(name, context);
      throw Object.assign(new Error("Cannot find package '${NAME}'"), { code: "ERR_MODULE_NOT_FOUND" });
    }
  `)}`,
);

const find = Module._resolveFilename;
Module._resolveFilename = function (name, ...more) {
  if (name !== NAME) return find.call(this, name, ...more);
  throw Object.assign(new Error(`Cannot find module '${NAME}'`), { code: "MODULE_NOT_FOUND" });
};
