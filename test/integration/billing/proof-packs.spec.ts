import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AmendmentsService, ContractsService, DowntimeService, type NewContract } from '#contracts';
import {
  type DecisionInput,
  MeterDecisions,
  MeterEvents,
  MeterExceptions,
  type NewMeterEvent,
} from '#metering';
import { type Scope, systemScope } from '#platform';
import { DraftsService, ContractMigrationsService } from '#billing';
import { InvoiceDocuments } from '#documents';
import type { InvoiceView } from '#invoicing';
import { ProofPacks, type ProofPackView, ProofPackWriter, ProofsService } from '#assurance';
import { readJson, readPack, rootOf } from '../../../prove/forgeries/pack-files.js';
import {
  BillingFixture,
  customerScope,
  financeOf,
  type SentValue,
  steadyReadings,
} from '../../support/billing-fixture.js';
import { storeReadings } from '../../support/readings.js';
import { verifyPack } from '../../support/verify-pack.js';
import { type CustomerOfWorld, issueBySql, type MakerOfWorld } from '../../support/world.js';

const MONTH = '2026-11';

const EMPTY_OUTPUT = {
  meterId: null,
  machineId: null,
  deviceId: null,
  from: null,
  to: null,
  finalValue: null,
  initialValue: null,
  firstDay: null,
  lastDay: null,
  number: null,
  issuedBy: null,
  tolerancePercent: null,
  reason: 'Done on site',
} as const;

const CHOICES: Readonly<Record<string, DecisionInput>> = {
  implausible_rate: { choice: 'ignore', quantity: null, estimate: null },
  counter_fell: { choice: 'accept', quantity: '130.1', estimate: null },
  rise_after_fall: { choice: 'accept', quantity: null, estimate: null },
  calibration_expired: { choice: 'accept', quantity: null, estimate: null },
  gap: { choice: 'estimate', quantity: null, estimate: { rule: 'average', days: 7 } },
};

describe('a proof pack', () => {
  let fixture: BillingFixture;
  let maker: MakerOfWorld;
  let customer: CustomerOfWorld;
  let packs: ProofPacks;
  let folder: string;
  let number = 0;

  beforeAll(async () => {
    fixture = await BillingFixture.open();
    maker = await fixture.makeMaker('packs');
    [customer] = maker.customers;
    packs = fixture.app.get(ProofPacks);
    folder = mkdtempSync(join(tmpdir(), 'dutycycle-packs-'));
  });

  afterAll(async () => {
    await fixture?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const feeAndAir = (meterId: string): NewContract['charges'] => [
    { clause: '2.1', pricing: { model: 'flat', amount: '4900' } },
    {
      clause: '3.1',
      meterIds: [meterId],
      pricing: { model: 'unit', unitPrice: '0.0264', includedQuantity: '150000' },
    },
  ];

  /**
   * Returns a draft of a contract with a base fee and a price for air beyond 150,000 m3, measured by an instrument
   * with these readings.
   */
  async function drafted(
    said: readonly SentValue[],
    {
      startsOn = '2026-02-01',
      modulus,
      charges = feeAndAir,
      pauses = [],
      invoiceTerms = null,
    }: {
      startsOn?: string;
      modulus?: string;
      charges?: (meterId: string) => NewContract['charges'];
      pauses?: NewContract['pauses'];
      invoiceTerms?: NewContract['invoiceTerms'];
    } = {},
  ): Promise<InvoiceView> {
    number += 1;
    const deviceId = await fixture.addInstrument(maker, customer, `FM-PP-${number}`, modulus);
    const meterId = crypto.randomUUID();
    const contract = await fixture.app.get(ContractsService).create(financeOf(maker), {
      number: `K-PP-${number}`,
      state: 'active',
      customerId: customer.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn,
      meters: [{ id: meterId, deviceId, signalKey: 'air_m3_total', maxRatePerHour: '900' }],
      charges: charges(meterId),
      pauses,
      invoiceTerms,
    });
    await fixture.report(maker, deviceId, 'air_m3_total', said);
    return fixture.app.get(DraftsService).draft(financeOf(maker), contract.id, MONTH);
  }

  /** Returns readings every half hour, from the last one in October to the first one in December. */
  const november = (): SentValue[] =>
    steadyReadings(
      '2026-10-31T22:30:00Z',
      '2026-11-30T23:30:00Z',
      30,
      (position) => 4_812_406 + position * 130.1,
    );

  async function makePack(invoiceId: string, scope: Scope = financeOf(maker)): Promise<ProofPackView> {
    const requestedPack = await packs.request(scope, invoiceId);
    for (const { payload } of await fixture.sql<{ payload: { jobId: string } }>(
      `update outbox_event set relayed_at = now()
        where maker_id = $1 and name = 'billing.proof_pack_requested' and relayed_at is null returning payload`,
      [maker.makerId],
    ))
      await fixture.app.get(ProofPackWriter).perform(systemScope(maker.makerId), payload.jobId);
    return packs.get(scope, requestedPack.id);
  }

  async function bytesOf(pack: ProofPackView, scope: Scope = financeOf(maker)): Promise<Buffer> {
    const { file } = await packs.open(scope, pack.id);
    try {
      return await file.readFile();
    } finally {
      await file.close();
    }
  }

  async function verified(pack: ProofPackView): Promise<{ code: number | null; said: string }> {
    const path = join(folder, `${pack.id}.zip`);
    writeFileSync(path, await bytesOf(pack));
    return verifyPack(path, '--root', pack.root!);
  }

  /**
   * Returns an invoice for a month with an exchange, a service and two certificates, and with a decision about each
   * kind of exception.
   */
  async function recordedAndDecided(): Promise<InvoiceView> {
    const { contract } = await drafted(
      november()
        .map((said, i) => ({
          ...said,
          ...(i === 300 && { value: said.value! + 9000 }),
          ...(i >= 700 && { value: Math.round((i - 700) * 1301 + 500) / 10 }),
        }))
        .filter((_, i) => i < 1300),
    );
    const events = fixture.app.get(MeterEvents);
    const [{ id: meterId }] = (await fixture.sql<{ id: string }>(
      `select id from meter where contract_id = $1`,
      [contract.id],
    )) as [{ id: string }];
    const declare = (event: Partial<NewMeterEvent> & Pick<NewMeterEvent, 'kind'>) =>
      events.declare(financeOf(maker), { ...EMPTY_OUTPUT, meterId, ...event });
    const at = (instant: string) => Date.parse(instant);
    await declare({
      kind: 'exchange',
      from: at('2026-11-15T12:10:00Z'),
      finalValue: '4903440',
      initialValue: '0',
    });
    await declare({ kind: 'service', from: at('2026-11-05T10:00:00Z'), to: at('2026-11-05T14:00:00Z') });
    const certificate = { kind: 'certificate', number: '1', issuedBy: 'GUM' } as const;
    await declare({ ...certificate, firstDay: '2024-11-11', lastDay: '2026-11-10' });
    await declare({ ...certificate, firstDay: '2026-11-12', lastDay: '2028-11-11' });
    const decisions = fixture.app.get(MeterDecisions);
    const open = await fixture.app
      .get(MeterExceptions)
      .list(financeOf(maker), { contractId: contract.id, state: 'open', limit: 50 });
    expect(new Set(open.items.map(({ kind }) => kind))).toEqual(new Set(Object.keys(CHOICES)));
    for (const { id, kind } of open.items) {
      const decision = await decisions.decide(financeOf(maker), id, {
        ...CHOICES[kind]!,
        reason: 'Seen',
        expected: null,
      });
      const [{ needs_second: needsSecond }] = (await fixture.sql<{ needs_second: boolean }>(
        `select needs_second from meter_decision where id = $1`,
        [decision],
      )) as [{ needs_second: boolean }];
      const second = { ...financeOf(maker), userId: maker.staff.manager.userId };
      if (needsSecond) await decisions.giveVerdict(second, decision, 'confirmed', '');
    }
    return fixture.app.get(DraftsService).draft(financeOf(maker), contract.id, MONTH);
  }

  /** Fee and air are more expensive from 26 November, and air slightly cheaper again from the 28th. */
  async function amended(): Promise<InvoiceView> {
    const { contract } = await drafted(november());
    const amendments = fixture.app.get(AmendmentsService);
    for (const [effectiveOn, unitPrice] of [
      ['2026-11-26', '0.0333'],
      ['2026-11-28', '0.0301'],
    ] as const) {
      const { charges } = await fixture.app.get(ContractsService).get(financeOf(maker), contract.id);
      const [fee, air] = charges;
      const { id, version, contentHash } = await amendments.draft(financeOf(maker), contract.id, {
        effectiveOn,
        reason: 'Dearer',
        charges: [
          { ...fee!, pricing: { model: 'flat', amount: '5100' } },
          { ...air!, pricing: { ...air!.pricing, unitPrice } },
        ],
      });
      const acceptance = { acceptedBy: 'Marek', acceptedOn: '2026-11-20', contentHash };
      await amendments.sign(financeOf(maker), contract.id, id, version, acceptance);
    }
    const invoice = await fixture.app.get(DraftsService).draft(financeOf(maker), contract.id, MONTH);
    expect(invoice.lines.map(({ kind, serviceFrom }) => [kind, serviceFrom])).toEqual([
      ['base', '2026-11-01'],
      ['base', '2026-11-26'],
      ['usage', '2026-11-01'],
      ['usage', '2026-11-26'],
      ['usage', '2026-11-28'],
    ]);
    return invoice;
  }

  /** Air in annual tiers, migrated as of November. The year ends with November, and its minimum is due. */
  async function migrated(said: readonly SentValue[], value: string): Promise<InvoiceView> {
    const { contract } = await drafted(said, {
      startsOn: '2025-12-01',
      charges: (meterId) => [
        {
          key: 'air',
          clause: '3.1',
          countsBy: 'year',
          meterIds: [meterId],
          pricing: {
            model: 'graduated',
            tiers: [{ upTo: '1500000', unitPrice: '0.0264' }, { unitPrice: '0.0198' }],
            minAmount: '50000',
          },
        },
      ],
    });
    const [{ id: meterId }] = (await fixture.sql<{ id: string }>(
      `select id from meter where contract_id = $1`,
      [contract.id],
    )) as [{ id: string }];
    const migrations = fixture.app.get(ContractMigrationsService);
    const { version } = await migrations.save(financeOf(maker), contract.id, null, {
      billedUntil: '2026-10-31',
      note: 'Billed by ACME',
      readings: [{ meterId, value, readOn: '2026-10-31', note: '', usedInYear: '1480000' }],
      amounts: [{ chargeKey: 'air', machineId: null, amount: '36000' }],
      balances: [],
    });
    await migrations.approve(financeOf(maker), contract.id, version, '');
    const invoice = await fixture.app.get(DraftsService).draft(financeOf(maker), contract.id, MONTH);
    expect(invoice.lines.map(({ component }) => component)).toEqual(['usage', 'true_up']);
    return invoice;
  }

  /** Energy, peak demand, running time and parts of one instrument, with an estimated and an unestimated gap. */
  async function levelsAndEvents(): Promise<InvoiceView> {
    number += 1;
    const deviceId = await fixture.addInstrument(maker, customer, `PM-PP-${number}`);
    const signals = [
      ['power_kw', 'kW', 'gauge'],
      ['state', '', 'state'],
      ['part_made', '', 'event'],
    ] as const;
    for (const [key, unit, kind] of signals)
      await fixture.insert('signal', maker, { device_id: deviceId, key, unit, kind, decimals: 1 });
    const meter = { deviceId, signalKey: 'power_kw', maxGapMinutes: 90, maxRatePerHour: '900' };
    const [energy, peak, hours, parts] = Array.from({ length: 4 }, () => crypto.randomUUID());
    const contract = await fixture.app.get(ContractsService).create(financeOf(maker), {
      number: `K-PP-${number}`,
      state: 'active',
      customerId: customer.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-02-01',
      meters: [
        { ...meter, id: energy, method: 'integral', factor: '0.001', unit: 'MW.h' },
        { ...meter, id: peak, method: 'peak_demand', intervalMinutes: 30 },
        { deviceId, id: hours, signalKey: 'state', method: 'state_time', matches: ['running', 'idle'] },
        { deviceId, id: parts, signalKey: 'part_made', method: 'event_count', matches: ['good'] },
      ],
      charges: [energy!, peak!, hours!, parts!].map((id, index) => ({
        key: `charge-${index}`,
        clause: `3.${index + 1}`,
        meterIds: [id],
        pricing: { model: 'unit', unitPrice: ['410', '55.5', '12', '0.21'][index]! },
      })),
    });
    const [{ device_key: deviceKey }] = (await fixture.sql<{ device_key: number }>(
      `select device_key from device where id = $1`,
      [deviceId],
    )) as [{ device_key: number }];
    const at = (position: number): string =>
      new Date(Date.parse('2026-10-31T22:47:11Z') + position * 1_507_000).toISOString();
    const readings = Array.from({ length: 1760 }, (_, position) => position)
      .filter((position) => (position < 500 || position > 520) && (position < 900 || position > 905))
      .map((position) => ({
        at: at(position),
        seq: position + 1,
        receivedAt: new Date(Date.parse(at(position)) + 1500),
        values: {
          power_kw:
            position === 1200 ? 4000 : Math.round(700 + 190 * Math.sin(position / 7) + (position % 11)) / 10,
          state: ['running', 'running', 'idle', 'fault'][Math.floor(position / 40) % 4]!,
          ...(position % 3 === 0 && { part_made: position % 12 === 0 ? 'scrap' : 'good' }),
        },
      }));
    // Parts produced at midnight belong to the day and month that begin at that instant.
    const midnights = ['2026-10-31', '2026-11-14', '2026-11-30'].map((day, position) => ({
      at: `${day}T23:00:00.000Z`,
      seq: 2000 + position,
      receivedAt: new Date(`${day}T23:00:01.500Z`),
      values: { part_made: 'good' },
    }));
    await storeReadings(fixture.owner, maker.makerId, deviceKey, [...readings, ...midnights]);
    await fixture.app.get(MeterEvents).declare(financeOf(maker), {
      ...EMPTY_OUTPUT,
      kind: 'test_run',
      meterId: energy!,
      from: Date.parse('2026-11-04T09:00:00Z'),
      to: Date.parse('2026-11-04T13:00:00Z'),
    });
    await expect(
      fixture.app.get(MeterEvents).declare(financeOf(maker), {
        ...EMPTY_OUTPUT,
        kind: 'exchange',
        meterId: energy!,
        from: Date.parse('2026-11-04T09:00:00Z'),
        initialValue: '0',
      }),
    ).rejects.toMatchObject({ fields: [{ code: 'metering.event_not_of_counter' }] });
    await fixture.app.get(DraftsService).draft(financeOf(maker), contract.id, MONTH);
    const { items } = await fixture.app
      .get(MeterExceptions)
      .list(financeOf(maker), { contractId: contract.id, state: 'open', limit: 50 });
    const gap = items.find(({ kind, meter: { id } }) => kind === 'gap' && id === energy)!;
    await fixture.app.get(MeterDecisions).decide(financeOf(maker), gap.id, {
      ...CHOICES['gap']!,
      reason: 'Seen',
      expected: null,
    });
    const invoice = await fixture.app.get(DraftsService).draft(financeOf(maker), contract.id, MONTH);
    expect(invoice.lines.map(({ unit }) => unit)).toEqual(['MW.h', 'kW', 'h', '1']);
    const [{ held_quantity: held }] = (await fixture.sql<{ held_quantity: string }>(
      `select held_quantity from usage_period where meter_id = $1 and superseded_at is null`,
      [energy],
    )) as [{ held_quantity: string }];
    expect(Number(held)).toBeGreaterThan(0);
    const inMonth = [...readings, ...midnights].filter(
      ({ at, values }) =>
        values.part_made === 'good' &&
        (at < '2026-11-04T09:00' || at >= '2026-11-04T13:00') &&
        at >= '2026-10-31T23:00:00.000Z' &&
        at < '2026-11-30T23:00:00.000Z',
    );
    expect(Number(invoice.lines[3]!.quantity)).toBe(inMonth.length);
    return invoice;
  }

  /**
   * Returns an invoice with guarantees of availability, energy and delivery. One changes within the month, one is met,
   * and one is on hold.
   */
  async function guaranteed(): Promise<InvoiceView> {
    number += 1;
    const deviceId = await fixture.addInstrument(maker, customer, `ST-PP-${number}`);
    for (const [key, unit, kind] of [
      ['energy_kwh_total', 'kWh', 'counter'],
      ['power_kw', 'kW', 'gauge'],
      ['supply', '', 'state'],
    ] as const)
      await fixture.insert('signal', maker, { device_id: deviceId, key, unit, kind, decimals: 1 });
    const [kwh, power, air, outside] = Array.from({ length: 4 }, () => crypto.randomUUID());
    const energy = {
      type: 'energy',
      clause: '7.1',
      kwhPerM3: '0.1075',
      kwhPrice: '0.777',
      kwhMeterIds: [kwh!],
      m3MeterIds: [air!],
    } as const;
    const delivery = { type: 'delivery', clause: '7.2', outsideMeterId: outside! } as const;
    const kept = { ...delivery, key: 'kept', guaranteePercent: '90', creditPerStartedHour: '75' };
    const waiting = { ...energy, key: 'waiting', kwhMeterIds: [power!] };
    const machineId = await fixture.insert('machine', maker, {
      serial: `AV-PP-${number}`,
      model_id: maker.ids.equipment_model,
      owner: 'maker',
      lifecycle: 'in_service',
      shipped_at: '2026-01-01T00:00:00Z',
    });
    const none = { guaranteePercent: null, malusPercentPerPoint: null, malusCapPercent: null };
    const available = {
      type: 'availability',
      clause: '7.3',
      ...{
        plannedAllowanceHours: '8',
        guaranteePercent: '98.5',
        malusPercentPerPoint: '1.7',
        malusCapPercent: '20',
      },
      ...{ bonusFromPercent: '99', bonusPercent: '1', targetPercent: null, slope: null, zeroBelow: null },
      bands: [],
      chargeKeys: ['base', 'usage'],
      machineIds: [],
    } as const;
    const follows = {
      ...{ ...available, ...none, key: 'follows', bonusFromPercent: null, bonusPercent: null },
      ...{ targetPercent: '99', slope: '3', zeroBelow: '70' },
    };
    const contract = await fixture.app.get(ContractsService).create(financeOf(maker), {
      number: `K-PP-${number}`,
      state: 'active',
      customerId: customer.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-02-01',
      meters: [
        { deviceId, id: kwh, signalKey: 'energy_kwh_total' },
        { deviceId, id: power, signalKey: 'power_kw', method: 'integral' },
        { deviceId, id: air, signalKey: 'air_m3_total' },
        { deviceId, id: outside, signalKey: 'supply', method: 'state_time', matches: ['low', 'off'] },
      ],
      machines: [{ machineId, from: '2026-02-01' }],
      charges: feeAndAir(air!)!.map((charge, index) => ({ ...charge, key: index === 0 ? 'base' : 'usage' })),
      performance: [
        available,
        follows,
        energy,
        { ...delivery, guaranteePercent: null, creditPerStartedHour: '75.5' },
        kept,
        waiting,
      ],
    });
    const [{ device_key: deviceKey }] = (await fixture.sql<{ device_key: number }>(
      `select device_key from device where id = $1`,
      [deviceId],
    )) as [{ device_key: number }];
    const readings = Array.from({ length: 1441 }, (_, position) => {
      const at = new Date(Date.parse('2026-10-31T23:00:00Z') + position * 1_800_000).toISOString();
      const values = {
        energy_kwh_total: Math.round(position * 1513) / 100,
        // The instrument sends no data in the middle of the month.
        ...((position < 700 || position > 760) && { power_kw: 30 }),
        air_m3_total: position * 130,
        ...((position < 1100 || position > 1110) && { supply: position % 311 < 2 ? 'low' : 'good' }),
      };
      return { at, seq: position + 1, receivedAt: at, values };
    });
    await storeReadings(fixture.owner, maker.makerId, deviceKey, readings);
    for (const [cause, from, to] of [
      ['supplier', '2026-11-03T00:07:00Z', '2026-11-04T12:00:00Z'],
      ['customer', '2026-11-04T06:00:00Z', '2026-11-04T12:30:00Z'],
      ['planned', '2026-11-10T00:00:00Z', '2026-11-10T10:00:00Z'],
      ['unknown', '2026-11-30T20:00:00Z', '2026-12-01T05:00:00Z'],
    ] as const)
      await fixture.app.get(DowntimeService).record(financeOf(maker), contract.id, {
        machineId,
        cause,
        from: new Date(from),
        to: new Date(to),
        reason: 'Valve',
      });
    const amendments = fixture.app.get(AmendmentsService);
    const dearer = { ...energy, key: 'energy', kwhPrice: '0.801' };
    const performance = contract.performance.map((term) => (term.key === 'energy' ? dearer : term));
    const { id, version, contentHash } = await amendments.draft(financeOf(maker), contract.id, {
      effectiveOn: '2026-11-16',
      reason: 'Dearer',
      performance,
    });
    const acceptance = { acceptedBy: 'Marek', acceptedOn: '2026-11-10', contentHash };
    await amendments.sign(financeOf(maker), contract.id, id, version, acceptance);
    const invoice = await fixture.app.get(DraftsService).draft(financeOf(maker), contract.id, MONTH);
    expect(
      invoice.lines.slice(2).map(({ chargeKey, state, params, serviceFrom }) => {
        const { excessKwh, startedHours } = params;
        return [chargeKey, serviceFrom, state, excessKwh ?? startedHours ?? params.availabilityPercent];
      }),
    ).toEqual([
      ['availability', '2026-11-01', 'measured', '95.46'],
      ['follows', '2026-11-01', 'measured', '95.46'],
      ['energy', '2026-11-01', 'measured', '831.6'],
      ['energy', '2026-11-16', 'measured', '831.6'],
      ['delivery', '2026-11-01', 'measured', '5'],
      ['kept', '2026-11-01', 'measured', '0'],
      ['waiting', '2026-11-01', 'held', undefined],
    ]);
    return invoice;
  }

  /** Good parts of two presses in one pool: all parts less scrap. One step of the scrap counter is on hold. */
  async function goodParts(): Promise<InvoiceView> {
    number += 1;
    const presses = [];
    for (const name of ['A', 'B']) {
      const deviceId = await fixture.addInstrument(maker, customer, `PR-PP-${number}${name}`);
      for (const key of ['parts_total', 'parts_scrap'])
        await fixture.insert('signal', maker, {
          device_id: deviceId,
          key,
          unit: '1',
          kind: 'counter',
          decimals: 0,
        });
      presses.push({ deviceId, total: crypto.randomUUID(), scrap: crypto.randomUUID() });
    }
    const contract = await fixture.app.get(ContractsService).create(financeOf(maker), {
      number: `K-PP-${number}`,
      state: 'active',
      customerId: customer.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-02-01',
      meters: presses.flatMap(({ deviceId, total, scrap }) => [
        { id: total, deviceId, signalKey: 'parts_total', maxRatePerHour: '4000' },
        { id: scrap, deviceId, signalKey: 'parts_scrap', maxRatePerHour: '200', deducts: true },
      ]),
      charges: [
        {
          key: 'good-parts',
          clause: '3.1',
          meterIds: presses.flatMap(({ total, scrap }) => [total, scrap]),
          pricing: { model: 'unit', unitPrice: '0.031', includedQuantity: '20000' },
        },
      ],
    });
    for (const [index, { deviceId }] of presses.entries()) {
      const [{ device_key: deviceKey }] = (await fixture.sql<{ device_key: number }>(
        `select device_key from device where id = $1`,
        [deviceId],
      )) as [{ device_key: number }];
      const readings = Array.from({ length: 1441 }, (_, position) => {
        const at = new Date(Date.parse('2026-10-31T23:00:00Z') + position * 1_800_000).toISOString();
        const jump = index === 0 && position > 700 ? 900 : 0;
        const values = { parts_total: position * (100 + index), parts_scrap: position * (3 + index) + jump };
        return { at, seq: position + 1, receivedAt: at, values };
      });
      await storeReadings(fixture.owner, maker.makerId, deviceKey, readings);
    }
    return fixture.app.get(DraftsService).draft(financeOf(maker), contract.id, MONTH);
  }

  it('is valid for a line of several meters, one of them partly on hold, and contains each of them', async () => {
    const invoice = await goodParts();
    const [line] = invoice.lines;
    const steps = 1440;
    // The step with the jump is on hold as scrap, and therefore not billed as good parts.
    const good = steps * 100 - (steps - 1) * 3 - 903 + steps * 101 - steps * 4;
    expect(line).toMatchObject({
      quantity: String(good),
      params: { heldQuantity: '903', signalKey: 'parts_total' },
    });
    expect(line!.usagePeriodIds).toHaveLength(4);
    const pack = await makePack(invoice.id);
    expect(pack).toMatchObject({ state: 'done', fault: null, readings: 4 * 1441 });
    const { code, said } = await verified(pack);
    expect([code, said]).toEqual([0, expect.stringContaining('VERIFIED')]);
    expect(said).not.toContain('??');

    const proofs = fixture.app.get(ProofsService);
    const { meters, usage } = await proofs.prove(financeOf(maker), line!.id);
    expect(meters.map(({ signalKey, deducts, heldQuantity }) => [signalKey, deducts, heldQuantity])).toEqual([
      ['parts_total', false, '0'],
      ['parts_scrap', true, '903'],
      ['parts_total', false, '0'],
      ['parts_scrap', true, '0'],
    ]);
    expect(usage).toMatchObject({ isEqual: true, period: { quantity: String(steps * 100) } });
    const other = meters[2]!.usageId;
    const opened = await proofs.prove(financeOf(maker), line!.id, other);
    expect(opened.usage).toMatchObject({
      isEqual: true,
      period: { id: other, quantity: String(steps * 101) },
    });
    const halfHours = await proofs.halfHours(financeOf(maker), line!.id, '2026-11-09', other);
    expect(halfHours.map(({ quantity }) => quantity)).toEqual(Array.from({ length: 48 }, () => '101'));
    const { items } = await proofs.readings(financeOf(maker), line!.id, { usageId: other, limit: 5 });
    expect(items.map(({ step }) => step)).toContain('101');
    await expect(proofs.prove(financeOf(maker), line!.id, crypto.randomUUID())).rejects.toMatchObject({
      code: 'billing.usage_not_of_line',
    });
  });

  it('is verified by the script, from the readings to the total', async () => {
    const invoice = await drafted(november());
    const pack = await makePack(invoice.id);
    expect(pack).toMatchObject({ state: 'done', fault: null, readings: 1442, root: expect.any(String) });
    const { code, said } = await verified(pack);
    expect([code, said]).toEqual([0, expect.stringContaining('VERIFIED')]);
    expect(verifyPack(join(folder, `${pack.id}.zip`), '--root', 'f'.repeat(64))).toMatchObject({
      code: 1,
      said: expect.stringContaining('the pack does not belong to the invoice'),
    });
  });

  it('contains instructions and the script, which the root hash does not cover', async () => {
    const pack = await makePack((await drafted(november())).id);
    const files = readPack(await bytesOf(pack));
    expect([...files.keys()].slice(-3)).toEqual(['manifest.json', 'VERIFY.txt', 'verify-pack.mjs']);
    expect(files.get('verify-pack.mjs')).toBe(
      readFileSync(join(import.meta.dirname, '../../../scripts/verify-pack.mjs'), 'utf8'),
    );
    expect(files.get('VERIFY.txt')).toContain('/verify');
    const { files: listed } = readJson<{ files: { path: string }[] }>(files, 'manifest.json');
    expect(listed.map(({ path }) => path)).not.toContain('verify-pack.mjs');
    expect(rootOf(files)).toBe(pack.root);
  });

  const troubled: readonly (readonly [string, () => Promise<InvoiceView>])[] = [
    [
      'a counter with a decrease, a jump, bad values, late readings and a gap',
      () =>
        drafted(
          november()
            .map((said, i) => ({
              ...said,
              ...(i === 200 && { value: 0 }),
              ...(i === 400 && { quality: 2 as const, value: 1 }),
              ...(i === 600 && { receivedAt: '2026-12-01T02:00:00Z' }),
              ...(i > 800 && { value: said.value! + 5000 }),
            }))
            .filter((_, i) => i < 1000 || i > 1100),
        ),
    ],
    [
      'gaps across both ends of the month',
      () =>
        drafted([
          { at: '2026-10-30T11:00:00Z', value: 4_812_406 },
          ...november()
            .slice(60)
            .filter((_, position) => position < 1320),
          { at: '2026-12-01T22:00:00Z', value: 5_009_000, receivedAt: '2026-12-01T22:00:01Z' },
        ]),
    ],
    [
      'an exchange, service, a day without a certificate, and decisions about everything else',
      recordedAndDecided,
    ],
    ['a contract that starts within the month', () => drafted(november(), { startsOn: '2026-11-10' })],
    [
      'a counter that rolls over',
      () =>
        drafted(
          november().map((said) => ({ ...said, value: Math.round((said.value! % 100_000) * 10) / 10 })),
          { modulus: '100000' },
        ),
    ],
    [
      'a device without a clock',
      () => drafted(november().map((said) => ({ ...said, timeSource: 1 as const }))),
    ],
    ['prices that change twice within the month', amended],
    [
      'a pause with a reduced fee and a pause without billed usage',
      () =>
        drafted(november(), {
          pauses: [
            { months: null, from: '2026-11-05', to: '2026-11-09', feePercent: '33.3', use: 'billed' },
            { months: null, from: '2026-11-20', to: '2026-12-10', feePercent: '0', use: 'not_billed' },
          ],
        }),
    ],
    [
      'a contract minimum in a partly paused month',
      () =>
        drafted(november(), {
          pauses: [{ months: null, from: '2026-11-05', to: '2026-11-09', feePercent: '50', use: 'billed' }],
          invoiceTerms: { minimum: { amount: '10000', clause: '4' } },
        }),
    ],
    [
      'several discounts on the whole invoice',
      () =>
        drafted(november(), {
          invoiceTerms: {
            minimum: null,
            discounts: [
              { percent: '7.5', amount: null, from: null, until: null, clause: '6' },
              { percent: null, amount: '333.33', from: null, until: null, clause: '7' },
              { percent: '3', amount: null, from: '2026-11-30', until: null, clause: '8' },
            ],
          },
        }),
    ],
    ['no readings', () => drafted([])],
    ['energy, peak demand, time in states and counted parts', levelsAndEvents],
    ['guarantees for energy and delivery', guaranteed],
  ];

  it.each(troubled)('is valid for %s', async (_name, make) => {
    const pack = await makePack((await make()).id);
    expect(pack).toMatchObject({ state: 'done', fault: null });
    const { code, said } = await verified(pack);
    expect([code, said]).toEqual([0, expect.stringContaining('VERIFIED')]);
  });

  it.each([
    ['with a reading at its first instant', november(), '4812536.1'],
    ['in the middle of a step', november().slice(3), '4812401.7'],
  ])('is calculated from the opening balance of a contract migrated %s', async (_name, said, value) => {
    const { code, said: told } = await verified(await makePack((await migrated(said, value)).id));
    expect([code, told]).toEqual([0, expect.stringContaining('VERIFIED')]);
    expect(told).not.toContain('??');
  });

  it('is identical byte for byte for maker and customer once the invoice is issued, and not available before', async () => {
    const invoice = await drafted(november(), {
      invoiceTerms: { minimum: null, payableIncrement: '0.5' },
    });
    const pack = await makePack(invoice.id);
    const scope = customerScope(maker, customer);
    await expect(packs.get(scope, pack.id)).rejects.toMatchObject({ code: 'billing.pack_not_found' });
    await expect(packs.request(scope, invoice.id)).rejects.toMatchObject({
      code: 'billing.invoice_not_found',
    });
    await issueBySql(fixture.owner, invoice.id);
    const issued = await makePack(invoice.id);
    const theirs = await makePack(invoice.id, scope);
    expect(theirs).toMatchObject({ id: issued.id, root: issued.root });
    expect((await bytesOf(theirs, scope)).equals(await bytesOf(issued))).toBe(true);
    expect((await verified(theirs)).code).toBe(0);

    // After the invoice is issued with number, parties and taxes, its root hash can't be replaced.
    const kept = await fixture.sql(`select proof_root from invoice where id = $1`, [invoice.id]);
    expect(kept).toEqual([{ proof_root: issued.root }]);
    await expect(
      fixture.sql(`update invoice set proof_root = repeat('b', 64) where id = $1`, [invoice.id]),
    ).rejects.toMatchObject({ code: '23001' });
    expect((await verified(theirs)).said).toMatch(/issued on 2026-11-02: net [\d.]+, tax [\d.]+, gross/);

    // The document contains the root hash, and verify-pack.mjs finds it there.
    const documents = fixture.app.get(InvoiceDocuments);
    const { bytes, name } = await documents.render(scope, invoice.id, 'https://air.example');
    const path = join(folder, name);
    writeFileSync(path, bytes);
    const zip = join(folder, `${theirs.id}.zip`);
    expect(verifyPack(zip, '--invoice', path)).toMatchObject({ code: 0 });
    writeFileSync(path, bytes.toString('latin1').replaceAll(theirs.root!, 'e'.repeat(64)), 'latin1');
    expect(verifyPack(zip, '--invoice', path)).toMatchObject({ code: 1 });
  });

  it('is identical byte for byte after the invoice was drafted again', async () => {
    const invoice = await drafted(november());
    const pack = await makePack(invoice.id);
    const bytes = await bytesOf(pack);
    fixture.now = '2026-12-03T09:30:00Z';
    await fixture.app.get(DraftsService).draft(financeOf(maker), invoice.contract.id, MONTH);
    expect(await packs.findOfInvoice(financeOf(maker), invoice.id)).toMatchObject({ id: pack.id });
    // The file of the pack is lost and created again.
    await fixture.sql(`update proof_pack set file_id = null where id = $1`, [pack.id]);
    const again = await makePack(invoice.id);
    expect(again).toMatchObject({ id: pack.id, root: pack.root, state: 'done' });
    expect((await bytesOf(again)).equals(bytes)).toBe(true);
  });

  it('is a different one after the invoice changed, and the root hash of the first pack remains', async () => {
    const said = november();
    const invoice = await drafted(said.slice(0, 1000));
    const before = await makePack(invoice.id);
    const [device] = await fixture.sql<{ device_id: string }>(
      `select device_id from meter where contract_id = $1`,
      [invoice.contract.id],
    );
    await fixture.report(
      maker,
      device!.device_id,
      'air_m3_total',
      said.slice(1000).map((each) => ({ ...each, receivedAt: '2026-12-03T08:00:00Z' })),
    );
    fixture.now = '2026-12-03T10:00:00Z';
    await fixture.app.get(DraftsService).draft(financeOf(maker), invoice.contract.id, MONTH);
    expect(await packs.findOfInvoice(financeOf(maker), invoice.id)).toBeNull();
    const after = await makePack(invoice.id);
    expect(after.root).not.toBe(before.root);
    expect((await verified(after)).code).toBe(0);
    await packs.removeObsoleteFiles(systemScope(maker.makerId));
    expect(await packs.get(financeOf(maker), before.id)).toMatchObject({ root: before.root, file: null });
    await expect(packs.open(financeOf(maker), before.id)).rejects.toMatchObject({
      code: 'billing.pack_file_missing',
    });
  });

  it('is created once even if it is requested repeatedly', async () => {
    const invoice = await drafted(november());
    const [one, two] = await Promise.all([
      packs.request(financeOf(maker), invoice.id),
      packs.request({ ...financeOf(maker), userId: maker.staff.manager.userId }, invoice.id),
    ]);
    expect(one.id).toBe(two.id);
    expect(await makePack(invoice.id)).toMatchObject({ id: one.id, state: 'done' });
  });

  it('is not available to another customer', async () => {
    const invoice = await drafted(november());
    await issueBySql(fixture.owner, invoice.id);
    const pack = await makePack(invoice.id);
    const stranger = customerScope(maker, maker.customers[1]);
    await expect(packs.get(stranger, pack.id)).rejects.toMatchObject({ code: 'billing.pack_not_found' });
    await expect(packs.open(stranger, pack.id)).rejects.toMatchObject({ code: 'billing.pack_not_found' });
    expect((await packs.list(stranger, { limit: 50 })).items).not.toContainEqual(
      expect.objectContaining({ id: pack.id }),
    );
  });

  it('is not created if the readings no longer match those of the invoice', async () => {
    const invoice = await drafted(november());
    const requestedPack = await packs.request(financeOf(maker), invoice.id);
    const [line] = await fixture.sql<{ usage_period_id: string }>(
      `select usage_period_id from invoice_line_usage where invoice_id = $1`,
      [invoice.id],
    );
    await fixture.sql(`update usage_period set known_until = '2026-11-20T00:00:00Z' where id = $1`, [
      line!.usage_period_id,
    ]);
    expect(await makePack(invoice.id)).not.toMatchObject({ id: requestedPack.id });
    expect(await packs.get(financeOf(maker), requestedPack.id)).toMatchObject({
      state: 'failed',
      fault: { code: 'billing.pack_outdated' },
    });
    expect(await packs.findOfInvoice(financeOf(maker), invoice.id)).toMatchObject({
      state: 'failed',
      fault: { code: 'billing.pack_evidence_differs' },
      root: null,
    });
  });
});
