import { ContractsService, type ContractView, type NewCharge, type NewMeter } from '#contracts';
import { type MeterQuery, UsageHistories, type PastMonth } from '#metering';
import { fromMinor, type Mail, MailTransport, type Scope, systemScope, UnitOfWork } from '#platform';
import { DraftsService, simulatePlans } from '#billing';
import { CurrentUsageService, UsageAlertMails, UsageAlerts, UsageAlertWatch } from '#revenue';
import { BillingFixture, financeOf, steadyReadings } from '../../support/billing-fixture.js';
import type { CustomerOfWorld, MakerOfWorld, PersonOfWorld } from '../../support/world.js';

const ZONE = 'Europe/Warsaw';
const KEY = 'air_m3_total';

/** Stores emails. Can be set to fail. */
class Postbox extends MailTransport {
  readonly mails: Mail[] = [];
  isAway = false;

  override deliver(mail: Mail): Promise<void> {
    if (this.isAway) return Promise.reject(new Error('away'));
    this.mails.push(mail);
    return Promise.resolve();
  }
}

describe('forecasts and previews', () => {
  let fixture: BillingFixture;
  let maker: MakerOfWorld;
  let customer: CustomerOfWorld;
  let number = 0;

  beforeAll(async () => {
    fixture = await BillingFixture.open();
    maker = await fixture.makeMaker('ahead');
    customer = maker.customers[0];
  });

  afterAll(() => fixture?.close());

  const scopeOf = (person: PersonOfWorld, customers: Scope['customers']): Scope => ({
    makerId: maker.makerId,
    userId: person.userId,
    customers,
    actor: 'user',
  });
  const marek = () => scopeOf(customer.people.customer_admin, [customer.customerId]);

  async function instrument(signal?: { readonly kind: string; readonly unit: string }): Promise<string> {
    number += 1;
    const deviceId = await fixture.addInstrument(maker, customer, `FM-LA-${number}`);
    if (signal) await fixture.insert('signal', maker, { device_id: deviceId, key: 'said', ...signal });
    return deviceId;
  }

  async function metered(
    charges: (meterId: string) => NewCharge[],
    meter: Omit<NewMeter, 'deviceId'> = { signalKey: KEY },
    signal?: { readonly kind: string; readonly unit: string },
  ) {
    const deviceId = await instrument(signal);
    const meterId = crypto.randomUUID();
    const contract = await fixture.app.get(ContractsService).create(financeOf(maker), {
      number: `K-LA-${number}`,
      state: 'active',
      customerId: customer.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: ZONE,
      startsOn: '2026-09-01',
      meters: [{ ...meter, id: meterId, deviceId }],
      charges: charges(meterId),
    });
    return { contract, deviceId, meterId };
  }

  describe('previews of plans with past usage', () => {
    const CHARGES = [
      { pricing: { model: 'flat', amount: '100' } },
      { pricing: { model: 'unit', unitPrice: '0.5', includedQuantity: '1000' } },
      {
        countsBy: 'year',
        pricing: {
          model: 'unit',
          unitPrice: '0',
          minQuantity: '90000',
          shortfallPrice: '1',
          minInstalments: 12,
        },
      },
    ] as const satisfies readonly NewCharge[];
    const past = (deviceId: string, months = 4, meter: Omit<MeterQuery, 'deviceId'> = { signalKey: KEY }) =>
      fixture.app.get(UsageHistories).list(financeOf(maker), { ...meter, deviceId, zone: ZONE, months });
    /** Readings every six hours from 1 September, with values that increase by month. */
    const readings = (valueOf = (index: number) => index * 4 + index ** 2 / 8) =>
      steadyReadings('2026-08-31T22:00:00Z', '2026-12-01T22:00:00Z', 360, valueOf);
    const billed = (charges: NewCharge[]) => (meterId: string) =>
      charges.map((charge) => ({ ...charge, meterIds: charge.pricing.model === 'flat' ? [] : [meterId] }));
    /** Returns the totals of a contract's drafts from September to November. */
    async function draftsOf({ id }: ContractView): Promise<string[]> {
      const drafts: string[] = [];
      for (const month of ['2026-09', '2026-10', '2026-11']) {
        const { totalMinor } = await fixture.app.get(DraftsService).draft(financeOf(maker), id, month);
        drafts.push(fromMinor(BigInt(totalMinor), 'PLN'));
      }
      return drafts;
    }
    /** Returns the totals of a plan for the same months. */
    function simulated(months: readonly PastMonth[], unit: string, charges: readonly NewCharge[]): string[] {
      const { plans } = simulatePlans({
        currency: 'PLN',
        zone: ZONE,
        counters: [{ id: 'one', machineId: null, name: 'FM', unit }],
        months: months.map(({ month, quantity }) => ({
          month,
          usage: [{ counterId: 'one', quantity }],
        })),
        plans: [{ name: 'the same', charges }],
        usagePercent: '100',
      });
      return plans[0]!.months.map(({ amountMinor }) => fromMinor(amountMinor!, 'PLN'));
    }

    it('equal the drafts of the same contract month by month', async () => {
      const { contract, deviceId } = await metered(billed([...CHARGES]));
      await fixture.report(maker, deviceId, KEY, readings());
      const unbilled = await instrument();
      await fixture.report(maker, unbilled, KEY, readings());

      const drafts = await draftsOf(contract);
      const stored = await past(deviceId);
      const derived = await past(unbilled);
      expect(stored.months.map(({ month, source }) => [month, source])).toEqual([
        ['2026-08', 'derived'],
        ['2026-09', 'stored'],
        ['2026-10', 'stored'],
        ['2026-11', 'stored'],
      ]);
      expect(stored.months[0]).toMatchObject({ state: 'unknown', quantity: null });
      expect(derived.months.map(({ quantity }) => quantity)).toEqual(
        stored.months.map(({ quantity }) => quantity),
      );

      expect(simulated(stored.months.slice(1), 'm3', CHARGES)).toEqual(drafts);
    });

    it.each<[string, { kind: string; unit: string }, Omit<NewMeter, 'deviceId'>, string]>([
      ['energy', { kind: 'gauge', unit: 'kW' }, { signalKey: 'said', method: 'integral' }, 'kW.h'],
      [
        'energy in other units',
        { kind: 'gauge', unit: 'kW' },
        { signalKey: 'said', method: 'integral', factor: '0.001', unit: 'MW.h' },
        'MW.h',
      ],
      [
        'hours in states',
        { kind: 'state', unit: '1' },
        { signalKey: 'said', method: 'state_time', matches: ['5', '1'] },
        'h',
      ],
      [
        'events',
        { kind: 'event', unit: '1' },
        { signalKey: 'said', method: 'event_count', matches: ['2', '5'] },
        '1',
      ],
      [
        'peaks',
        { kind: 'gauge', unit: 'kW' },
        { signalKey: 'said', method: 'peak_demand', intervalMinutes: 60 },
        'kW',
      ],
    ])('equal the drafts of %s, whether billed or not', async (_, signal, measured, unit) => {
      const charges: NewCharge[] = [
        { pricing: { model: 'flat', amount: '100' } },
        { countsBy: 'year', pricing: { model: 'unit', unitPrice: '0.75', includedQuantity: '1' } },
      ];
      const meter = { ...measured, maxGapMinutes: 400 };
      const { contract, deviceId } = await metered(billed(charges), meter, signal);
      const unbilled = await instrument(signal);
      // The first hours of September and two of its days have no readings.
      const said = readings((index) => (index * 3) % 7)
        .slice(1)
        .filter(({ at }) => !(at > '2026-09-10' && at < '2026-09-12'));
      for (const device of [deviceId, unbilled]) await fixture.report(maker, device, 'said', said);
      const drafts = await draftsOf(contract);
      expect(drafts).not.toContain('100.00');
      const stored = await past(deviceId, 4, measured);
      const derived = await past(unbilled, 4, meter);
      expect(stored.meter).toMatchObject({ signalKey: 'said', method: measured.method, unit });
      const told = (months: readonly PastMonth[]) => months.map(({ source: _source, ...month }) => month);
      expect(told(derived.months)).toEqual(told(stored.months));
      expect(stored.months.map(({ source, quantity }) => [source, quantity === null])).toEqual([
        ['derived', true],
        ['stored', false],
        ['stored', false],
        ['stored', false],
      ]);
      for (const { months } of [stored, derived])
        expect(simulated(months.slice(1), unit, charges)).toEqual(drafts);
    });

    it('differ from a contract that meters the signal differently', async () => {
      const gauge = { kind: 'gauge', unit: 'kW' };
      const energy = { signalKey: 'said', method: 'integral', maxGapMinutes: 400 } as const;
      const { contract, deviceId } = await metered(billed([CHARGES[0]]), energy, gauge);
      await fixture.report(
        maker,
        deviceId,
        'said',
        readings(() => 10),
      );
      await draftsOf(contract);
      const tell = async (meter: Omit<MeterQuery, 'deviceId'>) =>
        (await past(deviceId, 1, meter)).months.map(({ source, quantity }) => [source, quantity]);
      expect(await tell({ signalKey: 'said', method: 'integral' })).toEqual([['stored', '7200']]);
      const scaled = { ...energy, factor: '2', unit: 'kW.h' };
      expect(await tell(scaled)).toEqual([['derived', '14400']]);
      // A level that is valid for at most one hour.
      expect(await tell({ ...energy, maxGapMinutes: 60 })).toEqual([['derived', '1200']]);
      expect(await tell({ signalKey: 'said', method: 'peak_demand' })).toEqual([['derived', '10']]);
    });

    it('exclude months before the counter starts and months that have not ended', async () => {
      const deviceId = await instrument({ kind: 'state', unit: '1' });
      expect((await past(deviceId, 2)).months.map(({ quantity }) => quantity)).toEqual([null, null]);
      const list = (more: object) =>
        fixture.app
          .get(UsageHistories)
          .list(financeOf(maker), { deviceId, signalKey: KEY, zone: ZONE, months: 1, ...more });
      await expect(list({ until: '2026-12' })).rejects.toMatchObject({ code: 'metering.month_not_over' });
      await expect(list({ zone: 'Mars/Base' })).rejects.toMatchObject({ code: 'contracts.zone_unknown' });
      await expect(list({ signalKey: 'nothing' })).rejects.toMatchObject({
        code: 'metering.counter_invalid',
        fields: [{ pointer: '/signalKey', code: 'contracts.signal_unknown' }],
      });
      await expect(list({ signalKey: 'said', method: 'state_time', factor: '0' })).rejects.toMatchObject({
        fields: [
          { pointer: '/matches', code: 'contracts.states_missing' },
          { pointer: '/factor', code: 'contracts.factor_not_positive' },
        ],
      });
      await expect(list({ signalKey: 'said', method: 'integral' })).rejects.toMatchObject({
        fields: [{ pointer: '/signalKey', code: 'contracts.signal_not_for_method' }],
      });
    });
  });

  describe('alerts', () => {
    const INCLUDED = (meterId: string): NewCharge[] => [
      { pricing: { model: 'flat', amount: '100' } },
      { meterIds: [meterId], pricing: { model: 'unit', unitPrice: '0.5', includedQuantity: '1000' } },
    ];
    const alerts = () => fixture.app.get(UsageAlerts);
    const watchUsage = () => fixture.app.get(UsageAlertWatch).checkAll(systemScope(maker.makerId));
    const events = (contract: ContractView) =>
      fixture.sql<{ noticeId: string }>(
        `select e.payload ->> 'noticeId' as "noticeId" from outbox_event e
           join usage_alert_notice n on n.id = (e.payload ->> 'noticeId')::uuid
           join usage_alert a on a.id = n.alert_id
          where e.name = 'billing.usage_alert_reached' and a.contract_id = $1 order by e.occurred_at, e.id`,
        [contract.id],
      );
    const told = async (contract: ContractView, scope = marek()) =>
      (await alerts().list(scope, contract.id)).flatMap(({ measure, told: notices }) =>
        notices.map(({ percent, periodFrom }) => [measure, percent, periodFrom]),
      );
    const used = (deviceId: string, at: string, value: number) =>
      fixture.report(maker, deviceId, KEY, [{ at, value }]);

    async function watched() {
      fixture.now = '2026-11-10T11:00:00Z';
      const made = await metered(INCLUDED);
      await used(made.deviceId, '2026-10-31T22:30:00Z', 0);
      await used(made.deviceId, '2026-10-31T23:00:00Z', 0);
      return made;
    }

    it('report each threshold once per month, and only the highest of several at the same time', async () => {
      const { contract, deviceId } = await watched();
      await alerts().set(marek(), contract.id, 'allowance', { percents: [100, 50, 80], budget: null });
      await used(deviceId, '2026-11-10T10:00:00Z', 400);
      await watchUsage();
      expect(await told(contract)).toEqual([]);

      await used(deviceId, '2026-11-10T10:10:00Z', 850);
      await watchUsage();
      await watchUsage();
      expect(await told(contract)).toEqual([['allowance', 80, '2026-11-01']]);
      expect(await events(contract)).toHaveLength(1);

      await used(deviceId, '2026-11-10T10:20:00Z', 1000);
      await watchUsage();
      expect(await told(contract)).toEqual([
        ['allowance', 100, '2026-11-01'],
        ['allowance', 80, '2026-11-01'],
      ]);

      fixture.now = '2026-12-05T11:00:00Z';
      await used(deviceId, '2026-12-01T00:00:00Z', 1000);
      await used(deviceId, '2026-12-05T10:00:00Z', 1000 + 520);
      await watchUsage();
      expect((await told(contract))[0]).toEqual(['allowance', 50, '2026-12-01']);
    });

    it('report a threshold once when two workers check at the same time', async () => {
      const { contract, deviceId } = await watched();
      await alerts().set(marek(), contract.id, 'allowance', { percents: [50, 80], budget: null });
      await alerts().set(financeOf(maker), contract.id, 'amount', { percents: [100], budget: '50' });
      await used(deviceId, '2026-11-10T10:00:00Z', 900);
      await Promise.all(Array.from({ length: 4 }, watchUsage));
      expect(await events(contract)).toHaveLength(2);
      expect(await told(contract)).toEqual([['allowance', 80, '2026-11-01']]);
      expect(await told(contract, financeOf(maker))).toEqual([['amount', 100, '2026-11-01']]);
      const news = (since: string) => alerts().listSent(financeOf(maker), new Date(since), 50);
      // Only alerts since the given time are listed. The assertion includes only those of this contract.
      expect((await news('2026-11-10T00:00:00Z')).filter((one) => one.contract.id === contract.id)).toEqual([
        {
          contract: { id: contract.id, number: contract.number },
          measure: 'amount',
          percent: 100,
          toldAt: expect.any(Date) as Date,
        },
      ]);
      expect(await news('2026-11-11T00:00:00Z')).toEqual([]);
    });

    it('include the base fee in an amount, and start again when the budget changes', async () => {
      const { contract, deviceId } = await watched();
      await used(deviceId, '2026-11-10T10:00:00Z', 1200);
      // 100 and 200 beyond the allowance, at 0.50 each.
      const set = (budget: string) =>
        alerts().set(marek(), contract.id, 'amount', { percents: [50], budget });
      await set('401');
      await watchUsage();
      expect(await told(contract)).toEqual([]);
      await set('400');
      await watchUsage();
      expect(await told(contract)).toEqual([['amount', 50, '2026-11-01']]);
      expect(await set('400')).toMatchObject([{ told: [{ used: '200', limit: '400' }] }]);
      expect(await set('300')).toMatchObject([{ budget: '300.00', told: [] }]);
      await watchUsage();
      expect(await told(contract)).toEqual([['amount', 50, '2026-11-01']]);
    });

    it('are reported once per contract year for an annual allowance', async () => {
      fixture.now = '2026-10-20T11:00:00Z';
      const { contract, deviceId } = await metered((meterId) => [
        {
          meterIds: [meterId],
          countsBy: 'year',
          pricing: { model: 'unit', unitPrice: '1', includedQuantity: '1000' },
        },
      ]);
      await alerts().set(marek(), contract.id, 'allowance', { percents: [50], budget: null });
      await used(deviceId, '2026-08-31T22:00:00Z', 0);
      await used(deviceId, '2026-10-20T10:00:00Z', 600);
      await watchUsage();
      fixture.now = '2026-11-10T11:00:00Z';
      await used(deviceId, '2026-11-10T10:00:00Z', 700);
      await watchUsage();
      expect(await told(contract)).toEqual([['allowance', 50, '2026-09-01']]);
      expect(await events(contract)).toHaveLength(1);
    });

    it('are emailed once, in the reader’s language, retried while the server is down, and not sent to former members', async () => {
      const { contract, deviceId } = await watched();
      const reader = customer.people.customer_viewer;
      await fixture.sql(`update user_account set locale = 'zh' where id = $1`, [reader.userId]);
      const scope = scopeOf(reader, [customer.customerId]);
      await alerts().set(scope, contract.id, 'allowance', { percents: [50], budget: null });
      await alerts().set(financeOf(maker), contract.id, 'allowance', { percents: [50], budget: null });
      await used(deviceId, '2026-11-10T10:00:00Z', 500);
      await watchUsage();
      const postbox = new Postbox();
      const mails = new UsageAlertMails(fixture.app.get(UnitOfWork), postbox, 'https://air.example');
      const send = async () => {
        for (const { noticeId } of await events(contract))
          await mails.send(systemScope(maker.makerId), noticeId);
      };
      postbox.isAway = true;
      await expect(send()).rejects.toThrow('away');
      postbox.isAway = false;
      await Promise.all([send(), send()]);
      await send();
      const subjects = postbox.mails.map(({ subject }) => subject).sort();
      expect(subjects).toEqual([
        `Contract ${contract.number}: 50% of the allowance used`,
        `合同 ${contract.number}：包含用量已用 50%`,
      ]);
      expect(postbox.mails.map(({ text }) => /https:\S+/.exec(text)?.[0]).sort()).toEqual([
        `https://air.example/contracts/${contract.id}`,
        'https://air.example/plant/costs',
      ]);

      await alerts().set(marek(), contract.id, 'allowance', { percents: [50], budget: null });
      await watchUsage();
      await fixture.sql(`update membership set revoked_at = now() where user_id = $1`, [
        customer.people.customer_admin.userId,
      ]);
      await send();
      expect(postbox.mails).toHaveLength(2);
      await fixture.sql(`update membership set revoked_at = null where user_id = $1`, [
        customer.people.customer_admin.userId,
      ]);
    });

    it('are not emailed to the people of a partner after it was archived', async () => {
      const { contract, deviceId } = await watched();
      const { membershipId } = customer.people.customer_viewer;
      const { partner } = maker.ids;
      await fixture.sql(`update customer set partner_id = $1 where id = $2`, [partner, customer.customerId]);
      await fixture.sql(`update membership set partner_id = $1 where id = $2`, [partner, membershipId]);
      await fixture.sql(`delete from membership_customer where membership_id = $1`, [membershipId]);
      const reader = scopeOf(customer.people.customer_viewer, [customer.customerId]);
      await alerts().set(reader, contract.id, 'allowance', { percents: [50, 80], budget: null });
      const postbox = new Postbox();
      const mails = new UsageAlertMails(fixture.app.get(UnitOfWork), postbox, 'https://air.example');
      const sendAfter = async (at: string, counter: number) => {
        await used(deviceId, at, counter);
        await watchUsage();
        for (const { noticeId } of await events(contract))
          await mails.send(systemScope(maker.makerId), noticeId);
        return postbox.mails.length;
      };
      expect(await sendAfter('2026-11-10T10:00:00Z', 500)).toBe(1);
      await fixture.sql(`update partner set archived_at = now() where id = $1`, [partner]);
      expect(await sendAfter('2026-11-10T10:30:00Z', 850)).toBe(1);

      await fixture.sql(
        `insert into membership_customer (maker_id, membership_id, customer_id) values ($1, $2, $3)`,
        [maker.makerId, membershipId, customer.customerId],
      );
      await fixture.sql(`update membership set partner_id = null where id = $1`, [membershipId]);
      await fixture.sql(`update customer set partner_id = null where id = $1`, [customer.customerId]);
      await fixture.sql(`update partner set archived_at = null where id = $1`, [partner]);
    });

    it('are personal, are rejected if invalid, and can be removed', async () => {
      const { contract } = await watched();
      await alerts().set(marek(), contract.id, 'allowance', { percents: [80, 80], budget: null });
      expect(await alerts().list(financeOf(maker), contract.id)).toEqual([]);
      expect(await alerts().list(marek(), contract.id)).toMatchObject([{ percents: [80] }]);
      const foreign = scopeOf(maker.customers[1].people.customer_admin, [maker.customers[1].customerId]);
      await expect(alerts().list(foreign, contract.id)).rejects.toMatchObject({
        code: 'contracts.contract_not_found',
      });
      await expect(
        alerts().set(marek(), contract.id, 'amount', { percents: [0], budget: null }),
      ).rejects.toMatchObject({
        code: 'billing.alert_invalid',
        fields: [{ pointer: '/percents/0' }, { pointer: '/budget' }],
      });
      await expect(alerts().remove(financeOf(maker), contract.id, 'allowance')).rejects.toMatchObject({
        code: 'billing.alert_not_found',
      });
      await alerts().remove(marek(), contract.id, 'allowance');
      expect(await alerts().list(marek(), contract.id)).toEqual([]);
    });
  });

  it('forecasts the month for all meters of a charge together', async () => {
    fixture.now = '2026-11-20T11:00:00Z';
    const { contract, deviceId } = await metered((meterId) => [
      { meterIds: [meterId], pricing: { model: 'unit', unitPrice: '1', includedQuantity: '5000' } },
    ]);
    // Each week has slightly more usage than the previous week.
    const weekly = (hours: number): number => hours * (10 + Math.floor(hours / 168) / 2);
    await fixture.report(
      maker,
      deviceId,
      KEY,
      steadyReadings('2026-09-20T22:00:00Z', '2026-11-20T11:00:00Z', 60, weekly),
    );
    const { main, forecast } = await fixture.app.get(CurrentUsageService).get(marek(), contract.id);
    expect(main).toMatchObject({ unit: 'm3', included: '5000', forecast: { method: 'weekday_profile' } });
    expect(main!.days).toHaveLength(20);
    const sum = main!.days.reduce((total, { quantity }) => total + Number(quantity), 0);
    expect(sum).toBeCloseTo(Number(main!.quantity), 3);
    const [low, expected, high] = [forecast!.low, forecast!.expected, forecast!.high].map(Number);
    expect(low).toBeLessThan(expected!);
    expect(expected).toBeLessThan(high!);
    expect(Number(main!.forecast!.low)).toBeGreaterThan(sum);
  });
});
