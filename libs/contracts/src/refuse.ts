import { DomainError, type FieldFault } from '#platform';

/** Refuses what has faults, each at its field. */
export function refuse(code: string, faults: readonly FieldFault[]): void {
  if (faults.length > 0) throw new DomainError(code, {}, faults);
}
