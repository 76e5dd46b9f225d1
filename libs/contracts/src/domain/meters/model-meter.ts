import { Exact, type FieldFault } from '#platform/domain';
import { completeMeter } from '../contract/contract-changes.js';
import type { MeterFields, SignalFacts } from '../contract/contract-fields.js';
import { findMeasuringFaults, findSignalFaults } from './meter-faults.js';
import { isPossibleState, type ReferenceConditions, referenceFactor } from './reference-factor.js';

/** A model's meter, which contracts copy. The device and the modulus depend on the machine. */
export interface ModelMeterFields extends Omit<MeterFields, 'id' | 'deviceId' | 'modulus' | 'modelMeterId'> {
  readonly name: string;
  /** Null unless a gas is metered in one state and billed in another. The conversion multiplies the factor. */
  readonly reference: ReferenceConditions | null;
}

/** Input of a model meter. Missing fields get the defaults of contract meters. */
export type NewModelMeter = Pick<ModelMeterFields, 'name' | 'signalKey'> & Partial<ModelMeterFields>;

/** Number of decimals of factors in contracts. */
const FACTOR_DECIMALS = 12;
const DECIMAL = /^-?\d{1,18}(\.\d{1,12})?$/;

/**
 * Returns the factor from units of the readings to units of the quantity: the meter's factor times that of its
 * reference conditions by the ideal gas law (docs/rules/metering.md#reference-conditions). Null means one.
 */
export function combinedFactor({
  factor,
  reference,
}: Pick<ModelMeterFields, 'factor' | 'reference'>): string | null {
  if (reference === null) return factor;
  return referenceFactor(reference)
    .times(factor ?? 1)
    .toDecimalPlaces(FACTOR_DECIMALS, Exact.ROUND_HALF_UP)
    .toFixed();
}

/** Completes a model meter with defaults. @param signals the signals of the model */
export function completeModelMeter(wanted: NewModelMeter, signals: readonly SignalFacts[]): ModelMeterFields {
  const { name, reference = null, ...meter } = wanted;
  const signal = signals.find(({ key }) => key === wanted.signalKey);
  const {
    id: _id,
    deviceId: _deviceId,
    modulus: _modulus,
    modelMeterId: _from,
    ...completed
  } = completeMeter({ ...meter, deviceId: '', modulus: null }, signal, '');
  return { name: name.trim(), reference, ...completed };
}

/**
 * Applies an edit. If readings are no longer converted and the edit contains no unit, the quantity has the unit of the
 * readings again.
 */
export function changeModelMeter(
  current: ModelMeterFields,
  wanted: Partial<ModelMeterFields>,
  signals: readonly SignalFacts[],
): ModelMeterFields {
  const given = Object.entries<unknown>(wanted).filter(([, value]) => value !== undefined);
  const { unit, ...merged }: ModelMeterFields = { ...current, ...Object.fromEntries(given) };
  const isConverted = merged.factor !== null || merged.reference !== null;
  return completeModelMeter({ ...merged, unit: isConverted ? unit : wanted.unit }, signals);
}

/**
 * Returns true when a contract's meter counts differently from a new copy of the model meter, because one of them was
 * changed.
 */
export function differsFromDefinition(meter: MeterFields, definition: ModelMeterFields): boolean {
  const factor = combinedFactor(definition);
  const isSameFactor =
    factor === null || meter.factor === null ? factor === meter.factor : new Exact(factor).eq(meter.factor);
  const serialize = ({
    signalKey,
    method,
    matches,
    intervalMinutes,
    deducts,
    unit,
    maxRatePerHour,
    maxGapMinutes,
  }: Omit<ModelMeterFields, 'name' | 'factor' | 'reference'>): string =>
    JSON.stringify([
      ...[signalKey, method, [...matches].sort(), intervalMinutes, deducts, unit],
      ...[maxRatePerHour === null ? null : new Exact(maxRatePerHour).toFixed(), maxGapMinutes],
    ]);
  return !isSameFactor || serialize(meter) !== serialize(definition);
}

/** Validates a model meter and returns its errors by field. @param signals the signals of the model */
export function findModelMeterFaults(
  { name, reference, ...meter }: ModelMeterFields,
  signals: readonly SignalFacts[],
): FieldFault[] {
  const at = (field: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
    pointer: `/${field}`,
    code: `contracts.${code}`,
    params,
  });
  const impossible = (['from', 'to'] as const).filter(
    (side) => reference !== null && !isKnownState(reference[side]),
  );
  const isFactorUsable = meter.factor === null || DECIMAL.test(meter.factor);
  const candidate: MeterFields = {
    ...{ ...meter, id: '', deviceId: '', modulus: null },
    factor: impossible.length > 0 || !isFactorUsable ? meter.factor : combinedFactor({ ...meter, reference }),
  };
  return [
    ...(name === '' ? [at('name', 'value_missing')] : []),
    ...impossible.map((side) => at(`reference/${side}`, 'gas_state_impossible')),
    ...findMeasuringFaults(candidate, at),
    ...findSignalFaults(candidate, signals, at),
  ];
}

const isKnownState = (state: ReferenceConditions['from']): boolean =>
  DECIMAL.test(state.celsius) && DECIMAL.test(state.mbar) && isPossibleState(state);
