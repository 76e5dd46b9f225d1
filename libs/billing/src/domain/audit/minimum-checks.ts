import { MINIMUM_KEY } from '#invoicing/domain';
import { Exact, fromMinor, roundAmount, sumMinor, sumOf } from '#platform/domain';
import { countUnpausedDays, earlierDay, laterDay } from '#pricing/domain';
import type { AuditedInvoice, AuditedLine, AuditFinding } from './audited-invoice.js';

/** Returns true for a line of the contract's own minimum, which no charge prices. */
const isMinimum = ({ chargeKey }: Pick<AuditedLine, 'chargeKey'>): boolean => chargeKey === MINIMUM_KEY;

/**
 * Checks that the line for the contract's minimum bills the shortfall: the minimum, prorated by the unpaused days on
 * which it was agreed, less all fees and usage of the month. The check uses the lines as drafted
 * (docs/rules/rating.md#minimum).
 */
export function checkMinimum(invoice: AuditedInvoice): AuditFinding[] {
  return invoice.lines.flatMap((line): AuditFinding[] => {
    const { position, amountMinor, corrects } = line;
    if (!isMinimum(line) || amountMinor === null || corrects !== null) return [];
    const due = shortfallOf(line, invoice);
    const amount = fromMinor(amountMinor, invoice.currency);
    if (due?.eq(amount)) return [];
    return [
      {
        code: 'minimum_differs',
        severity: 'blocks',
        position,
        params: { amount, due: due?.toFixed() ?? null },
      },
    ];
  });
}

/** Returns the shortfall due; null while a line that counts towards the minimum is on hold. */
function shortfallOf({ service, share }: AuditedLine, { lines, contract, currency }: AuditedInvoice) {
  const towards = lines.filter(countsTowardsMinimum);
  if (service === null || share === null || towards.some(({ amountMinor }) => amountMinor === null))
    return null;
  // Divides only once, at the end, so that repeating decimals are not rounded more than once.
  const owed = sumOf(contract.minimums, ({ from, to, amount }) => {
    const days = { from: laterDay(from, service.from), to: earlierDay(to, service.to) };
    return days.from < days.to ? new Exact(amount).times(countUnpausedDays(days, contract.paused)) : 0;
  }).div(share.of);
  const billed = sumMinor(towards, ({ amountMinor }) => amountMinor ?? 0n);
  return roundAmount(owed, currency).minus(fromMinor(billed, currency));
}

/** Components that don't count towards the minimum. A kit has no component and is excluded by its kind. */
const EXCLUDED_COMPONENTS = ['kit', 'deposit', 'discount', 'performance'];

/**
 * Returns true for a line that counts towards the minimum. One-time, quarterly and yearly charges and usage that counts
 * by year are excluded, because they don't belong to a single month.
 */
function countsTowardsMinimum(line: AuditedLine): boolean {
  const { kind, component, due, share, corrects } = line;
  if (EXCLUDED_COMPONENTS.includes(component ?? kind) || corrects !== null || isMinimum(line)) return false;
  if (due === 'once' || due === 'quarterly' || due === 'yearly') return false;
  return share !== null && share.of <= LONGEST_MONTH;
}

const LONGEST_MONTH = 31;
