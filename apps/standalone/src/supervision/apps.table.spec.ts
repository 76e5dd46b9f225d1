import { APPS, withIngestProcesses } from './apps.table.js';

const shares = (count: number, before: number) =>
  withIngestProcesses(APPS, count, before)
    .filter(({ name }) => name.startsWith('ingest'))
    .map(({ name, share, isLeaving = false, health }) => ({ name, share, isLeaving, health }));

describe('withIngestProcesses', () => {
  it('does not change a single process, which needs no position', () =>
    expect(withIngestProcesses(APPS, 1, 1)).toEqual(APPS));

  it('gives each process its position, and keeps the order of stopping', () => {
    expect(shares(2, 1)).toEqual([
      { name: 'ingest', share: '1/2', isLeaving: false, health: 'own' },
      { name: 'ingest-2', share: '2/2', isLeaving: false, health: 'own' },
    ]);
    expect(withIngestProcesses(APPS, 2, 1).map(({ name }) => name)).toEqual([
      'simulator',
      'ingest',
      'ingest-2',
      'api',
      'worker',
    ]);
  });

  it('includes leaving processes of an earlier start, without waiting for them', () =>
    expect(shares(1, 3)).toEqual([
      { name: 'ingest', share: '1/1', isLeaving: false, health: 'own' },
      { name: 'ingest-2', share: '2/1', isLeaving: true, health: 'none' },
      { name: 'ingest-3', share: '3/1', isLeaving: true, health: 'none' },
    ]));
});
