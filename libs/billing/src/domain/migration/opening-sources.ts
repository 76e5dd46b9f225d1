import type { ContractView } from '#contracts/domain';
import { toMinor, Exact } from '#platform/domain';
import type { BilledBefore } from '../draft/draft-input.js';
import { countsSince } from '../draft/month-cuts.js';
import type { MeteredMonth } from '../usage/metered-month.js';
import { requiredForMigration, type MigratedContract } from './migration-requirements.js';

/** Usage and amounts from before the migration, with which a month's rated periods continue. */
export interface OpeningSources {
  readonly metered: readonly MeteredMonth[];
  readonly billed: readonly BilledBefore[];
}

const NO_SOURCES: OpeningSources = { metered: [], billed: [] };

/**
 * Converts a migrated contract's opening into earlier parts of the rated periods that a month adds to. These parts are
 * rated together with the months counted here, but never billed again.
 * @param counterFrom the first day of these rated periods
 */
export function openingSources(
  contract: MigratedContract & Pick<ContractView, 'takeover' | 'startsOn' | 'prepaid'>,
  counterFrom: string,
): OpeningSources {
  const { takeover, meters, devices, serials, currency } = contract;
  if (takeover === null || countsSince(contract, counterFrom) >= takeover.billedFrom) return NO_SOURCES;
  const { billedFrom, readings, amounts } = takeover;
  const requirements = requiredForMigration(contract, billedFrom);
  return {
    metered: readings.flatMap(({ meterId, usedInYear }) => {
      const meter = meters.find(({ id }) => id === meterId);
      const device = meter && devices.get(meter.deviceId);
      if (!device || usedInYear === null || requirements.yearFrom === null) return [];
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
          from: requirements.yearFrom,
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
    billed: requirements.amounts.flatMap(({ place }) => {
      const openingAmount = amounts.find(
        ({ chargeKey, machineId }) => chargeKey === place.chargeKey && machineId === place.machineId,
      );
      return openingAmount
        ? [{ ...place, amountMinor: toMinor(new Exact(openingAmount.amount), currency) }]
        : [];
    }),
  };
}
