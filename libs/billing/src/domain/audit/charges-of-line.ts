import type { AuditedCharge, AuditedLine } from './audited-invoice.js';

/** A line's charge as it was agreed for the days that the line is for; more than once where it changed within them. */
export function chargesOfLine(
  charges: readonly AuditedCharge[],
  { chargeKey, service, component }: Pick<AuditedLine, 'chargeKey' | 'service' | 'component'>,
): AuditedCharge[] {
  // What is given back of a fee was agreed until the day before.
  const isUntil = (to: string, day: string): boolean => (component === 'credit' ? to >= day : to > day);
  return charges.filter(
    ({ key, from, to }) =>
      key === chargeKey &&
      (service === null ||
        ((from === null || from < service.to) && (to === null || isUntil(to, service.from)))),
  );
}

/** Whether it is what holds from now on. */
export const isLast = ({ to }: AuditedCharge): boolean => to === null;
