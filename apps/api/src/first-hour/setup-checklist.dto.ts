import type { SetupState, SetupStepKey } from './domain/setup-checklist.js';

export class SetupStepDto {
  key: SetupStepKey;
  /**
   * `done`; `started` if something exists but the step is not complete, such as a device without readings or a contract
   * that is not active; `open` otherwise.
   */
  state: SetupState;
  /**
   * Number of complete objects of the step or, if none is complete, of all objects. Counts of machines, devices,
   * contracts and invoices stop at 1000.
   */
  count: number;
}

export class SetupChecklistDto {
  /** Steps in the recommended order. They can be done in any order. */
  steps: SetupStepDto[];
  /** The first step that is not done; null if all are done. */
  next: SetupStepKey | null;
  /** Whether all steps are done. */
  complete: boolean;
}
