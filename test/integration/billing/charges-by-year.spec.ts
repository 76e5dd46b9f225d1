import { ContractsService, type ContractView, type NewContract } from '#contracts';
import { DraftsService } from '#billing';
import { CurrentUsageService } from '#revenue';
import type { InvoiceView } from '#invoicing';
import { ProofsService } from '#assurance';
import { BillingFixture, customerScope, financeOf, type SentValue } from '../../support/billing-fixture.js';
import { type CustomerOfWorld, issueBySql, type MakerOfWorld } from '../../support/world.js';

/** Contracts that start on 15 September 2026, in Warsaw: two and a half months of their first year have passed. */
describe('charges by contract year', () => {
  let fixture: BillingFixture;
  let maker: MakerOfWorld;
  let customer: CustomerOfWorld;
  let billing: DraftsService;

  beforeAll(async () => {
    fixture = await BillingFixture.open();
    maker = await fixture.makeMaker('years');
    customer = maker.customers[0];
    billing = fixture.app.get(DraftsService);
  });

  afterAll(() => fixture?.close());
  beforeEach(() => {
    fixture.now = '2026-12-02T08:00:00Z';
  });

  let number = 0;

  async function contractOf(
    charges: (meterId: string) => NewContract['charges'],
    more: Partial<NewContract> = {},
  ): Promise<{ contract: ContractView; deviceId: string }> {
    number += 1;
    const deviceId = await fixture.addInstrument(maker, customer, `FM-YR-${number}`);
    const meterId = crypto.randomUUID();
    const contract = await fixture.app.get(ContractsService).create(financeOf(maker), {
      number: `K-YR-${number}`,
      state: 'active',
      customerId: customer.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-09-15',
      // The meters are read once per month, and no step is long enough to be prorated.
      meters: [{ id: meterId, deviceId, signalKey: 'air_m3_total', maxGapMinutes: 100_000 }],
      charges: charges(meterId),
      ...more,
    });
    return { contract, deviceId };
  }

  const draft = (contract: ContractView, month: string): Promise<InvoiceView> =>
    billing.draft(financeOf(maker), contract.id, month);
  const summarize = ({ lines }: InvoiceView) =>
    lines.map(({ serviceFrom, quantity, amountMinor }) => [serviceFrom, quantity, amountMinor]);
  /** Returns counter values at the start of the contract, and at the end of September, October and November. */
  const counter = (...values: readonly number[]): SentValue[] =>
    ['2026-09-14T22:00:00Z', '2026-09-30T21:59:00Z', '2026-10-31T22:59:00Z', '2026-11-30T22:59:00Z'].map(
      (at, index) => ({ at, value: values[index]! }),
    );
  const HOURS = (meterId: string): NewContract['charges'] => [
    {
      key: 'hours',
      countsBy: 'year',
      meterIds: [meterId],
      pricing: { model: 'unit', unitPrice: '2', includedQuantity: '1000' },
    },
  ];

  it('continue from month to month, and bill the total less earlier amounts', async () => {
    const { contract, deviceId } = await contractOf(HOURS);
    await fixture.report(maker, deviceId, 'air_m3_total', counter(0, 400, 1100, 1150.5));
    expect(summarize(await draft(contract, '2026-09'))).toEqual([['2026-09-15', '400', '0']]);
    expect(summarize(await draft(contract, '2026-10'))).toEqual([['2026-10-01', '700', '20000']]);
    const november = await draft(contract, '2026-11');
    expect(summarize(november)).toEqual([['2026-11-01', '50.5', '10100']]);
    expect(november.lines[0]).toMatchObject({
      chargeKey: 'hours',
      component: 'usage',
      counterFrom: '2026-09-15',
      partFrom: '2026-11-01',
      params: { usedInYear: '1150.5', included: '1000', countsBy: 'year' },
    });
    fixture.now = '2026-11-30T22:59:30Z';
    const cost = await fixture.app.get(CurrentUsageService).get(financeOf(maker), contract.id);
    // By the end of October, the year's allowance of 1,000 is used up.
    expect(cost).toMatchObject({ amount: '101.00', usages: [{ quantity: '50.5', included: '0' }] });
    fixture.now = '2026-12-02T08:00:00Z';
    // Drafting again gives the same result.
    expect((await draft(contract, '2026-11')).contentHash).toBe(november.contentHash);
  });

  it('include earlier months without drafts, which are billed separately', async () => {
    const { contract, deviceId } = await contractOf(HOURS);
    await fixture.report(maker, deviceId, 'air_m3_total', counter(0, 400, 1100, 1150.5));
    expect(summarize(await draft(contract, '2026-11'))).toEqual([['2026-11-01', '50.5', '10100']]);
    expect(summarize(await draft(contract, '2026-10'))).toEqual([['2026-10-01', '700', '20000']]);
  });

  it('include late data of an earlier unissued month, and leave an issued one as billed', async () => {
    const { contract, deviceId } = await contractOf(HOURS);
    const [first, september, october, november] = counter(0, 900, 1100, 1150);
    await fixture.report(maker, deviceId, 'air_m3_total', [first!, september!]);
    const drafted = await draft(contract, '2026-09');
    await issueBySql(fixture.owner, drafted.id);
    await draft(contract, '2026-10');
    // The data of October arrives. October isn't drafted again before November.
    await fixture.report(maker, deviceId, 'air_m3_total', [october!, november!]);
    const { lines } = await draft(contract, '2026-11');
    expect(lines.map(({ serviceFrom, amountMinor }) => [serviceFrom, amountMinor])).toEqual([
      ['2026-10-01', '20000'],
      ['2026-11-01', '10000'],
    ]);
    expect(lines[0]!.params).toMatchObject({ correctedPart: '2026-10-01' });
  });

  it('omit an annual minimum before the year ends, and bill it in instalments if agreed', async () => {
    const minimum = { model: 'unit', unitPrice: '0', minQuantity: '12000', shortfallPrice: '0.5' } as const;
    const { contract, deviceId } = await contractOf((meterId) => [
      { meterIds: [meterId], countsBy: 'year', pricing: minimum },
      { key: 'parts', pricing: { model: 'flat', amount: '1' } },
    ]);
    await fixture.report(maker, deviceId, 'air_m3_total', counter(0, 400, 1100, 1150.5));
    expect((await draft(contract, '2026-11')).lines.map(({ chargeKey }) => chargeKey)).toEqual(['parts']);

    const inParts = await contractOf((meterId) => [
      { meterIds: [meterId], countsBy: 'year', pricing: { ...minimum, minInstalments: 12 } },
    ]);
    await fixture.report(maker, inParts.deviceId, 'air_m3_total', counter(0, 400, 1100, 1150.5));
    for (const month of ['2026-09', '2026-10', '2026-11']) {
      const { lines } = await draft(inParts.contract, month);
      expect(lines).toMatchObject([{ component: 'instalment', amountMinor: '50000', partFrom: null }]);
    }
  });

  it('bill a year that ends with the contract', async () => {
    const { contract, deviceId } = await contractOf(
      (meterId) => [
        {
          meterIds: [meterId],
          countsBy: 'year',
          pricing: { model: 'unit', unitPrice: '1', minQuantity: '3650' },
        },
      ],
      { endsOn: '2026-11-30' },
    );
    await fixture.report(maker, deviceId, 'air_m3_total', counter(0, 100, 200, 300));
    await draft(contract, '2026-09');
    await draft(contract, '2026-10');
    // 77 of 365 days: 770, of which 300 were used.
    expect((await draft(contract, '2026-11')).lines).toMatchObject([
      { component: 'usage', quantity: '100', amountMinor: '10000' },
      {
        component: 'true_up',
        quantity: '470',
        amountMinor: '47000',
        params: { minimum: '770', reached: '300' },
      },
    ]);
  });

  it('show the tiers of a quantity to the customer, and to no other customer', async () => {
    const { contract, deviceId } = await contractOf((meterId) => [
      {
        clause: '3.1',
        meterIds: [meterId],
        pricing: {
          model: 'graduated',
          tiers: [
            { upTo: '500', unitPrice: '0.0895' },
            { upTo: null, unitPrice: '0.0743' },
          ],
        },
      },
    ]);
    await fixture.report(maker, deviceId, 'air_m3_total', counter(0, 400, 1100, 1150.5));
    const { id, lines } = await draft(contract, '2026-10');
    await issueBySql(fixture.owner, id);
    const proof = await fixture.app.get(ProofsService).prove(customerScope(maker, customer), lines[0]!.id);
    expect(proof.line.snapshot).toMatchObject({
      billable: '700',
      steps: [
        { upTo: '500', quantity: '500', unitPrice: '0.0895', amount: '44.75' },
        { upTo: null, from: '500', quantity: '200', unitPrice: '0.0743', amount: '14.86' },
      ],
      standing: '59.61',
    });
    expect(proof.usage).toMatchObject({ isEqual: true });
    await expect(
      fixture.app.get(ProofsService).prove(customerScope(maker, maker.customers[1]), lines[0]!.id),
    ).rejects.toMatchObject({ code: 'billing.line_not_found' });
  });
});
