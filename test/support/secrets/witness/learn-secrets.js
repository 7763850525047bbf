/**
 * Learns every secret that is made in this process, by Zoho's emulator or by the package, as it is made. Nothing of
 * the package knows of this: random draws are told apart by the file that draws.
 */
"use strict";

const crypto = require("node:crypto");
const { subscribe } = require("node:diagnostics_channel");
const { syncBuiltinESMExports } = require("node:module");

/** What the emulator calls them, and what we do. */
const ISSUED = {
  code: "grant code",
  refresh: "refresh token",
  access: "access token",
  device: "device code",
  enhance: "scope token",
  secret: "client secret",
};

/** Random draws of the package, by the file that draws and how many bytes, and the text that becomes of them. */
const DRAWS = [
  { file: "oauth/pkce", size: 32, kind: "code verifier", text: "base64url" },
  { file: "connect/consent-start", size: 32, kind: "state", text: "base64url" },
  { file: "connect/consent-start", size: 24, kind: "browser cookie", text: "base64url" },
  { file: "connect/confirmations", size: 32, kind: "confirmation token", text: "base64url" },
  { file: "vault/key-file", size: 32, kind: "vault key", text: "base64" },
];

/** @param onSecret is told `{kind, value, as}`: `as` is `text`, or `bytes` with the value in hexadecimal digits */
function learnSecrets(onSecret) {
  subscribe("zoho-emulator.issued", ({ kind, text }) =>
    onSecret({ kind: ISSUED[kind], value: text, as: "text" }),
  );
  const { randomBytes, hkdfSync } = crypto;
  crypto.randomBytes = function (size, ...callback) {
    const drawn = randomBytes.call(this, size, ...callback);
    const draw = callback.length === 0 ? drawOf(size) : undefined;
    if (draw !== undefined) onSecret({ kind: draw.kind, value: drawn.toString(draw.text), as: "text" });
    return drawn;
  };
  crypto.hkdfSync = function (digest, secret, salt, info, length) {
    const derived = hkdfSync.call(this, digest, secret, salt, info, length);
    // The data key never seals anything itself: whatever opens a vault derives these two of it.
    if (["zoho vault records", "zoho vault wraps"].includes(String(info)))
      for (const key of [secret, derived])
        onSecret({ kind: "data key", value: Buffer.from(key).toString("hex"), as: "bytes" });
    return derived;
  };
  syncBuiltinESMExports();
}

function drawOf(size) {
  const sized = DRAWS.filter((draw) => draw.size === size);
  if (sized.length === 0) return undefined;
  // The line that names the error, this function, the one above, and who called that.
  const caller = (new Error().stack ?? "").split("\n")[3] ?? "";
  return sized.find(({ file }) => caller.replaceAll("\\", "/").includes(`/src/${file}.`));
}

module.exports = { learnSecrets };
