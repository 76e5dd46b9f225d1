import { useQueries } from '@tanstack/react-query';
import { oneQuery, useOne } from '../../api/use-one.js';
import type { Buyer, Contract, Device, LegalEntity, MachineRow } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { unitOfUsage } from '../../../../../libs/contracts/src/domain/meters/usage-method.js';
import { plusDays } from '../../format/time.js';
import { toShown } from '../charges/form/charge-values.js';
import { toMeterTerms } from '../charges/meters/meter-values.js';
import type { DraftValues } from './values/draft-values.js';

/** The parts of a draft that are needed to describe it in words, with the names of its machines and devices. */
export type ShownDraft = Pick<Contract, 'currency' | 'startsOn' | 'meters' | 'machines' | 'charges'>;

/** Objects that a draft can refer to. Buyers, sites, machines and devices are those of the draft's customer. */
export interface DraftScope {
  readonly customers: readonly { readonly id: string; readonly name: string }[];
  readonly entities: readonly LegalEntity[];
  readonly buyers: readonly Buyer[];
  readonly sites: readonly { readonly id: string; readonly name: string }[];
  readonly machines: readonly MachineRow[];
  /** Devices of the draft's machines and of the customer's sites. */
  readonly devices: readonly Device[];
  readonly shown: ShownDraft;
}

/** Loads the objects that a draft can refer to, and adds their names to the draft. */
export function useDraftScope(values: DraftValues, contract: Contract | undefined): DraftScope {
  const { customerId } = values;
  const hasCustomer = customerId !== '';
  const customers = useOne('customers', '/customers', { query: { limit: 200 } });
  const entities = useOne('legal-entities', '/legal-entities');
  const buyers = useOne('buyers', '/customers/{id}/buyers', {
    path: { id: customerId },
    enabled: hasCustomer,
  });
  const sites = useOne('sites', '/sites', { query: { customerId, limit: 200 }, enabled: hasCustomer });
  const machines = useList('machines', '/machines', { query: { customerId }, enabled: hasCustomer });
  const ownSites = hasCustomer ? (sites.data?.items ?? []) : [];
  const machineIds = [...new Set(values.machines.map(({ machineId }) => machineId))];
  const found = useQueries({
    queries: [
      ...machineIds.map((machineId) => ({ machineId })),
      ...ownSites.map(({ id }) => ({ siteId: id })),
    ].map((query) => oneQuery('devices', '/devices', { query })),
  });
  const devices = [
    ...new Map(found.flatMap(({ data }) => data?.items ?? []).map((device) => [device.id, device])).values(),
  ];
  const units = useSignalUnits(values);
  // The list keeps the machines of the previous customer while the new ones are loading.
  const ownMachines = machines.items.filter(({ customer }) => customer?.id === customerId);
  return {
    customers: customers.data?.items ?? [],
    entities: entities.data?.items ?? [],
    buyers: hasCustomer ? (buyers.data?.items ?? []) : [],
    sites: ownSites,
    machines: ownMachines,
    devices,
    shown: describe(values, contract, ownMachines, devices, units),
  };
}

/** Units of the signals that meters read, by device and signal. */
function useSignalUnits({ meters }: DraftValues): ReadonlyMap<string, string> {
  const deviceIds = [...new Set(meters.map(({ deviceId }) => deviceId))].filter((id) => id !== '');
  const answers = useQueries({
    queries: deviceIds.map((id) =>
      oneQuery('devices', '/devices/{id}/signals', { path: { id }, query: { withModel: true } }),
    ),
  });
  return new Map(
    answers.flatMap(({ data }, index) =>
      (data?.items ?? []).map(({ key, unit }) => [`${deviceIds[index]} ${key}`, unit] as const),
    ),
  );
}

function describe(
  values: DraftValues,
  contract: Contract | undefined,
  machines: readonly MachineRow[],
  devices: readonly Device[],
  units: ReadonlyMap<string, string>,
): ShownDraft {
  const serialOf = (id: string): string =>
    machines.find((machine) => machine.id === id)?.serial ??
    contract?.machines.find((machine) => machine.id === id)?.serial ??
    '';
  const codeOf = (id: string): string =>
    devices.find((device) => device.id === id)?.code ??
    contract?.meters.find(({ device }) => device.id === id)?.device.code ??
    '';
  return {
    currency: values.currency,
    startsOn: values.startsOn,
    machines: values.machines.map(({ machineId, from, to }) => ({
      id: machineId,
      serial: serialOf(machineId),
      from,
      endsOn: to === '' ? null : to,
      to: to === '' ? null : plusDays(to, 1),
    })),
    meters: values.meters.map((meter) => {
      const { intervalMinutes, factor, maxRatePerHour, matches, deducts } = toMeterTerms(meter, undefined);
      return {
        id: meter.id,
        device: { id: meter.deviceId, code: codeOf(meter.deviceId) },
        signalKey: meter.signalKey,
        method: meter.method,
        matches: matches ?? [],
        deducts: deducts ?? false,
        intervalMinutes: intervalMinutes ?? null,
        factor: factor ?? null,
        unit:
          meter.factor === ''
            ? unitOfUsage(meter.method, units.get(`${meter.deviceId} ${meter.signalKey}`) ?? '')
            : meter.unit,
        modulus: null,
        maxRatePerHour: maxRatePerHour ?? null,
        maxGapMinutes: Number(meter.maxGapMinutes) || 0,
      };
    }),
    charges: values.charges.map(toShown),
  };
}
