import { DepotsQueries, StockService } from '#supply';
import { DemoFixture, demoId } from './demo-fixture.js';

describe('the stock of a depot', () => {
  let fixture: DemoFixture;
  const depot = demoId('depot', 'DC-WAW');

  beforeAll(async () => {
    fixture = await DemoFixture.open();
  });
  afterAll(() => fixture?.close());

  const stockOf = async (number: string) => {
    const stock = await fixture.get(DepotsQueries).listStock(fixture.planner, depot);
    return stock.find(({ part }) => part.number === number)!;
  };

  it('matches the demo file, as receipts with their lots', async () => {
    expect(await stockOf('TV-71')).toMatchObject({
      onHand: 10,
      reserved: 0,
      available: 10,
      minimum: 4,
      maximum: 16,
      lots: [{ lot: 'LWAW2497', onHand: 10 }],
    });
    expect(await fixture.count(`select count(*) from stock_entry where kind = 'receipt'`)).toBe(
      fixture.data.stock.filter(({ qty }) => qty > 0).length,
    );
  });

  it('receives by lot, issues the oldest first, and counts a lot', async () => {
    const partId = demoId('part', 'SOL-24');
    const stock = fixture.get(StockService);
    await stock.recordEntry(fixture.planner, depot, { partId, kind: 'receipt', quantity: 5, lot: 'NEW' });
    expect((await stockOf('SOL-24')).lots).toEqual([
      { lot: 'LWAW2550', onHand: 18 },
      { lot: 'NEW', onHand: 5 },
    ]);
    await stock.recordEntry(fixture.planner, depot, { partId, kind: 'issue', quantity: 20 });
    expect(await stockOf('SOL-24')).toMatchObject({ onHand: 3, lots: [{ lot: 'NEW', onHand: 3 }] });
    await stock.recordEntry(fixture.planner, depot, {
      partId,
      kind: 'count',
      quantity: 2,
      lot: 'NEW',
      note: 'one is bent',
    });
    expect(await stockOf('SOL-24')).toMatchObject({ onHand: 2, lots: [{ lot: 'NEW', onHand: 2 }] });
    const { items } = await fixture
      .get(DepotsQueries)
      .listEntries(fixture.planner, depot, { partId, limit: 10 });
    expect(items.map(({ kind, onHandDelta, lot }) => `${kind} ${onHandDelta} ${lot}`).sort()).toEqual([
      'count -1 NEW',
      'issue -18 LWAW2550',
      'issue -2 NEW',
      'receipt 18 LWAW2550',
      'receipt 5 NEW',
    ]);
    expect(items.find(({ kind }) => kind === 'count')).toMatchObject({
      note: 'one is bent',
      byName: 'Pei Yanshi',
    });
  });

  it('is listed page by page, newest first', async () => {
    const queries = fixture.get(DepotsQueries);
    const first = await queries.listEntries(fixture.planner, depot, { limit: 7 });
    const second = await queries.listEntries(fixture.planner, depot, { limit: 7, cursor: first.next! });
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(14);
    const all = await queries.listEntries(fixture.planner, depot, { limit: 200 });
    expect(all.items.slice(0, 14).map(({ id }) => id)).toEqual(ids);
  });

  it('shows the number of parts below their minimum', async () => {
    const depots = await fixture.get(DepotsQueries).list(fixture.planner);
    expect(depots.map(({ code }) => code)).toEqual(['DC-JKT', 'DC-MEX', 'DC-WAW']);
    expect(depots.find(({ code }) => code === 'DC-JKT')!.belowMinimum).toBeGreaterThan(2);
  });

  it("accepts the planner's limits, which move no stock", async () => {
    const partId = demoId('part', 'SEAL-A');
    await fixture.get(StockService).setLimits(fixture.planner, depot, partId, { minimum: 3, maximum: 9 });
    expect(await stockOf('SEAL-A')).toMatchObject({ onHand: 4, minimum: 3, maximum: 9 });
  });
});
