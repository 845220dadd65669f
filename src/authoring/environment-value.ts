/** A variable of the Worker by its name: read only where it is used, so that its value is in no record. */

/** Stands for a variable or secret of the Worker, by its name. */
export interface EnvironmentValue {
  readonly env: string;
}

/** The variable or secret of that name, for people's addresses and for where messages go. */
export function env(name: string): EnvironmentValue {
  return { env: name };
}
