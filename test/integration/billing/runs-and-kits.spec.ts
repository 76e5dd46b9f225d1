import { AmendmentsService, ContractsService, type NewContract } from '#contracts';
import { systemScope } from '#platform';
import { BillingRunner, BillingRuns, DraftsService } from '#billing';
import { CurrentUsageService } from '#revenue';
import { InvoicesService } from '#invoicing';
import { BillingFixture, customerScope, financeOf, steadyReadings } from '../../support/billing-fixture.js';
import type { CustomerOfWorld, MakerOfWorld } from '../../support/world.js';

describe('billing a maker’s month', () => {
  let fixture: BillingFixture;
  let maker: MakerOfWorld;
  let customer: CustomerOfWorld;
  let contracts: ContractsService;
  let billing: DraftsService;

  beforeAll(async () => {
    fixture = await BillingFixture.open();
    maker = await fixture.makeMaker('runs');
    customer = maker.customers[0];
    contracts = fixture.app.get(ContractsService);
    billing = fixture.app.get(DraftsService);
  });

  afterAll(() => fixture?.close());
  beforeEach(() => {
    fixture.now = '2026-12-02T08:00:00Z';
  });

  const create = (number: string, more: Partial<NewContract> = {}) =>
    contracts.create(financeOf(maker), {
      number,
      state: 'active',
      customerId: customer.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-02-01',
      ...more,
    });

  /** Creates a contract with a base fee of 100 PLN and 1 PLN per m3 beyond 1,000, measured by a separate instrument. */
  async function metered(
    number: string,
    more: Partial<NewContract> = {},
    charges = (meterId: string): NewContract['charges'] => [
      { pricing: { model: 'flat', amount: '100' } },
      { meterIds: [meterId], pricing: { model: 'unit', unitPrice: '1', includedQuantity: '1000' } },
    ],
  ) {
    const deviceId = await fixture.addInstrument(maker, customer, `FM-${number}`);
    const meterId = crypto.randomUUID();
    const contract = await create(number, {
      meters: [{ id: meterId, deviceId, signalKey: 'air_m3_total' }],
      charges: charges(meterId),
      ...more,
    });
    return { contract, deviceId };
  }

  const sendKit = (row: Record<string, unknown>) =>
    fixture.insert('kit_delivery', maker, {
      number: `KD-${crypto.randomUUID().slice(0, 8)}`,
      machine_id: customer.ids.machine,
      kit_id: maker.ids.kit,
      customer_id: customer.customerId,
      site_id: customer.ids.site,
      depot_id: maker.ids.depot,
      due_hours: Math.round(Math.random() * 1e6),
      state: 'sent',
      sent_at: '2026-11-12T09:00:00Z',
      forecast_at: '2026-11-01T00:00:00Z',
      ...row,
    });

  describe('kits', () => {
    it('appear in the month in which they were sent, charged or at zero', async () => {
      const { contract } = await metered('K-KIT-1');
      const of = { contract_id: contract.id };
      await sendKit({ ...of, charge: 'charged', price_minor: 45_000, currency: 'PLN', number: 'KD-1' });
      await sendKit({ ...of, number: 'KD-2', state: 'received', received_at: '2026-12-01T09:00:00Z' });
      await sendKit({ ...of, number: 'KD-3', sent_at: '2026-11-30T23:00:00Z' });
      await sendKit({ ...of, number: 'KD-4', state: 'reserved', sent_at: null });
      await sendKit({ number: 'KD-5', contract_id: customer.ids.contract });
      const { lines, totalMinor } = await billing.draft(financeOf(maker), contract.id, '2026-11');
      const kits = lines.filter(({ kind }) => kind === 'kit');
      expect(
        kits.map(({ params, amountMinor, unitPrice }) => [
          params.delivery,
          params.charge,
          amountMinor,
          unitPrice,
        ]),
      ).toEqual([
        ['KD-1', 'charged', '45000', '450.00'],
        ['KD-2', 'included', '0', '0'],
      ]);
      expect(kits[0]!.params).toMatchObject({ kit: 'KIT-2000', sentOn: '2026-11-12' });
      expect(totalMinor).toBe('55000');
    });

    it('are never billed if the contract includes them', async () => {
      const { contract } = await metered('K-KIT-2', { kitsIncluded: true });
      await sendKit({ contract_id: contract.id, charge: 'charged', price_minor: 45_000, currency: 'PLN' });
      const { totalMinor } = await billing.draft(financeOf(maker), contract.id, '2026-11');
      expect(totalMinor).toBe('10000');
    });

    it('that were reserved under a contract that ended before they were sent belong to the following contract', async () => {
      const machines = [{ machineId: customer.ids.machine!, from: '2026-02-01' }];
      const ended = await metered('K-KIT-3', { machines, endsOn: '2026-11-09' });
      const next = await metered('K-KIT-4', { machines, startsOn: '2026-11-10' });
      await fixture.sql(`update contract set state = 'draft' where id = $1`, [customer.ids.contract]);
      const of = { contract_id: ended.contract.id, charge: 'charged', price_minor: 45_000, currency: 'PLN' };
      await sendKit({ ...of, number: 'KD-30', sent_at: '2026-11-09T22:59:00Z' });
      await sendKit({ ...of, number: 'KD-31', sent_at: '2026-11-09T23:01:00Z' });
      const kitsOf = async (id: string) =>
        (await billing.draft(financeOf(maker), id, '2026-11')).lines.flatMap(
          ({ params }) => params.delivery ?? [],
        );
      expect(await kitsOf(ended.contract.id)).toEqual(['KD-30']);
      expect(await kitsOf(next.contract.id)).toEqual(['KD-31']);
      for (const { contract } of [ended, next])
        await fixture.sql(`update contract set state = 'draft' where id = $1`, [contract.id]);
      await fixture.sql(`update kit_delivery set state = 'cancelled' where number in ('KD-30', 'KD-31')`);
      await fixture.sql(`update contract set state = 'active' where id = $1`, [customer.ids.contract]);
    });

    it('without a contract are assigned once, to the first contract that has the machine on that day', async () => {
      const machines = [{ machineId: customer.ids.machine!, from: '2026-02-01' }];
      const later = await metered('K-KIT-9', { machines });
      const sooner = await metered('K-KIT-0', { machines: [{ ...machines[0]!, to: '2026-11-20' }] });
      await fixture.sql(`update contract set state = 'draft' where id = $1`, [customer.ids.contract]);
      await sendKit({ number: 'KD-20', sent_at: '2026-11-12T09:00:00Z' });
      await sendKit({ number: 'KD-21', sent_at: '2026-11-25T09:00:00Z' });
      const kitsOf = async (id: string) =>
        (await billing.draft(financeOf(maker), id, '2026-11')).lines.flatMap(
          ({ params }) => params.delivery ?? [],
        );
      expect(await kitsOf(sooner.contract.id)).toEqual(['KD-20']);
      expect(await kitsOf(later.contract.id)).toEqual(['KD-21']);
      await fixture.sql(`update contract set state = 'active' where id = $1`, [customer.ids.contract]);
    });
  });

  describe('a billing run', () => {
    const perform = (id: string) => fixture.app.get(BillingRunner).perform(systemScope(maker.makerId), id);
    const resultsOf = async (id: string) =>
      (await fixture.app.get(BillingRuns).results(financeOf(maker), id, { limit: 200 })).items;

    it('reports a result for every active contract, and can be repeated', async () => {
      const { contract, deviceId } = await metered('K-RUN-1');
      await fixture.report(maker, deviceId, 'air_m3_total', [
        { at: '2026-10-31T23:00:00Z', value: 0 },
        { at: '2026-11-15T00:00:00Z', value: 1500 },
        { at: '2026-11-16T00:00:00Z', value: 1400 },
        { at: '2026-11-30T23:00:00Z', value: 1500 },
      ]);
      const withoutReadings = await metered('K-RUN-2');
      const future = await metered('K-RUN-3', { startsOn: '2027-01-01' });
      const drafted = await metered('K-RUN-5', { state: 'draft' });
      const beyond = await metered('K-RUN-6', {}, (meterId) => [
        {
          meterIds: [meterId],
          pricing: { model: 'graduated', tiers: [{ upTo: '50', unitPrice: '1' }] },
        },
      ]);
      await fixture.report(maker, beyond.deviceId, 'air_m3_total', [
        { at: '2026-11-10T00:00:00Z', value: 0 },
        { at: '2026-11-20T00:00:00Z', value: 70 },
      ]);

      const runs = fixture.app.get(BillingRuns);
      await expect(runs.request(financeOf(maker), '2027-01')).rejects.toMatchObject({
        code: 'billing.month_not_begun',
        fields: [{ pointer: '/month' }],
      });
      const { id } = await runs.request(financeOf(maker), '2026-11');
      expect(await runs.get(financeOf(maker), id)).toMatchObject({
        state: 'waiting',
        month: '2026-11',
        done: 0,
        total: 0,
        knownBefore: null,
        totals: [],
      });
      const events = await fixture.sql<{ payload: object }>(
        `select payload from outbox_event where maker_id = $1 and name = 'billing.run_requested'`,
        [maker.makerId],
      );
      expect(events).toEqual([{ payload: { jobId: id } }]);

      for (let time = 0; time < 2; time += 1) {
        await perform(id);
        const after = await runs.get(financeOf(maker), id);
        expect(after).toMatchObject({ state: 'done', done: after.total });
        expect(after.knownBefore).toBeInstanceOf(Date);
        const results = await resultsOf(id);
        expect(results).toHaveLength(after.total);
        expect(after.totals.reduce((sum, { contracts }) => sum + contracts, 0)).toBe(after.total);
        const of = (contractId: string) => results.find((result) => result.contract.id === contractId);
        const { invoiceId, ...result } = of(contract.id)!;
        expect(result).toMatchObject({
          outcome: 'ready',
          heldLines: 1,
          currency: 'PLN',
          reasons: [
            { code: 'counter_fell', params: { device: 'FM-K-RUN-1', unit: 'm3', isWhole: false } },
            { code: 'rise_after_fall', params: { heldQuantity: '100' } },
          ],
        });
        const invoice = await fixture.app.get(InvoicesService).get(financeOf(maker), invoiceId!);
        expect([invoice.totalMinor, invoice.heldLines]).toEqual([result.totalMinor, 1]);
        expect(of(withoutReadings.contract.id)).toMatchObject({
          outcome: 'held',
          reasons: [{ code: 'nothing_read', params: { isWhole: true } }],
        });
        expect(of(future.contract.id)).toBeUndefined();
        expect(of(drafted.contract.id)).toBeUndefined();
        expect(of(beyond.contract.id)).toMatchObject({
          outcome: 'failed',
          reasons: [{ code: 'billing.beyond_last_tier', params: { quantity: '70', upTo: '50' } }],
        });
        const stakes = await fixture.sql<{ stake: [isKnown: boolean, unknown: number] }>(
          `select jsonb_build_array(at_stake_minor > 0, unknown_stakes) as stake
             from billing_run_result where run_id = $1 and contract_id = any($2) order by array_position($2, contract_id)`,
          [id, [contract.id, withoutReadings.contract.id, beyond.contract.id]],
        );
        // The value of the increase after the decrease is known. For a meter without readings and for a contract that
        // was never billed, the value is unknown.
        expect(stakes.map(({ stake }) => stake)).toEqual([
          [true, 0],
          [false, 1],
          [false, 1],
        ]);
        expect(
          after.totals.reduce((sum, { unknownStakes }) => sum + unknownStakes, 0),
        ).toBeGreaterThanOrEqual(2);
      }
      const { items } = await fixture.app
        .get(InvoicesService)
        .list(financeOf(maker), { month: '2026-11', limit: 200 });
      const ids = items.map((invoice) => invoice.contract.id);
      expect(ids).toContain(contract.id);
      expect(ids).not.toContain(future.contract.id);
      expect(new Set(ids).size).toBe(ids.length);
    });

    it('continues after a failing contract, and reports it', async () => {
      const { contract } = await metered('K-BREAK');
      await fixture.sql(
        `create function break_draft() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$`,
      );
      await fixture.sql(
        `create trigger break_draft before insert on invoice for each row when (new.contract_id = '${contract.id}') execute function break_draft()`,
      );
      const { id } = await fixture.app.get(BillingRuns).request(financeOf(maker), '2026-11');
      await perform(id);
      await fixture.sql(`drop function break_draft cascade`);
      const results = await resultsOf(id);
      const failed = results.filter(({ reasons }) => reasons[0]?.code === 'billing.draft_failed');
      expect(failed).toMatchObject([
        {
          contract: { number: 'K-BREAK' },
          outcome: 'failed',
          reasons: [{ code: 'billing.draft_failed' }],
          invoiceId: null,
          totalMinor: null,
        },
      ]);
      expect(results.length).toBeGreaterThan(1);
      expect(await fixture.app.get(BillingRuns).get(financeOf(maker), id)).toMatchObject({ state: 'done' });
    });

    it('resumes where it stopped, with the same cutoff', async () => {
      const { contract, deviceId } = await metered('K-MARK');
      await fixture.report(maker, deviceId, 'air_m3_total', [
        { at: '2026-10-31T23:00:00Z', value: 0 },
        { at: '2026-11-15T00:00:00Z', value: 500 },
      ]);
      const { id } = await fixture.app.get(BillingRuns).request(financeOf(maker), '2026-11');
      await perform(id);
      const quantityOf = async () => {
        const { invoiceId } = (await resultsOf(id)).find((result) => result.contract.id === contract.id)!;
        const { lines } = await fixture.app.get(InvoicesService).get(financeOf(maker), invoiceId!);
        return lines.find(({ kind }) => kind === 'usage')!.quantity;
      };
      expect(await quantityOf()).toBe('500');
      const { known_before: cutoff } = (
        await fixture.sql<{ known_before: Date }>(`select known_before from billing_run where id = $1`, [id])
      )[0]!;
      const resumeRun = async () => {
        await fixture.sql(`update job_progress set state = 'running' where id = $1`, [id]);
        await fixture.sql(`delete from billing_run_result where run_id = $1 and contract_id = $2`, [
          id,
          contract.id,
        ]);
        await perform(id);
      };
      // The run is killed halfway, and the machine keeps reporting in the meantime.
      await fixture.report(maker, deviceId, 'air_m3_total', [
        { at: '2026-11-20T00:00:00Z', value: 700, receivedAt: new Date(cutoff.getTime() + 1).toISOString() },
      ]);
      await resumeRun();
      expect(await quantityOf()).toBe('500');
      fixture.now = '2026-12-02T08:01:00Z';
      const later = await billing.draft(financeOf(maker), contract.id, '2026-11');
      expect(later.lines.find(({ kind }) => kind === 'usage')!.quantity).toBe('700');
      // The run is resumed only now, with its earlier cutoff. A later draft already includes more readings, so it is
      // kept.
      await resumeRun();
      expect(await quantityOf()).toBe('700');
      fixture.now = '2026-12-02T08:00:00Z';
    });

    describe('reuses existing usage unless there is new data', () => {
      const usageOf = async (contractId: string) => {
        const rows = await fixture.sql<{ version: number; quantity: string; known: Date }>(
          `select version, quantity, known_until as known from usage_period
            where contract_id = $1 and superseded_at is null and period_from >= '2026-10-31'`,
          [contractId],
        );
        return rows[0]!;
      };
      const draft = async (contractId: string) => {
        const { lines } = await billing.draft(financeOf(maker), contractId, '2026-11');
        return lines.find(({ kind }) => kind === 'usage')!.quantity;
      };

      /**
       * A month that is already drafted, with readings that are no longer available: a new calculation would find
       * nothing.
       */
      async function drafted(number: string) {
        const { contract, deviceId } = await metered(number);
        await fixture.report(maker, deviceId, 'air_m3_total', [
          { at: '2026-10-31T20:00:00Z', value: 100 },
          { at: '2026-11-01T12:00:00Z', value: 130 },
          { at: '2026-11-15T00:00:00Z', value: 500 },
          { at: '2026-11-30T22:59:00Z', value: 700 },
          // Prevents a reading of the next month from prorating the last step.
          { at: '2026-12-01T04:00:00Z', value: 705 },
        ]);
        expect(await draft(contract.id)).toBe('600');
        await fixture.sql(
          `delete from reading_batch where device_keys && array(select device_key from device where id = $1)`,
          [deviceId],
        );
        return { contract, deviceId };
      }
      const late = (at: string) => ({ at, value: 9000, receivedAt: '2026-12-02T07:00:00Z' });

      it('is kept without new data', async () => {
        const { contract } = await drafted('K-STANDS-1');
        const before = await usageOf(contract.id);
        expect(await draft(contract.id)).toBe('600');
        expect(await usageOf(contract.id)).toEqual(before);
      });

      it.each([
        ['of the next month', '2026-11-30T23:00:00.001Z'],
        ['older than the preceding day', '2026-10-30T22:59:59Z'],
      ])('is kept after a reading %s', async (what, at) => {
        const { contract, deviceId } = await drafted(`K-STANDS-${what.length}`);
        await fixture.report(maker, deviceId, 'air_m3_total', [late(at)]);
        expect(await draft(contract.id)).toBe('600');
      });

      it.each([
        ['in the month', '2026-11-20T00:00:00Z'],
        ['at its last instant', '2026-11-30T23:00:00Z'],
        ['between the reading from which counting continues and the month', '2026-10-31T22:00:00Z'],
      ])('is recalculated after a late reading %s', async (what, at) => {
        const { contract, deviceId } = await drafted(`K-LATE-${what.length}`);
        await fixture.report(maker, deviceId, 'air_m3_total', [late(at)]);
        expect(await draft(contract.id)).not.toBe('600');
        expect((await usageOf(contract.id)).version).toBe(2);
      });

      it("is recalculated after a change of the meter's rule, or a new record", async () => {
        for (const [number, change] of [
          ['K-RULE-1', `update meter set max_gap_minutes = 60 where contract_id = $1`],
          ['K-RULE-2', `update contract set ends_on = '2026-11-20' where id = $1`],
          [
            'K-RULE-3',
            `insert into meter_event (maker_id, id, kind, device_id, from_at, to_at, reason, recorded_at)
             select maker_id, gen_random_uuid(), 'service', device_id, '2026-11-10T08:00:00Z', '2026-11-10T09:00:00Z', 'Oil', '2026-12-01T08:00:00Z'
               from meter where contract_id = $1`,
          ],
        ] as const) {
          const { contract } = await drafted(number);
          await fixture.sql(change, [contract.id]);
          expect(await draft(contract.id)).toBeNull();
          expect((await usageOf(contract.id)).version).toBe(2);
        }
      });
    });

    it('is kept: always if started by a person, and the last one of a month if scheduled', async () => {
      const runs = fixture.app.get(BillingRuns);
      const requestedRun = await runs.request(financeOf(maker), '2026-08');
      const refreshed = [];
      for (let time = 0; time < 2; time++) {
        const { id } = await runs.request(systemScope(maker.makerId), '2026-08');
        await perform(id);
        refreshed.push(id);
      }
      await perform(requestedRun.id);
      const kept = (await runs.list(financeOf(maker), 100)).filter(({ month }) => month === '2026-08');
      expect(kept.map(({ id }) => id).sort()).toEqual([requestedRun.id, refreshed[1]].sort());
      await expect(runs.get(financeOf(maker), refreshed[0]!)).rejects.toMatchObject({
        code: 'billing.run_not_found',
      });
    });

    it('deletes drafts of months that the contract no longer covers', async () => {
      const { contract } = await metered('K-END-1');
      const kept = await billing.draft(financeOf(maker), contract.id, '2026-10');
      const gone = await billing.draft(financeOf(maker), contract.id, '2026-11');
      const amendments = fixture.app.get(AmendmentsService);
      const { id, version, contentHash } = await amendments.draft(financeOf(maker), contract.id, {
        effectiveOn: '2026-11-01',
        reason: 'Terminated',
        endsOn: '2026-10-31',
      });
      await amendments.sign(financeOf(maker), contract.id, id, version, {
        acceptedBy: 'Marek',
        acceptedOn: '2026-10-15',
        contentHash,
      });
      const job = await fixture.app.get(BillingRuns).request(financeOf(maker), '2026-11');
      await perform(job.id);
      const { items } = await fixture.app
        .get(InvoicesService)
        .list(financeOf(maker), { contractId: contract.id, limit: 10 });
      expect(items.map(({ id }) => id)).toEqual([kept.id]);
      expect(
        await fixture.sql(
          `select action, before from audit_entry where entity_id = $1 order by id desc limit 1`,
          [gone.id],
        ),
      ).toEqual([
        {
          action: 'billing.draft_withdrawn',
          before: { contract: 'K-END-1', periodFrom: '2026-11-01', totalMinor: '10000', currency: 'PLN' },
        },
      ]);
      expect(await fixture.sql(`select from invoice_line where invoice_id = $1`, [gone.id])).toEqual([]);
    });

    it('belongs to its maker', async () => {
      const runs = fixture.app.get(BillingRuns);
      const { id } = await runs.request(financeOf(maker), '2026-11');
      const stranger = await fixture.makeMaker('run-strangers');
      for (const scope of [financeOf(stranger), customerScope(maker, customer)]) {
        await expect(runs.get(scope, id)).rejects.toMatchObject({ code: 'billing.run_not_found' });
        await expect(runs.results(scope, id, { limit: 1 })).rejects.toMatchObject({
          code: 'billing.run_not_found',
        });
        await expect(runs.getJob(scope, id)).rejects.toMatchObject({ code: 'billing.job_not_found' });
      }
    });

    it('lists drafts page by page, newest period first', async () => {
      const { contract } = await metered('K-RUN-4');
      for (const month of ['2026-09', '2026-10', '2026-11'])
        await billing.draft(financeOf(maker), contract.id, month);
      const invoices = fixture.app.get(InvoicesService);
      const first = await invoices.list(financeOf(maker), { contractId: contract.id, limit: 2 });
      expect(first.items.map(({ periodFrom }) => periodFrom)).toEqual(['2026-11-01', '2026-10-01']);
      const rest = await invoices.list(financeOf(maker), {
        contractId: contract.id,
        limit: 2,
        cursor: first.next!,
      });
      expect([rest.items.map(({ periodFrom }) => periodFrom), rest.next]).toEqual([['2026-09-01'], null]);
    });

    it('sums drafts by currency', async () => {
      const sums = await fixture.app.get(InvoicesService).sumDrafts(financeOf(maker));
      expect(sums).toHaveLength(1);
      expect(sums[0]).toMatchObject({ currency: 'PLN' });
      expect(BigInt(sums[0]!.unbilledMinor) > BigInt(sums[0]!.heldMinor)).toBe(true);
    });
  });

  describe('current cost', () => {
    it('is the month’s cost so far, and its forecast', async () => {
      fixture.now = '2026-11-24T11:00:00Z';
      const { contract, deviceId } = await metered('K-COST-1');
      // 10 m3 per hour since the morning after clocks went back.
      await fixture.report(
        maker,
        deviceId,
        'air_m3_total',
        steadyReadings('2026-10-25T06:00:00Z', '2026-11-24T10:00:00Z', 60, (index) => index * 10),
      );
      const cost = await fixture.app
        .get(CurrentUsageService)
        .get(customerScope(maker, customer), contract.id);
      expect(cost).toMatchObject({
        month: { month: '2026-11' },
        currency: 'PLN',
        // 563 hours: 5,630 m3, of which 1,000 are included, and the base.
        amount: '4730.00',
        usages: [
          {
            signalKey: 'air_m3_total',
            device: 'FM-K-COST-1',
            unit: 'm3',
            quantity: '5630',
            included: '1000',
            overage: '4630',
            heldQuantity: '0',
          },
        ],
        forecast: { method: 'weekday_profile', low: '6300.00', high: '6300.00' },
      });
    });

    it('uses a contract’s tiers and the year’s minimum, which is not due before the year ends', async () => {
      fixture.now = '2026-11-24T11:00:00Z';
      const { contract, deviceId } = await metered('K-COST-2', {}, (meterId) => [
        {
          meterIds: [meterId],
          pricing: { model: 'graduated', tiers: [{ upTo: '50', unitPrice: '2' }, { unitPrice: '1' }] },
        },
        {
          meterIds: [meterId],
          countsBy: 'year',
          pricing: { model: 'unit', unitPrice: '0', minQuantity: '1000', shortfallPrice: '2' },
        },
      ]);
      await fixture.report(maker, deviceId, 'air_m3_total', [
        { at: '2026-11-10T00:00:00Z', value: 0 },
        { at: '2026-11-20T00:00:00Z', value: 70 },
      ]);
      const cost = await fixture.app.get(CurrentUsageService).get(financeOf(maker), contract.id);
      expect(cost).toMatchObject({
        amount: '120.00',
        forecast: { method: 'daily_mean' },
        usages: [{ quantity: '70' }],
      });
    });

    it('is not visible to another customer', async () => {
      const { contract } = await metered('K-COST-3');
      await expect(
        fixture.app.get(CurrentUsageService).get(customerScope(maker, maker.customers[1]), contract.id),
      ).rejects.toMatchObject({ code: 'contracts.contract_not_found' });
    });
  });
});
