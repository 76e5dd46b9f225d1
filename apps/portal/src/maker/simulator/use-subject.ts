import { useQueries } from '@tanstack/react-query';
import { request } from '../../api/transport.js';
import type { Contract, Device, Machine, Page, Signal } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import type { UrlFilters } from '../../ui/use-url-filters.js';
import { asContract, asCounter } from './measured.js';
import type { MeterOnPage } from './simulated-plan.js';

/** What the plans are tried on: a contract's meters, or one counter of some machines. */
export interface Subject {
  /** The machines that were chosen, as far as they are known already. */
  readonly machines: readonly Pick<Machine, 'id' | 'serial'>[];
  /** Counters that can be chosen of machines. */
  readonly signals: readonly Signal[];
  readonly signalKey: string | undefined;
  readonly contract: Contract | undefined;
  readonly counters: readonly MeterOnPage[];
  readonly zone: string;
  readonly currency: string;
}

const USUAL_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const USUAL_CURRENCY = 'EUR';

/** Reads the choice from the page's address: `contract`, or `machines` with `signal` and `currency`. */
export function useSubject({ contract: contractId, machines, signal, currency }: UrlFilters): Subject {
  const contract = useOne<Contract>('contracts', `/contracts/${contractId}`, {
    enabled: contractId !== undefined,
  });
  const ids =
    contractId !== undefined || machines === undefined || machines === '' ? [] : machines.split(',');
  const chosen = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['machines', 'one', `/machines/${id}`, {}],
      queryFn: () => request<Machine>('GET', `/machines/${id}`),
    })),
  }).flatMap(({ data }) => data ?? []);
  const devices = useQueries({
    queries: ids.map((machineId) => ({
      queryKey: ['devices', 'list', '/devices', { machineId }],
      queryFn: () => request<Page<Device>>('GET', '/devices', { query: { machineId } }),
    })),
  }).flatMap(({ data }) => data?.items.find(({ kind }) => kind === 'controller') ?? data?.items[0] ?? []);
  const first = devices[0];
  const signals = useOne<Page<Signal>>('devices', `/devices/${first?.id}/signals`, {
    query: { withModel: true },
    enabled: first !== undefined,
  });
  const counting = (signals.data?.items ?? []).filter(({ kind }) => kind === 'counter');
  const signalKey = counting.find(({ key }) => key === signal)?.key ?? counting[0]?.key;
  if (contractId !== undefined)
    return {
      machines: [],
      signals: [],
      signalKey: undefined,
      contract: contract.data,
      counters: (contract.data?.meters ?? []).map((meter) => ({
        ...asContract(meter, contract.data?.state === 'draft'),
        id: meter.id,
        deviceId: meter.device.id,
      })),
      zone: contract.data?.zone ?? USUAL_ZONE,
      currency: contract.data?.currency ?? USUAL_CURRENCY,
    };
  return {
    machines: chosen,
    signals: counting,
    signalKey,
    contract: undefined,
    counters:
      signalKey === undefined ? [] : devices.map(({ id }) => ({ ...asCounter(signalKey), id, deviceId: id })),
    zone: chosen[0]?.site?.zone ?? USUAL_ZONE,
    currency: /^[A-Z]{3}$/.test(currency ?? '') ? currency! : USUAL_CURRENCY,
  };
}
