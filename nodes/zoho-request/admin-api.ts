/** What the dialog asks of the runtime, by the routes of `shared/admin/route-table.ts`. Shared by both sides. */
import type { ErrorCause } from "../../src/errors/zoho-error";
import type { ClientQuery } from "../shared/metadata/metadata-api";
import type { RequestConfig } from "./config";

/**
 * `GET zoho/outbox`: whether this Node-RED can keep writes on its disk. `missing`: the package that writes them is not
 * installed; `unusable`: it is, and does not load on this machine.
 */
export interface OutboxStoreView {
  readonly state: "ready" | "missing" | "unusable";
  readonly package: string;
}

/** Body of `POST zoho/request/try` and `POST zoho/request/dry-run`. */
export interface TryRequest extends ClientQuery {
  /** ID of the node whose dialog it is, deployed or not. */
  readonly node: string;
  /** The values of the dialog. */
  readonly config: RequestConfig;
  /** An object that stands for a message of the flow, as JSON. */
  readonly message: string;
}

/** JSON for people, cut where it is long. */
export interface ShownJson {
  readonly text: string;
  /** Characters that it would have; only where it was cut. */
  readonly cutFrom?: number;
}

/** Answer of `POST zoho/request/try`. That Zoho refuses is an answer like any other. */
export type TriedCall =
  | {
      readonly state: "answered";
      readonly status: number;
      readonly method: string;
      readonly url: string;
      readonly tookMs: number;
      /** What the call costs by Zoho's pages. */
      readonly credits: number;
      /** Credits of the day, where Zoho tells. */
      readonly creditsLeft?: number;
      /** What the node would send on as `msg.payload`. */
      readonly payload: ShownJson;
      /** Records of a list. */
      readonly records?: number;
      /** True for the first page of a list that the node reads on. */
      readonly isFirstPage?: true;
    }
  | CallFailed;

/** A scope that a call most likely needs. */
export interface NeededScope {
  readonly scope: string;
  readonly isGranted: boolean;
}

/** Answer of `POST zoho/request/dry-run`. */
export type DryRunCall =
  | {
      readonly state: "shown";
      readonly method: string;
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      /** Undefined where none is sent. */
      readonly body?: ShownJson;
      /** Module whose fields are looked up before the call is sent. */
      readonly looksUp?: string;
      /** Calls that its records take, where one does not hold them. */
      readonly calls?: number;
      readonly credits: number;
      readonly connection: string;
      readonly scopes: readonly NeededScope[];
    }
  | CallFailed;

interface CallFailed {
  readonly state: "failed";
  readonly cause: ErrorCause;
  readonly method?: string;
  /** Where it went, or would have gone. */
  readonly url?: string;
  readonly tookMs: number;
}
