import { useQueries } from '@tanstack/react-query';
import type { Device, Machine, ModelSignal } from '../../../api/types.js';
import { oneQuery } from '../../../api/use-one.js';

/** A machine's devices with their signals. The controller comes first, because it represents the machine. */
export interface MachineDevices {
  readonly serial: string;
  readonly devices: readonly { readonly id: string; readonly signals: readonly ModelSignal[] }[];
}

/** Machines with their devices; those that are still loading are omitted. */
export function useMachineDevices(ids: readonly string[]): {
  readonly machines: readonly Machine[];
  readonly devices: readonly MachineDevices[];
  readonly isReady: boolean;
  readonly isFailed: boolean;
} {
  const machines = useQueries({
    queries: ids.map((id) => oneQuery('machines', '/machines/{id}', { path: { id } })),
  });
  const devices = useQueries({
    queries: ids.map((machineId) => oneQuery('devices', '/devices', { query: { machineId } })),
  });
  const all = devices.flatMap(({ data }) => data?.items ?? []);
  const query = { withModel: true };
  const signals = useQueries({
    queries: all.map(({ id }) => oneQuery('devices', '/devices/{id}/signals', { path: { id }, query })),
  });
  const signalsBy = new Map(all.map(({ id }, index) => [id, signals[index]?.data?.items ?? []]));
  const isFirst = ({ kind }: Device): number => (kind === 'controller' ? 0 : 1);
  return {
    machines: machines.flatMap(({ data }) => data ?? []),
    devices: ids.flatMap((_id, index) => {
      const machine = machines[index]?.data;
      const own = devices[index]?.data;
      if (machine === undefined || own === undefined) return [];
      const sorted = [...own.items].sort((a, b) => isFirst(a) - isFirst(b));
      return [
        {
          serial: machine.serial,
          devices: sorted.map(({ id }) => ({ id, signals: signalsBy.get(id) ?? [] })),
        },
      ];
    }),
    isReady: [...machines, ...devices, ...signals].every(({ data }) => data !== undefined),
    isFailed: [...machines, ...devices, ...signals].some(({ isError }) => isError),
  };
}
