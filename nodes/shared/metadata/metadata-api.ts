/**
 * What dialogs ask about an org, and what they are told, by the routes of `shared/admin/route-table.ts`. Shared by both
 * sides; nothing here holds a secret.
 */
import type { ErrorCause } from "../../../src/errors/zoho-error";
import type { FieldPart } from "../../../src/api/metadata/named-part";
import type { ClientType } from "../../zoho-client/config";
import type { ProductId } from "../../../src/zoho/products";
import type { Realm } from "../../../src/zoho/realm";

export type { FieldPart, NamedPart } from "../../../src/api/metadata/named-part";

/** The client that a dialog has chosen, deployed or not. */
export interface ClientQuery {
  /** ID of the config node. */
  readonly client: string;
  readonly realm: Realm;
  readonly clientType: ClientType;
}

/** Body of `POST zoho/metadata/modules`. */
export interface ModulesQuery extends ClientQuery {
  /** Name of a connection; blank for the client's only one. */
  readonly connection: string;
  readonly product: ProductId;
  /** ID of the org; blank for the connection's. */
  readonly org: string;
}

/** Body of `POST zoho/metadata/fields`. */
export interface FieldsQuery extends ModulesQuery {
  readonly module: string;
}

/** Answer of both. That nobody can tell now is an answer, too: a dialog asks before there is a connection. */
export interface MetadataParts {
  /** Modules, or fields with what is known of them. */
  readonly parts: readonly FieldPart[];
  /** Why there are none, and what to do. */
  readonly cause?: ErrorCause;
  /** Edition of the org in CRM as Zoho names it, where it is known. */
  readonly edition?: string;
}
