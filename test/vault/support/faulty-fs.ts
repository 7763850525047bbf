import type { VaultFile, VaultFs } from "../../../src/vault/vault-fs";
import { systemError } from "./journal-fs";

/** Says, before each step of a disk, which system error it shall end in; undefined for none. */
export type Fault = (step: string, path: string) => string | undefined;

/** A disk some of whose steps fail. A write that fails has written half. */
export function faultyFs(fs: VaultFs, fault: Fault): VaultFs {
  function check(step: string, path: string): void {
    const code = fault(step, path);
    if (code !== undefined) throw systemError(code);
  }
  function faultyFile(file: VaultFile, path: string): VaultFile {
    return {
      write: async (bytes) => {
        const code = fault("write", path);
        if (code === undefined) return file.write(bytes);
        await file.write(bytes.subarray(0, bytes.length >> 1));
        throw systemError(code);
      },
      sync: async () => {
        check("sync", path);
        await file.sync();
      },
      close: () => file.close(),
    };
  }
  return {
    makeDirectory: async (path) => {
      check("makeDirectory", path);
      return fs.makeDirectory(path);
    },
    list: async (path) => {
      check("list", path);
      return fs.list(path);
    },
    read: async (path) => {
      check("read", path);
      return fs.read(path);
    },
    create: async (path) => {
      check("create", path);
      return faultyFile(await fs.create(path), path);
    },
    rename: async (from, to) => {
      check("rename", to);
      await fs.rename(from, to);
    },
    link: async (from, to) => {
      check("link", to);
      await fs.link(from, to);
    },
    remove: async (path) => {
      check("remove", path);
      await fs.remove(path);
    },
    syncDirectory: async (path) => {
      check("syncDirectory", path);
      await fs.syncDirectory(path);
    },
    stat: async (path) => {
      check("stat", path);
      return fs.stat(path);
    },
    setMode: async (path, mode) => {
      check("setMode", path);
      await fs.setMode(path, mode);
    },
  };
}
