/**
 * Writes down what a process under test lets out, at once and for good: a process that is killed has told everything
 * that it did before. One file for each process and channel, in the directory that `ZOHO_WITNESS` names.
 */
"use strict";

const { openSync, writeSync } = require("node:fs");
const { join } = require("node:path");

const directory = process.env.ZOHO_WITNESS;
const files = new Map();

/** What a disk that a test has filled did not take, by channel: it goes with what comes next, or at the end. */
const waiting = new Map();
process.on("exit", () => {
  for (const channel of waiting.keys()) record(channel, "");
});

/** @param channel becomes part of the file's name; without a directory nothing is recorded */
function record(channel, chunk) {
  if (directory === undefined) return;
  let file = files.get(channel);
  if (file === undefined) {
    file = openSync(join(directory, `${channel}.${process.pid}`), "a");
    files.set(channel, file);
  }
  const bytes = Buffer.concat([waiting.get(channel) ?? Buffer.alloc(0), Buffer.from(chunk)]);
  waiting.delete(channel);
  const written = write(file, bytes);
  if (written < bytes.length) waiting.set(channel, bytes.subarray(written));
}

/** @returns how many bytes there was room for */
function write(file, bytes) {
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(file, bytes, written);
  } catch (error) {
    if (error.code !== "EFBIG" && error.code !== "ENOSPC") throw error;
  }
  return written;
}

module.exports = { record };
