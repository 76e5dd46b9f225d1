import type { MachineHistory } from '../../../api/types.js';
import { specificPowerPoints } from './specific-power-points.js';

const series = (key: string, points: number[][]): MachineHistory['series'][number] => ({
  key,
  unit: '',
  decimals: 0,
  kind: 'counter',
  limits: { warnLow: null, warnHigh: null, tripLow: null, tripHigh: null },
  points,
  line: null,
});
const ENERGY = { key: 'energy_kwh_total', unit: 'kW.h', kind: 'counter' };
const AIR = { key: 'air_m3_total', unit: 'm3', kind: 'counter' };

describe('specificPowerPoints', () => {
  it('divides the increases of each bucket, and interrupts the line without volume', () => {
    const history = {
      bucketSeconds: 3600,
      series: [
        series('energy_kwh_total', [
          [0, 50, 1000],
          [1, 60, 1050],
          [2, 5, 1110],
          [3, 70, 1115],
        ]),
        series('air_m3_total', [
          [0, 400, 9000],
          [2, 0, 9400],
          [3, 500, 9400],
        ]),
      ],
    };
    expect(specificPowerPoints(history, { energy: ENERGY, volume: AIR })).toEqual([
      [0, 0.125, 0.125, 0.125],
      [2, null, null, null],
      [3, 0.14, 0.14, 0.14],
    ]);
  });

  it('multiplies means of power and flow by the length of the bucket', () => {
    const history = {
      bucketSeconds: 900,
      series: [series('power_kw', [[0, 3, 60]]), series('flow_m3_min', [[0, 1, 10]])],
    };
    const signals = {
      energy: { key: 'power_kw', unit: 'kW', kind: 'gauge' },
      volume: { key: 'flow_m3_min', unit: 'm3/min', kind: 'gauge' },
    };
    expect(specificPowerPoints(history, signals)).toEqual([[0, 0.1, 0.1, 0.1]]);
  });

  it('is empty if a signal has no data', () => {
    expect(
      specificPowerPoints(
        { bucketSeconds: 60, series: [series('air_m3_total', [[0, 1, 1]])] },
        {
          energy: ENERGY,
          volume: AIR,
        },
      ),
    ).toEqual([]);
  });
});
