import { ContractsService } from '#contracts';
import { DraftsService } from '#billing';
import { RULE_VERSION } from '#metering/domain';
import { ProofsService } from '#assurance';
import { BillingFixture, financeOf } from '../../support/billing-fixture.js';
import { storeReadings } from '../../support/readings.js';
import type { MakerOfWorld } from '../../support/world.js';

const MINUTES_OF_DAY = 1440;
const MIDNIGHT = Date.parse('2026-11-09T23:00:00Z');

describe('energy of a day at 20 kW, read every minute', () => {
  let fixture: BillingFixture;
  let maker: MakerOfWorld;

  beforeAll(async () => {
    fixture = await BillingFixture.open();
    maker = await fixture.makeMaker('earlier-rules');
  });

  afterAll(() => fixture?.close());

  /**
   * Creates a contract that ends on the following day. 480 kWh cost 0.105, which is rounded up; any smaller quantity
   * costs a cent less.
   */
  async function contractOfADay(): Promise<string> {
    const deviceId = await fixture.addInstrument(maker, maker.customers[0], 'PM-EARLIER');
    await fixture.insert('signal', maker, {
      device_id: deviceId,
      key: 'power_kw',
      unit: 'kW',
      kind: 'gauge',
      decimals: 1,
    });
    const [device] = await fixture.sql<{ device_key: number }>(
      `select device_key from device where id = $1`,
      [deviceId],
    );
    const readings = Array.from({ length: MINUTES_OF_DAY + 1 }, (_, minute) => ({
      at: new Date(MIDNIGHT + minute * 60_000),
      seq: minute + 1,
      receivedAt: '2026-11-11T00:00:00Z',
      values: { power_kw: minute < MINUTES_OF_DAY ? 20 : 0 },
    }));
    await storeReadings(fixture.owner, maker.makerId, device!.device_key, readings);
    const meterId = crypto.randomUUID();
    const { id } = await fixture.app.get(ContractsService).create(financeOf(maker), {
      number: 'K-EARLIER',
      state: 'active',
      customerId: maker.customers[0].customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-11-10',
      endsOn: '2026-11-11',
      meters: [{ id: meterId, deviceId, signalKey: 'power_kw', method: 'integral' }],
      charges: [{ key: 'energy', meterIds: [meterId], pricing: { model: 'unit', unitPrice: '0.00021875' } }],
    });
    return id;
  }

  it('bills 480 kWh, and recalculates stored usage of earlier rules with those rules', async () => {
    const billing = fixture.app.get(DraftsService);
    const contractId = await contractOfADay();
    const drafted = await billing.draft(financeOf(maker), contractId, '2026-11');
    expect(drafted.lines).toMatchObject([{ quantity: '480', amountMinor: '11' }]);

    await fixture.sql(`set session_replication_role = replica`);
    await fixture.sql(
      `update usage_period set rule_version = 5, quantity = 479.99999999952 where contract_id = $1`,
      [contractId],
    );
    await fixture.sql(
      `update usage_day set quantity = 479.99999999952
        where usage_period_id in (select id from usage_period where contract_id = $1) and quantity = 480`,
      [contractId],
    );
    await fixture.sql(`set session_replication_role = origin`);
    const proofs = fixture.app.get(ProofsService);
    const proof = await proofs.prove(financeOf(maker), drafted.lines[0]!.id);
    expect(proof.usage).toMatchObject({
      isEqual: true,
      period: { ruleVersion: 5, quantity: '479.99999999952' },
    });

    const again = await billing.draft(financeOf(maker), contractId, '2026-11');
    expect(again.lines).toMatchObject([{ quantity: '480' }]);
    const stored = await fixture.sql(
      `select version, rule_version, trim_scale(quantity)::text as quantity from usage_period
        where contract_id = $1 order by version`,
      [contractId],
    );
    expect(stored).toEqual([
      { version: 1, rule_version: 5, quantity: '479.99999999952' },
      { version: 2, rule_version: RULE_VERSION, quantity: '480' },
    ]);
  });
});
