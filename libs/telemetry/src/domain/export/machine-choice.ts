export const MACHINE_CHOICES = ['all', 'list', 'model', 'site', 'customer'] as const;

/** A selection of machines: all, a list, or those of a model, a site or a customer at the time of the query. */
export interface MachineChoice {
  readonly of: (typeof MACHINE_CHOICES)[number];
  /** Ids of machines, models, sites or customers; empty for all. */
  readonly ids: readonly string[];
}
