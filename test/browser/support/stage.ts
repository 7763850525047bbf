import type { BrowserContext } from "playwright-core";
import { exampleFlows } from "../../../scripts/launch/example-flows";
import { startWorld, type World } from "../../nodes/support/world";
import { type BrowserOptions, openBrowser } from "../../support/browser";
import type { FlowNode, NodeRed, NodeRedOptions } from "../../support/node-red-runtime";
import { Editor, type EditorUser } from "./editor";
import type { Front } from "./tls-front";

/** The Node-RED lines whose editors are tested. */
export const EDITORS = ["4.1", "5"] as const;

/** A Node-RED with the emulator, and its editor in a browser. */
export interface Stage extends World {
  readonly browser: BrowserContext;
  readonly editor: Editor;
  /** Under which address the browser has the server open, without a slash at its end. */
  readonly address: string;
}

/** All examples, as somebody has them after `npm start`. */
export function examples(): readonly FlowNode[] {
  return exampleFlows() as readonly FlowNode[];
}

/** What is to stand on the stage. */
export interface StageOptions extends NodeRedOptions {
  readonly flows: readonly FlowNode[];
  /** Declared connections that are waited for. */
  readonly ready?: readonly string[];
  /** Who signs in, where `adminAuth` is set. */
  readonly user?: EditorUser;
  /** What stands between browser and Node-RED. */
  readonly front?: (nodeRed: NodeRed) => Promise<Front>;
  readonly browser?: BrowserOptions;
}

/** Starts all of it. */
export async function openStage({ user, front, browser: like, ...options }: StageOptions): Promise<Stage> {
  const world = await startWorld(options);
  // Here people consent more often than Zoho lets them within ten minutes, the more so where a test is tried again.
  await world.emulator.settings({ grantsPer10min: 1_000 });
  const before = await front?.(world.nodeRed);
  const address = before?.url ?? world.nodeRed.url;
  const browser = await openBrowser(like);
  const editor = await Editor.open(browser, address + new URL(world.nodeRed.adminUrl).pathname, user);
  return {
    ...world,
    browser,
    editor,
    address,
    close: async () => {
      await browser.close();
      await before?.close();
      await world.close();
    },
  };
}
