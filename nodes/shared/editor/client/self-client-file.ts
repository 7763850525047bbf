import type { Translate } from "../red";

/** What Zoho's console puts into `self_client.json`, as far as the dialog uses it. */
interface SelfClientFile {
  readonly client_id?: unknown;
  readonly client_secret?: unknown;
  readonly code?: unknown;
}

const INPUT_OF: Readonly<Record<keyof SelfClientFile, string>> = {
  client_id: "#node-config-input-clientId",
  client_secret: "#node-config-input-clientSecret",
  code: "#node-config-input-zoho-grant-code",
};

/** Fills the dialog from the file that the console offers beside a Self Client's code, chosen or dropped here. */
export function bindSelfClientFile(translate: Translate): void {
  const row = $("#zoho-self-file-row");
  const take = (files: FileList | null | undefined): void => {
    const file = files?.[0];
    if (file !== undefined) void load(file, translate);
  };
  $("#zoho-self-file").on("change", (event) => {
    take((event.target as HTMLInputElement).files);
  });
  row.on("dragover dragleave drop", (event) => {
    // Else the browser would leave the editor for the file, or Node-RED take it for a flow.
    event.preventDefault();
    event.stopPropagation();
    row.toggleClass("zoho-drop", event.type === "dragover");
    if (event.type === "drop") take((event.originalEvent as DragEvent | undefined)?.dataTransfer?.files);
  });
}

async function load(file: File, translate: Translate): Promise<void> {
  const content = await read(file);
  const fields = Object.keys(INPUT_OF) as (keyof SelfClientFile)[];
  const filled = fields.filter((field) => typeof content[field] === "string");
  for (const field of filled) $(INPUT_OF[field]).val(String(content[field])).trigger("change");
  const outcome = filled.length === 0 ? "unreadable" : filled.includes("code") ? "withCode" : "withoutCode";
  $("#zoho-self-file-hint").text(translate(`zoho-client.selfFile.${outcome}`));
}

async function read(file: File): Promise<SelfClientFile> {
  try {
    const content: unknown = JSON.parse(await file.text());
    return typeof content === "object" && content !== null ? content : {};
  } catch {
    return {};
  }
}
