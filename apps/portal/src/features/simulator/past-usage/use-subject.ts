import type { Contract, Machine, ModelSignal } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import type { UrlFilters } from '../../../ui/tables/use-url-filters.js';
import { KINDS } from '../../charges/meters/meter-values.js';
import type { MeterOnPage } from '../plans/simulated-plan.js';
import { asContract, asCounter, idOf, type Measured, readMeasured, writeMeasured } from './measured.js';
import { type MachineDevices, useMachineDevices } from './use-machine-devices.js';

/** What the plans are tried on: a contract's meters, or quantities of some machines. */
export interface Subject {
  /** The machines that were chosen, as far as they are known already. */
  readonly machines: readonly Pick<Machine, 'id' | 'serial'>[];
  /** With what their devices say. */
  readonly devices: readonly MachineDevices[];
  /** What is measured of machines. */
  readonly measured: readonly Measured[];
  /** Quantities that some machines have no signal for: nothing is looked at before they do. */
  readonly lacking: readonly Lacking[];
  readonly contract: Contract | undefined;
  /** Whether what was chosen is on its way. */
  readonly isPending: boolean;
  readonly meters: readonly MeterOnPage[];
  readonly zone: string;
  readonly currency: string;
}

export interface Lacking {
  readonly measured: Measured;
  readonly serials: readonly string[];
}

const USUAL_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const USUAL_CURRENCY = 'EUR';

/** Reads the choice from the page's address: `contract`, or `machines` with `measured` (or a counter's `signal`) and `currency`. */
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
        ...asContract(meter, isDraft),
        ...{ id: meter.id, quantity: meter.id, deviceId: meter.device.id },
      })),
      zone: contract.data?.zone ?? USUAL_ZONE,
      currency: contract.data?.currency ?? USUAL_CURRENCY,
    };
  }
  const measured = measuredOf(filters, signalsOf(chosen.devices));
  const lacking = chosen.isReady ? lackingOf(measured, chosen.devices) : [];
  return {
    machines: chosen.machines,
    devices: chosen.devices,
    measured,
    lacking,
    contract: undefined,
    isPending: ids.length > 0 && !chosen.isReady && !chosen.isFailed,
    meters: chosen.isReady && lacking.length === 0 ? metersOf(measured, chosen.devices) : [],
    zone: chosen.machines[0]?.site?.zone ?? USUAL_ZONE,
    currency: /^[A-Z]{3}$/.test(currency ?? '') ? currency! : USUAL_CURRENCY,
  };
}

/** What the address names; the first counter where it names nothing. */
function measuredOf({ measured, signal }: UrlFilters, signals: readonly ModelSignal[]): readonly Measured[] {
  if (measured !== undefined) return readMeasured(measured);
  const counters = signals.filter(({ kind }) => kind === 'counter');
  const key = counters.find((one) => one.key === signal)?.key ?? counters[0]?.key;
  return key === undefined ? [] : [asCounter(key)];
}

/** All signals of machines, each once. */
export function signalsOf(machines: readonly MachineDevices[]): ModelSignal[] {
  const all = machines.flatMap(({ devices }) => devices.flatMap(({ signals }) => signals));
  return [...new Map(all.map((signal) => [`${signal.kind} ${signal.key}`, signal])).values()];
}

/** The device of a machine that says what is measured. */
export function deviceOf({ devices }: MachineDevices, { signalKey, method }: Measured): string | undefined {
  return devices.find(({ signals }) =>
    signals.some(({ key, kind }) => key === signalKey && kind === KINDS[method]),
  )?.id;
}

/** What is measured that some machines have no signal for, with their serial numbers. */
export function lackingOf(measured: readonly Measured[], machines: readonly MachineDevices[]): Lacking[] {
  return measured.flatMap((one) => {
    const without = machines.filter((machine) => deviceOf(machine, one) === undefined);
    return without.length === 0 ? [] : [{ measured: one, serials: without.map(({ serial }) => serial) }];
  });
}

function metersOf(measured: readonly Measured[], machines: readonly MachineDevices[]): MeterOnPage[] {
  return measured.flatMap((one) =>
    machines.flatMap((machine) => {
      const deviceId = deviceOf(machine, one);
      return deviceId === undefined
        ? []
        : [{ ...one, id: idOf(deviceId, one), quantity: writeMeasured([one]), deviceId }];
    }),
  );
}
