import { countDays, monthsOfDue, plusDays } from '#contracts/domain';
import { Exact } from '#platform/domain';
import type { AuditedInvoice, AuditedLine, AuditFinding } from './audited-invoice.js';

/**
 * Blocks a line for days outside the contract (docs/rules/self-audit.md#lease-drift). A fee in advance may extend
 * beyond the end if the same document credits those days, and a correction may credit amounts billed for them.
 */
export function checkService({ lines, contract }: AuditedInvoice): AuditFinding[] {
  const { startsOn, endsOn } = contract;
  const endDay = endsOn === null ? null : plusDays(endsOn, 1);
  return lines.flatMap((line): AuditFinding[] => {
    const { position, service, kind } = line;
    if (service === null || kind === 'kit') return [];
    const { from, to } = service;
    if (from >= startsOn && (endDay === null || to <= endDay)) return [];
    if (isReversal(line)) return [];
    const areDaysCredited =
      from >= startsOn && endDay !== null && line.due === 'advance' && isCredited(line, lines, endDay);
    if (areDaysCredited) return [];
    return [
      {
        code: 'outside_contract',
        severity: 'blocks',
        position,
        params: { from, to: plusDays(to, -1), startsOn, endsOn },
      },
    ];
  });
}

/**
 * Returns true when a line credits days, or is a correction that lowers the amount billed for them or sets it to zero.
 */
function isReversal({ kind, component, corrects, amountMinor, standing }: AuditedLine): boolean {
  if (kind === 'base' && component === 'credit') return true;
  if (corrects === null) return false;
  return (amountMinor ?? 0n) <= 0n || (standing !== null && new Exact(standing).isZero());
}

/**
 * Returns true when the document credits a fee for every day after the contract's end at least as often as it bills the
 * fee for that day.
 */
function isCredited(
  { service, ...fee }: AuditedLine,
  lines: readonly AuditedLine[],
  endDay: string,
): boolean {
  const flat = lines.flatMap((line) =>
    line.kind === 'base' && line.chargeKey === fee.chargeKey && line.machine === fee.machine && line.service
      ? [{ ...line.service, bills: timesBilled(line) }]
      : [],
  );
  const first = service!.from > endDay ? service!.from : endDay;
  // The lines that apply can change only on these days, so no other days need a check.
  const days = new Set([first, ...flat.flatMap(({ from, to }) => [from, to])]);
  return [...days]
    .filter((day) => day >= first && day < service!.to)
    .every(
      (day) => flat.reduce((sum, { from, to, bills }) => sum + (from <= day && day < to ? bills : 0), 0) <= 0,
    );
}

/**
 * Returns the number of times that a line bills its days; negative for a credit. For a correction, the result depends
 * on whether it starts or stops billing the days.
 */
function timesBilled({ component, corrects, standing, billedBefore }: AuditedLine): number {
  const isNothing = (amount: string | null): boolean => amount !== null && new Exact(amount).isZero();
  const times = corrects === null ? 1 : Number(!isNothing(standing)) - Number(!isNothing(billedBefore));
  return component === 'credit' ? -times : times;
}

/**
 * Checks that a monthly fee, or the credit of a monthly fee, bills exactly the days of its line
 * (docs/rules/self-audit.md#mid-term-amendments).
 */
export function checkShares({ lines }: AuditedInvoice): AuditFinding[] {
  return lines.flatMap(({ position, service, share, kind, component, due }): AuditFinding[] => {
    const isByMonth = due !== null && due !== 'once' && monthsOfDue(due) === null;
    const isFee = kind === 'base' && (component === 'fee' || component === 'credit');
    if (!isFee || !isByMonth || share === null || service === null) return [];
    const days = countDays(service.from, service.to);
    if (share.used === days) return [];
    return [{ code: 'share_differs', severity: 'blocks', position, params: { used: share.used, days } }];
  });
}
