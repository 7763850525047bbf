export interface Option {
  readonly value: string;
  readonly label: string;
}

/** The options of a select out of the values of a closed list and a text for each. */
export function choices<Value extends string>(
  values: readonly Value[],
  label: (value: Value) => string,
): readonly Option[] {
  return values.map((value) => ({ value, label: label(value) }));
}

/**
 * Fills a select and chooses the value that it stands for. Node-RED sets the values of a dialog before
 * `oneditprepare` runs, when these options did not exist yet.
 *
 * @param value one that is not on offer is added, so that opening a dialog never changes a node
 */
export function offerOptions(selector: string, options: readonly Option[], value: string): void {
  const select = $(selector).empty();
  const known = options.some((option) => option.value === value);
  const all = known ? options : [...options, { value, label: value }];
  for (const option of all) $("<option>").val(option.value).text(option.label).appendTo(select);
  select.val(value);
}
