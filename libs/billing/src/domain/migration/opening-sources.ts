import type { ContractView } from '#contracts/domain';
import { toMinor, Exact } from '#platform/domain';
import type { BilledBefore } from '../draft/draft-input.js';
import { countsSince } from '../draft/month-cuts.js';
import type { MeteredMonth } from '../usage/metered-month.js';
import { askedOfTakeover, type TakenOverContract } from './asked-of-takeover.js';

/** Usage and amounts from before the migration that a month continues from. */
export interface OpeningSources {
  readonly metered: readonly MeteredMonth[];
  readonly billed: readonly BilledBefore[];
}

const NOTHING: OpeningSources = { metered: [], billed: [] };

/**
 * Converts a migrated contract's opening into earlier parts of the counters that a month adds to. They are rated with
 * the months counted here and never billed again.
 * @param counterFrom the first day of those counters
 */
export function openingSources(
  contract: TakenOverContract & Pick<ContractView, 'takeover' | 'startsOn' | 'prepaid'>,
  counterFrom: string,
): OpeningSources {
  const { takeover, meters, devices, serials, currency } = contract;
  if (takeover === null || countsSince(contract, counterFrom) >= takeover.billedFrom) return NOTHING;
  const { billedFrom, readings, amounts } = takeover;
  const asked = askedOfTakeover(contract, billedFrom);
  return {
    metered: readings.flatMap(({ meterId, usedInYear }) => {
      const meter = meters.find(({ id }) => id === meterId);
      const device = meter && devices.get(meter.deviceId);
      if (!device || usedInYear === null || asked.yearFrom === null) return [];
      const { machineId } = device;
      return [
        {
          meterId,
          device: device.code,
          signalKey: meter.signalKey,
          unit: meter.unit,
          ...(meter.deducts && { deducts: true as const }),
          machineId,
          serial: machineId === null ? null : (serials.get(machineId) ?? null),
          from: asked.yearFrom,
          to: billedFrom,
          state: 'measured',
          quantity: usedInYear,
          heldQuantity: '0',
          holds: 0,
          days: [],
          usagePeriodId: null,
          isOpening: true,
          hash: null,
        },
      ];
    }),
    billed: asked.amounts.flatMap(({ place }) => {
      const told = amounts.find(
        ({ chargeKey, machineId }) => chargeKey === place.chargeKey && machineId === place.machineId,
      );
      return told ? [{ ...place, amountMinor: toMinor(new Exact(told.amount), currency) }] : [];
    }),
  };
}
