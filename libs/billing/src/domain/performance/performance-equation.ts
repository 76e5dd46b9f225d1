import type { DraftLine, EquationTerm } from '#invoicing/domain';
import { Exact } from '#platform/domain';

/** Breaks the credit of a guarantee down term by term, from its facts and the agreed terms. */
export function performanceTerms(
  { snapshot, amountMinor }: Pick<DraftLine, 'snapshot' | 'amountMinor'>,
  currency: string,
): EquationTerm[] {
  const performance = snapshot?.performance;
  if (!performance) return [];
  const { term, facts, result } = performance;
  const exact = snapshot.exact === null ? null : new Exact(snapshot.exact).toSignificantDigits(20).toFixed();
  const steps = [
    ...(term.type === 'energy' ? energyTerms(term, facts, result, currency) : []),
    ...(term.type === 'delivery' ? deliveryTerms(term, facts, result, currency) : []),
    ...(term.type === 'availability' ? availabilityTerms(term, facts, result, currency) : []),
  ];
  return amountMinor === null ? steps : [...steps, { code: 'before_rounding', value: exact, unit: currency }];
}

type StoredPerformance = NonNullable<NonNullable<DraftLine['snapshot']>['performance']>;
type Of<Part, Type> = Extract<Part, { readonly type: Type }>;

function energyTerms(
  { kwhPerM3, kwhPrice }: Of<StoredPerformance['term'], 'energy'>,
  facts: StoredPerformance['facts'],
  result: StoredPerformance['result'],
  currency: string,
): EquationTerm[] {
  const counted = facts?.type === 'energy' ? facts : null;
  const outcome = result?.type === 'energy' ? result : null;
  return [
    { code: 'energy_used', value: counted?.kwh ?? null, unit: 'kWh' },
    { code: 'volume_delivered', value: counted?.m3 ?? null, unit: 'm3' },
    { code: 'energy_per_volume', value: outcome?.actual ?? null, unit: 'kWh/m3' },
    { code: 'energy_guaranteed', value: kwhPerM3, unit: 'kWh/m3' },
    { code: 'energy_beyond', value: outcome?.excessKwh ?? null, unit: 'kWh' },
    { code: 'credit_per_kwh', value: kwhPrice, unit: currency },
  ];
}

function deliveryTerms(
  { guaranteePercent, creditPerStartedHour }: Of<StoredPerformance['term'], 'delivery'>,
  facts: StoredPerformance['facts'],
  result: StoredPerformance['result'],
  currency: string,
): EquationTerm[] {
  const counted = facts?.type === 'delivery' ? facts : null;
  const outcome = result?.type === 'delivery' ? result : null;
  return [
    { code: 'hours_judged', value: counted?.hours ?? null, unit: 'h' },
    ...(counted === null || counted.unknownHours === '0'
      ? []
      : [{ code: 'hours_unknown', value: counted.unknownHours, unit: 'h' }]),
    { code: 'minutes_outside', value: counted?.minutesOutside ?? null, unit: 'min' },
    { code: 'delivered_percent', value: outcome?.availabilityPercent ?? null, unit: '%' },
    { code: 'guaranteed_percent', value: guaranteePercent ?? '100', unit: '%' },
    { code: 'hours_begun', value: outcome?.startedHours ?? null, unit: 'h' },
    { code: 'credit_per_hour', value: creditPerStartedHour, unit: currency },
  ];
}

function availabilityTerms(
  { guaranteePercent, targetPercent }: Of<StoredPerformance['term'], 'availability'>,
  facts: StoredPerformance['facts'],
  result: StoredPerformance['result'],
  currency: string,
): EquationTerm[] {
  const counted = facts?.type === 'availability' ? facts : null;
  const outcome = result?.type === 'availability' ? result : null;
  const causes = Object.entries(counted?.byCause ?? {}).filter(([, hours]) => hours !== '0');
  const agreed = guaranteePercent ?? targetPercent;
  const money = (code: string, value: string | null | undefined): EquationTerm[] =>
    value === null || value === undefined ? [] : [{ code, value, unit: currency }];
  const factor = outcome?.factorPercent ?? null;
  return [
    { code: 'machine_hours', value: counted?.hours ?? null, unit: 'h' },
    ...causes.map(([cause, value]) => ({ code: `down_${cause}`, value, unit: 'h' })),
    { code: 'available_percent', value: outcome?.availabilityPercent ?? null, unit: '%' },
    ...(agreed === null ? [] : [{ code: 'guaranteed_percent', value: agreed, unit: '%' }]),
    { code: 'fee_counted', value: counted?.fee ?? null, unit: currency },
    ...(factor === null ? [] : [{ code: 'fee_factor', value: factor, unit: '%' }]),
    ...money('malus', outcome?.malus && new Exact(outcome.malus).neg().toFixed()),
    ...money('bonus', outcome?.bonus),
  ];
}
