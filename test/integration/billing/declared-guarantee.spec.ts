import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContractsService } from '#contracts';
import { systemScope } from '#platform';
import { DraftsService } from '#billing';
import { ProofPacks, ProofPackWriter } from '#assurance';
import { readPack } from '../../../prove/forgeries/pack-files.js';
import { financeOf, steadyReadings } from '../../support/billing-fixture.js';
import { storeReadings } from '../../support/readings.js';
import { verifyPack } from '../../support/verify-pack.js';
import type { PersonOfWorld } from '../../support/world.js';
import { InvoiceFixture } from './invoice-fixture.js';

interface SeenAnswer {
  readonly items: readonly {
    readonly machine: { readonly id: string; readonly serial: string };
    readonly from: string;
    readonly to: string;
  }[];
}

interface DisputeAnswer {
  readonly id: string;
  readonly stop: unknown;
  readonly items: readonly { readonly id: string; readonly stop: unknown }[];
  readonly fields?: readonly { readonly pointer: string; readonly code: string }[];
}

/**
 * A contract with availability as its only guarantee, and a machine that tripped on 3 October. No downtime is
 * recorded.
 */
describe('a guarantee evaluated from recorded downtime', () => {
  let fixture: InvoiceFixture;
  let folder: string;
  let machineId: string;
  let contractId: string;
  let invoiceId: string;
  let lineId: string;

  const MONTH = '2026-10';
  const STOP = { from: '2026-10-03T01:00:00.000Z', to: '2026-10-03T04:00:00.000Z' };
  const marek = (): PersonOfWorld => fixture.customer.people.customer_admin;
  const call = <Body = DisputeAnswer>(method: string, path: string, body?: object, as = fixture.finance) =>
    fixture.call<Body>(method, path, body, { as });

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('declared');
    folder = mkdtempSync(join(tmpdir(), 'dutycycle-declared-'));
    const { billing, maker, customer } = fixture;
    machineId = await billing.insert('machine', maker, {
      serial: 'AV-1',
      model_id: maker.ids.equipment_model,
      owner: 'maker',
      lifecycle: 'in_service',
      shipped_at: '2026-01-01T00:00:00Z',
    });
    await billing.insert('placement', maker, {
      machine_id: machineId,
      customer_id: customer.customerId,
      site_id: customer.ids.site,
      during: '[2026-01-01,)',
    });
    const deviceId = await billing.insert('device', maker, {
      code: 'AV-1',
      kind: 'controller',
      machine_id: machineId,
      silent_after_seconds: 3600,
    });
    const [device] = await billing.sql<{ device_key: number }>(
      `select device_key from device where id = $1`,
      [deviceId],
    );
    const said = steadyReadings('2026-09-30T22:00:00Z', '2026-10-31T23:00:00Z', 30, () => 0).map(
      ({ at }, seq) => ({
        at,
        seq,
        values: { state: at >= STOP.from && at < STOP.to ? 'trip' : 'loaded' },
      }),
    );
    await storeReadings(billing.owner, maker.makerId, device!.device_key, said);
    await billing.sql(
      `insert into device_status (maker_id, device_key, connected, last_values) values ($1, $2, true, '{"state":{}}')`,
      [maker.makerId, device!.device_key],
    );
    const none = {
      targetPercent: null,
      slope: null,
      zeroBelow: null,
      bonusFromPercent: null,
      bonusPercent: null,
    };
    const contract = await billing.app.get(ContractsService).create(financeOf(maker), {
      number: 'K-AV-1',
      state: 'active',
      customerId: customer.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-02-01',
      machines: [{ machineId, from: '2026-02-01' }],
      charges: [{ key: 'fee', clause: '2.1', pricing: { model: 'flat', amount: '4900' } }],
      performance: [
        {
          ...none,
          type: 'availability',
          key: 'availability',
          clause: '7.3',
          plannedAllowanceHours: '8',
          guaranteePercent: '98',
          malusPercentPerPoint: '2',
          malusCapPercent: '20',
          bands: [],
          chargeKeys: ['fee'],
          machineIds: [],
        },
      ],
    });
    contractId = contract.id;
    invoiceId = (await billing.app.get(DraftsService).draft(financeOf(maker), contractId, MONTH)).id;
  });

  afterAll(async () => {
    await fixture?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const stateOfGuarantee = async (as = fixture.finance) => {
    const { body } = await fixture.call<{ lines: { id: string; kind: string; state: string }[] }>(
      'GET',
      `/invoices/${invoiceId}`,
      undefined,
      { as },
    );
    const line = body.lines.find(({ kind }) => kind === 'performance')!;
    lineId = line.id;
    return line.state;
  };

  it('is declared from the draft to the issued invoice', async () => {
    expect(await stateOfGuarantee()).toBe('declared');
    expect(await fixture.approve(invoiceId)).toMatchObject({ status: 200 });
    expect(await stateOfGuarantee()).toBe('declared');
    expect(await fixture.issue(invoiceId)).toMatchObject({ status: 200 });
    expect(await stateOfGuarantee()).toBe('declared');
    expect(await stateOfGuarantee(marek())).toBe('declared');
  });

  it('is declared in its proof pack, which is verified', async () => {
    const { billing, maker } = fixture;
    const packs = billing.app.get(ProofPacks);
    const { id } = await packs.request(financeOf(maker), invoiceId);
    const [event] = await billing.sql<{ payload: { jobId: string } }>(
      `select payload from outbox_event where name = 'billing.proof_pack_requested' and payload ->> 'packId' = $1`,
      [id],
    );
    await billing.app.get(ProofPackWriter).perform(systemScope(maker.makerId), event!.payload.jobId);
    const pack = await packs.get(financeOf(maker), id);
    const { file } = await packs.open(financeOf(maker), id);
    const bytes = await file.readFile();
    await file.close();
    const { lines } = JSON.parse(readPack(bytes).get('invoice.json')!) as {
      lines: { kind: string; state: string }[];
    };
    expect(lines.map(({ kind, state }) => [kind, state])).toEqual([
      ['base', 'fixed'],
      ['performance', 'declared'],
    ]);
    const path = join(folder, 'pack.zip');
    writeFileSync(path, bytes);
    expect(verifyPack(path, '--root', pack.root!)).toMatchObject({ code: 0 });
  });

  describe('and disputed because of unrecorded downtime', () => {
    const open = (more: object, as = marek()) =>
      call('POST', `/invoices/${invoiceId}/disputes`, { subject: 'service', claim: 'It stood', ...more }, as);

    it.each([
      [
        'a line without machines',
        () => ({ stop: { machineId, ...STOP } }),
        '/stop',
        'disputed_stop_not_of_line',
      ],
      [
        'another machine',
        () => ({ lineId, stop: { machineId: fixture.customer.ids.machine, ...STOP } }),
        '/stop/machineId',
        'disputed_machine_not_judged',
      ],
      [
        'a span of zero length',
        () => ({ lineId, stop: { machineId, from: STOP.from, to: STOP.from } }),
        '/stop/to',
        'dispute_days_reversed',
      ],
      [
        'another month',
        () => ({ lineId, stop: { machineId, from: '2026-08-03T01:00:00Z', to: '2026-08-03T02:00:00Z' } }),
        '/stop/from',
        'dispute_stop_outside',
      ],
    ])('rejects %s', async (_, more, pointer, code) => {
      expect(await open(more())).toMatchObject({
        status: 422,
        body: { fields: [{ pointer, code: `billing.${code}` }] },
      });
    });

    it('names the downtime to both sides and to the decider', async () => {
      const { body: seen } = await call<SeenAnswer>(
        'GET',
        `/contracts/${contractId}/downtime/seen?month=${MONTH}`,
        undefined,
        marek(),
      );
      const [stop] = seen.items;
      expect(stop).toMatchObject({ machine: { id: machineId, serial: 'AV-1' }, ...STOP });
      const opened = await open({
        lineId,
        stop: { machineId: stop!.machine.id, from: stop!.from, to: stop!.to },
      });
      const named = { machine: { id: machineId, serial: 'AV-1' }, ...STOP };
      expect(opened).toMatchObject({ status: 201, body: { stop: named } });
      for (const as of [marek(), fixture.finance, fixture.manager]) {
        expect((await call('GET', `/disputes/${opened.body.id}`, undefined, as)).body.stop).toEqual(named);
        const listed = await call('GET', `/invoices/${invoiceId}/disputes`, undefined, as);
        expect(listed.body.items.map(({ id, stop: of }) => [id, of])).toEqual([[opened.body.id, named]]);
      }
      expect(
        await call(
          'POST',
          `/disputes/${opened.body.id}/settle`,
          { answer: 'The stop is entered; the correction gives the malus back' },
          fixture.manager,
        ),
      ).toMatchObject({ body: { state: 'settled', stop: named } });
    });

    it('names none if the dispute has another subject', async () => {
      expect(await open({})).toMatchObject({ status: 201, body: { stop: null } });
    });
  });
});
