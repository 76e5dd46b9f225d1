export const MACHINE_CHOICES = ['all', 'list', 'model', 'site', 'customer'] as const;

/** Machines: all of them, those of a list, or all that a model, a site or a customer has whenever it is asked for. */
export interface MachineChoice {
  readonly of: (typeof MACHINE_CHOICES)[number];
  /** Of machines, models, sites or customers; none for all. */
  readonly ids: readonly string[];
}
