import { findDowntimeFaults, type NewDowntime } from './downtime-faults.js';
import type { RecordedCause } from './downtime-hours.js';

const NOW = new Date('2026-11-10T12:00:00Z');
const MACHINES = [{ id: 's', machineId: 'm', from: '2026-02-01', to: null }];
const STOP: NewDowntime = {
  machineId: 'm',
  cause: 'supplier',
  from: new Date('2026-11-09T08:00:00Z'),
  to: new Date('2026-11-09T10:00:00Z'),
  reason: 'A belt was torn',
};

describe('a recorded downtime', () => {
  it.each<[Partial<NewDowntime>, readonly string[]]>([
    [{}, []],
    [{ to: NOW }, []],
    [{ machineId: 'x' }, ['/machineId contracts.machine_not_in_contract']],
    [{ cause: 'weather' as RecordedCause }, ['/cause contracts.value_missing']],
    [{ to: STOP.from }, ['/to contracts.downtime_ends_before_start']],
    [{ to: new Date(NOW.getTime() + 1) }, ['/to contracts.downtime_in_future']],
    [{ reason: '  ' }, ['/reason contracts.reason_missing']],
    [{ reason: 'x'.repeat(501) }, ['/reason contracts.reason_missing']],
    [{ reason: ` ${'x'.repeat(500)} ` }, []],
  ])('with %j has the errors %j', (change, faults) => {
    expect(
      findDowntimeFaults({ ...STOP, ...change }, MACHINES, NOW).map(
        ({ pointer, code }) => `${pointer} ${code}`,
      ),
    ).toEqual(faults);
  });
});
