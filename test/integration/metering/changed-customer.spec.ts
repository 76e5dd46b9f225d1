import { ContractsService, type ContractView } from '#contracts';
import { UsageService } from '#metering';
import { DraftsService } from '#billing';
import { ProofsService } from '#assurance';
import { BillingFixture, customerScope, financeOf, steadyReadings } from '../../support/billing-fixture.js';
import type { CustomerOfWorld, MakerOfWorld } from '../../support/world.js';

/**
 * A machine is at one customer until 12 November 10:00Z, then in transit, and at another customer from 14 November
 * 09:00Z.
 */
const LEFT = '2026-11-12T10:00:00Z';
const CAME = '2026-11-14T09:00:00Z';

describe('a machine that changed customer in the middle of a month', () => {
  let fixture: BillingFixture;
  let maker: MakerOfWorld;
  let former: { customer: CustomerOfWorld; contract: ContractView };
  let latter: { customer: CustomerOfWorld; contract: ContractView };

  beforeAll(async () => {
    fixture = await BillingFixture.open();
    maker = await fixture.makeMaker('moved');
    const [a, b] = maker.customers;
    const machineId = a.ids.machine!;
    const deviceId = a.ids.device!;
    await fixture.sql(`update placement set during = tstzrange(lower(during), $2) where machine_id = $1`, [
      machineId,
      LEFT,
    ]);
    await fixture.insert('placement', maker, {
      machine_id: machineId,
      site_id: b.ids.site,
      customer_id: b.customerId,
      during: `[${CAME},)`,
    });
    // An hour counter that also increases in transit, where its usage belongs to no customer.
    await fixture.report(
      maker,
      deviceId,
      'run_hours_total',
      steadyReadings('2026-10-31T22:00:00Z', '2026-11-30T23:00:00Z', 60, (index) => 9000 + index),
    );
    const contractOf = async (customer: CustomerOfWorld, number: string) => {
      const meterId = crypto.randomUUID();
      const contract = await fixture.app.get(ContractsService).create(financeOf(maker), {
        number,
        state: 'active',
        customerId: customer.customerId,
        legalEntityId: maker.ids.legal_entity!,
        planId: maker.ids.plan!,
        currency: 'PLN',
        zone: 'Europe/Warsaw',
        startsOn: '2026-02-01',
        machines: [{ machineId, from: '2026-02-01' }],
        meters: [{ id: meterId, deviceId, signalKey: 'run_hours_total', maxRatePerHour: '1.01' }],
        charges: [
          { pricing: { model: 'flat', amount: '0' } },
          { meterIds: [meterId], pricing: { model: 'unit', unitPrice: '2' } },
        ],
      });
      return { customer, contract };
    };
    former = await contractOf(a, 'K-MV-1');
    latter = await contractOf(b, 'K-MV-2');
  });

  afterAll(() => fixture?.close());

  it('is billed to each customer for their own time, and to no one for the transit', async () => {
    const billing = fixture.app.get(DraftsService);
    const usageOf = async ({ contract }: typeof former) => {
      const { lines } = await billing.draft(financeOf(maker), contract.id, '2026-11');
      return lines.find(({ kind }) => kind === 'usage')!;
    };
    const [one, other] = [await usageOf(former), await usageOf(latter)];
    // The former customer's usage ends at 10:00Z. A reading at that exact instant belongs to the former customer.
    expect(one).toMatchObject({ quantity: '275', amountMinor: '55000' });
    expect(other).toMatchObject({ quantity: '398', amountMinor: '79600' });
  });

  it('gives each customer a proof from only the readings that the customer can see', async () => {
    const proofs = fixture.app.get(ProofsService);
    for (const { customer, contract } of [former, latter]) {
      const draft = await fixture.app.get(DraftsService).draft(financeOf(maker), contract.id, '2026-11');
      const line = draft.lines.find(({ kind }) => kind === 'usage')!;
      const forMaker = await proofs.prove(financeOf(maker), line.id);
      // Customers see the current month. For past months, they see only issued documents.
      fixture.now = '2026-11-30T20:00:00Z';
      const forCustomer = await proofs.prove(customerScope(maker, customer), line.id);
      expect(forCustomer.usage).toMatchObject({ isEqual: true });
      expect(forCustomer.usage!.recomputedHash).toBe(forMaker.usage!.recomputedHash);
      const { items } = await proofs.readings(customerScope(maker, customer), line.id, { limit: 2000 });
      expect(items).toHaveLength(forCustomer.usage!.period.readingCount);
      const times = items.map(({ at }) => at);
      const isTheirs = (at: number) =>
        customer === former.customer ? at <= Date.parse(LEFT) : at >= Date.parse(CAME);
      expect(times.every(isTheirs)).toBe(true);
      fixture.now = '2026-12-02T08:00:00Z';
    }
  });

  it('informs the latter that counting began with their time', async () => {
    const usages = fixture.app.get(UsageService);
    const of = (one: typeof former) =>
      usages.listOfContract(customerScope(maker, one.customer), one.contract.id, {
        from: '2026-10',
        to: '2026-11',
      });
    expect((await of(former)).usages[0]!.period.reasons.map(({ code }) => code)).toEqual([]);
    expect((await of(latter)).usages[0]!.period.reasons.map(({ code }) => code)).toEqual([
      'began_at_first_reading',
    ]);
    await expect(
      usages.listOfContract(customerScope(maker, former.customer), latter.contract.id, {
        from: '2026-10',
        to: '2026-11',
      }),
    ).rejects.toMatchObject({ code: 'contracts.contract_not_found' });
  });
});
