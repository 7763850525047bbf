/**
 * Preloaded into every Node-RED under test (`node --require`): writes down the secrets that are made there, and every
 * byte that its web server answers, to the editor, a browser or anybody else. What only a node can see (messages,
 * statuses, errors, contexts) is written down by the probe.
 */
"use strict";

const { createHash } = require("node:crypto");
const { EventEmitter } = require("node:events");
const { Server } = require("node:net");
const { learnSecrets } = require("./learn-secrets");
const { record } = require("./record");

learnSecrets((secret) => record("secrets", `${JSON.stringify(secret)}\n`));

/** Only Node-RED's own server: an emulator in the same process answers with tokens, as Zoho does. */
const port = Number(process.env.ZOHO_WITNESS_PORT);

Server.prototype.emit = function (event, socket, ...rest) {
  const isConnection = event === "connection" || event === "secureConnection";
  if (isConnection && socket.localPort === port) listenTo(socket);
  return EventEmitter.prototype.emit.call(this, event, socket, ...rest);
};

function listenTo(socket) {
  for (const name of ["write", "end"]) {
    const original = socket[name];
    socket[name] = function (chunk, encoding, ...rest) {
      if (typeof chunk === "string" || chunk instanceof Uint8Array) answered(chunk, encoding);
      return original.call(this, chunk, encoding, ...rest);
    };
  }
}

/** Pieces of the editor, which are sent over and over: each is written down once. */
const LONG = 4096;
const seen = new Set();

function answered(chunk, encoding) {
  const bytes =
    typeof chunk === "string" ? Buffer.from(chunk, typeof encoding === "string" ? encoding : "utf8") : chunk;
  if (bytes.length >= LONG) {
    const print = createHash("sha1").update(bytes).digest("base64");
    if (seen.has(print)) return;
    seen.add(print);
  }
  record("answer", bytes);
}
