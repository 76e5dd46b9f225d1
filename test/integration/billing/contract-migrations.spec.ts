import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AmendmentsService,
  ContractsService,
  type ContractView,
  type NewContract,
  type ContractMigrationContent,
} from '#contracts';
import { DomainError, type Scope, systemScope } from '#platform';
import {
  BillingRunner,
  BillingRuns,
  DraftsService,
  DepositsService,
  PrepaidBalances,
  ContractMigrationsService,
} from '#billing';
import { CreditNotesService, InvoiceLifecycleService, type InvoiceView } from '#invoicing';
import { ProofPacks, ProofPackWriter, ProofsService } from '#assurance';
import {
  BillingFixture,
  customerScope,
  financeOf,
  type SentValue,
  steadyReadings,
} from '../../support/billing-fixture.js';
import { verifyPack } from '../../support/verify-pack.js';
import { type CustomerOfWorld, issueBySql, type MakerOfWorld } from '../../support/world.js';

const NOW = '2026-12-02T08:00:00Z';

/** Contracts in Warsaw since 1 March 2025 that were billed elsewhere until October 2026. */
describe('contract migrations', () => {
  let fixture: BillingFixture;
  let maker: MakerOfWorld;
  let customer: CustomerOfWorld;
  let migrations: ContractMigrationsService;
  let number = 0;

  beforeAll(async () => {
    fixture = await BillingFixture.open(NOW);
    maker = await fixture.makeMaker('takeovers');
    customer = maker.customers[0];
    migrations = fixture.app.get(ContractMigrationsService);
  });

  afterAll(() => fixture?.close());

  const finance = (): Scope => financeOf(maker);
  const manager = (): Scope => ({ ...finance(), userId: maker.staff.manager.userId });

  interface PreparedMigration {
    readonly contract: ContractView;
    readonly meterId: string;
    readonly deviceId: string;
  }

  /**
   * Creates a contract with air in annual tiers and a monthly fee. The instrument shows 1,060 on 2 November, and 10 m3
   * more each day.
   */
  async function prepareMigration(
    more: Partial<NewContract> = {},
    terms: object = {},
    sales: NonNullable<NewContract['charges']> = [],
  ): Promise<PreparedMigration> {
    number += 1;
    const deviceId = await fixture.addInstrument(maker, customer, `FM-TO-${number}`);
    const meterId = crypto.randomUUID();
    const first = Date.parse('2026-11-02T09:00:00Z');
    const said: SentValue[] = Array.from({ length: 29 }, (_, day) => ({
      at: new Date(first + day * 86_400_000).toISOString(),
      value: 1060 + day * 10,
    }));
    await fixture.report(maker, deviceId, 'air_m3_total', said);
    const contract = await fixture.app.get(ContractsService).create(finance(), {
      number: `K-TO-${number}`,
      state: 'active',
      customerId: customer.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2025-03-01',
      meters: [{ id: meterId, deviceId, signalKey: 'air_m3_total' }],
      charges: [
        { key: 'fee', clause: '2.1', pricing: { model: 'flat', amount: '300' } },
        ...sales,
        {
          key: 'air',
          clause: '3.1',
          countsBy: 'year',
          meterIds: [meterId],
          pricing: {
            model: 'graduated',
            tiers: [{ upTo: '5000', unitPrice: '2' }, { unitPrice: '1' }],
            ...terms,
          },
        },
      ],
      ...more,
    });
    return { contract, meterId, deviceId };
  }

  /** The register shows 1,000; 4,900 m3 were used since 1 March and billed for 9,700. */
  const openingOf = (
    { meterId }: PreparedMigration,
    change: Partial<ContractMigrationContent> = {},
  ): ContractMigrationContent => ({
    billedUntil: '2026-10-31',
    note: 'Billed by ACME until October',
    readings: [{ meterId, value: '1000', readOn: '2026-10-31', note: 'Protocol 7', usedInYear: '4900' }],
    amounts: [{ chargeKey: 'air', machineId: null, amount: '9700' }],
    balances: [],
    ...change,
  });

  async function migrate(
    prepared: PreparedMigration,
    change: Partial<ContractMigrationContent> = {},
  ): Promise<void> {
    const draft = await migrations.save(finance(), prepared.contract.id, null, openingOf(prepared, change));
    await migrations.approve(finance(), prepared.contract.id, draft.version, 'As the papers say');
  }

  const draft = ({ contract }: PreparedMigration, month = '2026-11'): Promise<InvoiceView> =>
    fixture.app.get(DraftsService).draft(finance(), contract.id, month);
  const summarize = ({ lines }: InvoiceView) =>
    lines.map(({ chargeKey, component, quantity, amountMinor }) => [
      chargeKey,
      component,
      quantity,
      Number(amountMinor) / 100,
    ]);
  /**
   * Asserts that the pack of an invoice is valid, that verify-pack.mjs recalculated everything in it, and that its
   * output contains some texts.
   */
  async function expectSoundPack({ id }: InvoiceView, says: readonly string[]): Promise<void> {
    const packs = fixture.app.get(ProofPacks);
    const requested = await packs.request(finance(), id);
    const [job] = await fixture.sql<{ id: string }>(`select job_id as id from proof_pack where id = $1`, [
      requested.id,
    ]);
    await fixture.app.get(ProofPackWriter).perform(systemScope(maker.makerId), job!.id);
    const folder = mkdtempSync(join(tmpdir(), 'dutycycle-takeover-packs-'));
    const { file } = await packs.open(finance(), requested.id);
    try {
      const path = join(folder, 'pack.zip');
      writeFileSync(path, await file.readFile());
      const { code, said } = verifyPack(path, '--root', (await packs.get(finance(), requested.id)).root!);
      expect(said).not.toContain('MISMATCH');
      expect(code).toBe(0);
      for (const words of says) expect(said).toContain(words);
      expect(said).not.toContain('??');
    } finally {
      await file.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const usageOf = (meterId: string) =>
    fixture.sql(
      `select to_char(period_from at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "from", unknown_seconds as unknown,
              (basis -> 'windows' -> 0 ->> 'since')::float8 as since
         from usage_period where meter_id = $1 and superseded_at is null order by period_from`,
      [meterId],
    );
  const rejectionOf = (run: Promise<unknown>): Promise<DomainError> =>
    run.then(
      () => {
        throw new Error('It was not refused');
      },
      (error: DomainError) => error,
    );
  const faultsOf = async (prepared: PreparedMigration, change: Partial<ContractMigrationContent>) =>
    (
      (await rejectionOf(migrations.save(finance(), prepared.contract.id, null, openingOf(prepared, change))))
        .fields ?? []
    ).map(({ pointer, code }) => `${pointer} ${code}`);

  it('are billed from the next day, starting with the opening reading and in the reached tier', async () => {
    const prepared = await prepareMigration();
    const { contract, meterId } = prepared;
    const requested = await migrations.getRequirements(finance(), contract.id, '2026-10-31');
    expect(requested).toMatchObject({
      yearFrom: '2026-03-01',
      readings: [{ meterId, countsByYear: true }],
      amounts: [{ chargeKey: 'air', isRequired: true }],
    });
    // Without a migration, October is unknown, because counting begins at the first reading.
    expect(summarize(await draft(prepared))).toEqual([
      ['fee', 'fee', null, 300],
      ['air', 'usage', '280', 560],
    ]);
    const preview = await migrations.preview(finance(), contract.id, openingOf(prepared));
    expect(preview.months[0]).toMatchObject({
      month: '2026-11',
      before: { netMinor: 86000n },
      // 100 m3 at 2, 240 at 1.
      after: { netMinor: 74000n },
    });

    await migrate(prepared);
    const invoice = await draft(prepared);
    expect(summarize(invoice)).toEqual([
      ['fee', 'fee', null, 300],
      ['air', 'usage', '340', 440],
    ]);
    const line = invoice.lines[1]!;
    expect(line.params).toMatchObject({ usedInYear: '5240' });
    expect(line.snapshot).toMatchObject({
      counted: [
        { from: '2026-03-01', to: '2026-11-01', quantity: '4900', isOpening: true },
        { from: '2026-11-01', to: '2026-12-01', quantity: '340' },
      ],
      opening: { from: '2026-03-01', amount: '9700.00' },
    });
    const proof = await fixture.app.get(ProofsService).prove(finance(), line.id);
    expect(proof.usage).toMatchObject({
      isEqual: true,
      openings: [{ reading: { value: '1000' } }],
      changes: [{ type: 'opening', initial: '1000', final: null }],
      period: { startValue: '1000' },
    });
    const readings = await fixture.app.get(ProofsService).readings(finance(), line.id, { limit: 5 });
    expect(readings.items[0]).toMatchObject({ value: '1060', step: '60' });
    // Recalculating gives the same result.
    expect((await draft(prepared)).contentHash).toBe(invoice.contentHash);
  });

  it('start with the values of levels and states at that midnight, without requiring a reading', async () => {
    const hourly = (value: number) =>
      steadyReadings('2026-10-31T20:30:00Z', '2026-12-01T00:30:00Z', 60, () => value);
    const instrument = async (key: string, kind: string, unit: string) => {
      const deviceId = await fixture.addInstrument(maker, customer, `FM-TO-${key}`);
      await fixture.insert('signal', maker, { device_id: deviceId, key, kind, unit, decimals: 1 });
      return deviceId;
    };
    const [power, mode] = [
      await instrument('power_kw', 'gauge', 'kW'),
      await instrument('mode', 'state', '1'),
    ];
    await fixture.report(maker, power, 'power_kw', hourly(10));
    await fixture.report(maker, mode, 'mode', hourly(3));
    const [energy, hours] = [crypto.randomUUID(), crypto.randomUUID()];
    const prepared = await prepareMigration({
      meters: [
        { id: energy, deviceId: power, signalKey: 'power_kw', method: 'integral' },
        { id: hours, deviceId: mode, signalKey: 'mode', method: 'state_time', matches: ['3'] },
      ],
      charges: [
        {
          key: 'energy',
          countsBy: 'year',
          meterIds: [energy],
          pricing: { model: 'graduated', tiers: [{ upTo: '50000', unitPrice: '0.5' }, { unitPrice: '0.4' }] },
        },
        { key: 'hours', meterIds: [hours], pricing: { model: 'unit', unitPrice: '2' } },
      ],
    });
    const { id } = prepared.contract;
    expect(await migrations.getRequirements(finance(), id, '2026-10-31')).toMatchObject({
      readings: [{ meterId: energy, isCounter: false, countsByYear: true }],
      shownThen: new Map(),
    });
    const used = { meterId: energy, value: null, readOn: null, note: 'Invoices', usedInYear: '49000' };
    const openingBalances = {
      readings: [used],
      amounts: [{ chargeKey: 'energy', machineId: null, amount: '24500' }],
    };
    expect(
      await faultsOf(prepared, {
        ...openingBalances,
        readings: [
          { ...used, value: '10' },
          { ...used, meterId: hours },
        ],
      }),
    ).toEqual([
      '/readings/0/value billing.takeover_value_not_asked',
      '/readings/1/meterId billing.takeover_meter_not_asked',
    ]);
    await migrate(prepared, openingBalances);
    const invoice = await draft(prepared);
    // 30 days with 24 hours from midnight in Warsaw, half an hour of which was known before: 1,000 kWh at 0.50, 6,200
    // at 0.40.
    expect(summarize(invoice)).toEqual([
      ['energy', 'usage', '7200', 2980],
      ['hours', 'usage', '720', 1440],
    ]);
    expect(await usageOf(energy)).toEqual([
      { from: '2026-10-31T23:00:00.000Z', unknown: 0, since: Date.parse('2026-10-31T22:00:00Z') },
    ]);
    await expectSoundPack(invoice, ['usage']);
  });

  it('use prepaid balances in order of expiry, and report the rest', async () => {
    const prepared = await prepareMigration({ endsOn: '2028-02-29' });
    const { contract } = prepared;
    const prepaid = (quantity: string, expiresOn: string | null, chargeKey: string | null = 'air') => ({
      ...{ kind: 'prepaid' as const, chargeKey, machineId: null, quantity, expiresOn, note: '' },
    });
    expect(
      await faultsOf(prepared, { balances: [prepaid('40', null, null), prepaid('40', null, 'fee')] }),
    ).toEqual([
      '/balances/0/chargeKey billing.takeover_prepaid_charge_missing',
      '/balances/1/chargeKey billing.takeover_prepaid_not_priced',
    ]);
    const balances = [prepaid('40', '2027-03-31'), prepaid('60', '2026-11-15'), prepaid('5', null)];
    const preview = await migrations.preview(finance(), contract.id, openingOf(prepared, { balances }));
    expect(preview.months[0]).toMatchObject({ month: '2026-11', after: { netMinor: 63500n } });
    await migrate(prepared, { balances });
    const invoice = await draft(prepared);
    // 190 m3 until the 15th, 105 of them prepaid and 85 at 2. Then 150 m3: the last 15 of the tier at 2, and 135 at 1.
    expect(summarize(invoice)).toEqual([
      ['fee', 'fee', null, 300],
      ['air', 'usage', '190', 170],
      ['air', 'usage', '150', 165],
    ]);
    expect(invoice.lines[1]).toMatchObject({
      params: { prepaid: '105', prepaidLeft: '0', overage: '85' },
      serviceTo: '2026-11-16',
      snapshot: {
        prepaid: [
          { position: 0, brought: '40', left: '40', drawnBefore: '0', drawn: '40' },
          { position: 1, brought: '60', until: '2026-11-15', drawn: '60' },
          { position: 2, brought: '5', until: null, drawn: '5' },
        ],
      },
    });
    expect(invoice.holdReasons.map(({ code }) => code)).not.toContain('billing.audit_price_differs');
    const loadBalances = async (): Promise<unknown> =>
      [
        ...(await migrations.get(customerScope(maker, customer), contract.id))!.remainingBalances.values(),
      ].map(({ left, isExpired }) => [left, isExpired]);
    expect(await loadBalances()).toEqual([
      ['0', false],
      ['0', true],
      ['0', false],
    ]);
    await expectSoundPack(invoice, [
      'line 2: 105 used from prepaid balances, 0 left',
      'line 3: 0 used from prepaid balances, 0 left',
    ]);
  });

  it('use a balance sold by the contract from its day, and a top-up from the day of its amendment', async () => {
    const voucher = (key: string, quantity: string, dueOn: string | null) => ({
      ...{ key, due: 'once' as const, dueOn, pricing: { model: 'flat' as const, amount: '80' } },
      prepaid: { chargeKey: 'air', quantity, expiresOn: '2027-06-30' },
    });
    const prepared = await prepareMigration({}, {}, [voucher('voucher', '50', '2026-11-16')]);
    await migrate(prepared);
    const sold = await draft(prepared);
    // 190 m3 until the 15th: the last 100 of the tier at 2, and 90 at 1. 50 of the 150 m3 after that are prepaid.
    expect(summarize(sold)).toEqual([
      ['fee', 'fee', null, 300],
      ['voucher', 'fee', null, 80],
      ['air', 'usage', '190', 290],
      ['air', 'usage', '150', 100],
    ]);
    expect(sold.lines[1]!.params).toMatchObject({ sold: '50', soldUnit: 'm3', soldUntil: '2027-06-30' });
    expect(sold.lines[3]).toMatchObject({
      params: { prepaid: '50', prepaidLeft: '0', overage: '100' },
      snapshot: { prepaid: [{ soldBy: 'voucher', brought: '50', from: '2026-11-16', drawn: '50' }] },
    });
    expect(sold.holdReasons.map(({ code }) => code)).not.toContain('billing.audit_price_differs');
    await expectSoundPack(sold, ['line 4: 50 used from prepaid balances, 0 left']);

    const amendments = fixture.app.get(AmendmentsService);
    const { id } = prepared.contract;
    const charges = [...prepared.contract.charges, voucher('topup', '70', null)];
    const drafted = await amendments.draft(finance(), id, {
      ...{ effectiveOn: '2026-11-20', reason: 'A top-up', charges },
    });
    const acceptance = { acceptedBy: 'Marek', acceptedOn: '2026-12-01', contentHash: drafted.contentHash };
    await amendments.sign(finance(), id, drafted.id, drafted.version, acceptance);
    const topped = await draft(prepared);
    // The 40 m3 from the 16th to the 19th are all prepaid. Of the next 110, the voucher covers 10 and the top-up 70.
    expect(summarize(topped)).toEqual([
      ['fee', 'fee', null, 300],
      ['voucher', 'fee', null, 80],
      ['air', 'usage', '190', 290],
      ['air', 'usage', '40', 0],
      ['air', 'usage', '110', 30],
      ['topup', 'fee', null, 80],
    ]);
    await expectSoundPack(topped, [
      'line 4: 40 used from prepaid balances, 10 left',
      'line 5: 80 used from prepaid balances, 0 left',
    ]);
    const { balances } = await fixture.app.get(PrepaidBalances).list(customerScope(maker, customer), id);
    expect(balances).toMatchObject([
      { soldBy: 'voucher', quantity: '50', from: '2026-11-16', until: '2027-06-30', left: '0' },
      { soldBy: 'topup', quantity: '70', from: '2026-11-20', left: '0', isExpired: false },
    ]);
    const [contract] = await fixture.sql<{ prepaid: unknown }>(
      `select prepaid from charge where contract_id = $1 and key = 'topup'`,
      [id],
    );
    expect(contract!.prepaid).toEqual({
      ...{ chargeKey: 'air', quantity: '70', expiresOn: '2027-06-30', expiresAfterMonths: null },
    });
  });

  it('bill a deposit as a liability: no revenue, outside of tax, refunded or offset', async () => {
    const exit = {
      ...{
        noticeDays: null,
        noticeTo: 'any_day' as const,
        endDay: 'billed' as const,
        deposit: 'set_off' as const,
      },
      ...{ termination: null, buyout: null },
    };
    const deposit = {
      ...{ key: 'deposit', due: 'once' as const, dueOn: '2026-11-02', deposit: true },
      pricing: { model: 'flat' as const, amount: '900' },
    };
    const prepared = await prepareMigration({ endsOn: '2026-12-31', exit }, {}, [deposit]);
    await migrate(prepared);
    const { id } = prepared.contract;
    const issue = async (invoice: InvoiceView) => {
      const life = fixture.app.get(InvoiceLifecycleService);
      const waiting = invoice.lines.flatMap(({ id: line, amountMinor }) =>
        amountMinor === null ? [line] : [],
      );
      const seen = { version: invoice.version, contentHash: invoice.contentHash, why: '' };
      const { version } = await life.approve(finance(), invoice.id, { ...seen, heldLineIds: waiting });
      await life.issue(finance(), invoice.id, { ...seen, version, issuedOn: null });
    };
    const journal = (invoiceId: string) =>
      fixture.sql<{ account: string; amount: string }>(
        `select j.account, sum(j.amount_minor)::text as amount from journal_line j
           join journal_entry e on e.maker_id = j.maker_id and e.id = j.entry_id
          where e.invoice_id = $1 group by 1 order by 1`,
        [invoiceId],
      );
    const held = () => fixture.app.get(DepositsService).getHeldAmount(customerScope(maker, customer), id);
    const invoice = await draft(prepared);
    expect(summarize(invoice)).toEqual([
      ['fee', 'fee', null, 300],
      ['deposit', 'deposit', null, 900],
      ['air', 'usage', '340', 440],
    ]);
    expect(invoice).toMatchObject({ netMinor: '164000', taxMinor: '17020', grossMinor: '181020' });
    expect(invoice.holdReasons).toEqual([]);
    expect(await held()).toBe('0');
    await issue(invoice);
    await expectSoundPack(invoice, ['gross 1810.20']);
    expect(await journal(invoice.id)).toEqual([
      { account: 'deposits_held', amount: '-90000' },
      { account: 'receivable', amount: '181020' },
      { account: 'revenue', amount: '-74000' },
      { account: 'tax_payable', amount: '-17020' },
    ]);
    expect(await held()).toBe('900.00');

    // Part of the deposit is refunded, and the remaining part pays the last invoice.
    const notes = fixture.app.get(CreditNotesService);
    const credit = (net: string) =>
      notes.issue(manager(), invoice.id, {
        request: { lines: [{ lineId: invoice.lines[1]!.id, net }] },
        ...{ why: 'As agreed', issuedOn: null, forQuantity: false },
      });
    const note = await credit('100');
    expect(await journal(note.id)).toEqual([
      { account: 'deposits_held', amount: '10000' },
      { account: 'receivable', amount: '-10000' },
    ]);
    expect(await held()).toBe('800.00');
    fixture.now = '2027-01-02T08:00:00Z';
    const last = await draft(prepared, '2026-12');
    expect(last).toMatchObject({ depositMinor: last.grossMinor });
    await issue(last);
    const paid = Number(last.grossMinor);
    expect(await journal(last.id)).toMatchObject([
      { account: 'deposits_held', amount: String(paid) },
      { account: 'receivable', amount: '0' },
      { account: 'revenue' },
      { account: 'tax_payable' },
    ]);
    expect(await held()).toBe((800 - paid / 100).toFixed(2));
    expect(await rejectionOf(credit('500'))).toMatchObject({ code: 'billing.deposit_not_held' });
    fixture.now = NOW;
  });

  it('keep a deposit that pays the last invoice first, or is refunded, as agreed for the end', async () => {
    const terms = {
      noticeDays: null,
      noticeTo: 'any_day',
      endDay: 'billed',
      termination: null,
      buyout: null,
    } as const;
    const deposit = {
      ...{ kind: 'deposit' as const, chargeKey: null, machineId: null },
      ...{ quantity: '5000', expiresOn: null, note: '' },
    };
    const ending = async (atEnd: 'return' | 'set_off' | null) => {
      const prepared = await prepareMigration({ endsOn: '2026-11-30', exit: { ...terms, deposit: atEnd } });
      await migrate(prepared, { balances: [deposit] });
      const { id } = prepared.contract;
      const loadDeposit = async () => (await migrations.get(customerScope(maker, customer), id))!.deposit;
      const invoice = await draft(prepared);
      const before = await loadDeposit();
      const life = fixture.app.get(InvoiceLifecycleService);
      const seen = { version: invoice.version, contentHash: invoice.contentHash, why: '' };
      const { version } = await life.approve(finance(), invoice.id, { ...seen, heldLineIds: [] });
      await life.issue(finance(), invoice.id, { ...seen, version, issuedOn: null });
      return { arranged: prepared, invoice, before, after: await loadDeposit() };
    };
    const { arranged: prepared, invoice, before, after } = await ending('set_off');
    expect(invoice).toMatchObject({ netMinor: '74000', depositMinor: invoice.grossMinor });
    expect(before).toEqual({ held: '5000.00', setOff: [], atEnd: 'set_off', isDue: false });
    const taken = Number(invoice.grossMinor) / 100;
    expect(after).toMatchObject({
      held: (5000 - taken).toFixed(2),
      setOff: [{ invoiceId: invoice.id, amount: taken.toFixed(2) }],
      isDue: true,
    });
    await expectSoundPack(invoice, [`gross ${taken.toFixed(2)}`]);
    const held = await fixture.app
      .get(DepositsService)
      .getHeldAmount(customerScope(maker, customer), prepared.contract.id);
    expect(await fixture.app.get(ContractsService).exit(finance(), prepared.contract.id, held)).toMatchObject(
      {
        deposit: { held: (5000 - taken).toFixed(2), atEnd: 'set_off' },
      },
    );
    for (const atEnd of ['return', null] as const)
      expect(await ending(atEnd)).toMatchObject({
        invoice: { depositMinor: null },
        after: { held: '5000.00', setOff: [], atEnd: 'return', isDue: true },
      });
  });

  it('bill no earlier months, don’t report them as missing, and delete their drafts', async () => {
    const prepared = await prepareMigration();
    const { contract } = prepared;
    await draft(prepared, '2026-10');
    await migrate(prepared);
    expect(await rejectionOf(draft(prepared, '2026-10'))).toMatchObject({
      code: 'billing.contract_not_in_force',
      params: { startsOn: '2026-11-01' },
    });
    const runs = fixture.app.get(BillingRuns);
    const { id } = await runs.request(finance(), '2026-10');
    await fixture.app.get(BillingRunner).perform(systemScope(maker.makerId), id);
    const results = await runs.results(finance(), id, { limit: 100 });
    expect(results.items.map(({ contract: one }) => one.number)).not.toContain(contract.number);
    const left = await fixture.sql(
      `select period_from from invoice where contract_id = $1 and period_from < '2026-11-01'`,
      [contract.id],
    );
    expect(left).toEqual([]);
  });

  it('count amounts paid elsewhere towards the year’s minimum', async () => {
    const prepared = await prepareMigration({ startsOn: '2025-12-01' }, { minAmount: '12000' });
    await migrate(prepared);
    // The year ends with November: 9,700 was paid, and usage costs 440. Under the terms, 4,900 m3 cost 9,800.
    expect(summarize(await draft(prepared))).toEqual([
      ['fee', 'fee', null, 300],
      ['air', 'usage', '340', 440],
      ['air', 'true_up', null, 1860],
    ]);
  });

  it('are rejected with the errors', async () => {
    const prepared = await prepareMigration();
    const { meterId } = prepared;
    const reading = (value: string) => ({
      readings: [{ ...openingOf(prepared).readings[0]!, meterId, value }],
    });
    expect(await faultsOf(prepared, { billedUntil: '2026-12-31' })).toEqual([
      '/billedUntil billing.takeover_in_future',
    ]);
    expect(await faultsOf(prepared, reading('1061'))).toEqual([
      '/readings/0/value billing.takeover_above_reading',
    ]);
    const { fields } = await rejectionOf(
      migrations.save(finance(), prepared.contract.id, null, openingOf(prepared, reading('1061'))),
    );
    expect(fields?.[0]?.params).toEqual({ value: '1061', reading: '1060', at: '2026-11-02T09:00:00.000Z' });
    expect(await faultsOf(prepared, { amounts: [] })).toEqual(['/amounts billing.takeover_amount_missing']);
  });

  it('are final once they are approved', async () => {
    const prepared = await prepareMigration();
    const { id } = prepared.contract;
    const first = await migrations.save(finance(), id, null, openingOf(prepared));
    expect(await rejectionOf(migrations.save(finance(), id, null, openingOf(prepared)))).toMatchObject({
      code: 'platform.version_mismatch',
    });
    const second = await migrations.save(
      finance(),
      id,
      first.version,
      openingOf(prepared, { note: 'Again' }),
    );
    const approvals = await Promise.allSettled(
      [0, 1].map(() => migrations.approve(finance(), id, second.version, 'Seen')),
    );
    expect(approvals.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    for (const run of [
      () => migrations.save(finance(), id, 3, openingOf(prepared)),
      () => migrations.approve(finance(), id, 3, 'Again'),
      () => migrations.discard(finance(), id, 3),
    ])
      expect(await rejectionOf(run())).toMatchObject({ code: 'billing.takeover_approved' });
    await expect(
      fixture.sql(`update contract_takeover set content = '{}' where contract_id = $1`, [id]),
    ).rejects.toThrow('never changed');
    const decided = await fixture.sql<{ after: object; evidence_hash: string }>(
      `select after, evidence_hash from money_decision where action = 'taken_over' and after ->> 'contractId' = $1`,
      [id],
    );
    expect(decided).toMatchObject([{ after: { billedFrom: '2026-11-01', note: 'Again' } }]);
    const stored = await migrations.get(finance(), id);
    expect(stored).toMatchObject({ contentHash: decided[0]!.evidence_hash, version: 3 });
  });

  it('are not created again from a draft that somebody discarded', async () => {
    const prepared = await prepareMigration();
    const { id } = prepared.contract;
    const { version } = await migrations.save(finance(), id, null, openingOf(prepared));
    await migrations.discard(finance(), id, version);
    expect(await rejectionOf(migrations.save(finance(), id, version, openingOf(prepared)))).toMatchObject({
      code: 'platform.version_mismatch',
    });
    expect(await migrations.get(finance(), id)).toBeNull();
  });

  it('require a second approver above the maker’s limit', async () => {
    const prepared = await prepareMigration();
    const { id } = prepared.contract;
    await fixture.sql(`update legal_entity set four_eyes_limit = 5000 where maker_id = $1`, [maker.makerId]);
    try {
      const { version } = await migrations.save(finance(), id, null, openingOf(prepared));
      expect(await rejectionOf(migrations.approve(finance(), id, version, ''))).toMatchObject({
        code: 'billing.takeover_four_eyes',
        params: { limit: '5000', currency: 'PLN' },
      });
      await migrations.approve(manager(), id, version, '');
    } finally {
      await fixture.sql(`update legal_entity set four_eyes_limit = null where maker_id = $1`, [
        maker.makerId,
      ]);
    }
  });

  it('lock a draft contract’s terms, and are visible to its customer once they are approved', async () => {
    const prepared = await prepareMigration({ state: 'draft' });
    const { id, version } = prepared.contract;
    const contracts = fixture.app.get(ContractsService);
    const { version: drafted } = await migrations.save(finance(), id, null, openingOf(prepared));
    const asCustomer = customerScope(maker, customer);
    expect(await migrations.get(asCustomer, id)).toBeNull();
    await migrations.approve(finance(), id, drafted, '');
    expect(await migrations.get(asCustomer, id)).toMatchObject({ content: { billedUntil: '2026-10-31' } });
    expect(await rejectionOf(contracts.change(finance(), id, version + 1, { charges: [] }))).toMatchObject({
      code: 'contracts.contract_fixed',
    });
    await contracts.change(finance(), id, version + 1, { state: 'active' });
    expect(summarize(await draft(prepared))).toHaveLength(2);
  });

  it('are too late once an invoice is issued', async () => {
    const prepared = await prepareMigration();
    const invoice = await draft(prepared);
    await issueBySql(fixture.owner, invoice.id);
    expect(
      await rejectionOf(migrations.save(finance(), prepared.contract.id, null, openingOf(prepared))),
    ).toMatchObject({ code: 'billing.takeover_after_billing' });
  });
});
