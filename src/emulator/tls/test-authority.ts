import { generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import type forge from "node-forge";

/** A server certificate and the CA that vouches for it. */
export interface TestAuthority {
  /** Certificate of the CA, PEM. Its key was let go of once the server's certificate was signed. */
  readonly ca: string;
  /** Certificate of the server, PEM. */
  readonly certificate: string;
  /** Private key of the server, PEM. */
  readonly key: string;
}

const DAY_MS = 86_400_000;
/** Back, because clocks of containers and devices differ. */
const VALID_BACK_MS = DAY_MS;
const VALID_AHEAD_MS = 30 * DAY_MS;

/** What a certificate says beside its names, validity and keys. */
interface Certificate {
  readonly subject: string;
  readonly publicKey: string;
  readonly issuer: { readonly subject: string; readonly privateKey: string };
  readonly extensions: readonly Readonly<Record<string, unknown>>[];
}

/**
 * Makes a CA and one server certificate for all names (RFC 5280). Every call makes other keys.
 *
 * @param names DNS names that the server answers to
 * @param nowMs real time: clients check against theirs, not against the emulator's clock
 */
export async function createTestAuthority(names: readonly string[], nowMs: number): Promise<TestAuthority> {
  const { default: library } = await import("node-forge");
  const [caKeys, serverKeys] = await Promise.all([createKeys(), createKeys()]);
  // A name of its own for each CA: a bundle with those of several starts can't mix them up.
  const subject = `Zoho emulator test CA ${randomBytes(4).toString("hex")}`;
  const issuer = { subject, privateKey: caKeys.privateKey };
  const ca = sign(library, nowMs, {
    subject,
    publicKey: caKeys.publicKey,
    issuer,
    extensions: [
      { name: "basicConstraints", critical: true, cA: true, pathLenConstraint: 0 },
      { name: "keyUsage", critical: true, keyCertSign: true, cRLSign: true },
    ],
  });
  const certificate = sign(library, nowMs, {
    subject: "Zoho emulator",
    publicKey: serverKeys.publicKey,
    issuer,
    extensions: [
      { name: "basicConstraints", critical: true, cA: false },
      { name: "keyUsage", critical: true, digitalSignature: true, keyEncipherment: true },
      { name: "extKeyUsage", serverAuth: true },
      // 2: dNSName (RFC 5280, 4.2.1.6)
      { name: "subjectAltName", altNames: names.map((value) => ({ type: 2, value })) },
      { name: "authorityKeyIdentifier", keyIdentifier: keyIdentifier(library, caKeys.publicKey) },
    ],
  });
  return { ca, certificate, key: serverKeys.privateKey };
}

/** Made by Node: forge, in plain JavaScript, would take seconds. */
function createKeys(): Promise<{ readonly publicKey: string; readonly privateKey: string }> {
  return promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
}

function sign(library: typeof forge, nowMs: number, wanted: Certificate): string {
  const { pki, md } = library;
  const certificate = pki.createCertificate();
  certificate.publicKey = pki.publicKeyFromPem(wanted.publicKey);
  // The first byte keeps the number positive; clients refuse two certificates of one issuer with the same number.
  certificate.serialNumber = `01${randomBytes(15).toString("hex")}`;
  certificate.validity.notBefore = new Date(nowMs - VALID_BACK_MS);
  certificate.validity.notAfter = new Date(nowMs + VALID_AHEAD_MS);
  certificate.setSubject(attributes(wanted.subject));
  certificate.setIssuer(attributes(wanted.issuer.subject));
  certificate.setExtensions([...wanted.extensions, { name: "subjectKeyIdentifier" }]);
  certificate.sign(pki.privateKeyFromPem(wanted.issuer.privateKey), md.sha256.create());
  return pki.certificateToPem(certificate);
}

function attributes(commonName: string): forge.pki.CertificateField[] {
  return [
    { name: "organizationName", value: "Zoho emulator, for tests only" },
    { name: "commonName", value: commonName },
  ];
}

/** As forge itself makes a `subjectKeyIdentifier`. */
function keyIdentifier({ pki }: typeof forge, publicKey: string): string {
  const certificate = pki.createCertificate();
  certificate.publicKey = pki.publicKeyFromPem(publicKey);
  return certificate.generateSubjectKeyIdentifier().getBytes();
}
