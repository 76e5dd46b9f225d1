import { MakerApi } from '../../support/maker-api.js';

interface Answer {
  code?: string;
  fields?: { pointer: string; code: string }[];
  [field: string]: unknown;
}

const PERIOD = { from: '2026-11-01T00:00:00+01:00', to: '2026-12-01T00:00:00+01:00' };

describe('the preview of a meter', () => {
  let fixture: MakerApi;

  beforeAll(async () => {
    fixture = await MakerApi.open('one');
  });

  afterAll(() => fixture?.close());

  const ask = (body: object, key?: string): Promise<[number, Answer]> =>
    fixture.preview<Answer>('metering', body, key);

  it('returns every step, usage on hold with reasons, and repeated or late readings', async () => {
    const [status, answer] = await ask({
      meter: {
        method: 'counter',
        factor: '10',
        maxRatePerMinute: '1',
        rounding: { mode: 'half_away', decimals: 0 },
        calibrationValidTo: '2026-11-30',
      },
      period: PERIOD,
      readings: [
        { at: '2026-11-01T00:00:00+01:00', value: '100' },
        { at: '2026-11-03T00:00:00+01:00', value: '100.25' },
        { at: '2026-11-02T00:00:00+01:00', value: '100.01' },
        { at: '2026-11-02T00:00:00+01:00', value: '100.01' },
        { at: '2026-11-03T00:01:00+01:00', value: '200' },
        { at: '2026-11-20T00:00:00+01:00', value: '9' },
      ],
      events: [{ type: 'exchange', at: '2026-11-10T00:00:00+01:00', final: '201', initial: '7' }],
    });
    expect([status, answer]).toEqual([
      200,
      {
        quantity: '33',
        state: 'measured',
        flags: [],
        steps: [
          { kind: 'normal', quantity: '0.1' },
          { kind: 'normal', quantity: '2.4' },
          { kind: 'held', quantity: '997.5' },
          { kind: 'replacement', quantity: '30' },
        ],
        windows: null,
        heldQuantity: '997.5',
        estimatedQuantity: '0',
        factor: '10',
        exceptions: [{ code: 'implausible', implied: '997.5', since: null, action: null }],
        accepted: 5,
        duplicates: 1,
        outOfOrder: 1,
      },
    ]);
  });

  it.each<[string, object, object, string, string]>([
    [
      'an unknown reading key',
      { method: 'formula', formula: 'good - bad' },
      {},
      'formula_name_unknown',
      '/meter/formula',
    ],
    [
      'a gas temperature below absolute zero',
      {
        method: 'sum',
        reference: { from: { celsius: '-300', mbar: '1000' }, to: { celsius: '0', mbar: '1000' } },
      },
      {},
      'conditions_invalid',
      '/meter/reference/from',
    ],
    [
      'an exchange without a time',
      { method: 'counter' },
      { events: [{ type: 'exchange' }] },
      'event_invalid',
      '/events/0/at',
    ],
    [
      'a period that ends before it begins',
      { method: 'sum' },
      { period: { from: PERIOD.to, to: PERIOD.from } },
      'period_invalid',
      '/period/to',
    ],
  ])('rejects %s', async (_, meter, more, code, pointer) => {
    const [status, answer] = await ask({ meter, period: PERIOD, readings: [], ...more });
    expect([status, answer.code, answer.fields?.[0]?.pointer]).toEqual([422, `metering.${code}`, pointer]);
  });

  it.each<[string, object, string[]]>([
    ['nothing', {}, ['/meter']],
    [
      'conditions without a gas',
      { meter: { method: 'sum', reference: {} }, period: PERIOD },
      ['/meter/reference/from', '/meter/reference/to'],
    ],
    ['a period that is a string', { meter: { method: 'sum' }, period: 'November' }, ['/period']],
  ])('rejects %s', async (_, body, pointers) => {
    const [status, answer] = await ask(body);
    expect([status, answer.code]).toEqual([422, 'api.request_invalid']);
    expect([...new Set(answer.fields?.map(({ pointer }) => pointer))]).toEqual(pointers);
  });

  it('uses all readings if there is no period', async () => {
    const meter = { method: 'counter' };
    const readings = [
      { at: '2026-11-01T00:00:00Z', value: '100' },
      { at: '2026-11-02T00:00:00Z', value: '142' },
    ];
    const [status, { quantity }] = await ask({ meter, readings });
    expect([status, quantity]).toEqual([200, '42']);
    const [refused, { code }] = await ask({ meter });
    expect([refused, code]).toEqual([422, 'metering.period_missing']);
  });

  it('is denied to users without permission to write contracts', async () => {
    const [status, answer] = await ask(
      { meter: { method: 'sum' }, period: PERIOD },
      fixture.maker.staff.technician.key,
    );
    expect([status, answer.code]).toEqual([403, 'organization.permission_missing']);
  });
});
