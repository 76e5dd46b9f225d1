import { AmendmentsService, ContractsService, type NewContract } from '#contracts';
import {
  AmendmentPreviews,
  BillingRunner,
  BillingRuns,
  DraftsService,
  SelfAudit,
  ContractMigrationsService,
} from '#billing';
import { CurrentUsageService } from '#revenue';
import { InvoiceLifecycleService, InvoicesService } from '#invoicing';
import { BillingFixture, financeOf, type SentValue } from '../../support/billing-fixture.js';
import type { CustomerOfWorld, MakerOfWorld } from '../../support/world.js';

const NOW = '2026-11-20T08:00:00Z';
const STARTS = '2026-02-15';

describe('a contract billed by months from its start date', () => {
  let fixture: BillingFixture;
  let maker: MakerOfWorld;
  let customer: CustomerOfWorld;
  let billing: DraftsService;
  let invoices: InvoicesService;
  let number = 0;

  beforeAll(async () => {
    fixture = await BillingFixture.open(NOW);
    maker = await fixture.makeMaker('anniversary');
    customer = maker.customers[0];
    billing = fixture.app.get(DraftsService);
    invoices = fixture.app.get(InvoicesService);
  });
  afterAll(() => fixture?.close());
  beforeEach(() => {
    fixture.now = NOW;
  });

  const finance = () => financeOf(maker);

  async function contractOf(initialReadings: readonly SentValue[], more: Partial<NewContract> = {}) {
    number += 1;
    const deviceId = await fixture.addInstrument(maker, customer, `FM-AN-${number}`);
    const meterId = crypto.randomUUID();
    const contract = await fixture.app.get(ContractsService).create(finance(), {
      number: `K-AN-${number}`,
      state: 'active',
      customerId: customer.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      billingCalendar: 'anniversary',
      startsOn: STARTS,
      meters: [{ id: meterId, deviceId, signalKey: 'air_m3_total', maxGapMinutes: 100_000 }],
      charges: [
        { key: 'fee', pricing: { model: 'flat', amount: '310' } },
        { key: 'air', meterIds: [meterId], pricing: { model: 'unit', unitPrice: '1' } },
      ],
      ...more,
    });
    const report = (readings: readonly SentValue[]) =>
      fixture.report(maker, deviceId, 'air_m3_total', readings);
    await report(initialReadings);
    return { contract, meterId, report };
  }

  /** 15 October to 14 November: 300 m3 before November, 400 m3 after. */
  const MONTH: readonly SentValue[] = [
    { at: '2026-10-14T22:00:00Z', value: 1000 },
    { at: '2026-10-31T23:00:00Z', value: 1300 },
    { at: '2026-11-14T22:59:59Z', value: 1700 },
    { at: '2026-11-18T12:00:00Z', value: 1750 },
  ];
  const shown = ({ lines }: { lines: readonly { quantity: string | null; amountMinor: string | null }[] }) =>
    lines.map(({ quantity, amountMinor }) => [
      quantity === null ? null : Number(quantity),
      Number(amountMinor),
    ]);

  async function issue(id: string) {
    const life = fixture.app.get(InvoiceLifecycleService);
    const { version, contentHash } = await invoices.get(finance(), id);
    const seen = { version, contentHash, why: '' };
    const approved = await life.approve(finance(), id, { ...seen, heldLineIds: [] });
    return life.issue(finance(), id, { ...seen, version: approved.version, issuedOn: null });
  }

  async function run(month: string) {
    const runs = fixture.app.get(BillingRuns);
    const { id } = await runs.request(finance(), month);
    await fixture.app.get(BillingRunner).perform(finance(), id);
    return (await runs.results(finance(), id, { limit: 200 })).items;
  }

  it('has drafts for months that start on its day, each named by the month in which it begins', async () => {
    const { contract } = await contractOf(MONTH);
    const whole = await billing.draft(finance(), contract.id, '2026-10');
    expect([whole.periodFrom, whole.periodTo]).toEqual(['2026-10-15', '2026-11-15']);
    expect(shown(whole)).toEqual([
      [null, 31000],
      [700, 70000],
    ]);
    const findings = await fixture.app.get(SelfAudit).findings(finance(), whole.id);
    expect(findings.find(({ code }) => code === 'days_missing')?.params).toMatchObject({
      missing: 29,
      days: 31,
    });
    const running = await billing.draft(finance(), contract.id, '2026-11');
    expect([running.periodFrom, running.periodTo]).toEqual(['2026-11-15', '2026-12-15']);
    expect(shown(running)[1]).toEqual([50, 5000]);
    const { month, billed } = await fixture.app.get(CurrentUsageService).get(finance(), contract.id);
    expect([month.month, billed.from.date, billed.to.date]).toEqual(['2026-11', '2026-11-15', '2026-12-15']);
    fixture.now = '2026-11-14T22:00:00Z';
    await expect(billing.draft(finance(), contract.id, '2026-11')).rejects.toMatchObject({
      code: 'billing.month_not_begun',
    });
  });

  it('is billed by the run of the month in which its own month ends, together with calendar contracts', async () => {
    const { contract } = await contractOf(MONTH);
    const calendar = await contractOf(MONTH, { billingCalendar: 'calendar' });
    const young = await contractOf(MONTH, { startsOn: '2026-11-10' });
    fixture.now = '2026-12-01T08:00:00Z';
    const results = await run('2026-11');
    const of = (id: string) => results.find((one) => one.contract.id === id);
    const drafted = await invoices.get(finance(), of(contract.id)!.invoiceId!);
    expect([drafted.periodFrom, drafted.periodTo]).toEqual(['2026-10-15', '2026-11-15']);
    const november = await invoices.get(finance(), of(calendar.contract.id)!.invoiceId!);
    expect([november.periodFrom, november.periodTo]).toEqual(['2026-11-01', '2026-12-01']);
    expect(of(young.contract.id)).toBeUndefined();
  });

  it('corrects an issued month after late data for days in the next calendar month', async () => {
    const { contract, report } = await contractOf(MONTH);
    await issue((await billing.draft(finance(), contract.id, '2026-10')).id);
    await report([{ at: '2026-11-14T22:59:59.5Z', value: 1720, receivedAt: '2026-11-21T08:00:00Z' }]);
    fixture.now = '2026-12-15T23:30:00Z';
    const result = (await run('2026-12')).find((one) => one.contract.id === contract.id)!;
    const next = await invoices.get(finance(), result.invoiceId!);
    expect([next.periodFrom, next.periodTo]).toEqual(['2026-11-15', '2026-12-15']);
    const first = (await run('2026-11')).find((one) => one.contract.id === contract.id)!;
    expect([first.corrections, first.correctedMinor]).toEqual([1, '2000']);
  });

  it('changes prices in the middle of its month, with equal preview and invoice', async () => {
    const { contract, meterId } = await contractOf(MONTH);
    const input = {
      effectiveOn: '2026-11-01',
      reason: 'Dearer',
      charges: [
        { key: 'fee', pricing: { model: 'flat' as const, amount: '310' } },
        { key: 'air', meterIds: [meterId], pricing: { model: 'unit' as const, unitPrice: '2' } },
      ],
    };
    const preview = await fixture.app.get(AmendmentPreviews).preview(finance(), contract.id, input);
    const [first] = preview.months;
    expect([first!.month, first!.before!.netMinor, first!.after!.netMinor]).toEqual([
      '2026-10',
      101_000n,
      141_000n,
    ]);
    const amendments = fixture.app.get(AmendmentsService);
    const { id, version, contentHash } = await amendments.draft(finance(), contract.id, input);
    await amendments.sign(finance(), contract.id, id, version, {
      acceptedBy: 'Marek Kowalski',
      acceptedOn: '2026-11-19',
      contentHash,
    });
    expect(shown(await billing.draft(finance(), contract.id, '2026-10'))).toEqual([
      [null, 31000],
      [300, 30000],
      [400, 80000],
    ]);
  });

  it('prorates an annual minimum by its own months, and bills a quarter in advance', async () => {
    const meterId = crypto.randomUUID();
    const deviceId = await fixture.addInstrument(maker, customer, 'FM-AN-YEAR');
    const { contract } = await contractOf([], {
      meters: [{ id: meterId, deviceId, signalKey: 'air_m3_total', maxGapMinutes: 100_000 }],
      charges: [
        { key: 'fee', due: 'quarterly', pricing: { model: 'flat', amount: '900' } },
        {
          key: 'air',
          meterIds: [meterId],
          countsBy: 'year',
          pricing: { model: 'unit', unitPrice: '1', minAmount: '12000', minInstalments: 12 },
        },
      ],
    });
    await fixture.report(maker, deviceId, 'air_m3_total', [
      { at: '2026-02-14T23:00:00Z', value: 0 },
      { at: '2026-03-14T12:00:00Z', value: 600 },
      { at: '2026-04-14T12:00:00Z', value: 700 },
    ]);
    const first = await billing.draft(finance(), contract.id, '2026-02');
    expect([first.periodFrom, first.periodTo, first.totalMinor]).toEqual([
      '2026-02-15',
      '2026-03-15',
      '190000',
    ]);
    const second = await billing.draft(finance(), contract.id, '2026-03');
    expect([second.periodFrom, second.totalMinor]).toEqual(['2026-03-15', '100000']);
  });

  it('is migrated only at the first day of one of its months', async () => {
    const { contract } = await contractOf(MONTH, { state: 'draft' });
    const migrations = fixture.app.get(ContractMigrationsService);
    await expect(migrations.getRequirements(finance(), contract.id, '2026-10-31')).rejects.toMatchObject({
      fields: [
        {
          pointer: '/billedUntil',
          code: 'billing.takeover_within_month',
          params: { before: '2026-10-14', until: '2026-11-14' },
        },
      ],
    });
    expect(await migrations.getRequirements(finance(), contract.id, '2026-10-14')).toMatchObject({
      yearFrom: STARTS,
    });
  });
});
