/** A module or a field, by its API name and as people see it. */
export interface NamedPart {
  readonly name: string;
  readonly label: string;
}
