import type { Contract, Machine, ModelSignal } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import type { UrlFilters } from '../../../ui/tables/use-url-filters.js';
import { KINDS } from '../../charges/meters/meter-values.js';
import type { SimulatedMeter } from '../plans/simulated-plan.js';
import {
  measureLikeContract,
  measureCounter,
  toQuantityId,
  type Measurement,
  decodeMeasurements,
  encodeMeasurements,
} from './measurement.js';
import { type MachineDevices, useMachineDevices } from './use-machine-devices.js';

/** Subject of the simulation: a contract's meters, or quantities of some machines. */
export interface Subject {
  /** The selected machines that are already loaded. */
  readonly machines: readonly Pick<Machine, 'id' | 'serial'>[];
  /** The machines with their devices and signals. */
  readonly devices: readonly MachineDevices[];
  /** Measured quantities of the machines. */
  readonly measured: readonly Measurement[];
  /** Quantities for which some machines lack a signal, which blocks the simulation. */
  readonly lacking: readonly MissingSignal[];
  readonly contract: Contract | undefined;
  /** Whether the selection is still loading. */
  readonly isPending: boolean;
  readonly meters: readonly SimulatedMeter[];
  readonly zone: string;
  readonly currency: string;
}

export interface MissingSignal {
  readonly measured: Measurement;
  readonly serials: readonly string[];
}

const DEFAULT_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const DEFAULT_CURRENCY = 'EUR';

/**
 * Reads the selection from the page's address: `contract`, or `machines` with `measured` (or a counter's `signal`) and
 * `currency`.
 */
export function useSubject(filters: UrlFilters): Subject {
  const { contract: contractId, machines, currency } = filters;
  const contract = useOne('contracts', '/contracts/{id}', { path: { id: contractId } });
  const ids =
    contractId !== undefined || machines === undefined || machines === '' ? [] : machines.split(',');
  const chosen = useMachineDevices(ids);
  if (contractId !== undefined) {
    const isDraft = contract.data?.state === 'draft';
    return {
      ...{ machines: [], devices: [], measured: [], lacking: [] },
      contract: contract.data,
      isPending: contract.isPending,
      meters: (contract.data?.meters ?? []).map((meter) => ({
        ...measureLikeContract(meter, isDraft),
        ...{ id: meter.id, quantity: meter.id, deviceId: meter.device.id },
      })),
      zone: contract.data?.zone ?? DEFAULT_ZONE,
      currency: contract.data?.currency ?? DEFAULT_CURRENCY,
    };
  }
  const measured = measuredOf(filters, signalsOf(chosen.devices));
  const lacking = chosen.isReady ? findMissingSignals(measured, chosen.devices) : [];
  return {
    machines: chosen.machines,
    devices: chosen.devices,
    measured,
    lacking,
    contract: undefined,
    isPending: ids.length > 0 && !chosen.isReady && !chosen.isFailed,
    meters: chosen.isReady && lacking.length === 0 ? metersOf(measured, chosen.devices) : [],
    zone: chosen.machines[0]?.site?.zone ?? DEFAULT_ZONE,
    currency: /^[A-Z]{3}$/.test(currency ?? '') ? currency! : DEFAULT_CURRENCY,
  };
}

/** Quantities in the address; the first counter by default. */
function measuredOf(
  { measured, signal }: UrlFilters,
  signals: readonly ModelSignal[],
): readonly Measurement[] {
  if (measured !== undefined) return decodeMeasurements(measured);
  const counters = signals.filter(({ kind }) => kind === 'counter');
  const key = counters.find((one) => one.key === signal)?.key ?? counters[0]?.key;
  return key === undefined ? [] : [measureCounter(key)];
}

/** All distinct signals of the machines. */
export function signalsOf(machines: readonly MachineDevices[]): ModelSignal[] {
  const all = machines.flatMap(({ devices }) => devices.flatMap(({ signals }) => signals));
  return [...new Map(all.map((signal) => [`${signal.kind} ${signal.key}`, signal])).values()];
}

/** The device of a machine that reports a quantity. */
export function deviceOf(
  { devices }: MachineDevices,
  { signalKey, method }: Measurement,
): string | undefined {
  return devices.find(({ signals }) =>
    signals.some(({ key, kind }) => key === signalKey && kind === KINDS[method]),
  )?.id;
}

/** Quantities for which some machines lack a signal, with the machines' serial numbers. */
export function findMissingSignals(
  measured: readonly Measurement[],
  machines: readonly MachineDevices[],
): MissingSignal[] {
  return measured.flatMap((one) => {
    const without = machines.filter((machine) => deviceOf(machine, one) === undefined);
    return without.length === 0 ? [] : [{ measured: one, serials: without.map(({ serial }) => serial) }];
  });
}

function metersOf(measured: readonly Measurement[], machines: readonly MachineDevices[]): SimulatedMeter[] {
  return measured.flatMap((one) =>
    machines.flatMap((machine) => {
      const deviceId = deviceOf(machine, one);
      return deviceId === undefined
        ? []
        : [{ ...one, id: toQuantityId(deviceId, one), quantity: encodeMeasurements([one]), deviceId }];
    }),
  );
}
