import type { AgreedPerformance, NewModelMeter } from '#contracts/domain';

/** Ids of the contract's meters that demo guarantees refer to. */
export interface GuaranteeContext {
  readonly kwhMeterIds: readonly string[];
  readonly m3MeterIds: readonly string[];
}

/** Contracts for which the machines' energy is metered in addition to the billed air. */
export const METERED_ENERGY: readonly string[] = ['K-ID-2'];

/**
 * Returns a contract's guarantees, which the demo file does not contain. They are met in the month of the stories, so
 * that they do not affect invoices: K-PL-1 has no recorded downtime, and the station of K-ID-2 uses less energy than
 * guaranteed.
 */
export function deriveGuarantees(
  contract: string,
  { kwhMeterIds, m3MeterIds }: GuaranteeContext,
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

/** Meter of a model, with the longest data gap that it tolerates. */
type ModelMeter = Required<
  Pick<NewModelMeter, 'name' | 'signalKey' | 'method' | 'matches' | 'unit' | 'maxGapMinutes'>
>;

/** Returns example meters for one model. */
export function deriveModelMeters(model: string): ModelMeter[] {
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
