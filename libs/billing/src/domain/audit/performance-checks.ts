import { overlappingDays, withoutUnbilledDays } from '#pricing/domain';
import type { AuditedInvoice, AuditedLine, AuditedGuarantee, AuditFinding } from './audited-invoice.js';
import { sameTerms } from './same-terms.js';

/**
 * Finds guarantees that were not evaluated although their month is over. Without the evaluation, the invoice would
 * withhold the customer's credits.
 */
export function checkGuaranteesEvaluated({
  lines,
  contract,
  periodFrom,
  periodTo,
  isOver,
  isCorrection,
}: AuditedInvoice): AuditFinding[] {
  if (!isOver || isCorrection) return [];
  const month = { from: periodFrom, to: periodTo };
  const evaluatedKeys = new Set(lines.filter(isEvaluated).map(({ chargeKey }) => chargeKey));
  const due = (contract.promises ?? []).filter((guarantee) =>
    overlappingDays([{ from: guarantee.from ?? '', to: guarantee.to ?? NO_END }], month).some(
      (days) => withoutUnbilledDays(days, contract.paused).length > 0,
    ),
  );
  return [...new Set(due.map(({ key }) => key))]
    .filter((key) => !evaluatedKeys.has(key))
    .map((key) => ({
      code: 'promise_not_judged',
      severity: 'blocks',
      position: null,
      params: { promise: key },
    }));
}

const NO_END = '9999-12-31';

/** A guarantee on hold is treated as evaluated, because its line states why the evaluation is not possible yet. */
const isEvaluated = ({ kind, corrects, promised }: AuditedLine): boolean =>
  kind === 'performance' && corrects === null && !promised?.isPending;

/** Checks that a guarantee is evaluated under its agreed terms and a clause, from the meters that the terms list. */
export function checkGuarantees({ lines, contract }: AuditedInvoice): AuditFinding[] {
  return lines.flatMap((line): AuditFinding[] => {
    const { kind, position, chargeKey, corrects, promised, countedBy } = line;
    // A correction uses the terms by which its month was evaluated.
    if (kind !== 'performance' || corrects !== null) return [];
    const agreed = guaranteesOfLine(contract.promises ?? [], line);
    if (agreed.length === 0)
      return [{ code: 'charge_unknown', severity: 'blocks', position, params: { charge: chargeKey } }];
    const isAsAgreed = agreed.some(({ term }) => sameTerms(promised?.term ?? {}, term));
    const named = agreed.flatMap(({ meters }) => meters);
    const unnamedMeters = countedBy.filter(
      ({ device, signalKey }) =>
        !named.some((meter) => meter.device === device && meter.signalKey === signalKey),
    );
    return [
      ...(isAsAgreed ? [] : [finding('price_differs', 'blocks', position, { charge: chargeKey })]),
      ...(line.clause === '' ? [finding('clause_missing', 'asks', position, { charge: chargeKey })] : []),
      ...unnamedMeters.map(({ device, signalKey }) =>
        finding('meter_differs', 'blocks', position, { device, signalKey, charge: chargeKey }),
      ),
    ];
  });
}

function guaranteesOfLine(
  guarantees: readonly AuditedGuarantee[],
  { chargeKey, service }: Pick<AuditedLine, 'chargeKey' | 'service'>,
): AuditedGuarantee[] {
  return guarantees.filter(
    ({ key, from, to }) =>
      key === chargeKey &&
      (service === null || ((from === null || from < service.to) && (to === null || to > service.from))),
  );
}

const finding = (
  code: string,
  severity: AuditFinding['severity'],
  position: number,
  params: AuditFinding['params'],
): AuditFinding => ({ code, severity, position, params });
