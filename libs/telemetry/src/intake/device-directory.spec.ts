import type { Pool } from 'pg';
import { DeviceDirectory } from './device-directory.js';

it('queries once for simultaneous messages of a device, and again after a failure', async () => {
  const queries: unknown[][] = [];
  let isAway = true;
  const pool = {
    query: (_text: string, params: unknown[]) => {
      queries.push(params);
      if (isAway) return Promise.reject(new Error('away'));
      const row = {
        maker_id: 'm',
        maker_slug: 'mk',
        device_id: 'd',
        device_key: 7,
        code: 'P',
        shipped_at: null,
        signals: 'a b',
        numeric: 'a',
        metered: null,
      };
      return Promise.resolve({ rows: [row] });
    },
  } as unknown as Pool;
  const directory = new DeviceDirectory(pool, () => 0);
  const askOften = () =>
    Promise.allSettled(Array.from({ length: 100 }, () => directory.findByName('mk', 'P')));
  expect((await askOften()).every(({ status }) => status === 'rejected')).toBe(true);
  isAway = false;
  expect((await askOften()).every(({ status }) => status === 'fulfilled')).toBe(true);
  expect(queries).toEqual([
    ['mk', 'P'],
    ['mk', 'P'],
  ]);
  expect(await directory.find(7)).toBe(directory.known(7));
  expect([...directory.known(7)!.signals]).toEqual(['a', 'b']);
  expect(queries).toHaveLength(2);
});
