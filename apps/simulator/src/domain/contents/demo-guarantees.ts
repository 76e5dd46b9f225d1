import type { AgreedPerformance, NewModelMeter } from '#contracts/domain';

/** What guarantees of the demo world name of their contract: meters by their codes. */
export interface GuaranteeGround {
  readonly kwhMeterIds: readonly string[];
  readonly m3MeterIds: readonly string[];
}

/** Contracts whose machines' energy is metered beside the air that they are billed by. */
export const METERED_ENERGY: readonly string[] = ['K-ID-2'];

/**
 * What contracts guarantee. The demo file says nothing of it; both are kept in the month of its stories, so that no amount of a bill
 * depends on them: nobody has written down a stop of K-PL-1, and the station of K-ID-2 takes less than it may.
 */
export function guaranteesOf(
  contract: string,
  { kwhMeterIds, m3MeterIds }: GuaranteeGround,
): AgreedPerformance[] {
  switch (contract) {
    case 'K-PL-1':
      return [
        {
          type: 'availability',
          key: 'availability',
          clause: '7.1',
          chargeKeys: ['fee'],
          machineIds: [],
          bands: [],
          plannedAllowanceHours: '16',
          guaranteePercent: '98',
          malusPercentPerPoint: '2',
          malusCapPercent: '20',
          bonusFromPercent: null,
          bonusPercent: null,
          targetPercent: null,
          slope: null,
          zeroBelow: null,
        },
      ];
    case 'K-ID-2':
      return [
        {
          type: 'energy',
          key: 'energy',
          clause: '7.1',
          kwhPerM3: '0.14',
          kwhPrice: '1450',
          kwhMeterIds,
          m3MeterIds,
        },
      ];
    default:
      return [];
  }
}

/** A meter of a model, with what it takes for a long silence. */
type ModelMeter = Required<
  Pick<NewModelMeter, 'name' | 'signalKey' | 'method' | 'matches' | 'unit' | 'maxGapMinutes'>
>;

/** How machines of a model are usually metered; of one model, as an example of what contracts are offered. */
export function modelMetersOf(model: string): ModelMeter[] {
  if (model !== 'BH-75V') return [];
  const counter = { method: 'counter', matches: [], maxGapMinutes: 1440 } as const;
  return [
    { ...counter, name: 'Running hours', signalKey: 'run_hours_total', unit: 'h' },
    { ...counter, name: 'Energy', signalKey: 'energy_kwh_total', unit: 'kWh' },
    {
      name: 'Time under load',
      signalKey: 'state',
      method: 'state_time',
      matches: ['load'],
      unit: 'h',
      maxGapMinutes: 60,
    },
  ];
}
