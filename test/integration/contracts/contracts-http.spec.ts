import { byKey, call as send } from '../../support/http.js';
import { MakerApi } from '../../support/maker-api.js';

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly params: Record<string, unknown>;
  readonly fields?: { readonly pointer: string; readonly code: string }[];
}

describe('contracts over HTTP', () => {
  let fixture: MakerApi;

  beforeAll(async () => {
    fixture = await MakerApi.open('http');
  });

  afterAll(() => fixture?.close());

  const call = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
    send<Record<string, unknown> & Problem>(fixture.api, method, path, {
      as: byKey(fixture.maker.staff.finance),
      body,
      headers,
    });

  const contractId = () => fixture.maker.customers[0].ids.contract!;

  it('returns a contract with its version as ETag, and accepts an edit of that version only', async () => {
    const path = `/contracts/${contractId()}`;
    const { headers, body } = await call('GET', path);
    const etag = headers.get('etag')!;
    expect(etag).toBe(`"${body['version']}"`);
    expect(body).toMatchObject({
      plan: { code: 'AIR-BASE', structure: 'base+included+overage', name: { en: 'Air base' } },
      charges: [
        { key: 'care', due: 'arrears', perMachine: true, pricing: { model: 'flat', amount: '4900' } },
        { key: 'air', countsBy: 'month', meterIds: [expect.any(String)], pricing: { unitPrice: '0.0264' } },
      ],
    });

    const terms = { note: 'as agreed' };
    expect((await call('PATCH', path, { terms })).body).toMatchObject({
      status: 428,
      code: 'api.if_match_required',
    });
    const changed = await call('PATCH', path, { terms }, { 'if-match': etag });
    expect(changed.body).toMatchObject({ terms });
    expect(changed.headers.get('etag')).not.toBe(etag);
    expect((await call('PATCH', path, { terms: {} }, { 'if-match': etag })).body).toMatchObject({
      status: 412,
      code: 'platform.version_mismatch',
    });
  });

  it('identifies the invalid field in an error', async () => {
    const { headers, body } = await call('POST', '/contracts', {
      number: 'K-http',
      customerId: fixture.maker.customers[0].customerId,
      legalEntityId: fixture.maker.ids.legal_entity,
      planId: fixture.maker.ids.plan,
      currency: 'PLN',
      zone: 'Warsaw',
      startsOn: '2026-13-01',
      charges: [{ pricing: { model: 'flat' } }, { pricing: { model: 'volume', tiers: [] } }],
    });
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ status: 422, code: 'contracts.contract_invalid' });
    expect(body.fields?.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/zone contracts.zone_unknown',
      '/startsOn contracts.date_malformed',
      '/charges/0/pricing/amount contracts.value_missing',
      '/charges/1/meterIds contracts.charge_meter_missing',
      '/charges/1/pricing/tiers contracts.value_missing',
    ]);
    expect((await call('POST', '/contracts', { number: 1, colour: 'red' })).body).toMatchObject({
      status: 400,
      code: 'api.field_unknown',
    });
  });

  it('accepts a charge of any model, and returns it as agreed', async () => {
    const path = `/contracts/${contractId()}`;
    const { body } = await call('GET', path);
    const [meter] = body['meters'] as { id: string }[];
    const charges = [
      {
        key: 'tiers',
        name: { en: 'Air', zh: '用气' },
        clause: '3.1',
        meterIds: [meter!.id],
        pricing: {
          model: 'graduated',
          tiers: [
            { upTo: '100000', unitPrice: '0.0895' },
            { upTo: null, unitPrice: '0.0743' },
          ],
          discountPercent: null,
        },
      },
      {
        key: 'minimum',
        countsBy: 'year',
        meterIds: [meter!.id],
        pricing: {
          model: 'unit',
          unitPrice: '0',
          minQuantity: '1260000',
          shortfallPrice: '0.0895',
          minRamp: [{ months: 3, percent: '40' }],
        },
      },
      { key: 'setup', due: 'once', dueOn: '2026-03-01', pricing: { model: 'flat', amount: '250' } },
    ];
    const drafted = await call('POST', `${path}/amendments`, {
      effectiveOn: '2026-02-01',
      reason: 'Another plan',
      charges,
    });
    expect(drafted.body).toMatchObject({
      state: 'draft',
      number: null,
      changes: { removedCharges: ['care', 'air'] },
    });
    const { id, contentHash } = drafted.body;
    const signing = { acceptedBy: 'Marek', acceptedOn: '2026-01-15', contentHash };
    const signed = await call('POST', `${path}/amendments/${String(id)}/sign`, signing, {
      'if-match': '"1"',
    });
    expect(signed.body).toMatchObject({ state: 'signed', number: 1, acceptedBy: 'Marek' });
    const changed = await call('GET', path);
    expect(changed.body['charges']).toMatchObject([
      {
        ...charges[0],
        pricing: { model: 'graduated', tiers: [{ upTo: '100000' }, { unitPrice: '0.0743' }] },
        due: 'arrears',
      },
      charges[1],
      { ...charges[2], meterIds: [] },
    ]);
    expect(changed.body['versions']).toMatchObject([{ from: '2026-02-01', amendmentIds: [id] }]);
    expect((await call('GET', `${path}/cost-so-far`)).body).toMatchObject({ amount: { currency: 'PLN' } });
    const wrong = [{ pricing: { model: 'unit', unitPrice: '1,5' } }, { pricing: { model: 'cheap' } }];
    expect(
      (
        await call('POST', `${path}/amendments`, { effectiveOn: '2026-02-01', reason: 'x', charges: wrong })
      ).body.fields?.map(({ pointer }) => pointer),
    ).toEqual(['/charges/0/pricing/unitPrice', '/charges/1/pricing/model']);
  });

  it('accepts exit terms, and identifies their invalid fields', async () => {
    const path = `/contracts/${contractId()}`;
    const exit = {
      noticeDays: 30,
      noticeTo: 'month_end',
      endDay: 'billed',
      termination: null,
      buyout: { model: 'straight', value: '60000', residualPercent: '12', termMonths: 60 },
    };
    const input = { effectiveOn: '2026-02-01', reason: 'As agreed' };
    const drafted = await call('POST', `${path}/amendments`, { ...input, exit });
    expect(drafted.body).toMatchObject({ changes: { exit } });
    const faults = async (wrong: object): Promise<string[] | undefined> =>
      (await call('POST', `${path}/amendments`, { ...input, exit: wrong })).body.fields?.map(
        ({ pointer }) => pointer,
      );
    expect(await faults({ ...exit, buyout: { model: 'straight' } })).toEqual([
      '/exit/buyout/value',
      '/exit/buyout/termMonths',
    ]);
    expect(await faults({ ...exit, noticeTo: 'never', endDay: 3 })).toEqual([
      '/exit/noticeTo',
      '/exit/endDay',
    ]);
    expect((await call('GET', `${path}/exit`)).body).toMatchObject({
      termination: null,
      monthlyPayment: { currency: 'PLN' },
      buyoutCourse: [],
    });
  });

  it('accepts an index clause as a separate field, and identifies its invalid fields', async () => {
    const path = `/contracts/${contractId()}`;
    const indexClause = {
      from: '2027-01-01',
      weights: [{ key: 'PL_wages', weight: '0.5' }],
      fixedPercentPerYear: null,
      cap: '1.05',
      floor: null,
      noticeDays: 30,
      lateNotice: 'postponed',
      charges: null,
      indexLagMonths: 1,
      baseMonth: null,
      factorDecimals: null,
      priceDecimals: null,
    };
    const input = { effectiveOn: '2026-02-01', reason: 'As agreed' };
    const drafted = await call('POST', `${path}/amendments`, { ...input, indexClause });
    expect(drafted.body).toMatchObject({ changes: { indexClause } });
    const faults = async (wrong: object): Promise<string[] | undefined> =>
      (
        await call('POST', `${path}/amendments`, { ...input, indexClause: { ...indexClause, ...wrong } })
      ).body.fields?.map(({ pointer, code }) => `${pointer} ${code}`);
    expect(await faults({ weights: [{ key: 'x', weight: '2' }], floor: '1.06' })).toEqual([
      '/indexClause/weights contracts.weights_exceed_one',
      '/indexClause/floor contracts.index_floor_above_cap',
    ]);
    expect((await faults({ lateNotice: 'never', noticeDays: '3' }))?.map((one) => one.split(' ')[0])).toEqual(
      ['/indexClause/noticeDays', '/indexClause/lateNotice'],
    );
    // Free-text terms with this name would have no effect.
    const { version } = (await call('GET', path)).body;
    const words = { terms: { escalator: { wages: 1 } } };
    expect((await call('PATCH', path, words, { 'if-match': `"${String(version)}"` })).body).toMatchObject({
      fields: [{ pointer: '/terms/escalator', code: 'contracts.index_clause_apart' }],
    });
  });

  it.each(['2026-13', 'october', ''])('rejects the month %p', async (month) => {
    expect((await call('POST', '/invoices/drafts', { contractId: contractId(), month })).body).toMatchObject({
      status: 422,
      fields: [{ pointer: '/month' }],
    });
  });

  describe('a check of a draft', () => {
    interface Checked {
      readonly items: readonly {
        readonly pointer: string;
        readonly code: string;
        readonly isBlocking: boolean;
      }[];
    }
    const check = async (body: object): Promise<Checked['items']> =>
      ((await call('POST', '/contracts/check', body)).body as unknown as Checked).items;
    const draft = async () => {
      const { body } = await call('GET', `/contracts/${contractId()}`);
      const { customer, startsOn, machines, meters, charges } = body as unknown as {
        readonly customer: { readonly id: string };
        readonly startsOn: string;
        readonly machines: readonly { readonly id: string; readonly from: string }[];
        readonly meters: readonly {
          readonly id: string;
          readonly device: { readonly id: string };
          readonly signalKey: string;
        }[];
        readonly charges: readonly { readonly meterIds: readonly string[] }[];
      };
      return {
        customerId: customer.id,
        startsOn,
        machines: machines.map(({ id, from }) => ({ machineId: id, from })),
        meters: meters.map(({ id, device, signalKey }) => ({ id, deviceId: device.id, signalKey })),
        charges: charges.flatMap(({ meterIds }) =>
          meterIds.length === 0 ? [] : [{ meterIds, pricing: { model: 'unit', unitPrice: '1' } }],
        ),
      };
    };

    it('reports machines and counters of another contract of the customer', async () => {
      const items = await check(await draft());
      expect(items).toContainEqual(
        expect.objectContaining({
          pointer: '/machines/0',
          code: 'contracts.machine_in_other_contract',
          isBlocking: false,
        }),
      );
      expect(items).toContainEqual(
        expect.objectContaining({
          pointer: '/meters/0',
          code: 'contracts.counter_billed_elsewhere',
          isBlocking: true,
        }),
      );
    });

    it('reports a machine of another customer as blocking', async () => {
      const [, { customerId }] = fixture.maker.customers;
      expect(await check({ ...(await draft()), meters: [], charges: [], customerId })).toContainEqual(
        expect.objectContaining({ code: 'contracts.machine_with_another_customer', isBlocking: true }),
      );
    });

    it('ignores the saved draft itself, and days before the other contract', async () => {
      const given = await draft();
      expect(await check({ ...given, contractId: contractId() })).toEqual([]);
      const machines = given.machines.map(({ machineId }) => ({
        machineId,
        from: '2001-01-01',
        endsOn: '2001-02-01',
      }));
      expect(await check({ ...given, startsOn: '2001-01-01', endsOn: '2001-02-01', machines })).toEqual([]);
    });

    it('finds nothing while days are incomplete', async () => {
      expect(await check({ ...(await draft()), startsOn: '' })).toEqual([]);
    });
  });
});
