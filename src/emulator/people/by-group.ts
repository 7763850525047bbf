import { PERSON_GROUPS, type PersonGroup } from "./fixtures";

/** People under the headings of their groups, in the order of the groups; groups without anybody are left out. */
export function byGroup<T extends { readonly group: PersonGroup }>(
  people: readonly T[],
): readonly { readonly heading: string; readonly members: readonly T[] }[] {
  return (Object.keys(PERSON_GROUPS) as readonly PersonGroup[])
    .map((group) => ({
      heading: PERSON_GROUPS[group],
      members: people.filter((person) => person.group === group),
    }))
    .filter(({ members }) => members.length > 0);
}
