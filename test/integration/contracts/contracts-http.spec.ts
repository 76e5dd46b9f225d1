import { MakerApi } from '../../support/maker-api.js';

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly params: Record<string, unknown>;
  readonly fields?: { readonly pointer: string; readonly code: string }[];
}

describe('contracts over HTTP', () => {
  let house: MakerApi;

  beforeAll(async () => {
    house = await MakerApi.open('http');
  });

  afterAll(() => house?.close());

  async function call(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const response = await fetch(`${house.api.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${house.maker.staff.finance.key}`,
        'content-type': 'application/json',
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
    return { response, body: (await response.json()) as Record<string, unknown> & Problem };
  }

  const contractId = () => house.maker.customers[0].ids.contract!;

  it('answers a contract with its version as ETag, and takes an edit of that version alone', async () => {
    const path = `/contracts/${contractId()}`;
    const { response, body } = await call('GET', path);
    const etag = response.headers.get('etag')!;
    expect(etag).toBe(`"${body['version']}"`);
    expect(body).toMatchObject({
      plan: { code: 'AIR-BASE', rated: true, ratingCode: null, name: { en: 'Air base' } },
      prices: [
        { kind: 'base', base: { amount: '4900.00', currency: 'PLN' }, meterId: null, unitPrice: null },
        { kind: 'usage', base: null, includedQuantity: '0', unitPrice: '0.0264' },
      ],
    });

    expect((await call('PATCH', path, { paymentDays: 10 })).body).toMatchObject({
      status: 428,
      code: 'api.if_match_required',
    });
    const changed = await call('PATCH', path, { paymentDays: 10 }, { 'if-match': etag });
    expect(changed.body).toMatchObject({ paymentDays: 10 });
    expect(changed.response.headers.get('etag')).not.toBe(etag);
    expect((await call('PATCH', path, { paymentDays: 11 }, { 'if-match': etag })).body).toMatchObject({
      status: 412,
      code: 'platform.version_mismatch',
    });
  });

  it('points at what to change', async () => {
    const { response, body } = await call('POST', '/contracts', {
      number: 'K-http',
      customerId: house.maker.customers[0].customerId,
      legalEntityId: house.maker.ids.legal_entity,
      planId: house.maker.ids.plan,
      currency: 'PLN',
      zone: 'Warsaw',
      startsOn: '2026-13-01',
      prices: [{ kind: 'base' }],
    });
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ status: 422, code: 'contracts.contract_invalid' });
    expect(body.fields?.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/zone contracts.zone_unknown',
      '/startsOn contracts.date_malformed',
      '/prices/0/amount contracts.amount_malformed',
    ]);
    expect((await call('POST', '/contracts', { number: 1, colour: 'red' })).body).toMatchObject({
      status: 400,
      code: 'api.field_unknown',
    });
  });

  it('says of a plan that is not billed yet that it is not, instead of a wrong sum', async () => {
    const plan = await call('POST', '/plans', {
      code: 'CARE',
      name: { en: 'Full care', zh: '自有设备全保' },
      structure: 'monthly_fee_by_hours_band',
      terms: { bands: [{ to_h_year: 2000 }] },
    });
    expect(plan.body).toMatchObject({
      rated: false,
      ratingCode: 'plan_not_rated_yet',
      terms: { bands: [{ to_h_year: 2000 }] },
    });
    await house.owner.query(`update contract set plan_id = $1 where id = $2`, [
      plan.body['id'],
      contractId(),
    ]);
    expect(
      (await call('POST', '/invoices/drafts', { contractId: contractId(), month: '2026-10' })).body,
    ).toMatchObject({
      status: 409,
      code: 'billing.plan_not_rated_yet',
      params: { plan: 'CARE', structure: 'monthly_fee_by_hours_band' },
    });
    expect((await call('GET', `/contracts/${contractId()}/cost-so-far`)).body).toMatchObject({
      rated: false,
      amount: null,
    });
  });

  it.each(['2026-13', 'october', ''])('refuses the month %p', async (month) => {
    expect((await call('POST', '/invoices/drafts', { contractId: contractId(), month })).body).toMatchObject({
      status: 422,
      fields: [{ pointer: '/month' }],
    });
  });
});
