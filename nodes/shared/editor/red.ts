import type { ClientConfig } from "../../zoho-client/config";

/**
 * The part of Node-RED's editor that the dialogs use. The public typings lack reasons of validators, labels of
 * properties and more; this is what Node-RED 4 and 5 really offer.
 */

/** Texts of the catalogue by their full key, e.g. `zoho-request.label.path`; gaps are written `__name__`. */
export type Translate = (key: string, values?: Readonly<Record<string, unknown>>) => string;

/**
 * Whether a value is valid; a text says why it is not. It must declare both parameters: Node-RED drops the
 * reasons of a validator with one.
 */
export type Validator<Config> = (
  this: EditorNode<Config>,
  value: unknown,
  options: object,
) => boolean | string;

export interface PropertyDefinition<Config, Value> {
  value: Value;
  /** For a property that holds the ID of a config node: its type. */
  type?: string;
  validate?: Validator<Config>;
}

export type PropertyDefinitions<Config> = {
  [Key in keyof Config]: PropertyDefinition<Config, Config[Key]>;
};

/** A node as its own definition sees it. Without `_` only where Node-RED hands over a node it has not yet made. */
export type EditorNode<Config> = Config & {
  readonly id: string;
  readonly type: string;
  readonly _: Translate;
  /** By their names; a password that was deployed is only known to exist, as `has_<name>`. */
  readonly credentials?: Readonly<Record<string, unknown>>;
};

export interface NodeDefinition<Config, Credentials = object> {
  category: string;
  color?: string;
  icon?: string;
  align?: "left" | "right";
  defaults: PropertyDefinitions<Config>;
  credentials?: Readonly<Record<keyof Credentials & string, { readonly type: "text" | "password" }>>;
  inputs?: 0 | 1;
  outputs?: number;
  paletteLabel?: (this: { readonly _: Translate }) => string;
  label?: (this: EditorNode<Config>) => string;
  labelStyle?: (this: EditorNode<Config>) => string;
  inputLabels?: (this: EditorNode<Config>) => string;
  outputLabels?: (this: EditorNode<Config>, index: number) => string;
  oneditprepare?: (this: EditorNode<Config>) => void;
  oneditsave?: (this: EditorNode<Config>) => void;
  /** When the type is there, or there again: for what a package adds to the editor besides its nodes. */
  onpaletteadd?: (this: { readonly _: Translate }) => void;
  onpaletteremove?: () => void;
}

/** A client as other dialogs find it, deployed or not; `valid` is undefined until the editor has looked. */
export interface ClientInEditor extends Partial<ClientConfig> {
  readonly id: string;
  readonly type?: string;
  readonly valid?: boolean;
}

/** A node of a flow with its properties, whatever its type. */
export interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly [property: string]: unknown;
}

export interface NotifyButton {
  text: string;
  class?: string;
  click: () => void;
}

/** A type of a typed input that is not one of Node-RED's own. */
export interface TypedInputType {
  value: string;
  label: string;
  icon?: string;
}

/** A tab of the sidebar, or of one of them: Node-RED 5 has two, and people move tabs about. */
export interface SidebarTab {
  id: string;
  label: string;
  name: string;
  content: JQuery;
  /** Stands in the footer while the tab is shown. */
  toolbar: JQuery;
  iconClass: string;
  /** Name of the action that shows it. */
  action: string;
  /** Whether it can be used while a dialog is open. */
  enableOnEdit: boolean;
}

export interface EditorRuntime {
  sidebar: {
    addTab(tab: SidebarTab): void;
    removeTab(id: string): void;
    show(id: string): void;
    help: { show(type: string): void };
  };
  actions: { add(name: string, act: () => void, options: { readonly label: string }): void };
  events: { on(event: "deploy", listener: () => void): void };
  view: {
    /** Shows a node in its flow, and lets it flash. */
    reveal(id: string): void;
  };
  editor: {
    /** Opens the dialog of a config node; `_ADD_` for a new one. */
    editConfig(name: string, type: string, id: string): void;
  };
  utils: { getNodeLabel(node: object, whenNone: string): string };
  nodes: {
    registerType<Config, Credentials = object>(
      type: string,
      definition: NodeDefinition<Config, Credentials>,
    ): void;
    /** Any node of the workspace; what it holds is only asked of clients. */
    node(id: string): ClientInEditor | undefined;
    eachConfig(visit: (node: FlowNode) => void): void;
    /** Each node of all flows and subflows, as it stands in the editor. */
    eachNode(visit: (node: FlowNode) => void): void;
  };
  settings: { readonly httpNodeRoot?: string };
  user: {
    /** Whether whoever has signed in may do this; without adminAuth everybody may everything. */
    hasPermission(permission: string): boolean;
  };
  notify(
    text: string,
    options: { type?: string; modal?: boolean; fixed?: boolean; timeout?: number; buttons?: NotifyButton[] },
  ): { close(): void };
  validators: {
    typedInput(options: {
      typeField: string;
      allowBlank?: boolean;
    }): (this: unknown, value: unknown, options: object) => boolean | string;
  };
}

declare global {
  const RED: EditorRuntime;
}
