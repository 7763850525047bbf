import type { VirtualHost } from "../hosts/virtual-hosts";
import type { EmulatorSettings } from "../settings/settings-table";
import type { Face } from "./face";
import { GATEWAY_FACES, OWN_HOST_FACES } from "./faces";

/** The product that an address belongs to. */
export interface FaceAt {
  readonly face: Face;
  /** Below the face's base, without slashes at its ends; undefined on a host of the product where no base matches. */
  readonly path: string | undefined;
}

/** @returns undefined where no product beside CRM and Bigin answers there */
export function faceAt(settings: EmulatorSettings, host: VirtualHost, path: string): FaceAt | undefined {
  if (host.kind === "product") {
    if (host.product === "desk" && settings.deskAt === "gateway") return undefined;
    const face = OWN_HOST_FACES[host.product];
    return { face, path: belowBase(face, path) };
  }
  // Books has one environment, and Creator's are chosen by a header: only www serves them.
  if (host.kind !== "gateway" || host.environment !== "Production") return undefined;
  const faces = settings.deskAt === "own" ? GATEWAY_FACES : [...GATEWAY_FACES, OWN_HOST_FACES.desk];
  for (const face of faces) {
    const below = belowBase(face, path);
    if (below !== undefined) return { face, path: below };
  }
  return undefined;
}

function belowBase(face: Face, path: string): string | undefined {
  const base = face.bases.find((one) => path.startsWith(`${one}/`));
  return base === undefined ? undefined : path.slice(base.length + 1).replace(/\/$/, "");
}
