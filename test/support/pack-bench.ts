import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AmendmentsService, type ContractView, ContractsService, type UsageMethod } from '#contracts';
import { DomainError, type Scope, systemScope } from '#platform';
import { DraftsService, ContractMigrationsService } from '#billing';
import { InvoiceLifecycleService, type InvoiceView } from '#invoicing';
import { ProofPacks, ProofPackWriter } from '#assurance';
import { seededRandom } from '../../measure/support/seeded-random.js';
import { BillingFixture, financeOf } from './billing-fixture.js';
import type { RandomCharge, RandomContract, RandomMeter } from './random-contract.js';
import { storeReadings, type ReadingToStore } from './readings.js';
import { verifyPack } from './verify-pack.js';
import type { CustomerOfWorld, MakerOfWorld } from './world.js';

const NOW = '2026-12-02T08:00:00Z';
const LATER = '2026-12-02T10:00:00Z';
const RECEIVED_LATE = '2026-12-02T09:00:00Z';
const FIRST_READING = Date.parse('2026-09-28T10:00:00Z');
const LAST_READING = Date.parse('2026-12-01T20:00:00Z');
const HOUR = 3_600_000;

const SIGNALS: Readonly<
  Record<UsageMethod, { readonly key: string; readonly kind: string; readonly unit: string }>
> = {
  counter: { key: 'air_m3_total', kind: 'counter', unit: 'm3' },
  integral: { key: 'power_kw', kind: 'gauge', unit: 'kW' },
  peak_demand: { key: 'power_kw', kind: 'gauge', unit: 'kW' },
  state_time: { key: 'state', kind: 'state', unit: '' },
  event_count: { key: 'part_made', kind: 'event', unit: '' },
};

/** The results of verify-pack.mjs for the packs of a contract. */
export interface CaseOutcome {
  /** Reason why the random contract isn't possible; null if it is possible. */
  readonly refused: string | null;
  /** Number of verified packs. */
  readonly packs: number;
  /** Errors reported by verify-pack.mjs or by a service. */
  readonly faults: readonly string[];
  /** Number of lines that verify-pack.mjs accepted without verification. */
  readonly vouched: number;
}

interface StoredMeter {
  readonly id: string;
  readonly deviceId: string;
  readonly of: RandomMeter;
  readonly machineId: string | null;
}

/** Creates random contracts on a database, bills them, and verifies every pack with verify-pack.mjs. */
export class PackBench {
  private constructor(
    private readonly fixture: BillingFixture,
    private readonly maker: MakerOfWorld,
    private readonly customer: CustomerOfWorld,
    private readonly folder: string,
  ) {}

  static async open(): Promise<PackBench> {
    const fixture = await BillingFixture.open(NOW);
    const maker = await fixture.makeMaker('random-packs');
    const folder = mkdtempSync(join(tmpdir(), 'dutycycle-random-packs-'));
    return new PackBench(fixture, maker, maker.customers[0], folder);
  }

  async close(): Promise<void> {
    await this.fixture.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async billAndVerify(contract: RandomContract): Promise<CaseOutcome> {
    this.fixture.now = NOW;
    const made = await this.make(contract);
    if ('refused' in made) return { refused: made.refused, packs: 0, faults: [], vouched: 0 };
    const verifications: { readonly code: number | null; readonly said: string }[] = [];
    const faults: string[] = [];
    const verifyDocument = async (invoiceId: string): Promise<void> => {
      verifications.push(await this.verify(invoiceId));
    };
    try {
      for (const month of contract.months) {
        const invoice = await this.billing.draft(this.scope, made.view.id, month);
        await verifyDocument(invoice.id);
        if (!contract.isCorrected || invoice.state !== 'draft') continue;
        await this.issue(invoice);
        await verifyDocument(invoice.id);
        if (month === contract.months.at(-1))
          for (const id of await this.correct(made.view, invoice.id, made.meters)) await verifyDocument(id);
      }
    } catch (error) {
      // A month without amounts due has no document and therefore no pack.
      if (!(error instanceof DomainError && error.code === 'billing.nothing_to_bill'))
        faults.push(
          error instanceof DomainError ? `${error.code} ${JSON.stringify(error.params)}` : String(error),
        );
    }
    return {
      refused: null,
      packs: verifications.length,
      faults: [
        ...faults,
        ...verifications.flatMap(({ code, said }) =>
          code === 0 ? [] : [said.split('\n').find((line) => line.startsWith('MISMATCH')) ?? said],
        ),
      ],
      vouched: verifications.reduce((count, { said }) => count + (said.match(/^\?\? /gm)?.length ?? 0), 0),
    };
  }

  private get scope(): Scope {
    return financeOf(this.maker);
  }

  private get billing(): DraftsService {
    return this.fixture.app.get(DraftsService);
  }

  private async make(
    contract: RandomContract,
  ): Promise<
    { readonly view: ContractView; readonly meters: readonly StoredMeter[] } | { readonly refused: string }
  > {
    const meters: StoredMeter[] = [];
    for (const [meterIndex, of] of contract.meters.entries())
      meters.push(
        await this.addMeter(`${contract.number}-${meterIndex + 1}`, of, contract.seed + meterIndex),
      );
    try {
      const view = await this.createContract(contract, meters);
      if (contract.takeover) await this.migrateContract(view, contract, meters);
      for (const { effectiveOn, charges } of contract.amendments)
        await this.amend(view.id, effectiveOn, charges);
      return { view, meters };
    } catch (error) {
      if (error instanceof DomainError)
        return {
          refused: `${error.code} ${error.fields?.map(({ code, pointer }) => `${code} ${pointer}`).join()}`,
        };
      throw error;
    }
  }

  private async addMeter(code: string, of: RandomMeter, seed: number): Promise<StoredMeter> {
    const { fixture, maker, customer } = this;
    const machineId = of.machine ? await this.addMachine(code) : null;
    const deviceId = await fixture.insert('device', maker, {
      code,
      ...(machineId === null
        ? { kind: 'instrument', site_id: customer.ids.site }
        : { kind: 'controller', machine_id: machineId }),
    });
    const { key, kind, unit } = SIGNALS[of.method];
    await fixture.insert('signal', maker, { device_id: deviceId, key, unit, kind, decimals: 1 });
    const [{ device_key: deviceKey }] = (await fixture.sql<{ device_key: number }>(
      `select device_key from device where id = $1`,
      [deviceId],
    )) as [{ device_key: number }];
    await storeReadings(fixture.owner, maker.makerId, deviceKey, saidBy(of, seed));
    return { id: crypto.randomUUID(), deviceId, of, machineId };
  }

  private async addMachine(serial: string): Promise<string> {
    const { fixture, maker, customer } = this;
    const machineId = await fixture.insert('machine', maker, {
      serial,
      model_id: maker.ids.equipment_model,
      owner: 'maker',
      lifecycle: 'in_service',
      shipped_at: '2025-01-01T00:00:00Z',
    });
    await fixture.insert('placement', maker, {
      machine_id: machineId,
      customer_id: customer.customerId,
      site_id: customer.ids.site,
      during: '[2025-01-05T00:00:00Z,)',
    });
    return machineId;
  }

  private createContract(contract: RandomContract, meters: readonly StoredMeter[]): Promise<ContractView> {
    const { number, currency, billingCalendar, startsOn, endsOn, charges, pauses, invoiceTerms } = contract;
    return this.fixture.app.get(ContractsService).create(this.scope, {
      number,
      state: 'active',
      customerId: this.customer.customerId,
      legalEntityId: this.maker.ids.legal_entity!,
      planId: this.maker.ids.plan!,
      currency,
      zone: 'Europe/Warsaw',
      billingCalendar,
      startsOn,
      endsOn,
      pauses,
      invoiceTerms,
      machines: meters.flatMap(({ machineId, of: { machine } }) =>
        machineId !== null && machine ? [{ machineId, ...machine }] : [],
      ),
      meters: meters.map(({ id, deviceId, of }) => ({
        id,
        deviceId,
        signalKey: SIGNALS[of.method].key,
        maxGapMinutes: contract.maxGapMinutes,
        method: of.method,
        ...(of.factor !== null && { factor: of.factor, unit: of.unit! }),
        ...(of.deducts && { deducts: true }),
        ...(of.method === 'state_time' && { matches: ['running'] }),
        ...(of.method === 'peak_demand' && { intervalMinutes: 30 }),
      })),
      charges: charges.map(({ key, pricing, countsBy, due }) => ({
        key,
        clause: '3',
        pricing,
        ...(pricing.model === 'flat' ? { due } : { countsBy, meterIds: meters.map(({ id }) => id) }),
      })),
    });
  }

  private async migrateContract(
    view: ContractView,
    { takeover, charges }: RandomContract,
    meters: readonly StoredMeter[],
  ): Promise<void> {
    const migrations = this.fixture.app.get(ContractMigrationsService);
    const isByYear = charges.some(({ countsBy }) => countsBy === 'year');
    const { version } = await migrations.save(this.scope, view.id, null, {
      billedUntil: '2026-10-31',
      note: 'Billed by ACME',
      readings: meters.map(({ id, of }) => ({
        meterId: id,
        value: of.method === 'counter' ? '1000.5' : null,
        readOn: of.method === 'counter' ? '2026-10-31' : null,
        note: '',
        usedInYear: isByYear ? takeover!.usedInYear : null,
      })),
      amounts: charges
        .filter(({ countsBy }) => countsBy === 'year')
        .map(({ key }) => ({ chargeKey: key, machineId: null, amount: takeover!.amount })),
      balances: [],
    });
    await migrations.approve(this.scope, view.id, version, '');
  }

  private async amend(
    contractId: string,
    effectiveOn: string,
    wanted: readonly RandomCharge[],
  ): Promise<void> {
    const amendments = this.fixture.app.get(AmendmentsService);
    const { charges } = await this.fixture.app.get(ContractsService).get(this.scope, contractId);
    const { id, version, contentHash } = await amendments.draft(this.scope, contractId, {
      effectiveOn,
      reason: 'As agreed',
      charges: charges.map((charge) => ({
        ...charge,
        pricing: wanted.find(({ key }) => key === charge.key)?.pricing ?? charge.pricing,
      })),
    });
    const acceptance = { acceptedBy: 'Marek', acceptedOn: '2026-09-20', contentHash };
    await amendments.sign(this.scope, contractId, id, version, acceptance);
  }

  private async issue({ id, version, contentHash, lines }: InvoiceView): Promise<void> {
    const life = this.fixture.app.get(InvoiceLifecycleService);
    const heldLineIds = lines
      .filter(({ amountMinor, params }) => amountMinor === null || Number(params.holds ?? 0) > 0)
      .map((line) => line.id);
    const seen = { version, contentHash, why: '' };
    const approved = await life.approve(this.scope, id, { ...seen, heldLineIds });
    await life.issue(this.scope, id, { ...seen, version: approved.version, issuedOn: null });
  }

  /**
   * Stores late readings and creates the resulting documents.
   * @returns ids of the documents
   */
  private async correct(
    view: ContractView,
    issuedId: string,
    meters: readonly StoredMeter[],
  ): Promise<string[]> {
    const { fixture, maker } = this;
    this.fixture.now = LATER;
    for (const { deviceId, of } of meters) {
      const [{ device_key: deviceKey }] = (await fixture.sql<{ device_key: number }>(
        `select device_key from device where id = $1`,
        [deviceId],
      )) as [{ device_key: number }];
      await storeReadings(fixture.owner, maker.makerId, deviceKey, lateOf(of));
    }
    await this.billing.correct(this.scope, issuedId);
    // A contract that ends with the month has no later month for its correction.
    const month = view.billingCalendar === 'calendar' ? '2026-12' : '2026-11';
    const next = view.endsOn === null ? [await this.billing.draft(this.scope, view.id, month)] : [];
    const notes = await fixture.sql<{ id: string }>(
      `select id from invoice where contract_id = $1 and kind = 'credit_note'`,
      [view.id],
    );
    return [...next, ...notes].map(({ id }) => id);
  }

  private async verify(invoiceId: string): Promise<{ readonly code: number | null; readonly said: string }> {
    const packs = this.fixture.app.get(ProofPacks);
    const requested = await packs.request(this.scope, invoiceId);
    for (const { payload } of await this.fixture.sql<{ payload: { jobId: string } }>(
      `update outbox_event set relayed_at = now()
        where maker_id = $1 and name = 'billing.proof_pack_requested' and relayed_at is null returning payload`,
      [this.maker.makerId],
    ))
      await this.fixture.app.get(ProofPackWriter).perform(systemScope(this.maker.makerId), payload.jobId);
    const pack = await packs.get(this.scope, requested.id);
    if (pack.state !== 'done') return { code: 1, said: `MISMATCH  no pack: ${pack.fault?.code}` };
    const { file } = await packs.open(this.scope, pack.id);
    const path = join(this.folder, `${pack.id}.zip`);
    try {
      writeFileSync(path, await file.readFile());
    } finally {
      await file.close();
    }
    return verifyPack(path, '--root', pack.root!);
  }
}

/**
 * Returns the readings of a device in two months: every few hours, sometimes with a gap of one day, and sometimes of
 * bad quality.
 */
function saidBy({ method }: RandomMeter, seed: number): ReadingToStore[] {
  const random = seededRandom(seed);
  const { key } = SIGNALS[method];
  const readings: ReadingToStore[] = [];
  let total = 1000;
  for (let at = FIRST_READING, seq = 1; at < LAST_READING; seq += 1) {
    total += Math.floor(random() * 900) / 10;
    const isBad = random() < 0.02;
    const day = new Date(at).toISOString().slice(0, 10);
    readings.push({
      at: new Date(at),
      seq,
      receivedAt: new Date(Date.parse(`${day}T23:59:59Z`) + (random() < 0.05 ? 26 * HOUR : 0)),
      values: { [key]: valueOf(method, total, random) },
      ...(isBad && { qualities: { [key]: 2 as const } }),
    });
    at += Math.floor((random() < 0.03 ? 30 : 1 + random() * 9) * HOUR);
  }
  return readings;
}

function valueOf(method: UsageMethod, total: number, random: () => number): number | string {
  switch (method) {
    case 'counter':
      return Math.round(total * 10) / 10;
    case 'integral':
    case 'peak_demand':
      return Math.floor(random() * 4000) / 10;
    case 'state_time':
      return random() < 0.6 ? 'running' : 'idle';
    case 'event_count':
      return 'good';
  }
}

/** Returns a late reading in the middle of November, received after the month was issued. */
function lateOf({ method }: RandomMeter): ReadingToStore[] {
  const { key } = SIGNALS[method];
  const values: Readonly<Record<UsageMethod, number | string>> = {
    counter: 100_000,
    integral: 77.7,
    peak_demand: 777.7,
    state_time: 'running',
    event_count: 'good',
  };
  return [
    {
      at: new Date('2026-11-11T11:11:11Z'),
      seq: 9001,
      receivedAt: new Date(RECEIVED_LATE),
      values: { [key]: values[method] },
    },
  ];
}
