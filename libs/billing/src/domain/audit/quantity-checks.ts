import { countDays, plusDays } from '#contracts/domain';
import { Exact } from '#platform/domain';
import { overlappingDays } from '#pricing/domain';
import type { AuditedInvoice, AuditedUsage, AuditFinding, MeterName } from './audited-invoice.js';
import { chargesOfLine } from './charges-of-line.js';

/** Estimated share of a quantity above which estimates are reported. An estimate for part of a day is normal. */
const ESTIMATED_SHARE = new Exact('0.05');
/** Factor between a normal and an unusual month: a quantity is normal between half and twice the typical quantity. */
const JUMP = 2;
/** Minimum number of earlier months from which a typical quantity can be determined. */
const MONTHS_TO_COMPARE = 3;

const meterOf = ({ device, signalKey }: AuditedUsage) => ({ device, signalKey });

/** Checks the estimated share of each metered quantity (docs/rules/self-audit.md#estimated-read-inflation). */
export function checkEstimates({ usages }: AuditedInvoice): AuditFinding[] {
  return usages.flatMap((usage): AuditFinding[] => {
    const quantity = new Exact(usage.quantity ?? 0);
    const estimated = new Exact(usage.estimatedQuantity);
    if (estimated.lte(quantity.times(ESTIMATED_SHARE))) return [];
    const percent = quantity.isZero() ? '100' : estimated.div(quantity).times(100).toFixed(1);
    return [
      {
        code: 'estimated_share',
        severity: 'asks',
        position: null,
        params: {
          ...meterOf(usage),
          quantity: usage.quantity,
          estimatedQuantity: usage.estimatedQuantity,
          percent,
        },
      },
    ];
  });
}

/** Finds days without readings, and meters that are billed in a different unit from their signal's unit. */
export function checkMeters({ usages }: AuditedInvoice): AuditFinding[] {
  return usages.flatMap((usage): AuditFinding[] => {
    const findings: AuditFinding[] = [];
    const missing = usage.days - usage.daysWithReadings;
    if (usage.quantity !== null && missing > 0)
      findings.push({
        code: 'days_missing',
        severity: 'asks',
        position: null,
        params: { ...meterOf(usage), missing, days: usage.days },
      });
    if (usage.unit !== usage.signalUnit)
      findings.push({
        code: 'unit_differs',
        severity: 'blocks',
        position: null,
        params: { ...meterOf(usage), unit: usage.unit, signalUnit: usage.signalUnit },
      });
    return findings;
  });
}

/** Finds lines with a unit that no meter of their charge has (docs/rules/self-audit.md#class-variance). */
export function checkLineUnits({ lines, contract }: AuditedInvoice): AuditFinding[] {
  return lines.flatMap((line): AuditFinding[] => {
    const { kind, position, unit } = line;
    if (kind !== 'usage') return [];
    const units = chargesOfLine(contract.charges, line).flatMap((charge) => charge.units);
    if (unit === '' || units.length === 0 || units.includes(unit)) return [];
    return [
      { code: 'line_unit_differs', severity: 'blocks', position, params: { unit, units: units.join(', ') } },
    ];
  });
}

/** Finds lines with a meter that their charge does not include (docs/rules/self-audit.md#class-variance). */
export function checkLineMeters({ lines, contract }: AuditedInvoice): AuditFinding[] {
  return lines.flatMap(({ position, chargeKey, countedBy }): AuditFinding[] => {
    // A rated period can span versions of its charge, so the meters of all versions are accepted.
    const named = contract.charges.filter(({ key }) => key === chargeKey).flatMap(({ meters }) => meters);
    if (contract.charges.every(({ key }) => key !== chargeKey)) return [];
    const isNamed = (one: MeterName): boolean =>
      named.some(({ device, signalKey }) => device === one.device && signalKey === one.signalKey);
    return countedBy
      .filter((one) => !isNamed(one))
      .map(({ device, signalKey }) => ({
        code: 'meter_differs',
        severity: 'blocks',
        position,
        params: { device, signalKey, charge: chargeKey },
      }));
  });
}

/**
 * Finds daily quantities that differ greatly from those of a typical month. Low usage while the contract is paused is
 * expected.
 */
export function checkJumps({
  lines,
  earlier,
  contract,
  periodFrom,
  periodTo,
}: AuditedInvoice): AuditFinding[] {
  const isPaused = (from: string, to: string): boolean =>
    overlappingDays(contract.paused, { from, to }).length > 0;
  return lines.flatMap((line): AuditFinding[] => {
    const { kind, position, chargeKey, component, quantity, unit, corrects, service } = line;
    // A correction's quantity is a difference, so it can't be compared with a month.
    if (kind !== 'usage' || component !== 'usage' || quantity === null || corrects !== null) return [];
    // If a price changed within a month, the month has one line for the days before the change and one for the days
    // after it.
    const { from, to } = service ?? { from: periodFrom, to: periodTo };
    const days = countDays(from, to);
    const before = earlier.filter(
      (month) =>
        month.chargeKey === chargeKey &&
        month.periodFrom < periodFrom &&
        !isPaused(month.periodFrom, plusDays(month.periodFrom, month.days)),
    );
    if (before.length < MONTHS_TO_COMPARE) return [];
    const typical = median(before.map((month) => new Exact(month.quantity).div(month.days))).times(days);
    const now = new Exact(quantity);
    if (now.lte(typical.times(JUMP)) && (now.gte(typical.div(JUMP)) || isPaused(from, to))) return [];
    return [
      {
        code: 'quantity_jumped',
        severity: 'asks',
        position,
        params: { quantity, usual: typical.toFixed(0), unit, months: before.length },
      },
    ];
  });
}

/**
 * Finds quantities that two contracts price for the same days, and days of a contract that two invoices bill
 * (docs/rules/self-audit.md#double-counting).
 */
export function checkOverlaps({ overlaps }: AuditedInvoice): AuditFinding[] {
  return overlaps.map(({ document, contract, device, signalKey }) => ({
    code: device === null ? 'period_billed_twice' : 'counter_billed_twice',
    severity: 'blocks',
    position: null,
    params: { document, contract, ...(device !== null && { device, signalKey }) },
  }));
}

/** Finds usage measured while no contract covered a meter. It is not billed to any customer and needs a review. */
export function checkUncovered({ uncovered }: AuditedInvoice): AuditFinding[] {
  return uncovered.map((use) => ({
    code: 'counter_uncovered',
    severity: 'asks',
    position: null,
    params: { ...use },
  }));
}

function median(values: readonly Exact[]): Exact {
  const sorted = [...values].sort((a, b) => a.comparedTo(b));
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : sorted[middle - 1]!.plus(sorted[middle]!).div(2);
}
