import type { FieldFault } from '#platform/domain';
import type { MachineUnderContract } from '../contract/contract-fields.js';
import { RECORDED_CAUSES, type RecordedCause } from './downtime-hours.js';

/** Input of a recorded downtime. */
export interface NewDowntime {
  readonly machineId: string;
  readonly cause: RecordedCause;
  readonly from: Date;
  readonly to: Date;
  readonly reason: string;
}

const MAX_REASON_LENGTH = 500;

/** Validates a recorded downtime and returns errors by field. */
export function findDowntimeFaults(
  { machineId, cause, from, to, reason }: NewDowntime,
  machines: readonly MachineUnderContract[],
  now: Date,
): FieldFault[] {
  const fault = (field: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
    pointer: `/${field}`,
    code: `contracts.${code}`,
    params,
  });
  return [
    ...(machines.some((stay) => stay.machineId === machineId)
      ? []
      : [fault('machineId', 'machine_not_in_contract')]),
    ...(RECORDED_CAUSES.includes(cause) ? [] : [fault('cause', 'value_missing')]),
    ...(to > from ? [] : [fault('to', 'downtime_ends_before_start')]),
    ...(to > now ? [fault('to', 'downtime_in_future')] : []),
    ...findReasonFaults(reason),
  ];
}

/** Requires a reason, because downtime without a reason is not evidence. */
export function findReasonFaults(reason: string): FieldFault[] {
  const trimmed = reason.trim();
  return trimmed === '' || trimmed.length > MAX_REASON_LENGTH
    ? [{ pointer: '/reason', code: 'contracts.reason_missing', params: { max: MAX_REASON_LENGTH } }]
    : [];
}
