import { type PausedDays, plusDays } from '#contracts/domain';
import { isContractKey } from '#invoicing/domain';
import { Exact, fromMinor, sumMinor } from '#platform/domain';
import { countUnpausedDays, overlappingDays } from '#pricing/domain';
import type { AuditedInvoice, AuditedLine, AuditFinding } from './audited-invoice.js';
import { chargesOfLine, isCurrentVersion } from './charges-of-line.js';
import { sameTerms, termsOf } from './same-terms.js';

/**
 * Checks that every amount is priced by a charge of the contract, under a clause, exactly as agreed
 * (docs/rules/self-audit.md#price-creep-and-mystery-fees).
 */
export function checkPrices({ lines, contract }: AuditedInvoice): AuditFinding[] {
  return lines.flatMap((line): AuditFinding[] => {
    if (line.kind === 'kit' || line.kind === 'performance') return [];
    const { position, chargeKey, corrects } = line;
    // A correction keeps the price of its month, regardless of the terms for later months, unless other terms for its
    // days have been agreed since it was billed.
    if (corrects?.pricedBy && (!line.pricedBy || sameTerms(line.pricedBy, corrects.pricedBy))) return [];
    if (isContractKey(chargeKey)) return checkClause(line);
    const agreed = chargesOfLine(contract.charges, line);
    if (agreed.length === 0)
      return [{ code: 'charge_unknown', severity: 'blocks', position, params: { charge: chargeKey } }];
    const findings: AuditFinding[] = [];
    const isAsAgreed = agreed.some(
      ({ pricing }) =>
        (!line.pricedBy || sameTerms(line.pricedBy, pricing)) &&
        matchesAgreedTerms(line, pricing, contract.paused),
    );
    if (!isAsAgreed)
      findings.push({ code: 'price_differs', severity: 'blocks', position, params: { charge: chargeKey } });
    return [...findings, ...checkClause(line)];
  });
}

function checkClause({ clause, position, chargeKey }: AuditedLine): AuditFinding[] {
  if (clause !== '') return [];
  return [{ code: 'clause_missing', severity: 'asks', position, params: { charge: chargeKey } }];
}

/**
 * Fields of terms that don't change when the terms are applied to a month or a year, because neither proration nor a
 * ramp affects them.
 */
const UNCHANGED = [
  'model',
  'unitPrice',
  'packageSize',
  'packagePrice',
  'multiplier',
  'ratePercent',
  'fixedPerEvent',
  'minPerEvent',
  'maxPerEvent',
  'discountPercent',
  'maxAmount',
  'shortfallPrice',
  'convert',
  'pooling',
  'allocate',
] as const;
/** Tolerance for shares of amounts with infinitely many decimals. */
const TOLERANCE = new Exact('1e-9');

/**
 * Returns true when the applied terms have the agreed prices, and a flat amount equals its share after proration by
 * days and pauses.
 */
function matchesAgreedTerms(line: AuditedLine, agreed: Terms, paused: readonly PausedDays[]): boolean {
  const { appliedBy, share } = line;
  if (appliedBy === null) return true;
  // Fees of hour bands are agreed for a whole year and prorated by days.
  const unchanged = agreed['model'] === 'hour_bands' ? UNCHANGED : [...UNCHANGED, 'tiers'];
  if (!unchanged.every((field) => sameTerms(appliedBy[field], agreed[field]))) return false;
  if (agreed['model'] !== 'flat' || share === null) return true;
  const part = new Exact(String(agreed['amount'])).times(share.used).div(share.of);
  const applied = new Exact(String(appliedBy['amount'])).abs();
  return percentsDue(line, paused).some((percent) =>
    applied.minus(part.abs().times(percent).div(100)).abs().lt(TOLERANCE),
  );
}

const FULL_PERCENT = '100';

/**
 * Returns the percentages of a flat amount that can be due on a line's days. For a credit, the day before its first
 * day is included. Pauses don't affect one-time amounts.
 */
function percentsDue({ service, due, component }: AuditedLine, paused: readonly PausedDays[]): string[] {
  if (service === null || due === 'once') return [FULL_PERCENT];
  const { from, to } = service;
  const days = { from: component === 'credit' ? plusDays(from, -1) : from, to };
  const pauses = overlappingDays(paused, days);
  return [
    ...(countUnpausedDays(days, pauses) > 0 ? [FULL_PERCENT] : []),
    ...pauses.map(({ feePercent }) => feePercent),
  ];
}

type Terms = Readonly<Record<string, unknown>>;

/** Checks that the document's total is the sum of its lines (docs/rules/self-audit.md#duplicates-and-totals). */
export function checkTotal({ lines, totalMinor, currency }: AuditedInvoice): AuditFinding[] {
  const sum = sumMinor(lines, ({ amountMinor }) => amountMinor ?? 0n);
  if (sum === totalMinor) return [];
  return [
    {
      code: 'total_differs',
      severity: 'blocks',
      position: null,
      params: { total: fromMinor(totalMinor, currency), sum: fromMinor(sum, currency) },
    },
  ];
}

/**
 * Checks that a line equals the current total for its line key less the amount already billed, independently of the
 * rating code.
 */
export function checkAmounts({ lines, currency }: AuditedInvoice): AuditFinding[] {
  return lines.flatMap(({ position, amountMinor, standing, billedBefore }): AuditFinding[] => {
    if (amountMinor === null || standing === null || billedBefore === null) return [];
    const due = new Exact(standing).minus(billedBefore);
    const billed = fromMinor(amountMinor, currency);
    if (due.eq(billed)) return [];
    return [
      {
        code: 'amount_differs',
        severity: 'blocks',
        position,
        params: { amount: billed, due: due.toFixed() },
      },
    ];
  });
}

/**
 * Finds contracts with the same plan and another price. This is not an error but needs a review
 * (docs/rules/self-audit.md#cross-fleet-rate-variance).
 */
export function checkPeers({ contract, peers }: AuditedInvoice): AuditFinding[] {
  return contract.charges.filter(isCurrentVersion).flatMap(({ key, pricing }): AuditFinding[] => {
    const terms = termsOf(pricing);
    const other = peers.filter((peer) => peer.chargeKey === key && peer.terms !== terms);
    const [first] = other;
    if (!first) return [];
    return [
      {
        code: 'peer_price_differs',
        severity: 'asks',
        position: null,
        params: {
          charge: key,
          contract: first.contract,
          count: other.reduce((count, { contracts }) => count + contracts, 0),
        },
      },
    ];
  });
}
