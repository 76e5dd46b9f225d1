import { Exact, type FieldFault } from '#platform/domain';
import { isChargeKey } from '../charges/charge-faults.js';
import type { ContractContent, MeterFields } from '../contract/contract-fields.js';
import { type AgreedPerformance, metersOfPerformance } from './agreed-performance.js';
import { findAvailabilityFaults } from './availability-faults.js';

const MAX_TERMS = 20;
const DECIMAL = /^\d{1,18}(\.\d{1,12})?$/;

/** Allowed units of each meter field of a guarantee; other units would be misinterpreted. */
const UNITS: Readonly<Record<MeterField, readonly string[]>> = {
  kwhMeterIds: ['kWh', 'kW.h'],
  m3MeterIds: ['m3'],
  outsideMeterId: ['h', 'min'],
};
type MeterField = 'kwhMeterIds' | 'm3MeterIds' | 'outsideMeterId';

/** Validates guarantees and returns errors by field. */
export function findPerformanceFaults({
  performance,
  charges,
  meters,
  machines,
}: Pick<ContractContent, 'performance' | 'charges' | 'meters' | 'machines'>): FieldFault[] {
  if (performance.length > MAX_TERMS)
    return [
      { pointer: '/performance', code: 'contracts.too_many_performance_terms', params: { max: MAX_TERMS } },
    ];
  return performance.flatMap((term, index) => {
    const at = (field: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
      pointer: `/performance/${index}/${field}`,
      code: `contracts.${code}`,
      params,
    });
    const isTaken =
      charges.some(({ key }) => key === term.key) ||
      performance.slice(0, index).some(({ key }) => key === term.key);
    return [
      ...(isChargeKey(term.key) ? [] : [at('key', 'charge_key_malformed', { value: term.key })]),
      ...(isTaken ? [at('key', 'charge_twice')] : []),
      ...(term.type === 'availability' ? findAvailabilityFaults(term, { charges, machines }, at) : []),
      ...findFigureFaults(term, at),
      ...FIELDS[term.type].flatMap((field) => findMeterFaults(field, idsOf(term, field), meters, at)),
      ...findCountedTwice(term, at),
    ];
  });
}

type FaultAt = (field: string, code: string, params?: FieldFault['params']) => FieldFault;

function findFigureFaults(term: AgreedPerformance, at: FaultAt): FieldFault[] {
  const amount = (field: string, value: string): FieldFault[] => {
    if (value === '') return [at(field, 'value_missing')];
    if (!DECIMAL.test(value)) return [at(field, 'decimal_malformed', { value })];
    return new Exact(value).isZero() ? [at(field, 'value_not_positive', { value })] : [];
  };
  if (term.type === 'availability') return [];
  if (term.type === 'energy')
    return [...amount('kwhPerM3', term.kwhPerM3), ...amount('kwhPrice', term.kwhPrice)];
  const { guaranteePercent, creditPerStartedHour } = term;
  const guarantee = guaranteePercent === null ? [] : amount('guaranteePercent', guaranteePercent);
  const isAbove = guarantee.length === 0 && new Exact(guaranteePercent ?? 0).gt(100);
  return [
    ...guarantee,
    ...(isAbove ? [at('guaranteePercent', 'percent_above_100', { value: guaranteePercent })] : []),
    ...amount('creditPerStartedHour', creditPerStartedHour),
  ];
}

const FIELDS: Readonly<Record<AgreedPerformance['type'], readonly MeterField[]>> = {
  energy: ['kwhMeterIds', 'm3MeterIds'],
  delivery: ['outsideMeterId'],
  availability: [],
};

function idsOf(term: AgreedPerformance, field: MeterField): readonly string[] {
  if (term.type === 'availability') return [];
  if (term.type === 'delivery') return term.outsideMeterId === '' ? [] : [term.outsideMeterId];
  return field === 'kwhMeterIds' ? term.kwhMeterIds : term.m3MeterIds;
}

/**
 * Allows only meters in the evaluated unit with quantities that can be summed over days. A peak can't be summed, and a
 * subtracted meter doesn't measure a quantity of its own.
 */
function findMeterFaults(
  field: MeterField,
  ids: readonly string[],
  meters: readonly MeterFields[],
  at: FaultAt,
): FieldFault[] {
  if (ids.length === 0) return [at(field, 'value_missing')];
  const named = ids.map((id) => meters.find((meter) => meter.id === id));
  if (named.some((meter) => meter === undefined)) return [at(field, 'performance_meter_unknown')];
  const units = UNITS[field];
  const mismatched = named.find((meter) => !units.includes(meter!.unit));
  if (mismatched)
    return [at(field, 'performance_unit_differs', { unit: mismatched.unit, units: units.join(', ') })];
  return named.some((meter) => meter!.method === 'peak_demand' || meter!.deducts)
    ? [at(field, 'performance_meter_unfit')]
    : [];
}

function findCountedTwice(term: AgreedPerformance, at: FaultAt): FieldFault[] {
  const ids = metersOfPerformance(term);
  return new Set(ids).size < ids.length ? [at(FIELDS[term.type][0]!, 'performance_meter_twice')] : [];
}
