import type { PerformanceTerm } from '../../../api/types.js';
import { NEW_PERFORMANCE, toPerformance, toPerformanceValues } from './performance-values.js';

describe('guarantees in a form', () => {
  const energy = {
    type: 'energy',
    key: 'energy',
    clause: '7.1',
    kwhPerM3: '0.1075',
    kwhPrice: '0.18',
    kwhMeterIds: ['kwh'],
    m3MeterIds: ['m3'],
  } as const;
  const delivery = {
    type: 'delivery',
    key: 'delivery',
    clause: '',
    guaranteePercent: null,
    creditPerStartedHour: '75',
    outsideMeterId: 'low',
  } as const;

  it('are sent as entered, without fields that their type does not use', () => {
    const other = {
      plannedAllowanceHours: null,
      malusPercentPerPoint: null,
      malusCapPercent: null,
      bonusFromPercent: null,
      bonusPercent: null,
      targetPercent: null,
      slope: null,
      zeroBelow: null,
      bands: [],
      chargeKeys: [],
      machineIds: [],
    };
    const none = { ...other, kwhPerM3: null, kwhPrice: null, kwhMeterIds: [], m3MeterIds: [] };
    const terms: PerformanceTerm[] = [
      {
        ...other,
        ...energy,
        kwhMeterIds: ['kwh'],
        m3MeterIds: ['m3'],
        guaranteePercent: null,
        creditPerStartedHour: null,
        outsideMeterId: null,
      },
      { ...none, ...delivery },
    ];
    expect(toPerformance(toPerformanceValues(terms))).toEqual([energy, delivery]);
  });

  it('leave their key to the server, and send missing values as empty', () => {
    expect(toPerformance([{ ...NEW_PERFORMANCE, type: 'delivery', guaranteePercent: ' 99.5 ' }])).toEqual([
      {
        type: 'delivery',
        clause: '',
        guaranteePercent: '99.5',
        creditPerStartedHour: '',
        outsideMeterId: null,
      },
    ]);
  });
});
