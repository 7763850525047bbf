/**
 * How messages travel between a test and the Node-RED process: JSON, with a tag for what JSON would lose.
 * Used on both sides of the channel.
 */
"use strict";

const TAG = "$probe";

function encode(value) {
  return JSON.stringify(tagged(value, []));
}

function decode(text) {
  return JSON.parse(text, (_key, value) => untagged(value));
}

function tagged(value, parents) {
  if (value === undefined) return { [TAG]: "undefined" };
  if (typeof value === "bigint") return { [TAG]: "bigint", value: value.toString() };
  if (typeof value === "number" && !Number.isFinite(value)) return { [TAG]: "number", value: String(value) };
  if (typeof value === "function") return { [TAG]: "function", value: value.name };
  if (typeof value !== "object" || value === null) return value;
  if (Buffer.isBuffer(value)) return { [TAG]: "buffer", value: value.toString("base64") };
  if (value instanceof Date) return { [TAG]: "date", value: value.toISOString() };
  if (parents.includes(value)) return { [TAG]: "circular" };
  const within = [...parents, value];
  if (Array.isArray(value)) return value.map((item) => tagged(item, within));
  // An Error's own properties are not enumerable, yet they are what a test wants to see.
  const names = value instanceof Error ? ["name", ...Object.getOwnPropertyNames(value)] : Object.keys(value);
  return Object.fromEntries(names.map((name) => [name, tagged(value[name], within)]));
}

function untagged(value) {
  switch (value?.[TAG]) {
    case "bigint":
      return BigInt(value.value);
    case "number":
      return Number(value.value);
    case "buffer":
      return Buffer.from(value.value, "base64");
    case "date":
      return new Date(value.value);
    default:
      return value;
  }
}

module.exports = { encode, decode };
