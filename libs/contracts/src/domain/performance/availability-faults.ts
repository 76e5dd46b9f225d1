import { Exact, type FieldFault } from '#platform/domain';
import type { ContractContent } from '../contract/contract-fields.js';
import {
  AVAILABILITY_FIGURES,
  type AvailabilityFigure,
  type AvailabilityPerformance,
} from './agreed-performance.js';

type FaultAt = (field: string, code: string, params?: FieldFault['params']) => FieldFault;

const DECIMAL = /^\d{1,12}(\.\d{1,12})?$/;
const MAX_BANDS = 12;
/** Fields that can exceed 100 percent. */
const UNLIMITED_FIGURES: readonly AvailabilityFigure[] = [
  'plannedAllowanceHours',
  'malusPercentPerPoint',
  'slope',
];
/** The first field of each scheme, and the fields that require it. */
const DEPENDENT_FIGURES: readonly (readonly [AvailabilityFigure, readonly AvailabilityFigure[]])[] = [
  ['guaranteePercent', ['malusPercentPerPoint', 'malusCapPercent']],
  ['bonusFromPercent', ['bonusPercent']],
  ['targetPercent', ['slope', 'zeroBelow']],
];
const REQUIRED_FIGURES: readonly (readonly [AvailabilityFigure, AvailabilityFigure])[] = [
  ['guaranteePercent', 'malusPercentPerPoint'],
  ['bonusFromPercent', 'bonusPercent'],
  ['targetPercent', 'slope'],
];

/** Validates a guarantee of availability and returns errors by field. */
export function findAvailabilityFaults(
  term: AvailabilityPerformance,
  { charges, machines }: Pick<ContractContent, 'charges' | 'machines'>,
  at: FaultAt,
): FieldFault[] {
  const malformed = AVAILABILITY_FIGURES.flatMap((field) => {
    const value = term[field];
    if (value === null) return [];
    if (!DECIMAL.test(value)) return [at(field, 'decimal_malformed', { value })];
    const isAbove = !UNLIMITED_FIGURES.includes(field) && new Exact(value).gt(100);
    return isAbove ? [at(field, 'percent_above_100', { value })] : [];
  });
  return [
    ...malformed,
    ...findSchemeFaults(term, at),
    ...term.bands.slice(0, MAX_BANDS).flatMap(({ below, percent }, index) =>
      Object.entries({ below, percent }).flatMap(([field, value]) =>
        DECIMAL.test(value) && new Exact(value).lte(100)
          ? []
          : [
              at(`bands/${index}/${field}`, value === '' ? 'value_missing' : 'decimal_malformed', {
                value,
              }),
            ],
      ),
    ),
    ...findOrderFaults(term.bands, at),
    ...(term.bands.length > MAX_BANDS ? [at('bands', 'too_many_bands', { max: MAX_BANDS })] : []),
    ...findFeeFaults(term, charges, at),
    ...(term.machineIds.every((id) => machines.some(({ machineId }) => machineId === id))
      ? []
      : [at('machineIds', 'machine_not_in_contract')]),
  ];
}

/**
 * Validates bands: their limits must decrease, and each band must credit more than the one above it. Otherwise a band
 * would never apply, or lower availability would result in a smaller credit.
 */
function findOrderFaults(bands: AvailabilityPerformance['bands'], at: FaultAt): FieldFault[] {
  return bands.slice(1, MAX_BANDS).flatMap(({ below, percent }, index) => {
    const above = bands[index]!;
    if (![below, percent, above.below, above.percent].every((value) => DECIMAL.test(value))) return [];
    const path = `bands/${index + 1}`;
    return [
      ...(new Exact(below).lt(above.below)
        ? []
        : [at(`${path}/below`, 'band_not_below', { above: above.below })]),
      ...(new Exact(percent).gt(above.percent)
        ? []
        : [at(`${path}/percent`, 'band_gives_no_more', { above: above.percent })]),
    ];
  });
}

/** Allows only one scheme for crediting a shortfall, because two schemes would credit it twice. */
function findSchemeFaults(term: AvailabilityPerformance, at: FaultAt): FieldFault[] {
  const schemes = [term.guaranteePercent !== null, term.targetPercent !== null, term.bands.length > 0];
  const schemeCount = schemes.filter(Boolean).length;
  return [
    ...(schemeCount === 0 && term.bonusFromPercent === null ? [at('guaranteePercent', 'value_missing')] : []),
    ...(schemeCount > 1 ? [at('guaranteePercent', 'availability_counts_twice')] : []),
    ...REQUIRED_FIGURES.flatMap(([first, needed]) =>
      term[first] !== null && term[needed] === null ? [at(needed, 'value_missing')] : [],
    ),
    ...DEPENDENT_FIGURES.flatMap(([first, others]) =>
      term[first] === null ? others.filter((other) => term[other] !== null) : [],
    ).map((field) => at(field, 'availability_goes_with_nothing')),
  ];
}

/** Allows only charges that are due monthly, because yearly and one-time amounts are not fees for a month. */
function findFeeFaults(
  { chargeKeys }: AvailabilityPerformance,
  charges: ContractContent['charges'],
  at: FaultAt,
): FieldFault[] {
  if (chargeKeys.length === 0) return [at('chargeKeys', 'value_missing')];
  const named = chargeKeys.map((key) => charges.find((charge) => charge.key === key));
  if (named.some((charge) => charge === undefined)) return [at('chargeKeys', 'performance_charge_unknown')];
  const isMonthly = named.every(
    (charge) => ['arrears', 'advance'].includes(charge!.due) && charge!.countsBy === 'month',
  );
  return isMonthly ? [] : [at('chargeKeys', 'performance_charge_not_monthly')];
}
