import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AmendmentsService, ContractsService, type ContractView, type NewContract } from '#contracts';
import { Exact, systemScope } from '#platform';
import { BillingRunner, BillingRuns, DraftsService, SelfAudit } from '#billing';
import type { InvoiceView } from '#invoicing';
import { ProofPacks, ProofPackWriter, ProofsService } from '#assurance';
import { type RunningApi, startApi } from '../../support/api.js';
import {
  BillingFixture,
  customerScope,
  financeOf,
  type SentValue,
  steadyReadings,
} from '../../support/billing-fixture.js';
import { verifyPack } from '../../support/verify-pack.js';
import { type CustomerOfWorld, issueBySql, type MakerOfWorld } from '../../support/world.js';

const SCRIPT = resolve(import.meta.dirname, '../../../docs/billing/recompute-usage.mjs');

/** Consecutive contracts and machines, from the readings to the verified pack. */
describe('a quantity billed across contracts', () => {
  let fixture: BillingFixture;
  let api: RunningApi;
  let maker: MakerOfWorld;
  let customer: CustomerOfWorld;
  let other: CustomerOfWorld;
  let folder: string;
  let number = 0;

  beforeAll(async () => {
    fixture = await BillingFixture.open();
    maker = await fixture.makeMaker('coverage');
    [customer, other] = maker.customers;
    folder = mkdtempSync(join(tmpdir(), 'dutycycle-coverage-'));
    api = await startApi(fixture.database);
  });

  afterAll(async () => {
    await api?.stop();
    await fixture?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  interface Machine {
    readonly machineId: string;
    readonly deviceId: string;
  }

  /** Adds a machine with one counter and one level that is placed at several customers, one after the other. */
  async function machine(
    stays: readonly (readonly [CustomerOfWorld, string, string | null])[],
  ): Promise<Machine> {
    number += 1;
    const machineId = await fixture.insert('machine', maker, {
      serial: `CV-${number}`,
      model_id: maker.ids.equipment_model,
      owner: 'maker',
      lifecycle: 'in_service',
      shipped_at: '2026-01-01T00:00:00Z',
      commissioned_at: '2026-01-05T00:00:00Z',
    });
    for (const [whose, from, to] of stays)
      await fixture.insert('placement', maker, {
        machine_id: machineId,
        site_id: whose.ids.site,
        customer_id: whose.customerId,
        during: `[${from},${to ?? ''})`,
      });
    const deviceId = await fixture.insert('device', maker, {
      code: `CV-${number}`,
      kind: 'controller',
      machine_id: machineId,
    });
    return { machineId, deviceId };
  }

  async function contractOf(
    whose: CustomerOfWorld,
    { machineId, deviceId }: Machine,
    more: Partial<NewContract> & { readonly signalKey?: string } = {},
  ): Promise<ContractView> {
    number += 1;
    const meterId = crypto.randomUUID();
    const { signalKey = 'run_hours_total', ...terms } = more;
    const startsOn = terms.startsOn ?? '2026-09-01';
    return fixture.app.get(ContractsService).create(financeOf(maker), {
      number: `K-CV-${number}`,
      state: 'active',
      customerId: whose.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn,
      machines: [{ machineId, from: startsOn }],
      meters: [
        {
          id: meterId,
          deviceId,
          signalKey,
          ...(signalKey === 'pressure_bar' && { method: 'integral' as const, maxGapMinutes: 1440 }),
        },
      ],
      charges: [
        { key: 'fee', perMachine: true, clause: '1', pricing: { model: 'flat', amount: '300' } },
        { key: 'use', clause: '2', meterIds: [meterId], pricing: { model: 'unit', unitPrice: '1' } },
      ],
      ...terms,
    });
  }

  const draft = ({ id }: ContractView, month: string): Promise<InvoiceView> =>
    fixture.app.get(DraftsService).draft(financeOf(maker), id, month);

  const used = ({ lines }: InvoiceView): string =>
    lines
      .filter(({ kind, component }) => kind === 'usage' && component === 'usage')
      .reduce((sum, { quantity }) => sum.plus(quantity ?? 0), new Exact(0))
      .toFixed();

  const fees = ({ lines }: InvoiceView): number =>
    lines
      .filter(({ kind }) => kind === 'base')
      .reduce((sum, { amountMinor }) => sum + Number(amountMinor), 0);

  /**
   * Issues an invoice, and asserts that it passes every check: the audit, the verification of its pack, the customer's
   * view, and the published script.
   */
  async function isProven(invoice: InvoiceView, whose: CustomerOfWorld): Promise<void> {
    const findings = await fixture.app.get(SelfAudit).findings(financeOf(maker), invoice.id);
    expect(findings.filter(({ severity }) => severity === 'blocks')).toEqual([]);
    const packs = fixture.app.get(ProofPacks);
    const requestedPack = await packs.request(financeOf(maker), invoice.id);
    for (const { payload } of await fixture.sql<{ payload: { jobId: string } }>(
      `update outbox_event set relayed_at = now()
        where maker_id = $1 and name = 'billing.proof_pack_requested' and relayed_at is null returning payload`,
      [maker.makerId],
    ))
      await fixture.app.get(ProofPackWriter).perform(systemScope(maker.makerId), payload.jobId);
    const pack = await packs.get(financeOf(maker), requestedPack.id);
    const { file } = await packs.open(financeOf(maker), pack.id);
    const path = join(folder, `${pack.id}.zip`);
    writeFileSync(path, await file.readFile());
    await file.close();
    expect(verifyPack(path, '--root', pack.root!)).toMatchObject({ code: 0 });

    await issueBySql(fixture.owner, invoice.id);
    const proofs = fixture.app.get(ProofsService);
    for (const { id, kind } of invoice.lines.filter(({ kind }) => kind === 'usage')) {
      const forMaker = await proofs.prove(financeOf(maker), id);
      const forCustomer = await proofs.prove(customerScope(maker, whose), id);
      expect([kind, forMaker.usage?.isEqual, forCustomer.usage?.isEqual]).toEqual(['usage', true, true]);
      expect(forCustomer.usage!.recomputedHash).toBe(forMaker.usage!.recomputedHash);
      const said = await recompute(whose.people.customer_admin.key, id);
      expect(said).toEqual({ code: 0, output: expect.stringContaining('Recomputed equal') });
    }
  }

  const recompute = (key: string, lineId: string): Promise<{ code: number; output: string }> =>
    new Promise((done) => {
      const child = execFile(
        process.execPath,
        [SCRIPT, api.url, key, lineId],
        { env: { ...process.env, NODE_OPTIONS: '' } },
        (_error, stdout, stderr) => done({ code: child.exitCode ?? -1, output: stdout + stderr }),
      );
    });

  /** Ten hours per day, read at noon every day from 30 September, except for days in a gap. */
  const daily = (isInGap = (_at: string) => false): SentValue[] =>
    steadyReadings('2026-09-30T11:00:00Z', '2026-12-01T11:00:00Z', 1440, (day) => 1000 + day * 10).filter(
      ({ at }) => !isInGap(at),
    );

  const ALWAYS = '2026-01-01T00:00:00Z';

  describe('renewal by a second contract for the same machine and customer', () => {
    it.each([
      ['the step over the boundary', () => false, '310', '300'],
      // A gap of seven days, half of them in October. Each contract gets its share by time.
      ['a gap of a week across it', (at: string) => at > '2026-10-28T12' && at < '2026-11-04T10', null, null],
    ])('bills %s once', async (_, isInGap, october, november) => {
      const one = await machine([[customer, ALWAYS, null]]);
      await fixture.report(maker, one.deviceId, 'run_hours_total', daily(isInGap));
      const first = await contractOf(customer, one, { endsOn: '2026-10-31' });
      const second = await contractOf(customer, one, { startsOn: '2026-11-01' });
      const drafts = [await draft(first, '2026-10'), await draft(second, '2026-11')] as const;
      const [a, b] = drafts.map(used) as [string, string];
      if (october !== null) expect([a, b]).toEqual([october, november]);
      expect(new Exact(a).plus(b).toFixed()).toBe('610');
      const alone = await machine([[customer, ALWAYS, null]]);
      await fixture.report(maker, alone.deviceId, 'run_hours_total', daily(isInGap));
      const whole = await contractOf(customer, alone);
      expect([a, b]).toEqual([used(await draft(whole, '2026-10')), used(await draft(whole, '2026-11'))]);
      for (const invoice of drafts) await isProven(invoice, customer);
    });

    it('bills a level across the boundary in both contracts', async () => {
      const one = await machine([[customer, ALWAYS, null]]);
      await fixture.report(
        maker,
        one.deviceId,
        'pressure_bar',
        steadyReadings('2026-09-30T11:00:00Z', '2026-12-01T11:00:00Z', 720, () => 2),
      );
      const first = await contractOf(customer, one, { endsOn: '2026-10-31', signalKey: 'pressure_bar' });
      const second = await contractOf(customer, one, { startsOn: '2026-11-01', signalKey: 'pressure_bar' });
      const drafts = [await draft(first, '2026-10'), await draft(second, '2026-11')] as const;
      // October has 745 hours, because clocks go back.
      expect(drafts.map(used)).toEqual(['1490', '1440']);
      for (const invoice of drafts) await isProven(invoice, customer);
    });

    it('corrects the issued month of the first contract when the gap ends in the second', async () => {
      const one = await machine([[customer, ALWAYS, null]]);
      await fixture.report(
        maker,
        one.deviceId,
        'run_hours_total',
        daily((at) => at > '2026-10-28T12'),
      );
      const first = await contractOf(customer, one, { endsOn: '2026-10-31' });
      const second = await contractOf(customer, one, { startsOn: '2026-11-01' });
      const issued = await draft(first, '2026-10');
      expect(used(issued)).toBe('280');
      await issueBySql(fixture.owner, issued.id);
      const late = daily((at) => at < '2026-11-04T10');
      await fixture.report(
        maker,
        one.deviceId,
        'run_hours_total',
        late.map((said) => ({ ...said, receivedAt: '2026-12-02T08:30:00Z' })),
      );
      fixture.now = '2026-12-02T09:00:00Z';
      const november = await draft(second, '2026-11');
      const runs = fixture.app.get(BillingRuns);
      const { id } = await runs.request(financeOf(maker), '2026-10');
      await fixture.app.get(BillingRunner).perform(financeOf(maker), id);
      const [correction] = await fixture.sql<{ total: string }>(
        `select total_minor::text as total from correction where contract_id = $1 and state <> 'withdrawn'`,
        [first.id],
      );
      const more = new Exact('610').minus('280').minus(used(november));
      expect(correction?.total).toBe(more.times(100).toFixed(0));
      fixture.now = '2026-12-02T08:00:00Z';
    });
  });

  describe('a machine that moves to another customer', () => {
    const HANDED = '2026-11-12T13:37:00Z';

    it('prorates the step across the move by time, and shows it', async () => {
      const one = await machine([
        [customer, ALWAYS, HANDED],
        [other, HANDED, null],
      ]);
      await fixture.report(maker, one.deviceId, 'run_hours_total', daily());
      const former = await contractOf(customer, one);
      const latter = await contractOf(other, one);
      const drafts = [await draft(former, '2026-11'), await draft(latter, '2026-11')] as const;
      const [a, b] = drafts.map(used) as [string, string];
      // The former customer has the machine for 157 of the 1,440 minutes between noon on the 12th and noon on the 13th,
      // and is billed that share of the ten hours.
      expect(a).toBe(new Exact(120).plus(new Exact(10).times(157).div(1440).toDecimalPlaces(12)).toFixed());
      expect(new Exact(a).plus(b).toFixed()).toBe('300');
      const proofs = fixture.app.get(ProofsService);
      for (const [index, invoice] of drafts.entries()) {
        const line = invoice.lines.find(({ kind }) => kind === 'usage')!;
        const { usage } = await proofs.prove(financeOf(maker), line.id);
        expect(usage!.period.reasons.map(({ code }) => code)).toContain('split');
        await isProven(invoice, index === 0 ? customer : other);
      }
    });

    it('reports usage on a day that neither contract bills, and nothing if the machine was idle', async () => {
      const moved = '2026-11-10T13:37:00Z';
      const stays = [
        [customer, ALWAYS, moved],
        [other, moved, null],
      ] as const;
      const drafts = async (readings: readonly SentValue[]): Promise<[string, object[]]> => {
        const one = await machine(stays);
        await fixture.report(maker, one.deviceId, 'run_hours_total', readings);
        const former = await contractOf(customer, one, { endsOn: '2026-11-09' });
        const latter = await contractOf(other, one, { startsOn: '2026-11-10' });
        await draft(former, '2026-11');
        const { id } = await draft(latter, '2026-11');
        const findings = await fixture.app.get(SelfAudit).findings(financeOf(maker), id);
        return [former.number, findings.filter(({ code }) => code === 'counter_uncovered')];
      };
      const [contract, findings] = await drafts(daily());
      // The usage from noon on the 9th to noon on the 11th, which includes the 10th until 14:37, when no contract bills
      // the machine.
      expect(findings).toMatchObject([
        {
          severity: 'asks',
          params: { contract, quantity: '20', signalKey: 'run_hours_total', day: '2026-11-11' },
        },
      ]);
      const still = daily().map((said) =>
        said.at > '2026-11-09T12' ? { ...said, value: said.value! - 20 } : said,
      );
      expect((await drafts(still.filter(({ at }) => !at.startsWith('2026-11-10'))))[1]).toEqual([]);
    });

    it('counts a reading at the exact instant of the move once, for the former customer', async () => {
      const one = await machine([
        [customer, ALWAYS, '2026-11-12T11:00:00Z'],
        [other, '2026-11-12T11:00:00Z', null],
      ]);
      await fixture.report(maker, one.deviceId, 'run_hours_total', daily());
      const former = await contractOf(customer, one);
      const latter = await contractOf(other, one);
      const drafts = [await draft(former, '2026-11'), await draft(latter, '2026-11')] as const;
      expect(drafts.map(used)).toEqual(['120', '180']);
      await isProven(drafts[0], customer);
      await isProven(drafts[1], other);
    });
  });

  describe('a machine swapped at 14:37 within one amendment', () => {
    const SWAPPED = '2026-11-12T13:37:00Z';

    it.each([
      ['the day of the swap', '2026-11-12', undefined],
      ['the day after', '2026-11-13', undefined],
      ['the day after, with another price from then on', '2026-11-13', '2'],
      ['the day of the swap, with another price from then on', '2026-11-12', '2'],
    ])('bills the whole day if the amendment is effective from %s', async (_, effectiveOn, unitPrice) => {
      const old = await machine([[customer, ALWAYS, SWAPPED]]);
      const fresh = await machine([[customer, SWAPPED, null]]);
      const each = (from: string, to: string, first: number): SentValue[] =>
        steadyReadings(from, to, 30, (position) => first + position);
      await fixture.report(maker, old.deviceId, 'run_hours_total', [
        ...each('2026-10-31T22:30:00Z', '2026-11-12T13:30:00Z', 5000),
        { at: SWAPPED, value: 5567 },
      ]);
      await fixture.report(maker, fresh.deviceId, 'run_hours_total', [
        { at: SWAPPED, value: 0 },
        ...each('2026-11-12T14:00:00Z', '2026-11-30T23:30:00Z', 1),
      ]);
      const contract = await contractOf(customer, old);
      const amendments = fixture.app.get(AmendmentsService);
      const charges = contract.charges.map((charge) =>
        charge.key === 'use' && unitPrice ? { ...charge, pricing: { ...charge.pricing, unitPrice } } : charge,
      );
      const drafted = await amendments.draft(financeOf(maker), contract.id, {
        effectiveOn,
        reason: 'Swapped',
        removeMachines: [old.machineId],
        addMachines: [{ machineId: fresh.machineId, like: old.machineId }],
        ...(unitPrice && { charges }),
      });
      await amendments.sign(financeOf(maker), contract.id, drafted.id, drafted.version, {
        acceptedBy: 'Marek Kowalski',
        acceptedOn: '2026-12-01',
        contentHash: drafted.contentHash,
      });
      const invoice = await draft(contract, '2026-11');
      // The old machine counts 567, of which 1 is before November. The new one counts 19 on the 12th and 864 on the
      // next 18 days.
      expect(used(invoice)).toBe(String(566 + 19 + 864));
      expect(fees(invoice)).toBe(30_000);
      await isProven(invoice, customer);
    });
  });
});
