import type { FieldFault } from '#platform/domain';
import { billingMonthOf, daysOfBillingMonth } from '../calendar/billing-months.js';
import { isDate, plusDays } from '../calendar/local-dates.js';
import { findActivationFaults, findContractFaults } from '../contract/contract-faults.js';
import type { ContractContent, DeviceFacts } from '../contract/contract-fields.js';
import type { AmendmentInput } from './amended-content.js';
import { contentOn, type ContractInTime } from './contract-in-time.js';

/** Acceptance of an amendment: who accepted it for the customer, when, and its content. */
export interface Acceptance {
  readonly acceptedBy: string;
  /** `YYYY-MM-DD`. */
  readonly acceptedOn: string;
  /** Hash of the content that was shown for acceptance. */
  readonly contentHash: string;
}

const MAX_REASON_LENGTH = 500;

const fault = (pointer: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
  pointer,
  code: `contracts.${code}`,
  params,
});

/** Validates an amendment's day and reason, which all further validation depends on. */
export function findDateFaults(
  { effectiveOn, reason, endsOn }: Pick<AmendmentInput, 'effectiveOn' | 'reason' | 'endsOn'>,
  { startsOn, endsOn: agreedEnd }: Pick<ContractContent, 'startsOn' | 'endsOn'>,
): FieldFault[] {
  const trimmed = reason.trim();
  const faults =
    trimmed === '' || trimmed.length > MAX_REASON_LENGTH
      ? [fault('/reason', 'reason_missing', { max: MAX_REASON_LENGTH })]
      : [];
  if (!isDate(effectiveOn))
    return [...faults, fault('/effectiveOn', 'date_malformed', { value: effectiveOn })];
  if (effectiveOn < startsOn)
    return [...faults, fault('/effectiveOn', 'effective_before_start', { startsOn })];
  if (typeof endsOn === 'string' && !isDate(endsOn))
    return [...faults, fault('/endsOn', 'date_malformed', { value: endsOn })];
  const last = endsOn === undefined ? agreedEnd : endsOn;
  if (last === null || effectiveOn <= plusDays(last, 1)) return faults;
  const pointer = endsOn === undefined ? '/effectiveOn' : '/endsOn';
  return [...faults, fault(pointer, 'effective_after_end', { endsOn: last, effectiveOn })];
}

/** Validates the requested changes as of the amendment's day. */
export function findInputFaults(input: AmendmentInput, current: ContractContent): FieldFault[] {
  const { effectiveOn, addMachines = [], removeMachines = [], buyerId } = input;
  const isUnderContract = (machineId: string): boolean =>
    current.machines.some(
      (stay) =>
        stay.machineId === machineId &&
        stay.from <= effectiveOn &&
        (stay.to === null || stay.to > effectiveOn),
    );
  const isPlanned = (machineId: string): boolean =>
    current.machines.some((stay) => stay.machineId === machineId && stay.from > effectiveOn);
  return [
    ...removeMachines.flatMap((id, index) =>
      isUnderContract(id) || isPlanned(id)
        ? []
        : [fault(`/removeMachines/${index}`, 'machine_not_in_contract')],
    ),
    ...addMachines.flatMap(({ machineId, like, to }, index) => {
      const at = `/addMachines/${index}`;
      const isRepeated = addMachines.findIndex((one) => one.machineId === machineId) < index;
      return [
        ...(isRepeated || isUnderContract(machineId) ? [fault(at, 'machine_in_contract')] : []),
        ...(like && !isUnderContract(like) ? [fault(at, 'machine_not_in_contract')] : []),
        ...(to && (!isDate(to) || to <= effectiveOn)
          ? [fault(at, 'machine_ends_before_start', { from: effectiveOn })]
          : []),
      ];
    }),
    // A billing month must be billed to a single buyer.
    ...(buyerId !== undefined &&
    buyerId !== current.buyerId &&
    effectiveOn !== current.startsOn &&
    effectiveOn !== daysOfBillingMonth(billingMonthOf(effectiveOn, current), current).firstDay
      ? [fault('/effectiveOn', 'buyer_within_month')]
      : []),
  ];
}

/**
 * Validates a contract with an amendment. Errors of the amendment's own version refer to their fields; errors of later
 * versions contain the first day of that version.
 */
export function findVersionFaults(
  inTime: ContractInTime,
  effectiveOn: string,
  devices: ReadonlyMap<string, DeviceFacts>,
): FieldFault[] {
  return inTime.versions
    .filter(({ from }) => from >= effectiveOn)
    .flatMap(({ from }) => {
      const content = contentOn(inTime, from);
      const faults = [...findContractFaults(content, { devices }), ...findActivationFaults(content)];
      if (from === effectiveOn) return faults;
      return faults
        .slice(0, 1)
        .map(({ code }) => fault('/effectiveOn', 'later_version_unsound', { from, code }));
    });
}

/**
 * Validates an acceptance.
 * @param today `YYYY-MM-DD`
 */
export function findAcceptanceFaults({ acceptedBy, acceptedOn }: Acceptance, today: string): FieldFault[] {
  const faults: FieldFault[] = [];
  if (acceptedBy.trim() === '') faults.push(fault('/acceptedBy', 'accepter_missing', {}));
  if (!isDate(acceptedOn)) faults.push(fault('/acceptedOn', 'date_malformed', { value: acceptedOn }));
  else if (acceptedOn > today)
    faults.push({
      pointer: '/acceptedOn',
      code: 'contracts.accepted_in_future',
      params: { value: acceptedOn },
    });
  return faults;
}
