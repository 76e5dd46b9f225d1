import type { FieldFault } from '#platform/domain';
import type { MeterFields, SignalFacts } from '../contract/contract-fields.js';
import { completeMeter, type NewMeter } from '../contract/contract-changes.js';
import { findMeasuringFaults, findSignalFaults } from './meter-faults.js';

export interface DescribedMeter {
  readonly meter: MeterFields;
  /** Errors by field, such as `/signalKey`. */
  readonly faults: readonly FieldFault[];
}

/**
 * Completes and validates a meter according to the rules for contracts, but without a contract.
 * @param signals the signals of the device that the meter reads
 */
export function describeMeter(
  wanted: NewMeter & Pick<MeterFields, 'id'>,
  signals: readonly SignalFacts[],
): DescribedMeter {
  const signal = signals.find(({ key }) => key === wanted.signalKey);
  const meter = completeMeter(wanted, signal, wanted.id);
  const at = (field: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
    pointer: `/${field}`,
    code: `contracts.${code}`,
    params,
  });
  return { meter, faults: [...findMeasuringFaults(meter, at), ...findSignalFaults(meter, signals, at)] };
}
