import type { UsageMethod } from '#contracts/domain';
import { Exact, type FieldFault } from '#platform/domain';
import type { DeclaredKind } from './meter-event.js';

/** Input of a record; fields that its kind does not use are null. Instants are milliseconds since 1970 UTC. */
export interface EventDraft {
  readonly kind: DeclaredKind;
  readonly meterId: string | null;
  readonly machineId: string | null;
  /** Device of a certificate that applies to all of the device's meters. */
  readonly deviceId: string | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly finalValue: string | null;
  readonly initialValue: string | null;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly number: string | null;
  readonly issuedBy: string | null;
  /** For a certificate: the maximum tolerated error, decimal. */
  readonly tolerancePercent: string | null;
}

type Field = Exclude<keyof EventDraft, 'kind'>;

const REQUIRED_FIELDS: Readonly<Record<DeclaredKind, readonly Field[]>> = {
  declared_reset: ['meterId', 'from', 'initialValue'],
  exchange: ['meterId', 'from', 'initialValue'],
  service: ['from', 'to'],
  test_run: ['from', 'to'],
  unchecked: ['meterId', 'from'],
  certificate: ['firstDay', 'lastDay', 'number', 'issuedBy'],
};

/** An error above this percentage makes a measurement meaningless. */
const MAX_PERCENT = 100;

/** Kinds that can only be recorded after the event. */
const PAST_KINDS: ReadonlySet<DeclaredKind> = new Set(['declared_reset', 'exchange']);

/**
 * Validates a record and returns its errors by field; empty if it is valid.
 * @param lastValue the counter's last value before the record, decimal; null if there is no reading
 * @param method the method of the meter that the record is about
 */
export function findEventFaults(
  draft: EventDraft,
  now: number,
  lastValue: string | null,
  method: UsageMethod = 'counter',
): FieldFault[] {
  const { kind, from, to, finalValue, firstDay, lastDay, meterId, machineId, deviceId } = draft;
  const faults: FieldFault[] = REQUIRED_FIELDS[kind]
    .filter((field) => draft[field] === null)
    .map((field) => fault(field, 'metering.event_field_missing'));
  if ((kind === 'service' || kind === 'test_run') && (meterId === null) === (machineId === null))
    faults.push(fault('meterId', 'metering.event_subject_unclear'));
  if (kind === 'certificate' && (meterId === null) === (deviceId === null))
    faults.push(fault('deviceId', 'metering.certificate_subject_unclear'));
  if (draft.tolerancePercent !== null && new Exact(draft.tolerancePercent).gt(MAX_PERCENT))
    faults.push(fault('tolerancePercent', 'metering.tolerance_too_wide', { most: MAX_PERCENT }));
  if (from !== null && to !== null && to <= from) faults.push(fault('to', 'metering.event_ends_before'));
  if (firstDay !== null && lastDay !== null && lastDay < firstDay)
    faults.push(fault('lastDay', 'metering.event_ends_before'));
  if (PAST_KINDS.has(kind) && from !== null && from > now)
    faults.push(fault('from', 'metering.event_in_future'));
  // Only a counter has a register that can be reset.
  if (PAST_KINDS.has(kind) && method !== 'counter')
    faults.push(fault('meterId', 'metering.event_not_of_counter', { method }));
  if (finalValue !== null && lastValue !== null && new Exact(finalValue).lt(lastValue))
    faults.push(fault('finalValue', 'metering.final_below_reading', { value: lastValue }));
  return faults;
}

const fault = (field: Field, code: string, params: FieldFault['params'] = {}): FieldFault => ({
  pointer: `/${field}`,
  code,
  params,
});
