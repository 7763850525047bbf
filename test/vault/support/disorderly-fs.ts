import type { VaultFile, VaultFs } from "../../../src/vault/vault-fs";
import { seededRandom } from "./vault-fixtures";

/** A disk whose steps take turns in another order for each seed, so that every race is run sooner or later. */
export function disorderly(fs: VaultFs, seed: string): VaultFs {
  const random = seededRandom(seed);
  async function later<T>(step: () => Promise<T>): Promise<T> {
    const turns = (random(1)[0] ?? 0) % 4;
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    return step();
  }
  function disorderlyFile(file: VaultFile): VaultFile {
    return {
      write: (bytes) => later(() => file.write(bytes)),
      sync: () => later(() => file.sync()),
      close: () => later(() => file.close()),
    };
  }
  return {
    makeDirectory: (path) => later(() => fs.makeDirectory(path)),
    list: (path) => later(() => fs.list(path)),
    read: (path) => later(() => fs.read(path)),
    create: (path) => later(async () => disorderlyFile(await fs.create(path))),
    rename: (from, to) => later(() => fs.rename(from, to)),
    link: (from, to) => later(() => fs.link(from, to)),
    remove: (path) => later(() => fs.remove(path)),
    syncDirectory: (path) => later(() => fs.syncDirectory(path)),
    stat: (path) => later(() => fs.stat(path)),
    setMode: (path, mode) => later(() => fs.setMode(path, mode)),
  };
}
