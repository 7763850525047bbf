/**
 * The part of Node-RED's editor that the dialogs use. The public typings lack labels of properties, reasons of
 * validators, `autoComplete` and more; this is what Node-RED 4 and 5 really offer.
 */

/** Whether a value is valid; a text says why it is not. Two parameters, else Node-RED drops the reason. */
export type Validator<Config> = (
  this: EditorNode<Config>,
  value: unknown,
  options: { label?: string },
) => boolean | string;

export interface PropertyDefinition<Config, Value> {
  value: Value;
  required?: boolean;
  /** For a config node: its type. */
  type?: string;
  /** Names the property in messages of the editor. */
  label?: string;
  validate?: Validator<Config>;
}

export type PropertyDefinitions<Config> = { [Key in keyof Config]: PropertyDefinition<Config, Config[Key]> };

/** A node as its own definition sees it. */
export type EditorNode<Config, Credentials = object> = Config & {
  readonly id: string;
  readonly type: string;
  readonly credentials?: Credentials;
  _(key: string, values?: Readonly<Record<string, unknown>>): string;
};

export interface NodeDefinition<Config, Credentials = object> {
  category: string;
  color?: string;
  icon?: string;
  align?: "left" | "right";
  defaults: PropertyDefinitions<Config>;
  credentials?: { [Key in keyof Credentials]-?: { type: "text" | "password" } };
  inputs?: 0 | 1;
  outputs?: number;
  paletteLabel?: string;
  label?: (this: EditorNode<Config, Credentials>) => string;
  labelStyle?: (this: EditorNode<Config, Credentials>) => string;
  inputLabels?: (this: EditorNode<Config, Credentials>) => string;
  outputLabels?: (this: EditorNode<Config, Credentials>, index: number) => string;
  oneditprepare?: (this: EditorNode<Config, Credentials>) => void;
  oneditsave?: (this: EditorNode<Config, Credentials>) => void;
  oneditcancel?: (this: EditorNode<Config, Credentials>) => void;
  oneditdelete?: (this: EditorNode<Config, Credentials>) => void;
  oneditresize?: (this: EditorNode<Config, Credentials>, size: { width: number; height: number }) => void;
}

export interface NotifyButton {
  text: string;
  class?: string;
  click: () => void;
}

export interface EditorNotification {
  close(): void;
}

export interface EditorRuntime {
  nodes: {
    registerType<Config, Credentials = object>(
      type: string,
      definition: NodeDefinition<Config, Credentials>,
    ): void;
    /** A node or config node of the workspace, deployed or not. */
    node(id: string): unknown;
  };
  settings: { readonly httpNodeRoot?: string };
  notify(
    text: string | JQuery,
    options: { type?: string; modal?: boolean; fixed?: boolean; timeout?: number; buttons?: NotifyButton[] },
  ): EditorNotification;
  popover: { tooltip(target: JQuery, content: string): void };
  tray: { resize(): void };
  validators: {
    typedInput(options: {
      typeField?: string;
      allowBlank?: boolean;
    }): (value: unknown, options: object) => boolean | string;
  };
  _(key: string, values?: Readonly<Record<string, unknown>>): string;
}

export interface AutoCompleteOption {
  value: string;
  label: string;
}

declare global {
  const RED: EditorRuntime;

  interface JQuery {
    autoComplete(options: { search: (typed: string) => AutoCompleteOption[]; minLength?: number }): this;
    autoComplete(method: "destroy"): this;
  }
}
