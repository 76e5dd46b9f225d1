import { type PoolPart, shareOfMachine, termsOfMachines } from './machine-shares.js';

const machine = (machineId: string, from: string, to: string | null) => ({
  machineId,
  serial: machineId,
  from,
  to,
});
/** November, of which some days are paused. */
const NOVEMBER = {
  from: '2026-11-01',
  to: '2026-12-01',
  share: { used: 30, of: 30 },
  rests: [] as { from: string; to: string }[],
};
const part = (change: Partial<PoolPart>): PoolPart => ({
  ...NOVEMBER,
  machineIds: ['m-1', 'm-2'],
  ...change,
});

describe('shareOfMachine', () => {
  it.each<[string, Parameters<typeof shareOfMachine>, number]>([
    ['no machine', [null, NOVEMBER, [machine('m-1', '2026-11-10', null)]], 30],
    [
      'a machine that was never under the contract',
      ['x', NOVEMBER, [machine('m-1', '2026-11-10', null)]],
      30,
    ],
    ['a machine from the month before on', ['m-1', NOVEMBER, [machine('m-1', '2026-10-10', null)]], 30],
    ['a machine from a day on', ['m-1', NOVEMBER, [machine('m-1', '2026-11-10', null)]], 21],
    ['a machine until a day', ['m-1', NOVEMBER, [machine('m-1', '2026-01-01', '2026-11-10')]], 9],
    [
      'a machine that left as the month began',
      ['m-1', NOVEMBER, [machine('m-1', '2026-01-01', '2026-11-01')]],
      0,
    ],
    ['a machine that comes as the month ends', ['m-1', NOVEMBER, [machine('m-1', '2026-12-01', null)]], 0],
    [
      'a machine that left and came back',
      ['m-1', NOVEMBER, [machine('m-1', '2026-11-01', '2026-11-03'), machine('m-1', '2026-11-29', null)]],
      4,
    ],
    [
      'paused days',
      [
        'm-1',
        { ...NOVEMBER, share: { used: 25, of: 30 }, rests: [{ from: '2026-11-06', to: '2026-11-11' }] },
        [machine('m-1', '2026-11-10', null)],
      ],
      20,
    ],
    [
      'the days that are billed, at most',
      ['m-1', { ...NOVEMBER, share: { used: 10, of: 30 } }, [machine('m-1', '2026-11-10', null)]],
      10,
    ],
  ])('counts %s', (_, args, used) => {
    expect(shareOfMachine(...args)).toEqual({ used, of: 30 });
  });
});

describe('termsOfMachines', () => {
  const partial = [machine('m-1', '2026-11-16', null), machine('m-2', '2026-01-01', null)];
  const terms = { model: 'unit', includedQuantityPerMachine: '100', minQuantityPerMachine: '7' } as const;

  it('are those of machines that are under the contract for a part of the period', () => {
    expect(termsOfMachines(terms, NOVEMBER.from, [part({})], partial)).toEqual(
      new Map([['m-1', { includedQuantity: '50', minQuantity: '3.5' }]]),
    );
  });

  it.each<[string, Parameters<typeof termsOfMachines>]>([
    ['nothing is agreed per machine', [{ model: 'unit' }, NOVEMBER.from, [part({})], partial]],
    [
      'all machines are under the contract for the whole period',
      [terms, NOVEMBER.from, [part({ machineIds: ['m-2'] })], partial],
    ],
    [
      'only another part has such a machine',
      [
        terms,
        '2026-11-16',
        [
          part({ to: '2026-11-16', share: { used: 15, of: 30 } }),
          part({ from: '2026-11-16', machineIds: [] }),
        ],
        partial,
      ],
    ],
  ])('are absent if %s', (_, args) => {
    expect(termsOfMachines(...args)).toBeUndefined();
  });

  it('contain only what is agreed', () => {
    const one = (pricing: Parameters<typeof termsOfMachines>[0]): unknown =>
      termsOfMachines(pricing, NOVEMBER.from, [part({})], partial)?.get('m-1');
    expect(one({ model: 'unit', includedQuantityPerMachine: '100' })).toEqual({
      includedQuantity: '50',
      minQuantity: null,
    });
    expect(one({ model: 'unit', minQuantityPerMachine: '7' })).toEqual({
      includedQuantity: null,
      minQuantity: '3.5',
    });
  });

  it('round the sum of all machines and parts down once', () => {
    const parts = [
      part({ to: '2026-11-16', share: { used: 15, of: 30 }, machineIds: ['m-1', 'm-2', 'm-3'] }),
      part({ from: '2026-11-16', share: { used: 15, of: 30 }, machineIds: ['m-1', 'm-2', 'm-3'] }),
    ];
    const machines = ['m-1', 'm-2', 'm-3'].map((id) => machine(id, '2026-01-01', null));
    const included = parts.flatMap(({ from }) => [
      ...termsOfMachines({ model: 'unit', includedQuantityPerMachine: '1' }, from, parts, machines)!.values(),
    ]);
    const sum = included.reduce((all, { includedQuantity }) => all + Number(includedQuantity), 0);
    expect(sum).toBe(3);
  });
});
