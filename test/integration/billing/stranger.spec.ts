import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { ContractsService } from '#contracts';
import { DraftsService } from '#billing';
import { type RunningApi, startApi } from '../../support/api.js';
import { BillingFixture, financeOf, steadyReadings } from '../../support/billing-fixture.js';
import { falsifyReading } from '../../support/readings.js';
import { issueBySql, type MakerOfWorld } from '../../support/world.js';

const SCRIPT = resolve(import.meta.dirname, '../../../docs/billing/recompute-usage.mjs');

describe('a third party with the published script and a customer’s key', () => {
  let fixture: BillingFixture;
  let api: RunningApi;
  let maker: MakerOfWorld;
  let deviceId: string;
  let lineId: string;

  beforeAll(async () => {
    fixture = await BillingFixture.open();
    maker = await fixture.makeMaker('stranger');
    const [customer] = maker.customers;
    deviceId = await fixture.addInstrument(maker, customer, 'FM-ST-1');
    const meterId = crypto.randomUUID();
    const contract = await fixture.app.get(ContractsService).create(financeOf(maker), {
      number: 'K-ST-1',
      state: 'active',
      customerId: customer.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-02-01',
      meters: [{ id: meterId, deviceId, signalKey: 'air_m3_total', maxRatePerHour: '900' }],
      charges: [
        { pricing: { model: 'flat', amount: '4900' } },
        { meterIds: [meterId], pricing: { model: 'unit', unitPrice: '0.0264', includedQuantity: '1000' } },
      ],
    });
    // October, in which clocks go back. The readings contain a drop to zero, a bad value, a jump, and a gap of two
    // days.
    const readings = steadyReadings(
      '2026-09-30T21:40:00Z',
      '2026-11-01T00:00:00Z',
      20,
      (position) => Math.round(position * 123.4) / 10,
    );
    const isInGap = (at: string) => at > '2026-10-18T03' && at < '2026-10-20T09';
    await fixture.report(
      maker,
      deviceId,
      'air_m3_total',
      readings
        .filter(({ at }) => !isInGap(at))
        .map((one, index) => {
          if (index === 400) return { ...one, value: 0 };
          if (index === 600) return { ...one, value: 9e9, quality: 2 };
          return index >= 1500 ? { ...one, value: one.value! + 50_000 } : one;
        }),
    );
    const { id, lines } = await fixture.app
      .get(DraftsService)
      .draft(financeOf(maker), contract.id, '2026-10');
    const line = lines.find(({ kind }) => kind === 'usage')!;
    expect(line.params.holds).toBe(3);
    lineId = line.id;
    await issueBySql(fixture.owner, id);
    api = await startApi(fixture.database);
  });

  afterAll(async () => {
    await api?.stop();
    await fixture?.close();
  });

  const recompute = (key: string): Promise<{ code: number; output: string }> =>
    new Promise((done) => {
      const child = execFile(
        process.execPath,
        [SCRIPT, api.url, key, lineId],
        { env: { ...process.env, NODE_OPTIONS: '' } },
        (_error, stdout, stderr) => done({ code: child.exitCode ?? -1, output: stdout + stderr }),
      );
    });

  it('recalculates the same evidence and quantity', async () => {
    const { code, output } = await recompute(maker.customers[0].people.customer_admin.key);
    expect(output).toContain('Recomputed equal: 31 days');
    expect(code).toBe(0);
  });

  it('finds nothing with another customer’s key', async () => {
    const { code, output } = await recompute(maker.customers[1].people.customer_admin.key);
    expect(output).toContain('billing.line_not_found');
    expect(code).not.toBe(0);
  });

  it('detects a changed reading and reports its day', async () => {
    const [device] = await fixture.sql<{ device_key: number }>(
      'select device_key from device where id = $1',
      [deviceId],
    );
    const at = '2026-10-12T10:00:00Z';
    expect(
      await falsifyReading(fixture.owner, device!.device_key, at, 'air_m3_total', (value) => value + 0.1),
    ).toBe(1);
    const { code, output } = await recompute(maker.customers[0].people.customer_admin.key);
    expect(output).toContain('DIFFERENT day 2026-10-12');
    expect(output).not.toContain('DIFFERENT day 2026-10-13');
    expect(code).toBe(1);
  });
});
