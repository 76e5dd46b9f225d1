import { DataSource } from 'typeorm';
import { DomainError, UnitOfWork } from '#platform';
import { DepotsQueries, issueStock, reserveStock, StockService } from '#supply';
import { DEMO_MAKER_ID, DemoFixture, demoId, NOW } from './demo-fixture.js';

describe('the ledger rejects', () => {
  let fixture: DemoFixture;
  const depot = demoId('depot', 'DC-JKT');

  beforeAll(async () => {
    fixture = await DemoFixture.open();
  });
  afterAll(() => fixture?.close());

  const balanceOf = async (number: string) => {
    const { rows } = await fixture.owner.query(
      `select on_hand, reserved from stock_balance where depot_id = $1 and part_id = $2`,
      [depot, demoId('part', number)],
    );
    return rows[0];
  };

  it('the second of two issues of the last part, under any concurrency', async () => {
    const need = [{ partId: demoId('part', 'TV-71'), quantity: 1 }];
    const attempts = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        fixture.get(UnitOfWork).run(fixture.system, (tx) => reserveStock(tx, { depotId: depot }, need)),
      ),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const attempt of attempts) {
      if (attempt.status === 'fulfilled') continue;
      expect(attempt.reason).toMatchObject({
        code: 'supply.stock_short',
        params: { partId: need[0]!.partId },
      });
    }
    expect(await balanceOf('TV-71')).toEqual({ on_hand: 1, reserved: 1 });
  });

  it('issuing parts that are reserved for someone else', async () => {
    await expect(
      fixture
        .get(StockService)
        .recordEntry(fixture.planner, depot, { partId: demoId('part', 'TV-71'), kind: 'issue', quantity: 1 }),
    ).rejects.toMatchObject({ code: 'supply.stock_short' });
  });

  it('quantities above the stock, in parallel issues and reservations of several parts in any order', async () => {
    const parts = ['SV-12', 'NRV-50'].map((number) => demoId('part', number));
    const jobs = Array.from({ length: 24 }, (_, index) => {
      const needs = (index % 2 === 0 ? parts : [...parts].reverse()).map((partId) => ({
        partId,
        quantity: 2,
      }));
      return fixture.get(UnitOfWork).run(fixture.system, async (tx) => {
        if (index % 3 === 0) await issueStock(tx, { depotId: depot }, needs, { wasReserved: false });
        else await reserveStock(tx, { depotId: depot }, needs);
      });
    });
    const done = await Promise.allSettled(jobs);
    const rejected = done.filter((job): job is PromiseRejectedResult => job.status === 'rejected');
    expect(
      rejected.every(({ reason }) => reason instanceof DomainError && reason.code === 'supply.stock_short'),
    ).toBe(true);
    for (const number of ['SV-12', 'NRV-50']) {
      const { on_hand: onHand, reserved } = await balanceOf(number);
      expect(reserved).toBeGreaterThanOrEqual(0);
      expect(onHand).toBeGreaterThanOrEqual(reserved);
    }
    const { rows } = await fixture.owner.query(
      `select b.part_id from stock_balance b
        cross join lateral (
          select coalesce(sum(e.on_hand_delta), 0) as on_hand, coalesce(sum(e.reserved_delta), 0) as reserved
            from stock_entry e where e.depot_id = b.depot_id and e.part_id = b.part_id) l
        where (b.on_hand, b.reserved) <> (l.on_hand, l.reserved)`,
    );
    expect(rows).toEqual([]);
  });

  it('a count below the reserved quantity', async () => {
    await expect(
      fixture.get(StockService).recordEntry(fixture.planner, depot, {
        partId: demoId('part', 'TV-71'),
        kind: 'count',
        quantity: 0,
        lot: 'LJKT2573',
      }),
    ).rejects.toMatchObject({ code: 'supply.stock_short' });
  });

  it.each([
    ['receipt', 0, 'supply.quantity_invalid'],
    ['issue', -1, 'supply.quantity_invalid'],
    ['count', 1.5, 'supply.quantity_invalid'],
  ] as const)('a %s of %d', async (kind, quantity, code) => {
    await expect(
      fixture
        .get(StockService)
        .recordEntry(fixture.planner, depot, { partId: demoId('part', 'AF-037'), kind, quantity }),
    ).rejects.toMatchObject({ code, fields: [{ pointer: '/quantity' }] });
  });

  it('a movement in the future', async () => {
    await expect(
      fixture.get(StockService).recordEntry(fixture.planner, depot, {
        partId: demoId('part', 'AF-037'),
        kind: 'receipt',
        quantity: 1,
        occurredAt: new Date(NOW.getTime() + 86_400_000),
      }),
    ).rejects.toMatchObject({ code: 'supply.occurred_in_future', fields: [{ pointer: '/occurredAt' }] });
  });

  it('an unknown part or depot', async () => {
    const stock = fixture.get(StockService);
    const nowhere = demoId('depot', 'nowhere');
    await expect(
      stock.recordEntry(fixture.planner, nowhere, {
        partId: demoId('part', 'AF-037'),
        kind: 'receipt',
        quantity: 1,
      }),
    ).rejects.toMatchObject({ code: 'supply.depot_not_found' });
    await expect(
      stock.recordEntry(fixture.planner, depot, {
        partId: demoId('part', 'none'),
        kind: 'receipt',
        quantity: 1,
      }),
    ).rejects.toMatchObject({ code: 'supply.part_not_found' });
    await expect(
      stock.setLimits(fixture.planner, depot, demoId('part', 'AF-037'), { minimum: 5, maximum: 1 }),
    ).rejects.toMatchObject({ code: 'supply.limits_invalid' });
    await expect(
      stock.setLimits(fixture.planner, depot, demoId('part', 'none'), { minimum: 1, maximum: 5 }),
    ).rejects.toMatchObject({ code: 'supply.part_not_found' });
  });

  it('customers, who have no access to stock', async () => {
    await expect(
      fixture.get(DepotsQueries).listStock(fixture.customer('C-PL-1'), depot),
    ).rejects.toMatchObject({
      code: 'supply.stock_not_shared',
    });
    await expect(
      fixture.get(DepotsQueries).listEntries(fixture.customer('C-PL-1'), depot, { limit: 5 }),
    ).rejects.toMatchObject({ code: 'supply.stock_not_shared' });
    const depots = await fixture.get(DepotsQueries).list(fixture.customer('C-PL-1'));
    expect(depots.map(({ belowMinimum }) => belowMinimum)).toEqual([null, null, null]);
  });

  it.each([
    `update stock_entry set note = 'x'`,
    `delete from stock_entry`,
    `update stock_balance set on_hand = 99`,
    `insert into stock_balance (maker_id, depot_id, part_id, on_hand) values ('${DEMO_MAKER_ID}', '${demoId('depot', 'DC-JKT')}', '${demoId('part', 'FM-80')}', 5)`,
  ])('this statement by the app: %s', async (statement) => {
    await expect(
      fixture.get(UnitOfWork).run(fixture.system, ({ manager }) => manager.query(statement)),
    ).rejects.toThrow(/permission denied/);
  });

  it('changes of past entries, even by the owner', async () => {
    await expect(fixture.owner.query(`update stock_entry set on_hand_delta = 1`)).rejects.toThrow(
      /insert-only/,
    );
    await expect(fixture.owner.query(`delete from stock_entry`)).rejects.toThrow(/insert-only/);
  });

  it('access by another maker', async () => {
    const rows: unknown[] = await fixture.app
      .get(DataSource, { strict: false })
      .transaction(async (manager) => {
        await manager.query(
          `select set_config('app.maker_id', $1, true), set_config('app.customer_ids', '*', true)`,
          [demoId('maker', 'somebody else')],
        );
        return manager.query(
          `select id from stock_entry union all select id from kit_delivery union all select id from part`,
        );
      });
    expect(rows).toEqual([]);
  });
});
