import { PartsQueries } from '#parts';
import { DemoFixture, demoId } from '../supply/demo-fixture.js';

describe('the catalogue of parts', () => {
  let fixture: DemoFixture;
  let parts: PartsQueries;

  beforeAll(async () => {
    fixture = await DemoFixture.open();
    parts = fixture.get(PartsQueries);
  });
  afterAll(() => fixture?.close());

  it('is listed by number, page by page', async () => {
    const first = await parts.list(fixture.planner, { limit: 20 });
    const second = await parts.list(fixture.planner, { limit: 20, cursor: first.next! });
    const numbers = [...first.items, ...second.items].map(({ number }) => number);
    expect(numbers).toHaveLength(32);
    expect([...numbers].sort()).toEqual(numbers);
    expect(second.next).toBeNull();
  });

  it.each([
    ['by number', { search: 'tv-' }, ['TV-71']],
    ['by name in any language', { search: '温控阀' }, ['TV-71']],
    ['literally, also with pattern characters', { search: '%' }, []],
    ['by compatible model', { search: 'filter', fits: 'BH-160T' }, ['AF-250', 'OF-250']],
  ])('is searched %s', async (_how, filter, expected) => {
    const { items } = await parts.list(fixture.planner, { ...filter, limit: 50 });
    expect(items.map(({ number }) => number)).toEqual(expected);
  });

  it('shows list prices to the maker and not to customers', async () => {
    const find = async (scope: typeof fixture.planner) =>
      (await parts.list(scope, { search: 'AE-B', limit: 1 })).items[0]!;
    expect(await find(fixture.planner)).toMatchObject({
      listPriceUsd: '5100',
      coreDepositUsd: '1800',
      critical: true,
    });
    expect(await find(fixture.customer('C-PL-1'))).toMatchObject({
      number: 'AE-B',
      listPriceUsd: null,
      coreDepositUsd: null,
    });
  });

  it('contains the kits of each model, with compatible parts', async () => {
    expect(await parts.listKits(fixture.planner)).toHaveLength(30);
    const kits = await parts.listKits(fixture.customer('C-PL-1'), demoId('model', 'BH-110V'));
    expect(
      kits.map(({ code, repeats, parts: content }) => [
        code,
        repeats,
        content.map(({ number, quantity }) => `${number} x${quantity}`),
      ]),
    ).toEqual([
      ['KIT-500', false, ['OF-250 x1', 'OIL-20 x1']],
      ['KIT-2000', true, ['AF-110 x1', 'OF-250 x1']],
      ['KIT-4000', true, ['AF-110 x1', 'OF-250 x1', 'SE-110 x1']],
      [
        'KIT-8000',
        true,
        ['AF-110 x1', 'IV-K75 x1', 'MPV-K x1', 'OF-250 x1', 'OIL-20 x3', 'SE-110 x1', 'TV-71 x1'],
      ],
    ]);
  });

  it('contains a bill of materials by assembly, and shows it only to the maker', async () => {
    const bom = await parts.getBom(fixture.planner, demoId('model', 'BH-110V'));
    expect(bom.map(({ assembly }) => assembly)).toEqual([
      'air_circuit',
      'airend',
      'control',
      'drive',
      'oil_circuit',
    ]);
    expect(bom.find(({ assembly }) => assembly === 'oil_circuit')!.parts).toContainEqual(
      expect.objectContaining({ number: 'OIL-20', quantity: 4, critical: false }),
    );
    expect(await parts.getBom(fixture.planner, demoId('model', 'BH-22'))).toEqual([]);
    expect(await parts.getBom(fixture.customer('C-PL-1'), demoId('model', 'BH-110V'))).toEqual([]);
  });

  it('hides parts and kits from other makers', async () => {
    const elsewhere = { ...fixture.planner, makerId: demoId('maker', 'somebody else') };
    expect((await parts.list(elsewhere, { limit: 5 })).items).toEqual([]);
    expect(await parts.listKits(elsewhere)).toEqual([]);
    await expect(parts.getBom(elsewhere, demoId('model', 'BH-110V'))).rejects.toMatchObject({
      code: 'parts.model_not_found',
    });
  });
});
