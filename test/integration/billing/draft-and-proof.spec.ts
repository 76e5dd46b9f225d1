import { createHash } from 'node:crypto';
import { ContractsService, type ContractView } from '#contracts';
import { UsageService } from '#metering';
import { UnitOfWork } from '#platform';
import { DraftsService } from '#billing';
import { InvoicesService, type InvoiceView } from '#invoicing';
import { ProofsService } from '#assurance';
import { BillingFixture, customerScope, financeOf, steadyReadings } from '../../support/billing-fixture.js';
import { falsifyReading } from '../../support/readings.js';
import { issueBySql, type CustomerOfWorld, type MakerOfWorld } from '../../support/world.js';

/** November 2026 in Warsaw: 2026-10-31T23:00Z to 2026-11-30T23:00Z. */
const MONTH = '2026-11';

describe('a draft invoice', () => {
  let fixture: BillingFixture;
  let maker: MakerOfWorld;
  let customer: CustomerOfWorld;
  let billing: DraftsService;
  let proofs: ProofsService;
  let contracts: ContractsService;

  beforeAll(async () => {
    fixture = await BillingFixture.open();
    maker = await fixture.makeMaker('drafts');
    customer = maker.customers[0];
    billing = fixture.app.get(DraftsService);
    proofs = fixture.app.get(ProofsService);
    contracts = fixture.app.get(ContractsService);
  });

  afterAll(() => fixture?.close());

  let number = 0;

  /**
   * Creates a contract with a base fee of 4,900 PLN, 150,000 m3 included and 0.0264 PLN per additional m3, measured by
   * a separate instrument.
   */
  async function contractWithMeter({
    modulus,
    maxRatePerHour = '900',
    terms = {},
  }: { modulus?: string; maxRatePerHour?: string | null; terms?: object } = {}) {
    number += 1;
    const deviceId = await fixture.addInstrument(maker, customer, `FM-DR-${number}`, modulus);
    const meterId = crypto.randomUUID();
    const contract = await contracts.create(financeOf(maker), {
      number: `K-DR-${number}`,
      state: 'active',
      customerId: customer.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-02-01',
      terms: { ...terms },
      meters: [{ id: meterId, deviceId, signalKey: 'air_m3_total', maxRatePerHour }],
      charges: [
        { clause: '2.1', pricing: { model: 'flat', amount: '4900' } },
        {
          clause: '3.1',
          meterIds: [meterId],
          pricing: { model: 'unit', unitPrice: '0.0264', includedQuantity: '150000' },
        },
      ],
    });
    return { contract, deviceId };
  }

  const draft = (contract: ContractView): Promise<InvoiceView> =>
    billing.draft(financeOf(maker), contract.id, MONTH);
  const usageLine = (invoice: InvoiceView) => invoice.lines.find(({ kind }) => kind === 'usage')!;

  /** Readings every half hour, from the last one in October to the first one in December: 187,350 m3 in the month. */
  const november = () =>
    steadyReadings('2026-10-31T22:30:00Z', '2026-11-30T23:30:00Z', 30, (index) => {
      const counted = Math.min(Math.max(index - 1, 0), 1440) * (187_350 / 1440);
      return Math.round((4_812_406 + counted) * 10) / 10;
    });

  it('bills base fee and overage of a month, and can be traced to its readings', async () => {
    const { contract, deviceId } = await contractWithMeter();
    const sent = november();
    await fixture.report(maker, deviceId, 'air_m3_total', sent);

    const invoice = await draft(contract);
    expect(invoice).toMatchObject({
      periodFrom: '2026-11-01',
      periodTo: '2026-12-01',
      currency: 'PLN',
      totalMinor: '588604',
      heldLines: 0,
      version: 1,
    });
    expect(
      invoice.lines.map(({ position, kind, amountMinor, clause, state }) => [
        position,
        kind,
        amountMinor,
        clause,
        state,
      ]),
    ).toEqual([
      [1, 'base', '490000', '2.1', 'fixed'],
      [2, 'usage', '98604', '3.1', 'measured'],
    ]);

    const line = usageLine(invoice);
    expect(line).toMatchObject({
      quantity: '187350',
      unit: 'm3',
      unitPrice: '0.0264',
      params: { included: '150000', overage: '37350' },
    });

    // Once the invoice is issued, the customer sees the same proof under their own row-level security.
    await expect(proofs.prove(customerScope(maker, customer), line.id)).rejects.toMatchObject({
      code: 'billing.line_not_found',
    });
    await issueBySql(fixture.owner, invoice.id);
    for (const scope of [financeOf(maker), customerScope(maker, customer)]) {
      const proof = await proofs.prove(scope, line.id);
      expect(proof.equation.map(({ code, value }) => [code, value])).toEqual([
        ['counted', '187350'],
        ['held', '0'],
        ['billed', '187350'],
        ['included', '150000'],
        ['overage', '37350'],
        ['unit_price', '0.0264'],
        ['before_rounding', '986.04'],
        ['amount', '986.04'],
      ]);
      expect(proof.usage).toMatchObject({ isEqual: true, laterReadings: 0 });
      expect(proof.usage!.period).toMatchObject({
        startValue: '4812406',
        endValue: '4999756',
        readingCount: 1440,
      });
      expect(proof.usage!.recomputedHash).toBe(proof.usage!.period.readingsHash);
      expect(proof.usage!.days).toHaveLength(30);

      const readings = [];
      for (let cursor: string | undefined; ;) {
        const page = await proofs.readings(scope, line.id, { cursor, limit: 200 });
        readings.push(...page.items);
        if (page.next === null) break;
        cursor = page.next;
      }
      const counted = sent.slice(2, -1);
      expect(readings.map(({ at, value }) => [new Date(at).toISOString(), value])).toEqual(
        counted.map(({ at, value }) => [at, String(value)]),
      );
      expect(readings[0]).toMatchObject({ used: true, step: '130.1' });
    }
  });

  it('can be recalculated by a third party from the readings alone', async () => {
    const { contract, deviceId } = await contractWithMeter();
    await fixture.report(maker, deviceId, 'air_m3_total', november());
    const line = usageLine(await draft(contract));
    const { usage } = await proofs.prove(financeOf(maker), line.id);
    const { items } = await proofs.readings(financeOf(maker), line.id, { limit: 2000 });

    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    const lineOf = (reading: { at: number; seq: string; timeSource: number; value: string | null }) =>
      `${new Date(reading.at).toISOString()};${reading.seq};${reading.timeSource};${reading.value}`;
    const dayOf = (at: number) => new Date(at - 1 + 3_600_000).toISOString().slice(0, 10);
    const days = usage!.days.map(({ day }) => {
      const lines = items.filter((reading) => reading.used && dayOf(reading.at) === day).map(lineOf);
      return `${day};${sha256(lines.map((text) => `${text}\n`).join(''))}\n`;
    });
    const opening = usage!.openings[0]!;
    const hash = sha256(`open;${lineOf(opening.reading!)};${opening.fallenFrom ?? '-'}\n${days.join('')}`);
    expect(hash).toBe(usage!.period.readingsHash);
  });

  it('shows a day in half hours that add up to it', async () => {
    const { contract, deviceId } = await contractWithMeter();
    await fixture.report(maker, deviceId, 'air_m3_total', november());
    const line = usageLine(await draft(contract));
    const steps = await proofs.halfHours(financeOf(maker), line.id, '2026-11-14');
    expect(steps).toHaveLength(48);
    expect(new Date(steps[0]!.from).toISOString()).toBe('2026-11-13T23:00:00.000Z');
    const total = steps.reduce((sum, { quantity }) => sum + Math.round(Number(quantity) * 10), 0) / 10;
    const { usage } = await proofs.prove(financeOf(maker), line.id);
    expect(String(total)).toBe(usage!.days.find(({ day }) => day === '2026-11-14')!.quantity);
    await expect(proofs.halfHours(financeOf(maker), line.id, '2026-12-01')).rejects.toMatchObject({
      code: 'metering.day_not_in_period',
    });
  });

  it('is the same when it is drafted again, including ids', async () => {
    const { contract, deviceId } = await contractWithMeter();
    await fixture.report(maker, deviceId, 'air_m3_total', november());
    const first = await draft(contract);
    const again = await draft(contract);
    expect(again).toEqual(first);
    const events = await fixture.sql<{ count: string }>(
      `select count(*) from outbox_event where maker_id = $1 and name = 'billing.invoice_drafted' and payload ->> 'invoiceId' = $2`,
      [maker.makerId, first.id],
    );
    expect(events).toEqual([{ count: '1' }]);
  });

  it('is created once by two concurrent requests', async () => {
    const { contract, deviceId } = await contractWithMeter();
    await fixture.report(maker, deviceId, 'air_m3_total', november());
    const drafts = await Promise.all([draft(contract), draft(contract), draft(contract)]);
    expect(new Set(drafts.map(({ id }) => id)).size).toBe(1);
    expect(await draft(contract)).toEqual(drafts[0]);
  });

  it('does not depend on the order in which readings were stored, nor on their repetition', async () => {
    const one = await contractWithMeter();
    const other = await contractWithMeter();
    const sent = november().slice(0, 200);
    await fixture.report(maker, one.deviceId, 'air_m3_total', sent);
    await fixture.report(maker, other.deviceId, 'air_m3_total', [...sent].reverse());
    await fixture.report(maker, other.deviceId, 'air_m3_total', sent);
    const hashes = [];
    for (const { contract } of [one, other]) {
      const { usage } = await proofs.prove(financeOf(maker), usageLine(await draft(contract)).id);
      hashes.push(usage!.period.readingsHash);
    }
    expect(hashes[0]).toBe(hashes[1]);
  });

  it('includes a late reading when it is drafted again, in the same line; until then the proof stays valid', async () => {
    const { contract, deviceId } = await contractWithMeter();
    const sent = november();
    const late = { ...sent[1000]!, receivedAt: '2026-12-02T07:59:00Z' };
    const after = { ...sent[1001]!, receivedAt: '2026-12-02T09:00:00Z' };
    await fixture.report(maker, deviceId, 'air_m3_total', [
      ...sent.slice(0, 1000),
      late,
      ...sent.slice(1002, 1300),
    ]);
    const before = await draft(contract);
    await fixture.report(maker, deviceId, 'air_m3_total', [
      after,
      ...sent.slice(1300).map((one) => ({ ...one, receivedAt: '2026-12-02T09:00:00Z' })),
    ]);

    fixture.now = '2026-12-02T10:00:00Z';
    try {
      const proof = await proofs.prove(financeOf(maker), usageLine(before).id);
      expect(proof.usage).toMatchObject({ isEqual: true, laterReadings: 143 });
      const again = await draft(contract);
      expect(again.id).toBe(before.id);
      expect(again.version).toBe(before.version + 1);
      expect(usageLine(again).id).toBe(usageLine(before).id);
      expect([usageLine(before).quantity, usageLine(again).quantity]).toEqual(['168875.2', '187350']);
      expect((await proofs.prove(financeOf(maker), usageLine(again).id)).usage).toMatchObject({
        period: { version: 2, supersededAt: null },
        isEqual: true,
        laterReadings: 0,
      });
      // The earlier calculation is kept, and still matches the readings that it was based on.
      const usages = fixture.app.get(UsageService);
      const stored = await fixture.app
        .get(UnitOfWork)
        .run(financeOf(maker), (tx) => usages.proveWithin(tx, usageLine(before).usagePeriodIds[0]!));
      expect(stored).toMatchObject({
        period: { version: 1, quantity: '168875.2', supersededAt: new Date('2026-12-02T10:00:00Z') },
        isEqual: true,
        laterReadings: 143,
      });
      const { usages: listed } = await usages.listOfContract(financeOf(maker), contract.id, {
        from: '2026-11',
        to: '2026-11',
      });
      expect(listed.map(({ period }) => period.quantity)).toEqual(['187350']);
    } finally {
      fixture.now = '2026-12-02T08:00:00Z';
    }
  });

  it('replaces the usage of a current month, and allows no change to that of a past month', async () => {
    const { contract, deviceId } = await contractWithMeter();
    const sent = november();
    const versionsOf = (of: InvoiceView) =>
      fixture.sql<{ version: number; quantity: string }>(
        `select version, quantity from usage_period where meter_id = (select meter_id from usage_period where id = $1) order by version`,
        [usageLine(of).usagePeriodIds[0]],
      );
    const known = (until: string) =>
      sent
        .filter(({ at }) => Date.parse(at) <= Date.parse(until))
        .map((one) => ({ ...one, receivedAt: until }));
    try {
      fixture.now = '2026-11-10T12:00:00Z';
      await fixture.report(maker, deviceId, 'air_m3_total', known('2026-11-10T11:00:00Z'));
      const first = await draft(contract);
      await fixture.report(maker, deviceId, 'air_m3_total', known('2026-11-10T11:30:00Z'));
      const second = await draft(contract);
      expect(usageLine(second).usagePeriodIds).toEqual(usageLine(first).usagePeriodIds);
      expect(await versionsOf(second)).toEqual([{ version: 1, quantity: usageLine(second).quantity }]);
    } finally {
      fixture.now = '2026-12-02T08:00:00Z';
    }
    await fixture.report(maker, deviceId, 'air_m3_total', sent);
    const over = await draft(contract);
    expect(await versionsOf(over)).toEqual([{ version: 1, quantity: '187350' }]);
    const uow = fixture.app.get(UnitOfWork);
    for (const statement of [
      `update usage_period set quantity = 1 where id = $1`,
      `delete from usage_day where usage_period_id = $1`,
      `delete from usage_period where id = $1`,
    ]) {
      const change = uow.run(financeOf(maker), (tx) =>
        tx.manager.query(statement, [usageLine(over).usagePeriodIds[0]]),
      );
      await expect(change).rejects.toMatchObject({ code: '23001' });
    }
  });

  it('detects a proof that no longer matches its readings', async () => {
    const { contract, deviceId } = await contractWithMeter();
    await fixture.report(maker, deviceId, 'air_m3_total', november());
    const invoice = await draft(contract);
    const line = usageLine(invoice);
    const [device] = await fixture.sql<{ device_key: number }>(
      'select device_key from device where id = $1',
      [deviceId],
    );
    const at = '2026-11-10T12:00:00Z';
    expect(
      await falsifyReading(fixture.owner, device!.device_key, at, 'air_m3_total', (value) => value + 1),
    ).toBe(1);
    await issueBySql(fixture.owner, invoice.id);
    const { usage } = await proofs.prove(customerScope(maker, customer), line.id);
    expect(usage!.isEqual).toBe(false);
    expect(usage!.recomputedHash).not.toBe(usage!.period.readingsHash);
  });

  it('puts a reset on hold and bills the measured rest', async () => {
    const { contract, deviceId } = await contractWithMeter();
    await fixture.report(maker, deviceId, 'air_m3_total', [
      { at: '2026-10-31T23:00:00Z', value: 8000 },
      { at: '2026-11-10T10:00:00Z', value: 160_000 },
      { at: '2026-11-10T15:00:00Z', value: 3.2 },
      { at: '2026-11-30T23:00:00Z', value: 1003.2 },
    ]);
    const invoice = await draft(contract);
    expect(invoice.heldLines).toBe(1);
    expect(usageLine(invoice)).toMatchObject({
      state: 'measured',
      quantity: '153000',
      amountMinor: '7920',
      params: { heldQuantity: '0', holds: 1 },
    });
    const { usage } = await proofs.prove(financeOf(maker), usageLine(invoice).id);
    expect(usage!.period.reasons.filter(({ holds }) => holds)).toEqual([
      {
        code: 'counter_fell',
        holds: true,
        from: '2026-11-10T10:00:00.000Z',
        to: '2026-11-10T15:00:00.000Z',
        fromValue: '160000',
        toValue: '3.2',
        quantity: null,
      },
    ]);
    expect(
      (await proofs.halfHours(financeOf(maker), usageLine(invoice).id, '2026-11-10')).filter(
        ({ kind }) => kind === 'held',
      ),
    ).toHaveLength(1);
    const held = await fixture.app.get(InvoicesService).listHeldLines(financeOf(maker), 50);
    const line = held.find(({ lineId }) => lineId === usageLine(invoice).id);
    expect(line?.zone).toBe('Europe/Warsaw');
    expect(line?.reasons.filter(({ holds }) => holds)).toMatchObject([
      { code: 'counter_fell', fromValue: '160000' },
    ]);
  });

  it('bills a rollover proven by the maximum rate, and reports it', async () => {
    const { contract, deviceId } = await contractWithMeter({ modulus: '100000' });
    await fixture.report(maker, deviceId, 'air_m3_total', [
      { at: '2026-11-10T10:00:00Z', value: 99_812.6 },
      { at: '2026-11-10T15:00:00Z', value: 412.3 },
    ]);
    const line = usageLine(await draft(contract));
    expect(line).toMatchObject({ state: 'measured', quantity: '599.7', amountMinor: '0' });
    const { usage } = await proofs.prove(financeOf(maker), line.id);
    expect(usage!.period.reasons).toContainEqual(
      expect.objectContaining({ code: 'rollover', holds: false, fromValue: '99812.6', quantity: '599.7' }),
    );
  });

  it('puts the whole invoice on hold with a line if the contract says so', async () => {
    const { contract } = await contractWithMeter({ terms: { billing: { hold: 'invoice' } } });
    expect(await draft(contract)).toMatchObject({
      heldLines: 1,
      state: 'held',
      holdReasons: [{ code: 'line_waits', params: { lines: '2' } }],
    });
  });

  it('puts a possible rollover on hold with its effects, and the whole line if the rest is only idle time', async () => {
    const { contract, deviceId } = await contractWithMeter({ modulus: '100000', maxRatePerHour: null });
    await fixture.report(maker, deviceId, 'air_m3_total', [
      { at: '2026-11-10T09:00:00Z', value: 99_812.6 },
      { at: '2026-11-10T10:00:00Z', value: 99_812.6 },
      { at: '2026-11-10T15:00:00Z', value: 412.3 },
      { at: '2026-11-10T16:00:00Z', value: 412.3 },
    ]);
    const invoice = await draft(contract);
    expect(invoice).toMatchObject({ heldLines: 1, totalMinor: '490000' });
    expect(usageLine(invoice)).toMatchObject({
      state: 'held',
      quantity: null,
      amountMinor: null,
      params: { heldQuantity: '599.7' },
    });
  });

  it('bills only the base fee until data arrives', async () => {
    const { contract } = await contractWithMeter();
    const invoice = await draft(contract);
    expect(usageLine(invoice)).toMatchObject({ state: 'unknown', quantity: null, amountMinor: null });
    expect(invoice).toMatchObject({ heldLines: 1, totalMinor: '490000' });
  });

  it('reads integers beyond 2^53 and ignores bad values', async () => {
    const { contract, deviceId } = await contractWithMeter({ maxRatePerHour: '100000' });
    await fixture.report(maker, deviceId, 'air_m3_total', [
      { at: '2026-11-10T10:00:00Z', value: 9007199254740992, exact: '9007199254740993' },
      { at: '2026-11-10T11:00:00Z', value: 1, quality: 2 },
      { at: '2026-11-10T12:00:00Z', value: 9007199254740996, exact: '9007199254740997' },
    ]);
    expect(usageLine(await draft(contract))).toMatchObject({ state: 'measured', quantity: '4' });
  });

  it('bills a partial first month by days', async () => {
    number += 1;
    const contract = await contracts.create(financeOf(maker), {
      number: `K-DR-${number}`,
      customerId: customer.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-11-17',
      charges: [{ pricing: { model: 'flat', amount: '4900' } }],
    });
    await fixture.sql(`update contract set state = 'active' where id = $1`, [contract.id]);
    const invoice = await draft(contract);
    expect(invoice).toMatchObject({ periodFrom: '2026-11-17', periodTo: '2026-12-01', totalMinor: '228667' });
    expect(invoice.lines[0]!.params).toMatchObject({ amount: '4900', due: 'arrears', days: 14, of: 30 });
  });

  it.each([
    ['billing.contract_not_in_force', '2026-01'],
    ['billing.month_not_begun', '2027-01'],
    ['metering.month_invalid', '2026-13'],
  ])('is rejected with %s for %s', async (code, month) => {
    const { contract } = await contractWithMeter();
    await expect(billing.draft(financeOf(maker), contract.id, month)).rejects.toMatchObject({ code });
  });

  it('is rejected for usage beyond the last tier, instead of being priced incorrectly', async () => {
    const { contract, deviceId } = await contractWithMeter();
    await fixture.report(maker, deviceId, 'air_m3_total', november());
    await fixture.sql(`update charge set pricing = $1 where contract_id = $2 and key = 'usage'`, [
      JSON.stringify({ model: 'graduated', tiers: [{ upTo: '1000', unitPrice: '1' }] }),
      contract.id,
    ]);
    await expect(draft(contract)).rejects.toMatchObject({
      code: 'billing.beyond_last_tier',
      params: { quantity: '187350', upTo: '1000' },
    });
  });

  it('is not visible to others', async () => {
    const { contract, deviceId } = await contractWithMeter();
    await fixture.report(maker, deviceId, 'air_m3_total', november().slice(0, 10));
    const invoice = await draft(contract);
    const stranger = await fixture.makeMaker('strangers');
    const others = [
      customerScope(maker, maker.customers[1]),
      financeOf(stranger),
      customerScope(stranger, stranger.customers[0]),
    ];
    const invoices = fixture.app.get(InvoicesService);
    await issueBySql(fixture.owner, invoice.id);
    await expect(invoices.get(customerScope(maker, customer), invoice.id)).resolves.toMatchObject({
      id: invoice.id,
    });
    for (const scope of others) {
      await expect(invoices.get(scope, invoice.id)).rejects.toMatchObject({
        code: 'billing.invoice_not_found',
      });
      await expect(proofs.prove(scope, usageLine(invoice).id)).rejects.toMatchObject({
        code: 'billing.line_not_found',
      });
      await expect(proofs.readings(scope, usageLine(invoice).id, { limit: 10 })).rejects.toMatchObject({
        code: 'billing.line_not_found',
      });
      await expect(billing.draft(scope, contract.id, MONTH)).rejects.toMatchObject({
        code: 'contracts.contract_not_found',
      });
      const { items } = await invoices.list(scope, { limit: 200 });
      expect(items.map(({ id }) => id)).not.toContain(invoice.id);
    }
  });
});
