import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request } from '../../../api/transport.js';
import { useDebouncedContent } from '../../../ui/forms/use-debounced-content.js';
import { toBillingTerms } from '../../charges/form/charge-values.js';
import { calculableCharges, readableMeters } from '../preview/draft-facts.js';
import type { DraftValues } from '../values/draft-values.js';
import type { Finding } from './draft-findings.js';

const DEBOUNCE_MS = 500;

/**
 * A conflict of a machine or meter. It refers to the ID, so that it stays at the same row of the form when other rows
 * are added or removed.
 */
interface Conflict extends Omit<Finding, 'path'> {
  readonly list: 'machines' | 'meters';
  readonly id: string;
}

/** Conflicts of a draft with other contracts. The previous ones stay while the current values are checked. */
export function useConflicts(values: DraftValues, contractId: string | undefined): Finding[] {
  const { customerId, startsOn, endsOn, zone } = values;
  const read = readableMeters(values);
  const meters = values.meters.filter(({ id }) => read.some((meter) => meter.id === id));
  const charges = calculableCharges(values.charges, read);
  const machines = values.machines.filter(({ from }) => from !== '');
  const body = useDebouncedContent(
    {
      contractId: contractId ?? null,
      ...{ customerId, startsOn, endsOn: endsOn === '' ? null : endsOn, zone },
      ...toBillingTerms({ machines, meters, charges }, { meters: [] }),
    },
    DEBOUNCE_MS,
  );
  const conflicts = useQuery({
    queryKey: ['contract-check', body],
    queryFn: async ({ signal }): Promise<readonly Conflict[]> => {
      const { items } = await request('POST', '/contracts/check', { body, signal });
      return items.flatMap(({ pointer, code, params = {}, isBlocking }) => {
        const [, list, index] = /^\/(machines|meters)\/(\d+)/.exec(pointer) ?? [];
        const id =
          list === 'machines' ? body.machines[Number(index)]?.machineId : body.meters[Number(index)]?.id;
        return id === undefined ? [] : [{ list: list as Conflict['list'], id, code, params, isBlocking }];
      });
    },
    enabled: body.customerId !== '' && body.startsOn !== '' && body.machines.length + body.meters.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (conflicts.data ?? []).flatMap(({ list, id, ...conflict }) => {
    const index =
      list === 'machines'
        ? values.machines.findIndex(({ machineId }) => machineId === id)
        : values.meters.findIndex((meter) => meter.id === id);
    return index < 0 ? [] : [{ path: `${list}.${index}`, ...conflict }];
  });
}
