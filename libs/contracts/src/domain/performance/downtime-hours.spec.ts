import fc from 'fast-check';
import { machineHours, type MachineDowntime, RECORDED_CAUSES } from './downtime-hours.js';

const at = (hour: number): number => Date.parse('2026-11-01T00:00:00Z') + hour * 3_600_000;
const downtime = (
  cause: MachineDowntime['cause'],
  from: number,
  to: number,
  machineId = 'm-1',
): MachineDowntime => ({
  machineId,
  cause,
  from: at(from),
  to: at(to),
  reason: 'Valve',
});
const MONTH = [{ machineId: 'm-1', from: at(0), to: at(720) }];

describe('machineHours', () => {
  it('assigns each moment of a machine to the cause with the highest priority, with known causes before unknown ones', () => {
    const stops = [downtime('supplier', 10, 20), downtime('customer', 15, 25), downtime('unknown', 18, 30)];
    expect(machineHours(MONTH, stops)).toMatchObject({
      hours: '720',
      byCause: { supplier: '5', customer: '10', planned: '0', force_majeure: '0', unknown: '5' },
    });
  });

  it('counts machines separately, and only within the evaluated time', () => {
    const evaluated = [...MONTH, { machineId: 'm-2', from: at(700), to: at(720) }];
    const stops = [
      downtime('supplier', -5, 5),
      downtime('supplier', 690, 710, 'm-2'),
      downtime('planned', 715, 730, 'm-2'),
      downtime('supplier', 0, 720, 'm-3'),
    ];
    const { hours, byCause, stops: counted } = machineHours(evaluated, stops);
    expect([hours, byCause.supplier, byCause.planned]).toEqual(['740', '15', '5']);
    expect(counted.map(({ machineId, from, to }) => [machineId, from, to])).toEqual([
      ['m-1', at(0), at(5)],
      ['m-2', at(700), at(710)],
      ['m-2', at(715), at(720)],
    ]);
  });

  it('never has more hours of downtime than the period has', () => {
    const some = fc.record({
      cause: fc.constantFrom(...RECORDED_CAUSES),
      from: fc.integer({ min: -100, max: 800 }),
      hours: fc.integer({ min: 1, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 8 }), (stops) => {
        const { hours, byCause } = machineHours(
          MONTH,
          stops.map(({ cause, from, hours: long }) => downtime(cause, from, from + long)),
        );
        const down = Object.values(byCause).reduce((sum, one) => sum + Number(one), 0);
        expect(down).toBeLessThanOrEqual(Number(hours));
      }),
    );
  });
});
