import fc from 'fast-check';
import { asCounted, countedPlaces, type MeteredMonth, sumKnown } from './metered-month.js';

const MONTH: MeteredMonth = {
  meterId: 'all',
  device: 'PLC-1',
  signalKey: 'parts_total',
  unit: '1',
  machineId: 'm-1',
  serial: 'S-1',
  from: '2026-11-01',
  to: '2026-12-01',
  state: 'measured',
  quantity: '1000',
  heldQuantity: '0',
  holds: 0,
  days: [],
  usagePeriodId: null,
  hash: null,
};
const SCRAP: MeteredMonth = {
  ...MONTH,
  meterId: 'scrap',
  signalKey: 'parts_scrap',
  deducts: true,
  quantity: '40',
};
const good = (...months: readonly MeteredMonth[]): string | null => sumKnown(months.map(asCounted));

describe('good parts: all parts less scrap', () => {
  it.each<[string, string | null, MeteredMonth[]]>([
    ['are the difference', '960', [MONTH, SCRAP]],
    [
      'of several machines add up',
      '1920',
      [MONTH, SCRAP, ...[MONTH, SCRAP].map((one) => ({ ...one, machineId: 'm-2' }))],
    ],
    ['leave out what may be scrap as long as nobody knows', '955', [MONTH, { ...SCRAP, heldQuantity: '5' }]],
    ['are none where more was thrown away than made', '0', [{ ...MONTH, quantity: '30' }, SCRAP]],
    [
      'of one machine are not less for the scrap of another',
      '1000',
      [MONTH, { ...MONTH, machineId: 'm-2', quantity: '30' }, { ...SCRAP, machineId: 'm-2' }],
    ],
    [
      'of a site are those of all its devices',
      '960',
      [
        { ...MONTH, machineId: null },
        { ...SCRAP, machineId: null, device: 'PLC-2' },
      ],
    ],
    ['are unknown where nothing is known', null, [MONTH, SCRAP].map((one) => ({ ...one, quantity: null }))],
  ])('%s', (_name, quantity, months) => {
    expect(good(...months)).toBe(quantity);
  });

  it('wait as long as one of a machine’s meters waits', () => {
    const places = countedPlaces(
      [MONTH, { ...SCRAP, quantity: null }, { ...MONTH, machineId: 'm-2' }].map(asCounted),
    );
    expect(places.map(({ machine, quantity }) => [machine, quantity?.toFixed() ?? null])).toEqual([
      ['m-1', null],
      ['m-2', '1000'],
    ]);
  });

  it('take the days off as the month', () => {
    const day = { day: '2026-11-02', quantity: '3', heldQuantity: '1' };
    expect(asCounted({ ...SCRAP, days: [day] }).days).toEqual([{ ...day, quantity: '-4' }]);
    expect(asCounted({ ...MONTH, days: [day] }).days).toEqual([day]);
  });

  it('never are below zero nor above all parts, whatever is held', () => {
    const quantity = fc.integer({ min: 0, max: 10_000 }).map(String);
    fc.assert(
      fc.property(quantity, quantity, quantity, (all, scrap, held) => {
        const left = Number(
          good({ ...MONTH, quantity: all }, { ...SCRAP, quantity: scrap, heldQuantity: held }),
        );
        expect(left).toBe(Math.max(Number(all) - Number(scrap) - Number(held), 0));
      }),
    );
  });
});
