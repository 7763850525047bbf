/**
 * Writes down what a process under test lets out, at once and for good: a process that is killed has told everything
 * that it did before. One file for each process and channel, in the directory that `ZOHO_WITNESS` names.
 */
"use strict";

const { openSync, writeSync } = require("node:fs");
const { join } = require("node:path");

const directory = process.env.ZOHO_WITNESS;
const files = new Map();

/** @param channel becomes part of the file's name; without a directory nothing is recorded */
function record(channel, chunk) {
  if (directory === undefined) return;
  let file = files.get(channel);
  if (file === undefined) {
    file = openSync(join(directory, `${channel}.${process.pid}`), "a");
    files.set(channel, file);
  }
  writeSync(file, chunk);
}

module.exports = { record };
