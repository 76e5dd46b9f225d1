import type { FieldFault } from '#platform/domain';
import type { MeterFields, SignalFacts } from '../contract/contract-fields.js';
import { fillMeter, type NewMeter } from '../contract/contract-changes.js';
import { findMeasuringFaults, findSignalFaults } from './meter-faults.js';

export interface DescribedMeter {
  readonly meter: MeterFields;
  /** Each at its field: `/signalKey`. */
  readonly faults: readonly FieldFault[];
}

/**
 * A meter of no contract, filled in and checked as a contract's is.
 * @param signals of the device that it reads
 */
export function describeMeter(
  wanted: NewMeter & Pick<MeterFields, 'id'>,
  signals: readonly SignalFacts[],
): DescribedMeter {
  const signal = signals.find(({ key }) => key === wanted.signalKey);
  const meter = fillMeter(wanted, signal, wanted.id);
  const at = (field: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
    pointer: `/${field}`,
    code: `contracts.${code}`,
    params,
  });
  return { meter, faults: [...findMeasuringFaults(meter, at), ...findSignalFaults(meter, signals, at)] };
}
