import type { AuditedCharge, AuditedLine } from './audited-invoice.js';

/** Returns the versions of a line's charge that apply on the line's days; several if the charge changed within them. */
export function chargesOfLine(
  charges: readonly AuditedCharge[],
  { chargeKey, service, component }: Pick<AuditedLine, 'chargeKey' | 'service' | 'component'>,
): AuditedCharge[] {
  // A credit of a fee refers to terms that ended on the day before the credit's first day.
  const isUntil = (to: string, day: string): boolean => (component === 'credit' ? to >= day : to > day);
  return charges.filter(
    ({ key, from, to }) =>
      key === chargeKey &&
      (service === null ||
        ((from === null || from < service.to) && (to === null || isUntil(to, service.from)))),
  );
}

/** Returns true for the version of a charge that has no later version. */
export const isCurrentVersion = ({ to }: AuditedCharge): boolean => to === null;
