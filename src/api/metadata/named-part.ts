/** A module or a field, by its API name and as people see it. */
export interface NamedPart {
  readonly name: string;
  readonly label: string;
}

/** A field, with what its module's metadata tells besides; of other products only its name is known. */
export interface FieldPart extends NamedPart {
  /** Zoho's `data_type`, e.g. `picklist`. */
  readonly kind?: string;
  /** True where no record is made without it. */
  readonly isMandatory?: true;
  /** What may be chosen, as the API takes it. */
  readonly values?: readonly string[];
}
