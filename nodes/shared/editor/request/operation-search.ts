import type { Operation } from "../../../../src/zoho/operations/operation";
import type { Translate } from "../red";

/** What can be chosen: an operation, or to do without one. */
export type Choice = Operation | "free";

const BOX = "#zoho-operation";
const LIST = "#zoho-operation-list";

/** What is told of the list that the search chooses from. */
export interface OperationSearch {
  /** What is on offer now. */
  readonly offered: () => readonly Operation[];
  readonly chosen: (choice: Choice) => void;
  /** Shows again what stood in the field, where nothing was chosen. */
  readonly left: () => void;
  readonly translate: Translate;
}

/** Makes the field a search over operations, by name, words, method, path and scope: used by mouse and by keyboard alike. */
export function prepareOperationSearch(search: OperationSearch): void {
  const { chosen, left } = search;
  let found: readonly Choice[] = [];
  let active = 0;
  const close = (): void => {
    $(LIST).prop("hidden", true).empty();
    $(BOX).attr("aria-expanded", "false").removeAttr("aria-activedescendant");
    found = [];
  };
  const choose = (index: number): void => {
    const choice = found[index];
    close();
    if (choice !== undefined) chosen(choice);
  };
  const mark = (index: number): void => {
    active = Math.max(0, Math.min(index, found.length - 1));
    $(LIST).children("[role=option]").attr("aria-selected", "false").eq(active).attr("aria-selected", "true");
    const marked = $(LIST).children().get(active);
    marked?.scrollIntoView({ block: "nearest" });
    if (marked !== undefined) $(BOX).attr("aria-activedescendant", marked.id);
  };
  const open = (words: string): void => {
    found = [...matching(search, words), "free"];
    showFound(found, search.translate, choose);
    $(BOX).attr("aria-expanded", "true");
    mark(0);
  };
  $(BOX).on("focus click", () => {
    if (found.length > 0) return;
    $(BOX).trigger("select");
    open("");
  });
  $(BOX).on("input", () => {
    open(String($(BOX).val()));
  });
  $(BOX).on("blur", () => {
    close();
    left();
  });
  $(BOX).on("keydown", (event) => {
    const { key } = event;
    if (key === "ArrowDown" && found.length === 0) open("");
    else if (key === "ArrowDown") mark(active + 1);
    else if (key === "ArrowUp") mark(active - 1);
    else if (key === "Enter" && found.length > 0) choose(active);
    else if (key === "Escape" && found.length > 0) {
      close();
      left();
    } else return;
    // Escape would close the dialog, and Enter press its button.
    event.preventDefault();
    event.stopPropagation();
  });
}

function matching({ offered, translate }: OperationSearch, text: string): readonly Operation[] {
  const words = text.toLowerCase().split(/\s+/);
  return offered().filter(({ id, method, path, scopes }) => {
    const names = [`zoho-request.operation.${id}.name`, `zoho-request.operation.${id}.does`].map((key) =>
      translate(key),
    );
    const all = [...names, method, path, ...scopes].join(" ").toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

function showFound(found: readonly Choice[], translate: Translate, choose: (index: number) => void): void {
  const list = $(LIST).empty().prop("hidden", false);
  found.forEach((choice, index) => {
    const isFree = choice === "free";
    const item = $("<li>", { id: `zoho-operation-${String(index)}`, role: "option" }).appendTo(list);
    $("<span>")
      .text(translate(isFree ? "zoho-request.operation.free" : `zoho-request.operation.${choice.id}.name`))
      .appendTo(item);
    const none = found.length === 1 ? translate("zoho-request.operation.none") : "";
    $("<small>")
      .text(isFree ? none : `${choice.method} ${choice.path}`)
      .appendTo(item);
    // Before the field loses the focus, which would close the list.
    item.on("mousedown", (event) => {
      event.preventDefault();
      choose(index);
    });
  });
}
