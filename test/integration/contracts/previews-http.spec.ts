import { MakerApi } from '../../support/maker-api.js';

interface Answer {
  readonly code?: string;
  readonly fields?: { readonly pointer: string; readonly code: string }[];
}

describe('previews of contracts and their clauses', () => {
  let fixture: MakerApi;

  beforeAll(async () => {
    fixture = await MakerApi.open('previews');
  });

  afterAll(() => fixture?.close());

  async function requestPreview(
    resource: 'contracts' | 'terms',
    body: object,
  ): Promise<{ status: number; body: Answer }> {
    const [status, answer] = await fixture.preview<Answer>(resource, body, fixture.maker.staff.manager.key);
    return { status, body: answer };
  }

  it('return the periods and lines of a contract', async () => {
    const { status, body } = await requestPreview('contracts', {
      zone: 'Europe/Paris',
      start: '2024-03-15',
      currency: 'EUR',
      fees: [{ key: 'base', amount: '1000.00' }],
      minimum: { amount: '2000' },
      includedQuantity: '100',
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      periods: [
        {
          periodFrom: '2024-03-01',
          periodTo: '2024-04-01',
          from: '2024-03-15',
          to: '2024-04-01',
          fromInstant: '2024-03-14T23:00:00Z',
          toInstant: '2024-03-31T22:00:00Z',
          days: 17,
          of: 31,
          hours: '407',
          factor: '0.548387097',
          includedQuantity: '54',
        },
      ],
      lines: [
        { key: 'base', kind: 'fee', from: '2024-03-15', to: '2024-04-01', days: 17, amount: '548.39' },
        { key: 'minimum', kind: 'true_up', from: '2024-03-15', to: '2024-04-01', days: 17, amount: '548.38' },
      ],
    });
  });

  const availability = { type: 'availability', guaranteePercent: '98' };

  it.each<[string, object, object]>([
    [
      'availability',
      { term: availability, facts: { hours: 720, downtime: [{ cause: 'supplier', hours: '36' }] } },
      { availabilityPercent: '95.00', shortfallPoints: '3', hoursByCause: { supplier: '36' }, gaps: [] },
    ],
    [
      'event_credit',
      {
        currency: 'USD',
        term: { type: 'event_credit', rules: { late_part: { cap: '1000' } } },
        facts: { events: [{ type: 'late_part', value: '640.00' }] },
      },
      { credits: ['640.00'], total: '640.00' },
    ],
    [
      'escalator',
      {
        currency: 'EUR',
        term: { type: 'escalator', weights: [{ key: 'wages', weight: '0.5' }] },
        facts: { index: { wages: ['100', '104'] }, amounts: ['100'] },
      },
      { rawFactor: '1.020000', appliedFactor: '1.020000', amounts: ['102.00'], unitPrices: null },
    ],
    [
      'retry',
      { term: { type: 'retry', days: [8, 8] }, facts: { firstFailure: '2024-02-25' } },
      { dates: ['2024-03-04', '2024-03-12'] },
    ],
    [
      'instalment',
      {
        currency: 'EUR',
        term: { type: 'instalment', regular: '100', floor: '0.5' },
        facts: { utilisationPercent: '20' },
      },
      { instalments: ['50.00'] },
    ],
  ])('return the result of a clause: %s', async (_type, described, expected) => {
    const { status, body } = await requestPreview('terms', described);
    expect(body).toMatchObject(expected);
    expect(status).toBe(200);
  });

  it.each<['contracts' | 'terms', object, number, string]>([
    ['contracts', { start: '2024-03-15', strat: 1 }, 400, '/strat'],
    ['contracts', { start: '2024-03-15', fees: [{ key: 'a', amount: '1', vat: '2' }] }, 400, '/fees/0/vat'],
    ['contracts', { start: '2024-03-15', every: { unit: 'fortnight' } }, 422, '/every/unit'],
    ['contracts', { start: '2024-03-15', fees: [null] }, 422, '/fees'],
    ['contracts', {}, 422, '/start'],
    ['contracts', { start: '2024-02-30' }, 422, '/start'],
    ['contracts', { start: '2024-02-29', until: '2024-04-31' }, 422, '/until'],
    [
      'contracts',
      { start: '2024-02-29', changes: [{ on: '2024-02-30', end: 'after' }] },
      422,
      '/changes/0/on',
    ],
    ['contracts', { start: '2024-02-29', zone: 'Mars/Olympus' }, 422, '/zone'],
    ['terms', { term: { ...availability, slop: '2' }, facts: {} }, 400, '/term/slop'],
    [
      'terms',
      { term: availability, facts: { gaps: [{ hours: '1', minutes: 2 }] } },
      400,
      '/facts/gaps/0/minutes',
    ],
    ['terms', { term: availability }, 422, '/facts'],
    ['terms', { term: { type: 'lottery' }, facts: {} }, 422, '/term/type'],
    ['terms', [], 422, '/term/type'],
    [
      'terms',
      { term: { type: 'retry', days: [] }, facts: { firstFailure: '2024-01-01' } },
      422,
      '/term/days',
    ],
    [
      'terms',
      { term: { type: 'retry', days: [3.5] }, facts: { firstFailure: '2024-01-01' } },
      422,
      '/term/days',
    ],
    [
      'terms',
      { term: { type: 'retry', days: [3] }, facts: { firstFailure: '2024-02-30' } },
      422,
      '/facts/firstFailure',
    ],
    ['terms', { term: { type: 'wallet', rate: '0' }, facts: { amount: '1' } }, 422, '/term/rate'],
    ['terms', { term: { type: 'wallet', rate: '1' }, facts: {} }, 422, '/facts/amount'],
    [
      'terms',
      { term: { type: 'instalment', regular: '100', floor: '1e3' }, facts: { utilisationPercent: ['50'] } },
      422,
      '/term/floor',
    ],
    [
      'terms',
      { term: { type: 'instalment', regular: '100' }, facts: { utilisationPercent: [50] } },
      422,
      '/facts/utilisationPercent',
    ],
    [
      'terms',
      { term: { type: 'advance', share: '1.1', rate: '0.07', days: 30 }, facts: { face: '1' } },
      422,
      '/term/share',
    ],
    [
      'terms',
      {
        term: { type: 'advance', share: '1', rate: '0.07', days: 30 },
        facts: { face: '1', disputed: '2' },
      },
      422,
      '/facts/disputed',
    ],
    [
      'terms',
      { term: { type: 'cargo_cover', upliftPercent: '75', ratePercent: '1' }, facts: { cif: '1' } },
      422,
      '/term/upliftPercent',
    ],
    ['terms', { term: { type: 'cargo_cover', ratePercent: '1' }, facts: {} }, 422, '/facts/cif'],
  ])('report input that cannot be parsed: %s %j', async (resource, described, status, pointer) => {
    const answer = await requestPreview(resource, described);
    expect([answer.status, answer.body.fields?.map((field) => field.pointer)]).toEqual([
      status,
      expect.arrayContaining([pointer]),
    ]);
  });

  it.each<['contracts' | 'terms', object, string]>([
    ['contracts', { start: '2024-02-29', changes: [{ on: '2024-03-01' }] }, 'contracts.change_invalid'],
    ['contracts', { start: '2024-02-29', count: 1, until: '2024-03-01' }, 'contracts.horizon_twice'],
    [
      'terms',
      { term: availability, facts: { hours: '1', downtime: [{ cause: 'supplier', hours: '2' }] } },
      'contracts.downtime_exceeds_period',
    ],
    [
      'terms',
      { term: { type: 'wallet', rate: '1' }, facts: { amount: '1', credits: '1' } },
      'receivables.term_invalid',
    ],
    [
      'terms',
      { term: { type: 'cargo_cover', upliftPercent: '99', ratePercent: '1' }, facts: { cif: '1' } },
      'supply.cargo_cover_invalid',
    ],
  ])('reject impossible input: %s %j', async (resource, described, code) => {
    const { status, body } = await requestPreview(resource, described);
    expect([status, body.code]).toEqual([422, code]);
  });
});
