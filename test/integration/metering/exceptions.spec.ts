import { ContractsService } from '#contracts';
import { UnitOfWork } from '#platform';
import { UsageService } from '#metering';
import { byKey, call as send } from '../../support/http.js';
import { type RunningApi, startApi } from '../../support/api.js';
import { BillingFixture, financeOf, steadyReadings, type SentValue } from '../../support/billing-fixture.js';
import { storeReadings } from '../../support/readings.js';
import type { CustomerOfWorld, MakerOfWorld, PersonOfWorld } from '../../support/world.js';

const NOW = '2026-12-02T08:00:00Z';
const HOUR = 3_600_000;
/** The station is idle on this night, and its meter counts 2.1 m³/min for three hours. */
const NIGHT = Date.parse('2026-11-14T22:00:00Z');
const LEAK = [Date.parse('2026-11-14T22:30:00Z'), Date.parse('2026-11-15T01:30:00Z')] as const;

interface Exception {
  id: string;
  kind: string;
  state: string;
  from: string;
  to: string;
  quantity: string | null;
  stake: { amount: string } | null;
  decision: {
    id: string;
    decidedBy: string | null;
    verdict: { verdict: string; by: string | null } | null;
  } | null;
  decisions: { id: string }[];
}

/** A month of a meter: 60 m³ in every half hour, 10.5 m³ in every five minutes of the leak, and a jump on the 20th. */
function counter(): SentValue[] {
  let value = 100_000;
  return steadyReadings('2026-10-31T22:30:00Z', '2026-11-30T23:00:00Z', 5, (index) => {
    const at = Date.parse('2026-10-31T22:30:00Z') + index * 5 * 60_000;
    const isNight = at > NIGHT && at <= NIGHT + 6 * HOUR;
    if (!isNight) value += 10;
    else if (at > LEAK[0] && at <= LEAK[1]) value += 10.5;
    if (at === Date.parse('2026-11-20T10:00:00Z')) value += 5000;
    return Number(value.toFixed(1));
    // One batch per day, as from a gateway that buffers.
  }).map((reading) => ({ ...reading, receivedAt: `${reading.at.slice(0, 10)}T23:59:59Z` }));
}

describe('exceptions of meters', () => {
  let fixture: BillingFixture;
  let api: RunningApi;
  let maker: MakerOfWorld;
  let customer: CustomerOfWorld;
  let contractId: string;
  let meterId: string;

  beforeAll(async () => {
    fixture = await BillingFixture.open(NOW);
    maker = await fixture.makeMaker('exceptions');
    [customer] = maker.customers;
    const deviceId = await fixture.addInstrument(maker, customer, 'FM-99');
    await fixture.report(maker, deviceId, 'air_m3_total', counter());
    const [machine] = await fixture.sql<{ device_key: number }>(
      `select device_key from device where id = $1`,
      [customer.ids.device],
    );
    const states = steadyReadings('2026-11-14T12:00:00Z', '2026-11-15T12:00:00Z', 5, (index) => index);
    await storeReadings(
      fixture.owner,
      maker.makerId,
      machine!.device_key,
      states.map(({ at }, seq) => ({
        at,
        seq: seq + 1000,
        values: { state: isBetween(at, NIGHT, NIGHT + 6 * HOUR) ? 'off' : 'load' },
      })),
    );
    await fixture.sql(
      `update device_status set last_values = last_values || '{"state": {"v": "load"}}' where device_key = $1`,
      [machine!.device_key],
    );
    meterId = crypto.randomUUID();
    const contract = await fixture.app.get(ContractsService).create(financeOf(maker), {
      number: 'K-EX-1',
      state: 'active',
      customerId: customer.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-02-01',
      machines: [{ machineId: customer.ids.machine!, from: '2026-02-01' }],
      meters: [
        { id: meterId, deviceId, signalKey: 'air_m3_total', maxRatePerHour: '400', maxGapMinutes: 180 },
      ],
      charges: [
        { pricing: { model: 'flat', amount: '100' } },
        { meterIds: [meterId], pricing: { model: 'unit', unitPrice: '0.1' } },
      ],
    });
    contractId = contract.id;
    api = await startApi(fixture.database, {
      DUTYCYCLE_CLOCK_OFFSET_MS: String(Date.parse(NOW) - Date.now()),
    });
  });

  afterAll(async () => {
    await api?.stop();
    await fixture?.close();
  });

  async function call<Answer>(
    person: PersonOfWorld,
    method: string,
    path: string,
    body?: object,
  ): Promise<[status: number, answer: Answer]> {
    const answer = await send<Answer>(api, method, path, { as: byKey(person), body });
    return [answer.status, answer.body];
  }

  const finance = () => maker.staff.finance;
  const manager = () => maker.staff.manager;

  async function draft() {
    const [status, invoice] = await call<{
      lines: { id: string; kind: string; quantity: string; amount: { amount: string } }[];
    }>(finance(), 'POST', '/invoices/drafts', { contractId, month: '2026-11' });
    expect(status).toBe(200);
    return invoice.lines.find(({ kind }) => kind === 'usage')!;
  }

  async function exceptions(query = ''): Promise<Exception[]> {
    const [, list] = await call<{ items: Exception[] }>(
      finance(),
      'GET',
      `/meter-exceptions?contractId=${contractId}${query}`,
    );
    return list.items;
  }

  const find = async (kind: string) => (await exceptions()).find((one) => one.kind === kind)!;
  const usageId = async () =>
    (
      await fixture.sql<{ id: string; version: number }>(
        `select id, version from usage_period where meter_id = $1 and superseded_at is null`,
        [meterId],
      )
    )[0]!;

  it('are opened by the draft, with their effects: the night without a running machine, and the jump on the 20th', async () => {
    const line = await draft();
    const found = await exceptions('&state=open');
    expect(
      found.map(({ kind, from, to, quantity, stake }) => [kind, from, to, quantity, stake?.amount]),
    ).toEqual(
      expect.arrayContaining([
        ['flow_while_off', '2026-11-14T22:30:00.000Z', '2026-11-15T01:30:00.000Z', '378', '37.80'],
        ['implausible_rate', '2026-11-20T09:55:00.000Z', '2026-11-20T10:00:00.000Z', '5010', '501.00'],
      ]),
    );
    expect(found).toHaveLength(2);
    // 720 hours at 120 m³, without six hours of the night and the five minutes of the jump.
    expect(line).toMatchObject({ quantity: String(720 * 120 - 6 * 120 - 10) });
  });

  it('show the counter before and after them', async () => {
    const { id } = await find('flow_while_off');
    const [, { points }] = await call<{ points: { at: string; value: string }[] }>(
      customer.people.customer_viewer,
      'GET',
      `/meter-exceptions/${id}/counter`,
    );
    expect(points.length).toBeGreaterThan(50);
    expect(Date.parse(points[0]!.at)).toBeLessThan(LEAK[0]);
  });

  it('preview the effect of each choice on the month, without storing it', async () => {
    const { id } = await find('flow_while_off');
    const preview = async (input: object) =>
      (
        await call<{
          after: { quantity: string; heldQuantity: string; amount: { amount: string } };
          estimate: { quantity: string } | null;
          needsSecond: boolean;
        }>(finance(), 'POST', `/meter-exceptions/${id}/preview`, input)
      )[1];
    const before = 720 * 120 - 730;
    expect(await preview({ choice: 'accept' })).toMatchObject({
      after: { quantity: String(before + 378), amount: { amount: (100 + (before + 378) / 10).toFixed(2) } },
      needsSecond: false,
    });
    expect(await preview({ choice: 'ignore' })).toMatchObject({
      after: { quantity: String(before), heldQuantity: '5010', unbilledQuantity: '378' },
    });
    // The usual 120 m³ per hour of the station, on the same weekday of the two previous weeks.
    expect(await preview({ choice: 'estimate', estimate: { rule: 'same_weekday_hours' } })).toMatchObject({
      estimate: { quantity: '360' },
      after: { quantity: String(before + 360), estimatedQuantity: '360' },
    });
    expect(
      await preview({ choice: 'estimate', estimate: { rule: 'contractual', perDay: '80' } }),
    ).toMatchObject({
      estimate: { quantity: '10' },
    });
    expect((await find('flow_while_off')).state).toBe('open');
  });

  it('are resolved only by the first decision', async () => {
    const { id } = await find('flow_while_off');
    const input = { choice: 'ignore', reason: 'Leaking non-return valve', expected: null };
    const answers = await Promise.all(
      [finance(), manager()].map((person) =>
        call<{ code?: string }>(person, 'POST', `/meter-exceptions/${id}/decisions`, input),
      ),
    );
    expect(answers.map(([status]) => status).sort()).toEqual([201, 409]);
    expect(answers.find(([status]) => status === 409)![1].code).toBe('metering.decided_meanwhile');
    const decided = await find('flow_while_off');
    expect(decided).toMatchObject({ state: 'decided', decision: { verdict: null } });
    expect(decided.decision!.decidedBy).toBeTruthy();
  });

  it('above the limit require a second, different approver before the month is billed', async () => {
    const first = await draft();
    const { id } = await find('implausible_rate');
    const [status, { id: decisionId }] = await call<{ id: string }>(
      finance(),
      'POST',
      `/meter-exceptions/${id}/decisions`,
      { choice: 'accept', quantity: '10', reason: 'Read on site', expected: null },
    );
    expect(status).toBe(201);
    expect((await exceptions('&state=pending')).map((one) => one.id)).toEqual([id]);
    expect((await draft()).quantity).toBe(first.quantity);

    const verdict = (person: PersonOfWorld) =>
      call<{ code: string }>(person, 'POST', `/meter-decisions/${decisionId}/verdict`, {
        verdict: 'confirmed',
        note: 'Photo seen',
      });
    expect(await verdict(finance())).toEqual([
      409,
      expect.objectContaining({ code: 'metering.same_person' }),
    ]);
    const twice = await Promise.all([verdict(manager()), verdict(maker.staff.admin)]);
    expect(twice.map(([answered]) => answered).sort()).toEqual([204, 409]);
    expect(await find('implausible_rate')).toMatchObject({
      state: 'decided',
      decision: { verdict: { verdict: 'confirmed' } },
    });
    expect((await draft()).quantity).toBe(String(Number(first.quantity) + 10));
  });

  it('leave every earlier version unchanged: recalculating it with its cutoff gives the same result', async () => {
    const versions = await fixture.sql<{ id: string }>(
      `select id from usage_period where meter_id = $1 order by version`,
      [meterId],
    );
    expect(versions.length).toBeGreaterThanOrEqual(3);
    for (const { id } of versions) {
      const proof = await fixture.app
        .get(UnitOfWork)
        .run(financeOf(maker), (tx) => fixture.app.get(UsageService).proveWithin(tx, id));
      expect([id, proof.isEqual]).toEqual([id, true]);
    }
  });

  it('put a meter on hold from the day on which its certificate expired, until there is another one', async () => {
    const declare = (firstDay: string, lastDay: string) =>
      call<{ id: string }>(maker.staff.engineer, 'POST', '/meter-events', {
        kind: 'certificate',
        meterId,
        firstDay,
        lastDay,
        number: 'C-1',
        issuedBy: 'GUM',
        reason: 'Calibrated',
      });
    const before = await usageId();
    expect((await declare('2024-11-11', '2026-11-10'))[0]).toBe(201);
    expect(await find('calibration_expired')).toMatchObject({
      state: 'open',
      from: '2026-11-10T23:00:00.000Z',
      to: '2026-11-30T23:00:00.000Z',
    });
    expect((await draft()).quantity).toBe(String(10 * 24 * 120 + 10));
    const [, { id }] = await declare('2026-11-11', '2028-11-10');
    expect(await find('calibration_expired')).toMatchObject({ state: 'resolved' });
    const [status] = await call(maker.staff.engineer, 'POST', `/meter-events/${id}/withdrawal`, {
      reason: 'Another meter',
    });
    expect(status).toBe(204);
    expect(await find('calibration_expired')).toMatchObject({ state: 'open' });
    // A certificate of the instrument itself. It applies only to a meter without a contract, so the exception of this
    // meter stays open.
    const [instrument] = await fixture.sql<{ deviceId: string }>(
      `select device_id as "deviceId" from meter where id = $1`,
      [meterId],
    );
    const { deviceId } = instrument!;
    const ofInstrument = { kind: 'certificate', deviceId, firstDay: '2026-11-11', lastDay: '2028-11-10' };
    const [made] = await call(maker.staff.engineer, 'POST', '/meter-events', {
      ...ofInstrument,
      ...{ number: 'I-1', issuedBy: 'GUM', tolerancePercent: '1.5', reason: 'Calibrated' },
    });
    expect(made).toBe(201);
    expect(await find('calibration_expired')).toMatchObject({ state: 'open' });
    const [, { items }] = await call<{ items: object[] }>(
      customer.people.customer_viewer,
      'GET',
      `/meter-events?deviceId=${deviceId}`,
    );
    expect(items[0]).toMatchObject({ number: 'I-1', tolerancePercent: '1.5', isOwn: false });
    expect((await declare('2026-11-11', '2028-11-10'))[0]).toBe(201);
    const { id: usage, version } = await usageId();
    expect(version).toBeGreaterThan(before.version);
    const { certificates } = await fixture.app
      .get(UnitOfWork)
      .run(financeOf(maker), (tx) => fixture.app.get(UsageService).proveWithin(tx, usage));
    expect(certificates.map(({ firstDay, isOwn }) => [firstDay, isOwn])).toEqual([
      ['2024-11-11', true],
      ['2026-11-11', true],
    ]);
  });

  it('reject invalid decisions, with errors at their fields', async () => {
    const refused = async (path: string, body: object) => {
      const [status, { fields }] = await call<{ fields: { pointer: string; code: string }[] }>(
        finance(),
        'POST',
        path,
        body,
      );
      return [status, ...fields.map(({ pointer, code }) => `${pointer} ${code}`)];
    };
    const event = (more: object) => refused('/meter-events', { meterId, reason: 'x', ...more });
    expect(await event({ kind: 'exchange' })).toEqual([
      422,
      '/from metering.event_field_missing',
      '/initialValue metering.event_field_missing',
    ]);
    expect(
      await event({ kind: 'exchange', from: '2026-11-25T10:00:00Z', finalValue: '5', initialValue: '0' }),
    ).toEqual([422, '/finalValue metering.final_below_reading']);
    expect(
      await event({ kind: 'service', from: '2026-11-25T10:00:00Z', to: '2026-11-25T09:00:00Z' }),
    ).toEqual([422, '/to metering.event_ends_before']);
    const paper = {
      kind: 'certificate',
      firstDay: '2026-11-01',
      lastDay: '2028-10-31',
      number: '1',
      issuedBy: 'GUM',
    };
    expect(await event({ ...paper, meterId: null })).toEqual([
      422,
      '/deviceId metering.certificate_subject_unclear',
    ]);
    expect(await event({ ...paper, tolerancePercent: '100.5' })).toEqual([
      422,
      '/tolerancePercent metering.tolerance_too_wide',
    ]);
    const { id, decision } = await find('flow_while_off');
    const input = { reason: 'x', expected: decision!.id };
    expect(
      await refused(`/meter-exceptions/${id}/decisions`, { ...input, choice: 'ignore', quantity: '5' }),
    ).toEqual([422, '/quantity metering.quantity_not_asked']);
    expect(await refused(`/meter-exceptions/${id}/decisions`, { ...input, choice: 'estimate' })).toEqual([
      422,
      '/estimate metering.estimate_terms_missing',
    ]);
  });

  it('are visible to the customer with their decision, and cannot be decided there', async () => {
    const { id } = await find('flow_while_off');
    const person = customer.people.customer_admin;
    const [, seen] = await call<Exception>(person, 'GET', `/meter-exceptions/${id}`);
    expect(seen).toMatchObject({ state: 'decided' });
    expect(seen.decisions).toHaveLength(1);
    const [status] = await call(person, 'POST', `/meter-exceptions/${id}/decisions`, {
      choice: 'ignore',
      reason: 'x',
      expected: null,
    });
    expect(status).toBe(403);
  });
});

function isBetween(at: string, from: number, to: number): boolean {
  return Date.parse(at) >= from && Date.parse(at) <= to;
}
