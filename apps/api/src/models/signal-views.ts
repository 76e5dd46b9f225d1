import type { ModelWithSignals, NewSignal, Signal, SignalChanges } from '#equipment';
import type { ModelDto, NewSignalDto, SignalChangesDto, SignalDto } from './models.dto.js';

export function toModelDto({ makerId: _scope, signals, ...model }: ModelWithSignals): ModelDto {
  return { ...model, signals: signals.map(toSignalDto) };
}

export function toSignalDto(signal: Signal): SignalDto {
  return {
    id: signal.id,
    key: signal.key,
    unit: signal.unit,
    kind: signal.kind,
    decimals: signal.decimals,
    warnLow: signal.warnLow,
    warnHigh: signal.warnHigh,
    tripLow: signal.tripLow,
    tripHigh: signal.tripHigh,
    modulus: signal.modulus,
    expectedSeconds: signal.expectedSeconds,
    label: signal.labelI18n,
    position: signal.position,
    version: signal.version,
  };
}

export function fromNewSignalDto({ label, ...fields }: NewSignalDto): NewSignal {
  return { ...fields, labelI18n: label };
}

export function fromSignalChangesDto({ label, ...fields }: SignalChangesDto): SignalChanges {
  return { ...fields, labelI18n: label };
}
