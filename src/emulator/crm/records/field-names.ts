/**
 * The names of a `fields` parameter: parted by commas, blanks around them allowed.
 *
 * @returns undefined where there are none
 */
export function fieldNames(parameter: string | null): readonly string[] | undefined {
  const names = (parameter ?? "").split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));
  return names.length === 0 ? undefined : names;
}
