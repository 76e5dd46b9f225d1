import type { FieldFault } from '#platform/domain';
import type { ChargeFields } from '../charges/charge-fields.js';
import { applyChanges, isSameMeter, type NewCharge, type NewMeter } from '../contract/contract-changes.js';
import type { ContractContent, DeviceFacts, MeterFields } from '../contract/contract-fields.js';
import { type NewPerformance, withMeters } from '../performance/agreed-performance.js';
import { amendMeters, type AmendedMeters } from './amended-meters.js';
import { type AmendedField, endMachine } from './contract-delta.js';
import type { MoveInput } from './machine-moves.js';
import type { TerminationInput } from './contract-termination.js';

/**
 * A machine that joins the contract. If `like` is set, its signals are metered in the same way as the signals of that
 * machine.
 */
export interface JoiningMachine {
  readonly machineId: string;
  readonly like?: string | null;
  /** The day after the machine's last day; null or absent if the machine stays. */
  readonly to?: string | null;
}

/** Input of an amendment. Charges in the input replace all existing ones. */
export interface AmendmentInput extends Partial<Pick<ContractContent, Exclude<AmendedField, 'performance'>>> {
  /** The first day of the new terms, `YYYY-MM-DD`. */
  readonly effectiveOn: string;
  readonly reason: string;
  readonly addMachines?: readonly JoiningMachine[];
  readonly removeMachines?: readonly string[];
  readonly moveMachines?: readonly MoveInput[];
  /** Additional meters, and existing meters with other settings. */
  readonly meters?: readonly NewMeter[];
  readonly charges?: readonly NewCharge[];
  /** Guarantees in the input replace all existing ones. */
  readonly performance?: readonly NewPerformance[];
  /**
   * Ends the contract. The terms define whether the effective day or the day before is the last day. An amendment with
   * a termination contains no other change.
   */
  readonly terminate?: TerminationInput;
}

export interface AmendedContent {
  readonly content: ContractContent;
  /** Errors for metered signals that a joining machine lacks. */
  readonly faults: readonly FieldFault[];
}

/** Position of each added meter in the input. */
export type MeterPositions = AmendedMeters['places'];

/**
 * Returns the terms of a contract from the first day of an amendment.
 * @param current the terms on that day without the amendment
 * @param devices the devices of the meters, and of the machines that join
 * @param makeId creates ids for new parts
 */
export function amendContent(
  current: ContractContent,
  input: AmendmentInput,
  devices: ReadonlyMap<string, DeviceFacts>,
  makeId: () => string,
): AmendedContent & { readonly places: MeterPositions } {
  const { effectiveOn, addMachines = [], removeMachines = [] } = input;
  const { added, successors, places } = amendMeters(current, input.meters ?? [], devices, makeId);
  const charges = input.charges ?? (successors.size > 0 ? current.charges : undefined);
  const performance = input.performance ?? (successors.size > 0 ? current.performance : undefined);
  const { buyerId, planId, paymentDays, kitsIncluded, exit, indexClause, pauses, invoiceTerms, endsOn } =
    input;
  const changed = applyChanges(
    current,
    {
      buyerId,
      planId,
      paymentDays,
      kitsIncluded,
      exit,
      indexClause,
      pauses,
      invoiceTerms,
      performance: performance?.map((term) => withMeters(term, successors)),
      endsOn,
      meters: added.length > 0 ? [...current.meters, ...added] : undefined,
      charges: charges?.map((charge) => ({
        ...withDueDay(charge, current, effectiveOn),
        meterIds: charge.meterIds && [...new Set(charge.meterIds.map((id) => successors.get(id) ?? id))],
      })),
    },
    devices,
    makeId,
  );
  const joined = addMachines.reduce<AmendedContent>(
    ({ content, faults }, machine, index) => {
      const counted = copyMeters(content, machine, index, devices, makeId);
      return { content: counted.content, faults: [...faults, ...counted.faults] };
    },
    { content: changed, faults: [] },
  );
  const machines = [
    ...current.machines.flatMap((machine) => endMachine(machine, removeMachines, effectiveOn)),
    ...addMachines.map(({ machineId, to = null }) => ({ id: makeId(), machineId, from: effectiveOn, to })),
  ];
  return { ...joined, content: { ...joined.content, machines }, places };
}

/**
 * If a new one-time charge has no due day, sets it to the amendment's first day, because the contract's first day has
 * passed.
 */
function withDueDay(charge: NewCharge, current: ContractContent, effectiveOn: string): NewCharge {
  const isNew = !current.charges.some(({ key }) => key === charge.key);
  return charge.due === 'once' && isNew && !charge.dueOn ? { ...charge, dueOn: effectiveOn } : charge;
}

/**
 * Adds meters for a machine's signals with the settings of another machine's meters, and adds them to the same charges.
 */
function copyMeters(
  content: ContractContent,
  { machineId, like }: JoiningMachine,
  index: number,
  devices: ReadonlyMap<string, DeviceFacts>,
  makeId: () => string,
): AmendedContent {
  if (!like) return { content, faults: [] };
  const faults: FieldFault[] = [];
  const counterparts = new Map<string, string>();
  const added: MeterFields[] = [];
  for (const meter of content.meters) {
    const isCounted = content.charges.some(({ meterIds }) => meterIds.includes(meter.id));
    if (!isCounted || devices.get(meter.deviceId)?.machineId !== like) continue;
    const source = findCounterDevice(devices, machineId, meter.signalKey);
    if (!source) {
      const params = { signal: meter.signalKey };
      faults.push({ pointer: `/addMachines/${index}`, code: 'contracts.machine_lacks_counter', params });
      continue;
    }
    const alike = content.meters.filter((one) => isSameMeter(one, { ...meter, deviceId: source.id }));
    const known =
      alike.find(({ id }) => content.charges.some(({ meterIds }) => meterIds.includes(id))) ?? alike[0];
    const modulus = source.signals.find(({ key }) => key === meter.signalKey)?.modulus ?? null;
    const copied = known ?? { ...meter, id: makeId(), deviceId: source.id, modulus };
    if (!known) added.push(copied);
    counterparts.set(meter.id, copied.id);
  }
  const withCounterparts = (ids: readonly string[]): string[] => [
    ...new Set([...ids, ...ids.flatMap((id) => counterparts.get(id) ?? [])]),
  ];
  const charges = content.charges.map((charge): ChargeFields => ({
    ...charge,
    meterIds: withCounterparts(charge.meterIds),
    machineIds: charge.machineIds.includes(like)
      ? [...new Set([...charge.machineIds, machineId])]
      : charge.machineIds,
  }));
  return { content: { ...content, meters: [...content.meters, ...added], charges }, faults };
}

function findCounterDevice(
  devices: ReadonlyMap<string, DeviceFacts>,
  machineId: string,
  signalKey: string,
): DeviceFacts | undefined {
  return [...devices.values()].find(
    (device) => device.machineId === machineId && device.signals.some(({ key }) => key === signalKey),
  );
}
