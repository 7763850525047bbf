import type { VaultFile, VaultFs } from "../../../src/vault/vault-fs";

/** A step of writing a record. */
export type WriteStep = "create" | "write" | "sync" | "rename";

/** A disk on which a process stops for good, as one that is killed there. */
export interface StoppingFs {
  readonly fs: VaultFs;
  /** Resolves when it has come to that step. */
  readonly reached: Promise<void>;
}

/**
 * @param stopped the step that is never done; of a write half is
 * @param folder of the records whose writes it is
 */
export function stoppingFs(fs: VaultFs, stopped: WriteStep, folder: string): StoppingFs {
  let reach: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const stopAt = (step: WriteStep, path: string): Promise<void> => {
    if (step !== stopped || !path.includes(folder)) return Promise.resolve();
    reach();
    return new Promise(() => undefined);
  };
  const stoppingFile = (file: VaultFile, path: string): VaultFile => ({
    write: async (bytes) => {
      if (stopped === "write" && path.includes(folder))
        await file.write(bytes.subarray(0, bytes.length >> 1));
      await stopAt("write", path);
      await file.write(bytes);
    },
    sync: async () => {
      await stopAt("sync", path);
      await file.sync();
    },
    close: () => file.close(),
  });
  return {
    reached,
    fs: {
      makeDirectory: (path) => fs.makeDirectory(path),
      list: (path) => fs.list(path),
      read: (path) => fs.read(path),
      create: async (path) => {
        await stopAt("create", path);
        return stoppingFile(await fs.create(path), path);
      },
      rename: async (from, to) => {
        await stopAt("rename", to);
        await fs.rename(from, to);
      },
      link: (from, to) => fs.link(from, to),
      remove: (path) => fs.remove(path),
      syncDirectory: (path) => fs.syncDirectory(path),
      stat: (path) => fs.stat(path),
      setMode: (path, mode) => fs.setMode(path, mode),
    },
  };
}
