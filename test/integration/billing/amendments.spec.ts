import { createHash } from 'node:crypto';
import {
  type AgreedIndexClause,
  AmendmentsService,
  type AmendmentView,
  type AmendmentInput,
  ContractsService,
  type ContractView,
  DowntimeService,
  type ExitAgreement,
  type NewContract,
  type NewDowntime,
} from '#contracts';
import { DomainError, type Mail, UnitOfWork } from '#platform';
import {
  AmendmentPreviews,
  DraftsService,
  ContractDecisions,
  DraftBatches,
  DetectedDowntimeService,
  SelfAudit,
} from '#billing';
import type { DraftLine, InvoiceView } from '#invoicing';
import { EscalationService, IndexLetterMails, IndexLetters, IndexSteps } from '#escalation';
import { readPdf } from '../../support/read-pdf.js';
import { BillingFixture, customerScope, financeOf, type SentValue } from '../../support/billing-fixture.js';
import { storeReadings } from '../../support/readings.js';
import { type CustomerOfWorld, issueBySql, type MakerOfWorld } from '../../support/world.js';

const NOW = '2026-12-02T08:00:00Z';
const MONTH = '2026-11';

/** Contracts in Warsaw that are active when they are amended on 2 December 2026. */
describe('amendments', () => {
  let fixture: BillingFixture;
  let maker: MakerOfWorld;
  let customer: CustomerOfWorld;
  let billing: DraftsService;
  let amendments: AmendmentsService;
  let number = 0;

  beforeAll(async () => {
    fixture = await BillingFixture.open();
    maker = await fixture.makeMaker('amendments');
    customer = maker.customers[0];
    billing = fixture.app.get(DraftsService);
    amendments = fixture.app.get(AmendmentsService);
  });

  afterAll(() => fixture?.close());
  beforeEach(() => {
    fixture.now = NOW;
  });

  const finance = () => financeOf(maker);
  const draftOf = ({ id }: ContractView, month = MONTH): Promise<InvoiceView> =>
    billing.draft(finance(), id, month);
  const told = ({ lines }: InvoiceView) =>
    lines.map(({ chargeKey, component, serviceFrom, quantity, amountMinor }) => [
      chargeKey,
      component,
      serviceFrom,
      quantity,
      Number(amountMinor) / 100,
    ]);

  /**
   * Creates a contract with a fee of 300 per month and air at 1 per m3 beyond 100 m3. By default, its instrument counts
   * 10 m3 per day from October.
   */
  async function contractOf(more: Partial<NewContract> = {}, perDay = 10): Promise<ContractView> {
    number += 1;
    const deviceId = await fixture.addInstrument(maker, customer, `FM-AM-${number}`);
    const meterId = crypto.randomUUID();
    await fixture.report(maker, deviceId, 'air_m3_total', daily(perDay));
    return fixture.app.get(ContractsService).create(finance(), {
      number: `K-AM-${number}`,
      state: 'active',
      customerId: customer.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-02-01',
      meters: [{ id: meterId, deviceId, signalKey: 'air_m3_total' }],
      charges: [
        { key: 'fee', clause: '2.1', pricing: { model: 'flat', amount: '300' } },
        {
          key: 'air',
          clause: '3.1',
          meterIds: [meterId],
          pricing: { model: 'unit', unitPrice: '1', includedQuantity: '100' },
        },
      ],
      ...more,
    });
  }

  /** One reading at the start of each local day from 1 October to 2 December; clocks go back on 25 October. */
  function daily(perDay: number): SentValue[] {
    const first = Date.parse('2026-09-30T22:00:00Z');
    return Array.from({ length: 63 }, (_, day) => {
      const at = new Date(first + day * 86_400_000 + (day > 24 ? 3_600_000 : 0));
      return { at: at.toISOString(), value: 1000 + day * perDay };
    });
  }

  /** Returns the contract's charges, one of them with other terms. */
  const withPricing = ({ charges }: ContractView, key: string, pricing: object) =>
    charges.map((charge) =>
      charge.key === key ? { ...charge, pricing: { ...charge.pricing, ...pricing } } : charge,
    );
  const draft = ({ id }: ContractView, input: Partial<AmendmentInput>): Promise<AmendmentView> =>
    amendments.draft(finance(), id, { effectiveOn: '2026-11-15', reason: 'As agreed', ...input });
  const sign = ({ contractId, id, version, contentHash }: AmendmentView): Promise<AmendmentView> =>
    amendments.sign(finance(), contractId, id, version, {
      acceptedBy: 'Marek Kowalski',
      acceptedOn: '2026-12-01',
      contentHash,
    });
  const amend = async (contract: ContractView, input: Partial<AmendmentInput>): Promise<AmendmentView> =>
    sign(await draft(contract, input));
  const again = ({ id }: ContractView): Promise<ContractView> =>
    fixture.app.get(ContractsService).get(finance(), id);

  describe('of meters', () => {
    it('change how they are read from the effective day, keep earlier usage, and match the preview', async () => {
      const contract = await contractOf();
      const [meter] = contract.meters;
      const october = told(await draftOf(contract, '2026-10'));
      const meters = [{ ...meter!, factor: '2', unit: 'm3' }];
      const drafted = await draft(contract, { meters });
      expect(drafted.content.meters).toMatchObject([{ factor: null }, { factor: '2' }]);
      const { months } = await fixture.app
        .get(AmendmentPreviews)
        .previewDraft(finance(), contract.id, drafted.id);
      await sign(drafted);
      expect(told(await draftOf(contract, '2026-10'))).toEqual(october);
      const november = await draftOf(contract);
      // 14 days at 10 m3, of which 100 m3 are included, then 16 days at 20 m3.
      expect(told(november)).toEqual([
        ['fee', 'fee', '2026-11-01', null, 300],
        ['air', 'usage', '2026-11-01', '140', 40],
        ['air', 'usage', '2026-11-15', '320', 320],
      ]);
      // A future month is calculated as if its readings continued: 31 times 20, of which 100 are included.
      expect(months.at(-2)).toMatchObject({ basis: 'assumed', after: { netMinor: 82_000n } });
      expect(months[0]).toMatchObject({
        month: MONTH,
        before: { netMinor: 50_000n },
        after: { netMinor: 66_000n },
      });
    });

    it('replace one instrument with another, and report errors in the replacement', async () => {
      const contract = await contractOf();
      const deviceId = await fixture.addInstrument(maker, customer, `FM-OTHER-${number}`);
      const [meter] = contract.meters;
      await amend(contract, { meters: [{ id: meter!.id, deviceId, signalKey: 'air_m3_total' }] });
      const amended = await again(contract);
      const other = amended.meters.find((one) => one.deviceId === deviceId)!;
      expect(amended.versions.map(({ from, charges }) => [from, charges[1]!.meterIds])).toEqual([
        ['2026-02-01', [meter!.id]],
        ['2026-11-15', [other.id]],
      ]);
      const wrong = draft(contract, {
        meters: [
          { id: other.id, deviceId, signalKey: 'air_m3_total' },
          { id: other.id, deviceId, signalKey: 'air_m3_total', maxGapMinutes: 0 },
        ],
      });
      await expect(wrong).rejects.toMatchObject({
        code: 'contracts.amendment_invalid',
        fields: [{ pointer: '/meters/1/maxGapMinutes', code: 'contracts.max_gap_out_of_range' }],
      });
    });
  });

  describe('of prices', () => {
    it('have no effect as drafts, and match the preview once they are signed', async () => {
      const contract = await contractOf();
      expect(told(await draftOf(contract))).toEqual([
        ['fee', 'fee', '2026-11-01', null, 300],
        ['air', 'usage', '2026-11-01', '300', 200],
      ]);
      const input = { charges: withPricing(contract, 'air', { unitPrice: '2' }) };
      const drafted = await draft(contract, input);
      expect(drafted).toMatchObject({ number: null, signedAt: null, newCharges: [] });
      const before = await draftOf(contract);
      const previews = fixture.app.get(AmendmentPreviews);
      const preview = await previews.previewDraft(finance(), contract.id, drafted.id);
      expect(preview).toEqual(
        await previews.preview(finance(), contract.id, {
          effectiveOn: '2026-11-15',
          reason: 'As agreed',
          ...input,
        }),
      );
      expect(preview.months.map(({ month, basis }) => [month, basis])).toEqual([
        ['2026-11', 'whole'],
        ['2026-12', 'so_far'],
        ['2027-01', 'assumed'],
        ['2027-02', 'assumed'],
      ]);
      const [november, , january] = preview.months;
      expect([november!.before!.netMinor, november!.after!.netMinor]).toEqual([50_000n, 66_000n]);
      // 10 m3 per day continue: 210 of 310 m3 are beyond the allowance, at 2 instead of 1.
      expect([january!.before!.netMinor, january!.after!.netMinor]).toEqual([51_000n, 72_000n]);

      const signed = await sign(drafted);
      expect(signed).toMatchObject({ number: 1, acceptedBy: 'Marek Kowalski', acceptedOn: '2026-12-01' });
      const after = await draftOf(contract);
      expect(told(after)).toEqual([
        ['fee', 'fee', '2026-11-01', null, 300],
        ['air', 'usage', '2026-11-01', '140', 40],
        ['air', 'usage', '2026-11-15', '160', 320],
      ]);
      const linesOf = (side: 'before' | 'after'): DraftLine[] =>
        november!.lines.flatMap((line) => line[side] ?? []);
      for (const [lines, invoice] of [
        [linesOf('before'), before],
        [linesOf('after'), after],
      ] as const)
        expect(
          lines.map(({ params, quantity, unitPrice, amountMinor, state }) => ({
            params,
            quantity,
            unitPrice,
            amountMinor: String(amountMinor),
            state,
          })),
        ).toEqual(
          invoice.lines.map(({ params, quantity, unitPrice, amountMinor, state }) => ({
            params,
            quantity,
            unitPrice,
            amountMinor,
            state,
          })),
        );
      expect(String(november!.after!.grossMinor)).toBe(after.grossMinor);
      // The month has no findings, and the next month is entirely at the new price.
      expect(
        (await fixture.app.get(SelfAudit).findings(finance(), after.id)).filter(
          ({ severity }) => severity === 'blocks',
        ),
      ).toEqual([]);
    });

    it('of an annual charge are also priced in chronological order, across months', async () => {
      const contract = await contractOf({ startsOn: '2026-10-01' });
      const charges = contract.charges.map((charge) =>
        charge.key === 'air'
          ? { ...charge, countsBy: 'year' as const, pricing: { ...charge.pricing, includedQuantity: '400' } }
          : charge,
      );
      await amend(contract, { effectiveOn: '2026-10-01', charges });
      await draftOf(contract, '2026-10');
      await amend(contract, {
        effectiveOn: '2026-11-21',
        charges: withPricing(await again(contract), 'air', { unitPrice: '3' }),
      });
      // October used 310. The first 90 of November's 300 are included.
      expect(told(await draftOf(contract)).slice(1)).toEqual([
        ['air', 'usage', '2026-11-01', '200', 110],
        ['air', 'usage', '2026-11-21', '100', 300],
      ]);
    });
  });

  it('of charges start a new counter, with fees, allowance and minimum by days', async () => {
    const contract = await contractOf();
    const [fee, air] = contract.charges;
    const input: Partial<AmendmentInput> = {
      effectiveOn: '2026-11-16',
      charges: [
        { ...fee!, pricing: { model: 'flat', amount: '600' } },
        { ...air!, pricing: { model: 'unit', unitPrice: '0.5', includedQuantity: '200', minAmount: '120' } },
      ],
    };
    const preview = await fixture.app.get(AmendmentPreviews).preview(finance(), contract.id, {
      effectiveOn: '',
      reason: 'Another plan',
      ...input,
    });
    await amend(contract, input);
    const after = await draftOf(contract);
    expect(told(after)).toEqual([
      ['fee', 'fee', '2026-11-01', null, 150],
      ['fee', 'fee', '2026-11-16', null, 300],
      ['air', 'usage', '2026-11-01', '150', 100],
      ['air', 'usage', '2026-11-16', '150', 25],
      ['air', 'true_up', '2026-11-16', null, 35],
    ]);
    expect(String(preview.months[0]!.after!.netMinor)).toBe(after.netMinor);
    expect(await again(contract)).toMatchObject({
      charges: [{ pricing: { amount: '600' } }, { pricing: { unitPrice: '0.5' } }],
      versions: [{ from: '2026-02-01' }, { from: '2026-11-16' }],
    });
  });

  it('of exit terms apply from the effective day, and leave the invoice unchanged', async () => {
    const exit: ExitAgreement = {
      noticeDays: 90,
      noticeTo: 'term_end',
      endDay: 'billed',
      termination: { method: 'percent_of_remaining', percent: '60', deinstallation: '1850' },
      buyout: null,
    };
    const contract = await contractOf({ endsOn: '2031-01-31', exit });
    const contracts = fixture.app.get(ContractsService);
    const before = await draftOf(contract);
    // 50 months at 300 remain after 2 December, including the current month.
    expect((await contracts.exit(finance(), contract.id, '0')).termination).toMatchObject({
      amount: '10850.00',
    });
    const buyout = { model: 'table', prices: [{ month: 6, price: '50000' }] } as const;
    const changed = { ...exit, noticeTo: 'month_end', termination: null, buyout } as const;
    await amend(contract, { effectiveOn: '2026-12-01', exit: changed });
    await amend(contract, { effectiveOn: '2027-01-01', exit: null });
    expect(await again(contract)).toMatchObject({
      exit: changed,
      versions: [
        { from: '2026-02-01', exit },
        { from: '2026-12-01', exit: changed },
        { from: '2027-01-01', exit: null },
      ],
    });
    const own = await contracts.exit(customerScope(maker, customer), contract.id, '0');
    expect(own).toMatchObject({
      on: '2026-12-02',
      termination: null,
      buyout: { method: 'buyout_table', amount: '50000.00' },
      ordinaryEnd: { endsOn: '2027-03-31', noticeBy: '2026-12-31' },
    });
    expect((await draftOf(contract)).netMinor).toBe(before.netMinor);
    // An early-termination fee that runs to the end of the contract requires an end date.
    await amend(contract, { effectiveOn: '2027-01-01', exit: changed });
    await expect(draft(contract, { effectiveOn: '2027-02-01', endsOn: null, exit })).rejects.toMatchObject({
      code: 'contracts.amendment_invalid',
      fields: [{ pointer: '/exit/noticeTo' }, { pointer: '/exit/termination/method' }],
    });
  });

  describe('of guarantees', () => {
    /** Creates a contract with 20 kWh and 10 m3 per day, and a guarantee of 1.5 kWh per m3. */
    async function contractWithGuarantee(more: Partial<NewContract> = {}, until = '2027-01-01T00:00:00Z') {
      const powerId = await fixture.addInstrument(maker, customer, `PM-AM-${number + 1}`);
      const signal = { device_id: powerId, unit: 'kWh', kind: 'counter', decimals: 1 };
      await fixture.insert('signal', maker, { ...signal, key: 'energy_kwh_total' });
      const readings = daily(20).filter(({ at }) => at < until);
      await fixture.report(maker, powerId, 'energy_kwh_total', readings);
      const contract = await contractOf(more);
      const power = { id: crypto.randomUUID(), deviceId: powerId, signalKey: 'energy_kwh_total' };
      const energy = {
        type: 'energy',
        clause: '7.1',
        kwhPerM3: '1.5',
        kwhPrice: '0.18',
        kwhMeterIds: [power.id],
        m3MeterIds: [contract.meters[0]!.id],
      } as const;
      return { contract, power, energy, powerId };
    }
    const blocking = async (invoiceId: string) =>
      (await fixture.app.get(SelfAudit).findings(finance(), invoiceId)).filter(
        ({ severity }) => severity === 'blocks',
      );

    it('credit a missed guarantee from the effective day, as previewed and audited', async () => {
      const { contract, power, energy } = await contractWithGuarantee();
      const input = { effectiveOn: '2026-11-21', meters: [power], performance: [energy] };
      const preview = await fixture.app
        .get(AmendmentPreviews)
        .preview(finance(), contract.id, { reason: 'As agreed', ...input });
      await amend(contract, input);
      const november = await draftOf(contract);
      // 10 days with 20 kWh, of which 15 are guaranteed; the excess costs 0.18 per kWh.
      expect(told(november)).toEqual([
        ['fee', 'fee', '2026-11-01', null, 300],
        ['air', 'usage', '2026-11-01', '300', 200],
        ['energy', 'performance', '2026-11-21', null, -9],
      ]);
      const line = november.lines[2]!;
      expect(line).toMatchObject({
        kind: 'performance',
        clause: '7.1',
        netMinor: '-900',
        params: { kwh: '200', m3: '100', actual: '2.00000', excessKwh: '50', days: 10, of: 30 },
        snapshot: { by: { termsFrom: '2026-11-21', amendments: [1] } },
      });
      expect(line.usagePeriodIds).toHaveLength(2);
      expect(preview.months[0]!.after).toMatchObject({ netMinor: 49_100n });
      expect(await blocking(november.id)).toEqual([]);
      const own = await fixture.app.get(ContractsService).get(customerScope(maker, customer), contract.id);
      expect(own.performance).toEqual([{ ...energy, key: 'energy' }]);
    });

    it('continue with another meter and the agreed figures', async () => {
      const { contract, power, energy } = await contractWithGuarantee();
      await amend(contract, { effectiveOn: '2026-11-01', meters: [power], performance: [energy] });
      const { meters } = await again(contract);
      const read = meters.find(({ id }) => id === power.id)!;
      await amend(contract, { effectiveOn: '2026-11-21', meters: [{ ...read, factor: '2', unit: 'kWh' }] });
      const { versions } = await again(contract);
      const [successor] = versions
        .at(-1)!
        .performance.flatMap((term) => (term.type === 'energy' ? term.kwhMeterIds : []));
      expect(successor).not.toBe(power.id);
      // 20 days with an excess of 5 kWh, then 10 days with 25 kWh: one guarantee, one line.
      expect(told(await draftOf(contract)).slice(2)).toEqual([
        ['energy', 'performance', '2026-11-01', null, -63],
      ]);
    });

    it('that are recalculated with late data are corrected by the difference', async () => {
      // A gap at the end of a month stays unknown until there is a decision or until readings arrive.
      const { contract, power, energy, powerId } = await contractWithGuarantee({}, '2026-11-30T00:00:00Z');
      const meters = [{ ...power, maxGapMinutes: 100_000 }];
      await amend(contract, { effectiveOn: '2026-11-01', meters, performance: [energy] });
      const november = await draftOf(contract);
      // 29 days with 20 kWh, and 30 days with 10 m3.
      expect(told(november).at(-1)).toEqual(['energy', 'performance', '2026-11-01', null, -23.4]);
      await issueBySql(fixture.owner, november.id);
      const late = daily(20).filter(({ at }) => at > '2026-11-30T00:00:00Z');
      await fixture.report(
        maker,
        powerId,
        'energy_kwh_total',
        late.map((reading) => ({ ...reading, receivedAt: '2026-12-02T09:00:00Z' })),
      );
      fixture.now = '2026-12-02T10:00:00Z';
      const [found] = await billing.correct(finance(), november.id);
      expect(found).toMatchObject({ correction: { totalMinor: '-360' }, keysOnHold: 0 });
      const december = await draftOf(contract, '2026-12');
      expect(december.lines.find(({ kind }) => kind === 'performance')).toMatchObject({
        amountMinor: '0',
        params: { pending: 1 },
      });
    });

    it('are on hold with their line when part of their data is on hold', async () => {
      const { contract, power, energy } = await contractWithGuarantee();
      const silent = { ...power, maxRatePerHour: '0.5' };
      await amend(contract, { effectiveOn: '2026-11-01', meters: [silent], performance: [energy] });
      const november = await draftOf(contract);
      expect(november.lines.at(-1)).toMatchObject({ kind: 'performance', state: 'held', amountMinor: null });
      expect(november).toMatchObject({ heldLines: 1, totalMinor: '50000' });
    });

    describe('of availability', () => {
      const AVAILABILITY = {
        type: 'availability',
        key: 'availability',
        clause: '7.3',
        plannedAllowanceHours: '8',
        guaranteePercent: '98',
        malusPercentPerPoint: '2',
        malusCapPercent: '20',
        bonusFromPercent: '99.5',
        bonusPercent: '1',
        targetPercent: null,
        slope: null,
        zeroBelow: null,
        bands: [],
        chargeKeys: ['fee'],
        machineIds: [],
      } as const;
      const downtime = () => fixture.app.get(DowntimeService);
      const stop = (machineId: string, cause: NewDowntime['cause'], from: string, to: string) => ({
        machineId,
        cause,
        from: new Date(from),
        to: new Date(to),
        reason: 'Valve',
      });
      async function available() {
        const machineId = await fixture.insert('machine', maker, {
          serial: `AV-${number}`,
          model_id: maker.ids.equipment_model,
          owner: 'maker',
          lifecycle: 'in_service',
          shipped_at: '2026-01-01T00:00:00Z',
        });
        const contract = await contractOf({
          machines: [{ machineId, from: '2026-02-01' }],
          performance: [AVAILABILITY],
        });
        return { contract, machineId };
      }

      it('adjust the fee by recorded downtime, and correct it by downtime recorded later', async () => {
        const { contract, machineId } = await available();
        const write = (cause: NewDowntime['cause'], from: string, to: string) =>
          downtime().record(finance(), contract.id, stop(machineId, cause, from, to));
        // 36 hours caused by the maker, 6 of them also by the customer; 10 planned hours, of which 8 are allowed; 5
        // hours of unknown cause.
        await write('supplier', '2026-11-03T00:00:00Z', '2026-11-04T12:00:00Z');
        await write('customer', '2026-11-04T06:00:00Z', '2026-11-04T12:00:00Z');
        await write('planned', '2026-11-10T00:00:00Z', '2026-11-10T10:00:00Z');
        await write('unknown', '2026-11-12T00:00:00Z', '2026-11-12T05:00:00Z');
        const november = await draftOf(contract);
        // 1 - 32 / (720 - 6 - 8 - 5) is 95.44%: 2.56 points at 2% of 300.
        expect(told(november).at(-1)).toEqual(['availability', 'performance', '2026-11-01', null, -15.36]);
        expect(november.lines.at(-1)!.params).toMatchObject({
          hours: '720',
          supplierHours: '30',
          customerHours: '6',
          plannedHours: '10',
          unknownHours: '5',
          availabilityPercent: '95.44',
          fee: '300',
          malus: '15.36',
          bonus: '0.00',
        });
        expect(await blocking(november.id)).toEqual([]);
        await issueBySql(fixture.owner, november.id);

        fixture.now = '2026-12-02T10:00:00Z';
        const own = await downtime().list(customerScope(maker, customer), contract.id);
        expect(own.map(({ cause, withdrawn }) => [cause, withdrawn])).toEqual([
          ['unknown', null],
          ['planned', null],
          ['customer', null],
          ['supplier', null],
        ]);
        await downtime().withdraw(finance(), contract.id, own.at(-1)!.id, 'Another machine');
        fixture.now = '2026-12-02T11:00:00Z';
        const [found] = await billing.correct(finance(), november.id);
        // 2 hours of downtime alone is 99.71%: the malus is removed, and a bonus of 3.00 is added.
        expect(found).toMatchObject({ correction: { totalMinor: '1836' } });
        await expect(
          downtime().withdraw(finance(), contract.id, own.at(-1)!.id, 'Again'),
        ).rejects.toMatchObject({ code: 'contracts.downtime_withdrawn' });
      });

      it('propose downtime found in readings, until it is recorded', async () => {
        const { contract, machineId } = await available();
        await fixture.insert('placement', maker, {
          machine_id: machineId,
          customer_id: customer.customerId,
          site_id: customer.ids.site,
          during: '[2026-01-01,)',
        });
        const deviceId = await fixture.insert('device', maker, {
          code: `AV-${number}`,
          kind: 'controller',
          machine_id: machineId,
          silent_after_seconds: 3600,
        });
        const [device] = await fixture.sql<{ device_key: number }>(
          `select device_key from device where id = $1`,
          [deviceId],
        );
        // The state changes every half hour of November. The machine is tripped for 3 hours. There is no data for 10
        // hours, 6 of which the counter explains, and again at the end of the month.
        const readings = Array.from({ length: 30 * 48 }, (_, half) => half)
          .filter((half) => !(half > 480 && half < 500) && half <= 1400)
          .map((half) => ({
            at: new Date(Date.parse('2026-10-31T23:00:00Z') + half * 1_800_000),
            seq: half,
            receivedAt: NOW,
            values: {
              state: half >= 100 && half < 106 ? 'trip' : half % 2 === 0 ? 'loaded' : 'idle',
              run_hours_total: half < 500 ? half / 2 : half / 2 - 4,
            },
          }));
        await storeReadings(fixture.owner, maker.makerId, device!.device_key, readings);
        await fixture.sql(
          `insert into device_status (maker_id, device_key, connected, last_values) values ($1, $2, true, '{"state":{}}')`,
          [maker.makerId, device!.device_key],
        );
        const seen = (scope = finance()) =>
          fixture.app.get(DetectedDowntimeService).find(scope, contract.id, MONTH);
        const found = await seen();
        expect(
          found.stops.map(({ kind, from, to, reported, ranHours, goesOn }) => [
            kind,
            new Date(from).toISOString(),
            new Date(to).toISOString(),
            reported ?? ranHours,
            goesOn,
          ]),
        ).toEqual([
          ['fault', '2026-11-03T01:00:00.000Z', '2026-11-03T04:00:00.000Z', 'trip', false],
          ['silent', '2026-11-11T00:00:00.000Z', '2026-11-11T09:00:00.000Z', '6', false],
          ['silent', '2026-11-30T04:00:00.000Z', '2026-11-30T23:00:00.000Z', null, false],
        ]);
        expect(found).toMatchObject({ count: 3, minutes: 31 * 60, unheard: [] });
        expect((await seen(customerScope(maker, customer))).stops).toEqual(found.stops);
        await expect(seen(customerScope(maker, maker.customers[1]))).rejects.toMatchObject({
          code: 'contracts.contract_not_found',
        });
        expect(await downtime().list(finance(), contract.id)).toEqual([]);
        for (const { from, to } of found.stops)
          await downtime().record(finance(), contract.id, {
            ...stop(machineId, 'unknown', '2026-11-01T00:00:00Z', '2026-11-01T00:00:00Z'),
            from: new Date(from),
            to: new Date(to),
          });
        expect(await seen()).toMatchObject({ stops: [], count: 0, minutes: 0 });
        // Nothing is proposed for a month before any agreement.
        expect(
          await fixture.app.get(DetectedDowntimeService).find(finance(), contract.id, '2026-01'),
        ).toMatchObject({
          count: 0,
        });
      });

      it('name machines without any reported state', async () => {
        const { contract } = await available();
        expect(
          await fixture.app.get(DetectedDowntimeService).find(finance(), contract.id, MONTH),
        ).toMatchObject({
          count: 0,
          unheard: [`AV-${number - 1}`],
        });
      });

      it('reject downtime of another machine, in the future or without a reason', async () => {
        const { contract, machineId } = await available();
        const refused = (wanted: NewDowntime) =>
          downtime()
            .record(finance(), contract.id, wanted)
            .then(
              () => null,
              ({ fields }: { fields: { pointer: string; code: string }[] }) =>
                fields.map(({ pointer, code }) => `${pointer} ${code.replace('contracts.', '')}`),
            );
        const sound = stop(machineId, 'supplier', '2026-11-03T00:00:00Z', '2026-11-04T00:00:00Z');
        expect(await refused({ ...sound, machineId: crypto.randomUUID() })).toEqual([
          '/machineId machine_not_in_contract',
        ]);
        expect(await refused({ ...sound, to: sound.from })).toEqual(['/to downtime_ends_before_start']);
        expect(await refused({ ...sound, to: new Date('2026-12-03T00:00:00Z') })).toEqual([
          '/to downtime_in_future',
        ]);
        expect(await refused({ ...sound, reason: ' ' })).toEqual(['/reason reason_missing']);
        const stranger = customerScope(maker, maker.customers[1]);
        await expect(downtime().list(stranger, contract.id)).rejects.toMatchObject({
          code: 'contracts.contract_not_found',
        });
      });
    });

    it('are rejected if they name a signal that the contract does not measure', async () => {
      const { contract, power, energy } = await contractWithGuarantee();
      await expect(draft(contract, { performance: [energy] })).rejects.toMatchObject({
        fields: [{ pointer: '/performance/0/kwhMeterIds', code: 'contracts.performance_meter_unknown' }],
      });
      await expect(
        draft(contract, { meters: [power], performance: [{ ...energy, key: 'air' }] }),
      ).rejects.toMatchObject({
        fields: [{ pointer: '/performance/0/key', code: 'contracts.charge_twice' }],
      });
    });
  });

  describe('of pauses', () => {
    const single = { months: null, from: '2026-11-11', to: '2026-11-20' };
    const inPart = { ...single, feePercent: '25', use: 'billed' } as const;
    const unbilled = { ...single, feePercent: '0', use: 'not_billed' } as const;
    const blocking = async (invoiceId: string) =>
      (await fixture.app.get(SelfAudit).findings(finance(), invoiceId)).filter(
        ({ severity }) => severity === 'blocks',
      );
    const previewOf = (contract: ContractView, input: Omit<AmendmentInput, 'reason'>) =>
      fixture.app
        .get(AmendmentPreviews)
        .preview(finance(), contract.id, { reason: 'The line is rebuilt', ...input });

    it('suspend fees and allowance by day while usage continues, as previewed', async () => {
      const contract = await contractOf();
      const input = { effectiveOn: '2026-11-01', pauses: [inPart] };
      const preview = await previewOf(contract, input);
      await amend(contract, input);
      const after = await draftOf(contract);
      // 66 of 300 m3 are included, because 20 of 30 days are not paused.
      expect(told(after)).toEqual([
        ['fee', 'fee', '2026-11-01', null, 100],
        ['fee', 'fee', '2026-11-11', null, 25],
        ['fee', 'fee', '2026-11-21', null, 100],
        ['air', 'usage', '2026-11-01', '300', 234],
      ]);
      expect(String(preview.months[0]!.after!.grossMinor)).toBe(after.grossMinor);
      expect(preview.months[0]!.lines.flatMap(({ after: line }) => (line ? [line.params] : []))).toEqual(
        after.lines.map(({ params }) => params),
      );
      expect(await blocking(after.id)).toEqual([]);
      // The agreed terms remain visible, including to the customer. A further amendment starts from the full fee.
      const own = await fixture.app.get(ContractsService).get(customerScope(maker, customer), contract.id);
      expect(own).toMatchObject({
        pauses: [inPart],
        charges: [{ pricing: { amount: '300' } }, {}],
        versions: [
          { from: '2026-02-01', pauses: [] },
          { from: '2026-11-01', pauses: [inPart] },
        ],
        pausedDays: [{ from: '2026-11-11', to: '2026-11-21', feePercent: '25', use: 'billed' }],
      });
    });

    it('that were agreed from the beginning bill neither the fee nor the usage of their days, and pass the audit', async () => {
      const season = { months: [11, 12], from: null, to: null, feePercent: '0', use: 'not_billed' } as const;
      const contract = await contractOf({ pauses: [season] });
      expect(told(await draftOf(contract, '2026-10'))).toEqual([
        ['fee', 'fee', '2026-10-01', null, 300],
        ['air', 'usage', '2026-10-01', '310', 210],
      ]);
      const november = await draftOf(contract);
      expect(told(november)).toEqual([['fee', 'fee', '2026-11-01', null, 0]]);
      expect(await blocking(november.id)).toEqual([]);
      // From the 21st, there is no longer a pause. A pause in the past stays unchanged.
      await amend(contract, { effectiveOn: '2026-11-21', pauses: [] });
      const amended = await draftOf(contract);
      expect(told(amended)).toEqual([
        ['fee', 'fee', '2026-11-01', null, 0],
        ['fee', 'fee', '2026-11-21', null, 100],
        ['air', 'usage', '2026-11-21', '100', 67],
      ]);
      expect(await blocking(amended.id)).toEqual([]);
    });

    it('reduce the minimum of the whole contract, which is amended and previewed like other terms', async () => {
      const minimum = (amount: string) => ({ minimum: { amount, clause: '5' } });
      const contract = await contractOf({ invoiceTerms: minimum('600') });
      expect(told(await draftOf(contract)).at(-1)).toEqual([
        'contract:minimum',
        'true_up',
        '2026-11-01',
        null,
        100,
      ]);
      const input = { effectiveOn: '2026-11-21', pauses: [], invoiceTerms: minimum('1200') };
      await amend(contract, { effectiveOn: '2026-11-01', pauses: [inPart] });
      const preview = await previewOf(contract, input);
      await amend(contract, input);
      const after = await draftOf(contract);
      // 10 of 30 days at 600 and 10 at 1200, compared with 100 + 25 + 100 and 234.
      expect(told(after).at(-1)).toEqual(['contract:minimum', 'true_up', '2026-11-01', null, 141]);
      expect(String(preview.months[0]!.after!.grossMinor)).toBe(after.grossMinor);
      // Future months are previewed as if they had ended: the preview of January contains the minimum.
      expect(preview.months[2]!.lines.at(-1)).toMatchObject({
        before: { params: { minimum: '600' } },
        after: { params: { minimum: '1200' } },
      });
      expect(await blocking(after.id)).toEqual([]);
      expect(await fixture.app.get(ContractsService).get(finance(), contract.id)).toMatchObject({
        versions: [
          { invoiceTerms: minimum('600') },
          { invoiceTerms: minimum('600') },
          { invoiceTerms: minimum('1200') },
        ],
      });
      await expect(
        draft(contract, { invoiceTerms: minimum('0'), charges: contract.charges }),
      ).rejects.toMatchObject({ fields: [{ pointer: '/invoiceTerms/minimum/amount' }] });
    });

    it('that become known after a month is issued are corrected by the difference', async () => {
      const contract = await contractOf();
      const issued = await draftOf(contract);
      await issueBySql(fixture.owner, issued.id);
      const input = { effectiveOn: '2026-11-01', pauses: [unbilled] };
      const preview = await previewOf(contract, input);
      await amend(contract, input);
      await expect(draftOf(contract)).rejects.toMatchObject({ code: 'billing.period_issued_differs' });
      const [found] = await billing.correct(finance(), issued.id);
      // 200 and 200 - 66 would have been due instead of 300 and 200.
      expect(found).toMatchObject({ correction: { totalMinor: '-16600' } });
      const { before, after } = preview.months[0]!;
      expect(after!.netMinor - before!.netMinor).toBe(-16_600n);
    });

    it('split the months of an annual counter, which continues across pauses', async () => {
      const contract = await contractOf({ startsOn: '2026-10-01', pauses: [unbilled] });
      const charges = contract.charges.map((charge) =>
        charge.key === 'air'
          ? { ...charge, countsBy: 'year' as const, pricing: { ...charge.pricing, includedQuantity: '365' } }
          : charge,
      );
      await amend(contract, { effectiveOn: '2026-10-01', charges });
      expect(told(await draftOf(contract, '2026-10')).slice(1)).toEqual([
        ['air', 'usage', '2026-10-01', '310', 0],
      ]);
      // 355 of 365 days have no pause: 45 of November's first 100 are included.
      const november = await draftOf(contract);
      expect(told(november).slice(3)).toEqual([
        ['air', 'usage', '2026-11-01', '100', 55],
        ['air', 'usage', '2026-11-21', '100', 100],
      ]);
      expect(told(await draftOf(contract, '2026-12')).slice(-1)).toMatchObject([
        ['air', 'usage', '2026-12-01', expect.anything(), expect.anything()],
      ]);
      expect(await blocking(november.id)).toEqual([]);
    });

    it.each([
      [[inPart, { ...inPart, from: '2026-11-20', to: '2026-11-30' }], '/pauses/1', 'pauses_overlap'],
      [[{ ...inPart, to: '2026-11-10' }], '/pauses/0/to', 'ends_before_start'],
      [[{ ...inPart, to: '2026-02-30' }], '/pauses/0/to', 'date_malformed'],
      [[{ ...inPart, from: '2026-10-31' }], '/pauses/0/from', 'pause_before_terms'],
      [[{ ...inPart, from: '2027-01-31', to: '2027-02-01' }], '/pauses/0/to', 'pause_after_end'],
    ])('%j are rejected at %s', async (pauses, pointer, code) => {
      const contract = await contractOf({ endsOn: '2027-01-31' });
      await expect(draft(contract, { effectiveOn: '2026-11-01', pauses })).rejects.toMatchObject({
        code: 'contracts.amendment_invalid',
        fields: [{ pointer, code: `contracts.${code}` }],
      });
    });

    it('do not prevent ending a contract', async () => {
      const late = { ...unbilled, from: '2027-01-10', to: '2027-02-10' };
      const contract = await contractOf({ endsOn: '2027-12-31', pauses: [late] });
      await amend(contract, { effectiveOn: '2026-12-01', endsOn: '2027-01-20' });
      expect(await again(contract)).toMatchObject({
        endsOn: '2027-01-20',
        pausedDays: [{ from: '2027-01-10', to: '2027-01-21' }],
      });
    });
  });

  describe('that end a contract', () => {
    const exit: ExitAgreement = {
      noticeDays: 30,
      noticeTo: 'month_end',
      endDay: 'billed',
      termination: { method: 'percent_of_remaining', percent: '60', deinstallation: '1850' },
      buyout: { model: 'table', prices: [{ month: 0, price: '20000' }] },
    };
    const leaving = (more: Partial<NewContract> = {}) => contractOf({ endsOn: '2031-01-31', exit, ...more });
    const minimum = { model: 'unit', unitPrice: '1', includedQuantity: '100', minAmount: '360' } as const;

    it('bill the last month by days, the prorated minimum and the exit fee as previewed, and nothing afterwards', async () => {
      const contract = await leaving();
      const [fee, air] = contract.charges;
      await amend(contract, { effectiveOn: '2026-11-01', charges: [fee!, { ...air!, pricing: minimum }] });
      const input = {
        effectiveOn: '2026-11-20',
        reason: 'The hall is sold',
        terminate: { kind: 'early' },
      } as const;
      const preview = await fixture.app.get(AmendmentPreviews).preview(finance(), contract.id, input);
      // 660 per month is due regardless of usage, a fee of 300 and a minimum of 360, for 51 months including the
      // current one.
      expect(preview.termination).toMatchObject({
        kind: 'early',
        amount: '22046.00',
        price: {
          steps: [
            { params: { payment: '660.00', months: 51 }, amount: '33660.00' },
            { amount: '20196.00' },
            {},
          ],
        },
      });
      const drafted = await draft(contract, input);
      await sign(drafted);
      const last = await draftOf(contract);
      expect(told(last)).toEqual([
        ['fee', 'fee', '2026-11-01', null, 200],
        // 66 m3 are included for 20 of 30 days, and the minimum is 240.
        ['air', 'usage', '2026-11-01', '200', 134],
        ['air', 'true_up', '2026-11-01', null, 106],
        ['termination', 'fee', '2026-11-20', null, 22_046],
      ]);
      const [november, ...later] = preview.months;
      expect(String(november!.after!.netMinor)).toBe(last.netMinor);
      expect(String(november!.after!.grossMinor)).toBe(last.grossMinor);
      expect(later.map(({ after }) => after)).toEqual(later.map(() => null));
      await expect(draftOf(contract, '2026-12')).rejects.toMatchObject({
        code: 'billing.contract_not_in_force',
      });
      // The decision is final, and the customer can see the calculation.
      const [own] = await amendments.list(customerScope(maker, customer), contract.id);
      expect(own).toMatchObject({
        id: drafted.id,
        reason: 'The hall is sold',
        changes: { termination: { amount: '22046.00' } },
      });
      expect(await again(contract)).toMatchObject({ endsOn: '2026-11-20' });
      await expect(draft(contract, { ...input, effectiveOn: '2026-11-10' })).rejects.toMatchObject({
        code: 'contracts.already_terminated',
        params: { on: '2026-11-20' },
      });
      expect(
        (await fixture.app.get(SelfAudit).findings(finance(), last.id)).filter(
          ({ severity }) => severity === 'blocks',
        ),
      ).toEqual([]);
    });

    it.each([
      ['at its end', {}, [300, 310, 200, 200, 510]],
      ['in instalments, settled at its end', { minInstalments: 12 }, null],
    ])('within a contract year bill the minimum for the billed days, %s', async (_, more, lines) => {
      const year = { model: 'unit', unitPrice: '1', minAmount: '7300', ...more } as const;
      const contract = await leaving({ startsOn: '2026-10-01' });
      const [fee, air] = contract.charges;
      await amend(contract, {
        effectiveOn: '2026-10-01',
        charges: [fee!, { ...air!, countsBy: 'year', pricing: year }],
      });
      const october = await draftOf(contract, '2026-10');
      const input = {
        effectiveOn: '2026-11-20',
        reason: 'The hall is sold',
        terminate: { kind: 'early', amount: '0' },
      } as const;
      const preview = await fixture.app.get(AmendmentPreviews).preview(finance(), contract.id, input);
      await amend(contract, input);
      const last = await draftOf(contract);
      expect(String(preview.months[0]!.after!.netMinor)).toBe(last.netMinor);
      // 51 of the year's 365 days: 7,300 becomes 1,020, of which 310 and 200 were used.
      const ofAir = [october, last].flatMap((invoice) =>
        told(invoice).flatMap(([key, , , , amount]) => (key === 'air' ? [Number(amount)] : [])),
      );
      expect(ofAir.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(1020, 2);
      if (lines) expect([...told(october), ...told(last)].map((line) => line[4])).toEqual(lines);
      await expect(draftOf(contract, '2026-12')).rejects.toMatchObject({
        code: 'billing.contract_not_in_force',
      });
    });

    it('end it by notice free of charge, on the earliest possible date', async () => {
      const contract = await leaving();
      const notice = { kind: 'notice', noticedOn: '2026-11-27' } as const;
      const input = { reason: 'Notice', terminate: notice };
      await expect(draft(contract, { ...input, effectiveOn: '2026-11-30' })).rejects.toMatchObject({
        fields: [
          { pointer: '/effectiveOn', code: 'contracts.notice_too_late', params: { earliest: '2026-12-31' } },
        ],
      });
      await expect(
        draft(contract, { ...input, effectiveOn: '2026-12-31', paymentDays: 3 }),
      ).rejects.toMatchObject({
        code: 'contracts.terminates_alone',
      });
      await amend(contract, { ...input, effectiveOn: '2026-12-31' });
      expect(await again(contract)).toMatchObject({
        endsOn: '2026-12-31',
        charges: [{ key: 'fee' }, { key: 'air' }],
      });
    });

    it('require a second approver above the maker’s limit, based on the terms at signing', async () => {
      const contract = await leaving();
      const drafted = await draft(contract, { effectiveOn: '2026-11-20', terminate: { kind: 'early' } });
      const limit = (amount: number | null) =>
        fixture.sql(`update legal_entity set four_eyes_limit = $2 where maker_id = $1`, [
          maker.makerId,
          amount,
        ]);
      await limit(500);
      await expect(sign(drafted)).rejects.toMatchObject({
        code: 'contracts.four_eyes',
        params: { limit: '500' },
      });
      await limit(null);
      await amend(contract, {
        effectiveOn: '2026-11-01',
        charges: withPricing(contract, 'fee', { amount: '600' }),
      });
      const seen = await amendments.get(finance(), contract.id, drafted.id);
      await expect(sign(seen)).rejects.toMatchObject({ code: 'contracts.amendment_outdated' });
    });

    it('by purchase transfer the machines to the customer from the effective day', async () => {
      const machineId = await fixture.insert('machine', maker, {
        serial: 'AM-SOLD',
        model_id: maker.ids.equipment_model,
        owner: 'maker',
        lifecycle: 'in_service',
        shipped_at: '2026-01-01T00:00:00Z',
      });
      const contract = await leaving({ machines: [{ machineId, from: '2026-02-01' }] });
      const terminate = { kind: 'buyout' } as const;
      const early = await draft(contract, { effectiveOn: '2026-12-03', terminate });
      await expect(sign(early)).rejects.toMatchObject({ code: 'contracts.buyout_to_come' });
      await amend(contract, { effectiveOn: '2026-11-30', terminate });
      expect(told(await draftOf(contract)).at(-1)).toEqual(['buyout', 'fee', '2026-11-30', null, 20_000]);
      expect(await fixture.sql(`select owner, lifecycle from machine where id = $1`, [machineId])).toEqual([
        { owner: 'customer', lifecycle: 'sold' },
      ]);
    });
  });

  describe('of machines', () => {
    let machines = 0;
    /** Adds a machine with a controller that counts air, at a site. */
    async function machineWith(of: CustomerOfWorld, perDay: number): Promise<string> {
      machines += 1;
      const machineId = await fixture.insert('machine', maker, {
        serial: `AM-${machines}`,
        model_id: maker.ids.equipment_model,
        owner: 'maker',
        lifecycle: 'in_service',
        shipped_at: '2026-01-01T00:00:00Z',
      });
      await fixture.insert('placement', maker, {
        machine_id: machineId,
        customer_id: of.customerId,
        site_id: of.ids.site,
        during: '[2026-01-05T00:00:00Z,)',
      });
      const deviceId = await fixture.insert('device', maker, {
        code: `CT-AM-${machines}`,
        kind: 'controller',
        machine_id: machineId,
      });
      await fixture.insert('signal', maker, {
        device_id: deviceId,
        key: 'air_m3_total',
        unit: 'm3',
        kind: 'counter',
      });
      await fixture.report(maker, deviceId, 'air_m3_total', daily(perDay));
      return machineId;
    }

    async function pool(perDay = 10): Promise<{ contract: ContractView; machineId: string }> {
      const machineId = await machineWith(customer, perDay);
      const [device] = await fixture.sql<{ id: string }>(`select id from device where machine_id = $1`, [
        machineId,
      ]);
      const meterId = crypto.randomUUID();
      const contract = await contractOf({
        machines: [{ machineId, from: '2026-02-01' }],
        meters: [{ id: meterId, deviceId: device!.id, signalKey: 'air_m3_total' }],
        charges: [
          { key: 'care', clause: '2.1', perMachine: true, pricing: { model: 'flat', amount: '300' } },
          {
            key: 'air',
            clause: '3.1',
            meterIds: [meterId],
            pricing: { model: 'unit', unitPrice: '1', includedQuantityPerMachine: '90' },
          },
        ],
      });
      return { contract, machineId };
    }

    it('replace one machine with another, each billed for its own days', async () => {
      const { contract, machineId } = await pool();
      const other = await machineWith(customer, 20);
      const input: Partial<AmendmentInput> = {
        effectiveOn: '2026-11-11',
        removeMachines: [machineId],
        addMachines: [{ machineId: other, like: machineId }],
      };
      const preview = await fixture.app.get(AmendmentPreviews).preview(finance(), contract.id, {
        effectiveOn: '',
        reason: 'Swapped',
        ...input,
      });
      await amend(contract, input);
      const after = await draftOf(contract);
      expect(told(after)).toEqual([
        ['care', 'fee', '2026-11-01', null, 100],
        ['care', 'fee', '2026-11-11', null, 200],
        // 100 and 400 m3, of which 30 and 60 are included.
        ['air', 'usage', '2026-11-01', '500', 410],
      ]);
      expect(String(preview.months[0]!.after!.netMinor)).toBe(after.netMinor);
      expect((await again(contract)).machines.map(({ from, to }) => [from, to])).toEqual([
        ['2026-02-01', '2026-11-11'],
        ['2026-11-11', null],
      ]);
    });

    it('move a machine to another site of the customer: billing continues, and the registry is updated', async () => {
      const { contract, machineId } = await pool();
      const siteId = await fixture.insert('site', maker, {
        customer_id: customer.customerId,
        code: 'S-HALL-2',
        name: 'Hall 2',
        country: 'PL',
        zone: 'Europe/Warsaw',
        hub_id: maker.ids.hub,
      });
      const moving = (to: string): Partial<AmendmentInput> => ({
        effectiveOn: '2026-11-11',
        moveMachines: [{ machineId, siteId: to }],
      });
      const faultsOf = (to: string) =>
        expect(draft(contract, moving(to))).rejects.toMatchObject({
          code: 'contracts.amendment_invalid',
          fields: [{ pointer: '/moveMachines/0/siteId' }],
        });
      await faultsOf(customer.ids.site!);
      await faultsOf(maker.customers[1].ids.site!);

      const { months } = await fixture.app.get(AmendmentPreviews).preview(finance(), contract.id, {
        ...{ effectiveOn: '', reason: 'The hall is let' },
        ...moving(siteId),
      });
      expect(months.map(({ after }) => after)).toEqual(months.map(({ before }) => before));
      expect(months.length).toBeGreaterThan(0);
      const before = told(await draftOf(contract));
      const early = await draft(contract, { ...moving(siteId), effectiveOn: '2026-12-03' });
      await expect(sign(early)).rejects.toMatchObject({
        code: 'contracts.move_to_come',
        params: { on: '2026-12-03' },
      });
      const { changes } = await amend(contract, moving(siteId));
      expect(changes).toEqual({ moveMachines: [{ machineId, siteId, siteName: 'Hall 2' }] });
      const stays = await fixture.sql(
        `select site_id, lower(during) as since, upper(during) as until from placement where machine_id = $1 order by 2`,
        [machineId],
      );
      const at = new Date('2026-11-10T23:00:00Z');
      expect(stays).toEqual([
        { site_id: customer.ids.site, since: new Date('2026-01-05T00:00:00Z'), until: at },
        { site_id: siteId, since: at, until: null },
      ]);
      expect(told(await draftOf(contract))).toEqual(before);
      expect((await again(contract)).machines).toHaveLength(1);
      await faultsOf(siteId);
    });

    it('reject a machine of another customer, one already included, and one without the counter', async () => {
      const { contract, machineId } = await pool();
      const theirs = await machineWith(maker.customers[1], 1);
      await fixture.app.get(ContractsService).create(finance(), {
        number: 'K-AM-THEIRS',
        state: 'active',
        customerId: maker.customers[1].customerId,
        legalEntityId: maker.ids.legal_entity!,
        planId: maker.ids.plan!,
        currency: 'PLN',
        zone: 'Europe/Warsaw',
        startsOn: '2026-02-01',
        endsOn: '2026-12-31',
        machines: [{ machineId: theirs, from: '2026-02-01' }],
        charges: [{ pricing: { model: 'flat', amount: '1' } }],
      });
      const faultOf = (input: Partial<AmendmentInput>) =>
        draft(contract, input).then(
          () => null,
          ({ code, fields = [] }: { code: string; fields?: { pointer: string; code: string }[] }) =>
            fields.length === 0
              ? code
              : fields.map((fault) => `${fault.pointer} ${fault.code.replace('contracts.', '')}`),
        );
      expect(await faultOf({ addMachines: [{ machineId: theirs }] })).toEqual([
        '/addMachines/0 machine_with_another_customer',
      ]);
      // After the end of the other contract, the machine is available.
      expect(await faultOf({ effectiveOn: '2027-01-01', addMachines: [{ machineId: theirs }] })).toBeNull();
      expect(await faultOf({ addMachines: [{ machineId }] })).toEqual(['/addMachines/0 machine_in_contract']);
      expect(await faultOf({ addMachines: [{ machineId: crypto.randomUUID() }] })).toBe(
        'contracts.machine_not_found',
      );
      const bare = await fixture.insert('machine', maker, {
        serial: 'AM-BARE',
        model_id: maker.ids.equipment_model,
        owner: 'maker',
        lifecycle: 'in_service',
        shipped_at: '2026-01-01T00:00:00Z',
      });
      expect(await faultOf({ addMachines: [{ machineId: bare, like: machineId }] })).toEqual([
        '/addMachines/0 machine_lacks_counter',
      ]);
    });

    it('reject a counter that another contract bills on the same days', async () => {
      const { contract } = await pool();
      const rival = await pool();
      await expect(
        draft(contract, {
          addMachines: [{ machineId: rival.machineId, like: contract.machines[0]!.machineId }],
        }),
      ).rejects.toMatchObject({
        code: 'contracts.counter_billed_elsewhere',
        params: { contract: rival.contract.number },
      });
    });
  });

  it('end a contract after its last day, and extend it again', async () => {
    const contract = await contractOf();
    await draftOf(contract);
    await amend(contract, { effectiveOn: '2026-11-21', endsOn: '2026-11-20', reason: 'Terminated' });
    expect(told(await draftOf(contract))).toEqual([
      ['fee', 'fee', '2026-11-01', null, 200],
      ['air', 'usage', '2026-11-01', '200', 134],
    ]);
    fixture.now = '2027-01-02T08:00:00Z';
    await expect(draftOf(contract, '2026-12')).rejects.toMatchObject({
      code: 'billing.contract_not_in_force',
    });
    await amend(contract, { effectiveOn: '2026-11-21', endsOn: '2026-12-31', reason: 'Goes on' });
    expect((await draftOf(contract, '2026-11')).periodTo).toBe('2026-12-01');
    expect((await draftOf(contract, '2026-12')).periodTo).toBe('2027-01-01');
  });

  it('bill another buyer of the customer from the first day of a month', async () => {
    const contract = await contractOf();
    const buyerId = await fixture.insert('customer_entity', maker, {
      customer_id: customer.customerId,
      name: 'Nowa spółka fikcyjna',
      street: 'ul. Nowa 1',
      postal_code: '00-001',
      city: 'Warszawa',
      country: 'PL',
      tax_ids: '{"nip":"9990000103"}',
      created_at: '2026-01-01T00:00:00Z',
    });
    await expect(draft(contract, { buyerId })).rejects.toMatchObject({
      fields: [{ pointer: '/effectiveOn', code: 'contracts.buyer_within_month' }],
    });
    await expect(
      draft(contract, { effectiveOn: '2026-11-01', buyerId: maker.customers[1].ids.buyer! }),
    ).rejects.toMatchObject({ code: 'contracts.buyer_not_found' });
    await amend(contract, { effectiveOn: '2026-11-01', buyerId, paymentDays: 7 });
    expect(await draftOf(contract, '2026-10')).toMatchObject({
      buyer: { id: customer.ids.buyer },
      paymentDays: 30,
    });
    expect(await draftOf(contract)).toMatchObject({ buyer: { id: buyerId }, paymentDays: 7 });
  });

  it('leave results with an earlier cutoff unchanged, byte for byte', async () => {
    const contract = await contractOf();
    const cutoff = new Date(NOW);
    const hashAt = (knownBefore: Date): Promise<string> =>
      fixture.app.get(UnitOfWork).run(finance(), async (tx) => {
        await fixture.app.get(DraftBatches).draftAll(tx, [contract.id], MONTH, knownBefore);
        const [row]: { content_hash: string }[] = await tx.manager.query(
          `select content_hash from invoice where contract_id = $1 and period_from = '2026-11-01'`,
          [contract.id],
        );
        return row!.content_hash;
      });
    const before = await hashAt(cutoff);
    fixture.now = '2026-12-02T09:00:00Z';
    await amend(contract, { charges: withPricing(contract, 'fee', { amount: '900' }) });
    expect(await hashAt(cutoff)).toBe(before);
    const later = await hashAt(new Date('2026-12-02T09:00:00Z'));
    expect(later).not.toBe(before);
    // A run that is resumed with its own cutoff leaves the draft of a later run unchanged.
    expect(await hashAt(cutoff)).toBe(later);
  });

  it('still correct an issued month when a run with an earlier cutoff processes it again', async () => {
    const contract = await contractOf();
    const { id } = await draftOf(contract);
    await issueBySql(fixture.owner, id);
    const later = '2026-12-02T09:00:00Z';
    fixture.now = later;
    await amend(contract, { charges: withPricing(contract, 'fee', { amount: '900' }) });
    const loadAsOf = (knownBefore: Date) =>
      fixture.app.get(UnitOfWork).run(finance(), async (tx) => {
        const outcome = (
          await fixture.app.get(DraftBatches).draftAll(tx, [contract.id], MONTH, knownBefore)
        ).get(contract.id);
        if (outcome === undefined || outcome instanceof DomainError) throw outcome;
        return billing.correctWithin(tx, outcome);
      });
    const [found] = await loadAsOf(new Date(later));
    expect(found!.correction).toMatchObject({ state: 'open' });
    const [again] = await loadAsOf(new Date(NOW));
    expect(again).toMatchObject({
      isNew: false,
      correction: { contentHash: found!.correction!.contentHash },
    });
  });

  it('leave an issued month unchanged and correct it', async () => {
    const contract = await contractOf();
    const { id } = await draftOf(contract);
    await issueBySql(fixture.owner, id);
    await expect(draftOf(contract)).rejects.toMatchObject({ code: 'billing.period_issued' });
    const input = { charges: withPricing(contract, 'fee', { amount: '250' }) };
    const preview = await fixture.app
      .get(AmendmentPreviews)
      .preview(finance(), contract.id, { effectiveOn: '2026-11-15', reason: 'x', ...input });
    expect(preview.months[0]!.issued).not.toBeNull();
    await amend(contract, input);
    await expect(draftOf(contract)).rejects.toMatchObject({ code: 'billing.period_issued_differs' });
    // 16 of 30 days at 250 instead of 300.
    const [found] = await billing.correct(finance(), id);
    expect(found).toMatchObject({ hasOtherTerms: false, correction: { totalMinor: '-2667' } });
  });

  it('never affect a draft invoice that was created before they were signed, under concurrency', async () => {
    const contract = await contractOf();
    const drafted = await draft(contract, { charges: withPricing(contract, 'fee', { amount: '900' }) });
    await Promise.all([draftOf(contract), sign(drafted), draftOf(contract), draftOf(contract)]);
    // 14 days at 300 and 16 at 900.
    expect(told(await draftOf(contract)).slice(0, 2)).toEqual([
      ['fee', 'fee', '2026-11-01', null, 140],
      ['fee', 'fee', '2026-11-15', null, 480],
    ]);
  });

  describe('that follow an index clause', () => {
    const SHARES = [
      { key: 'wages', weight: '0.5' },
      { key: 'material', weight: '0.35' },
    ];
    const CLAUSE: AgreedIndexClause = {
      from: '2026-11-01',
      weights: SHARES,
      fixedPercentPerYear: null,
      cap: '1.05',
      floor: null,
      noticeDays: 5,
      lateNotice: 'postponed',
      charges: null,
      indexLagMonths: 1,
      baseMonth: null,
      factorDecimals: null,
      priceDecimals: null,
    };
    /** A time at which the customer can still be notified before the deadline for a step on 1 November. */
    const EARLY = '2026-10-20T08:00:00Z';
    const NOTICE = { acceptedBy: 'Marek Kowalski', acceptedOn: '2026-10-20' };
    const indexed = (more: Partial<AgreedIndexClause> = {}) =>
      contractOf({ indexClause: { ...CLAUSE, ...more } });
    const step = ({ id }: Pick<ContractView, 'id'>, stepOn = '2026-11-01') =>
      fixture.app.get(EscalationService).draftStep(finance(), id, { stepOn, reason: 'Index of October' });
    const signStep = ({ contractId, id, version, contentHash }: AmendmentView, told = NOTICE) =>
      amendments.sign(finance(), contractId, id, version, { ...told, contentHash });
    const findStep = async ({ id }: ContractView) => {
      const steps = await fixture.app.get(IndexSteps).list(finance(), 92);
      return steps.find(({ contract }) => contract.id === id);
    };
    let written = 0;
    const writeDown = (series: string, month: string, value: string) =>
      fixture.insert('price_index', maker, {
        series,
        month: `${month}-01`,
        value,
        source: 'GUS',
        recorded_at: new Date(Date.parse('2026-10-01T00:00:00Z') + (written += 1)).toISOString(),
      });

    beforeAll(async () => {
      for (const [series, month, value] of [
        ['wages', '2026-01', '118.4'],
        ['wages', '2026-10', '126.1'],
        ['material', '2026-01', '203'],
        ['material', '2026-10', '197.5'],
      ] as const)
        await writeDown(series, month, value);
    });
    beforeEach(() => {
      fixture.now = EARLY;
    });

    it('apply its factor to the originally agreed prices, keep its evidence, and are billed as previewed', async () => {
      const contract = await indexed();
      expect(await findStep(contract)).toMatchObject({
        standing: 'ready',
        daysLeft: 7,
        appliedFactor: '1.023034',
        mrrBefore: '300.00',
        mrrAfter: '306.91',
        amendmentId: null,
      });
      const drafted = await step(contract);
      expect(drafted).toMatchObject({
        effectiveOn: '2026-11-01',
        reason: 'Index of October',
        content: { charges: [{ pricing: { amount: '306.91' } }, { pricing: { unitPrice: '1.023034' } }] },
        indexStep: {
          stepOn: '2026-11-01',
          noticeBy: '2026-10-27',
          cap: '1.05',
          parts: [
            {
              rawFactor: '1.023034',
              indexes: [
                { key: 'wages', weight: '0.5', base: '118.4', month: '2026-10', value: '126.1' },
                { key: 'material', value: '197.5' },
              ],
              charges: [
                { key: 'fee', agreed: { amount: '300' }, after: { amount: '306.91' } },
                { key: 'air' },
              ],
            },
          ],
        },
      });
      // Values that are recorded later change nothing.
      await writeDown('wages', '2026-10', '130');
      expect(await findStep(contract)).toMatchObject({ standing: 'drafted', amendmentId: drafted.id });
      fixture.now = NOW;
      const preview = await fixture.app
        .get(AmendmentPreviews)
        .previewDraft(finance(), contract.id, drafted.id);
      await signStep(drafted);
      const bill = await draftOf(contract);
      // 200 m3 beyond the allowance, at the unrounded price.
      expect(told(bill)).toEqual([
        ['fee', 'fee', '2026-11-01', null, 306.91],
        ['air', 'usage', '2026-11-01', '300', 204.61],
      ]);
      expect(preview.months[0]!.after!.netMinor).toBe(BigInt(bill.netMinor));
      expect(await findStep(contract)).toBeUndefined();
      await writeDown('wages', '2026-10', '126.1');
    });

    it('use the clause of their day, and preview the effect of another clause', async () => {
      const contract = await indexed();
      const later = { ...CLAUSE, from: '2027-05-01', weights: [{ key: 'wages', weight: '1' }], cap: null };
      await signStep(await draft(contract, { effectiveOn: '2027-01-01', indexClause: later }));
      expect(await again(contract)).toMatchObject({
        indexClause: CLAUSE,
        versions: [{ indexClause: CLAUSE }, { from: '2027-01-01', indexClause: later }],
      });
      expect(await findStep(contract)).toMatchObject({
        appliedFactor: '1.023034',
        step: { on: '2026-11-01' },
      });
      const escalations = fixture.app.get(EscalationService);
      await signStep(await step(contract));
      expect(await escalations.get(finance(), contract.id)).toMatchObject({
        step: { on: '2027-05-01', indexMonth: '2027-04' },
        indexes: [{ key: 'wages', month: '2027-04', value: null }],
        proposal: null,
      });
      // Unknown future values are assumed to equal the last known value.
      const previewed = await escalations.preview(finance(), contract.id, {
        indexClause: { ...later, charges: ['fee'], cap: '1.06' },
        effectiveOn: '2027-01-01',
      });
      expect(previewed).toMatchObject({
        step: { on: '2027-05-01' },
        indexes: [{ key: 'wages', base: '118.4', month: '2026-10', value: '126.1' }],
        proposal: {
          rawFactor: '1.065034',
          appliedFactor: '1.060000',
          charges: [{ after: { pricing: { amount: '318.00' } } }],
        },
      });
      await expect(
        escalations.preview(finance(), contract.id, { indexClause: { ...later, weights: [] } }),
      ).rejects.toMatchObject({
        code: 'billing.index_clause_invalid',
        fields: [{ pointer: '/indexClause/weights' }],
      });
      await expect(
        draft(contract, { effectiveOn: '2027-02-01', indexClause: { ...later, charges: ['steam'] } }),
      ).rejects.toMatchObject({
        code: 'contracts.amendment_invalid',
        fields: [{ pointer: '/indexClause/charges', code: 'contracts.index_charge_unknown' }],
      });
    });

    it('are created once per step, under concurrency and repetition', async () => {
      const contract = await indexed();
      const results = await Promise.allSettled([step(contract), step(contract), step(contract)]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
      for (const result of results)
        if (result.status === 'rejected')
          expect(result.reason).toMatchObject({ code: 'contracts.index_step_taken' });
      const [made] = await amendments.list(finance(), contract.id);
      // After a draft is discarded, the step can be drafted again. A step that was signed is never created again.
      await amendments.discard(finance(), contract.id, made!.id, made!.version);
      await signStep(await step(contract));
      await expect(step(contract)).rejects.toMatchObject({ code: 'contracts.index_step_taken' });
      await expect(step(contract, '2027-11-01')).rejects.toMatchObject({
        code: 'billing.index_value_missing',
      });
    });

    it('apply a month later if it is too late to notify the customer, or never if the clause says so', async () => {
      const contract = await indexed();
      const drafted = await step(contract);
      fixture.now = '2026-10-29T08:00:00Z';
      await expect(signStep(drafted, { ...NOTICE, acceptedOn: '2026-10-28' })).rejects.toMatchObject({
        code: 'contracts.acceptance_invalid',
        fields: [
          { pointer: '/acceptedOn', code: 'contracts.step_told_late', params: { noticeBy: '2026-10-27' } },
        ],
      });
      expect(await findStep(contract)).toMatchObject({ standing: 'drafted_late', daysLeft: -2 });
      await amendments.discard(finance(), contract.id, drafted.id, drafted.version);
      expect(await step(contract)).toMatchObject({
        effectiveOn: '2026-12-01',
        indexStep: { stepOn: '2026-11-01', noticeBy: '2026-11-26' },
      });
      const strict = await indexed({ lateNotice: 'lapses' });
      await expect(step(strict)).rejects.toMatchObject({
        code: 'billing.index_step_not_next',
        params: { next: '2027-11-01' },
      });
      expect(await fixture.app.get(EscalationService).get(finance(), strict.id)).toMatchObject({
        lapsed: '2026-11-01',
      });
    });

    it('are announced by a letter that is created once, and sent once to the invoice address', async () => {
      const contract = await indexed();
      const drafted = await step(contract);
      const letters = fixture.app.get(IndexLetters);
      const ofCustomer = customerScope(maker, customer);
      const file = await letters.get(finance(), contract.id, drafted.id);
      const text = (await readPdf(file.pdf)).pages.join('').replaceAll(/\s+/g, '');
      for (const words of [
        contract.number,
        '300.00 306.91 +2.3%',
        '1 1.023034 +2.3%',
        'wages 50% 118.4 (January 2026) 126.1 (October 2026) GUS',
        '0.15 + 0.5 × 126.1 ÷ 118.4 + 0.35 × 197.5 ÷ 203 = 1.023034',
        '1 Nov 2026',
        '27 Oct 2026',
      ])
        expect(text).toContain(words.replaceAll(' ', ''));
      // The letter stays unchanged, even if its sources change.
      await fixture.sql(`update customer_entity set name = name || ' AG', invoice_email = $2 where id = $1`, [
        contract.buyerId,
        'bills@example.com',
      ]);
      const again = await letters.get(finance(), contract.id, drafted.id);
      expect(again.pdf.equals(file.pdf)).toBe(true);
      expect(createHash('sha256').update(file.pdf).digest('hex')).toBe(file.sha256);
      await expect(
        fixture.sql(`update amendment_letter set pdf = 'x' where amendment_id = $1`, [drafted.id]),
      ).rejects.toMatchObject({ code: '23001' });
      // Only the maker can see a draft. Signed amendments are also visible to the customer.
      await expect(letters.get(ofCustomer, contract.id, drafted.id)).rejects.toMatchObject({
        code: 'contracts.amendment_not_found',
      });
      await signStep(drafted);
      expect((await letters.get(ofCustomer, contract.id, drafted.id)).sha256).toBe(file.sha256);
      const told = await fixture.sql<{ payload: object }>(
        `select payload from outbox_event where name = 'contracts.index_step_signed' and payload ->> 'amendmentId' = $1`,
        [drafted.id],
      );
      expect(told).toEqual([{ payload: { contractId: contract.id, amendmentId: drafted.id } }]);
      const mailed: Mail[] = [];
      const errors: Error[] = [];
      const postbox = {
        deliver: (mail: Mail): Promise<void> => {
          const error = errors.pop();
          if (error) return Promise.reject(error);
          mailed.push(mail);
          return Promise.resolve();
        },
      };
      const mails = new IndexLetterMails(
        fixture.app.get(UnitOfWork),
        letters,
        postbox,
        'https://air.example',
      );
      const send = () => mails.send(finance(), contract.id, drafted.id);
      errors.push(Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' }));
      await expect(send()).rejects.toThrow('connect');
      await send();
      await send();
      expect(mailed).toMatchObject([{ to: 'bills@example.com', attachments: [{ content: file.pdf }] }]);
      expect(await amendments.get(ofCustomer, contract.id, drafted.id)).toMatchObject({
        letter: { sha256: file.sha256, mailedTo: 'bills@example.com' },
      });
      // The server may have accepted an email if the connection was lost during its transfer.
      await fixture.sql(
        `update amendment_letter set mailed_at = null, mailed_to = null where amendment_id = $1`,
        [drafted.id],
      );
      errors.push(Object.assign(new Error('Timeout'), { code: 'ETIMEDOUT' }));
      await send();
      await send();
      expect(mailed).toHaveLength(1);
      await fixture.sql(`update customer_entity set invoice_email = '' where id = $1`, [contract.buyerId]);
    });

    it('have no letter without a step, and none after the draft is discarded', async () => {
      const contract = await indexed();
      const letters = fixture.app.get(IndexLetters);
      const plain = await draft(contract, { endsOn: '2031-12-31' });
      await expect(letters.get(finance(), contract.id, plain.id)).rejects.toMatchObject({
        code: 'billing.letter_of_steps_only',
      });
      const drafted = await step(contract);
      await letters.get(finance(), contract.id, drafted.id);
      await amendments.discard(finance(), contract.id, drafted.id, drafted.version);
      expect(await fixture.sql(`select from amendment_letter where amendment_id = $1`, [drafted.id])).toEqual(
        [],
      );
      // Users of the customer have no permission to create a letter.
      const signed = await signStep(await step(contract));
      await expect(letters.get(customerScope(maker, customer), contract.id, signed.id)).rejects.toMatchObject(
        { code: 'billing.letter_not_written' },
      );
    });

    it('can’t be edited, and can’t be signed once other prices were agreed', async () => {
      const contract = await indexed();
      const drafted = await step(contract);
      await expect(
        amendments.edit(finance(), contract.id, drafted.id, drafted.version, {
          effectiveOn: '2026-11-01',
          reason: 'Less',
          endsOn: '2030-12-31',
        }),
      ).rejects.toMatchObject({ code: 'contracts.amendment_follows_index' });
      const other = await draft(contract, {
        effectiveOn: '2026-10-01',
        charges: withPricing(contract, 'fee', { amount: '280' }),
      });
      await signStep(other);
      const again = await amendments.get(finance(), contract.id, drafted.id);
      await expect(signStep(again)).rejects.toMatchObject({ code: 'contracts.index_step_outdated' });
    });

    it('are created for several contracts independently: a failure does not affect the others', async () => {
      const [one, other] = [await indexed(), await indexed({ charges: ['air'] })];
      const missing = await indexed({ weights: [...SHARES, { key: 'steel', weight: '0.1' }] });
      const plain = await contractOf();
      const still = await indexed({ cap: '1' });
      const inputs = [one, missing, plain, still, other, one].map(({ id }) => ({
        contractId: id,
        stepOn: '2026-11-01',
      }));
      const steps = fixture.app.get(IndexSteps);
      const stranger = { contractId: crypto.randomUUID(), stepOn: '2026-11-01' };
      await expect(steps.draft(finance(), [...inputs, stranger])).rejects.toMatchObject({
        code: 'contracts.contract_not_found',
      });
      const outcomes = await steps.draft(finance(), inputs);
      expect(outcomes.map(({ fault, amendmentId }) => fault?.code ?? typeof amendmentId)).toEqual([
        'string',
        'billing.index_value_missing',
        'billing.no_index_clause',
        'billing.index_step_changes_nothing',
        'string',
        'contracts.index_step_taken',
      ]);
      expect(await findStep(missing)).toMatchObject({ standing: 'value_missing', appliedFactor: null });
      expect(await findStep(still)).toMatchObject({ standing: 'unchanged' });
      const [ofOther] = await amendments.list(finance(), other.id);
      expect(ofOther!.changes.charges!.map(({ key }) => key)).toEqual(['air']);
    });
  });

  describe('are signed', () => {
    it('exactly as accepted: the second of two concurrent amendments must be reviewed again', async () => {
      const contract = await contractOf();
      const mine = await draft(contract, { charges: withPricing(contract, 'fee', { amount: '310' }) });
      const yours = await draft(contract, { charges: withPricing(contract, 'air', { unitPrice: '5' }) });
      const results = await Promise.allSettled([sign(mine), sign(yours)]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { code: 'contracts.amendment_outdated' },
      });
      const [left] = await amendments.list(finance(), contract.id);
      expect(left!.signedAt).toBeNull();
      // The reviewer then sees both changes, and nothing is lost.
      await sign(left!);
      expect(await again(contract)).toMatchObject({
        charges: [{ pricing: { amount: '310' } }, { pricing: { unitPrice: '5' } }],
      });
    });

    it('once, and stay unchanged for every role', async () => {
      const contract = await contractOf();
      const signed = await amend(contract, { charges: withPricing(contract, 'fee', { amount: '310' }) });
      await expect(sign(signed)).rejects.toMatchObject({ code: 'contracts.amendment_signed' });
      await expect(
        amendments.discard(finance(), contract.id, signed.id, signed.version),
      ).rejects.toMatchObject({
        code: 'contracts.amendment_signed',
      });
      for (const statement of [
        `update contract_amendment set reason = 'other' where id = $1`,
        `delete from contract_amendment where id = $1`,
      ])
        await expect(fixture.sql(statement, [signed.id])).rejects.toMatchObject({ code: '23001' });
      await expect(
        fixture.sql(`update contract_base set content = '{}' where contract_id = $1`, [contract.id]),
      ).rejects.toMatchObject({ code: '23001' });
      const trail = await fixture.sql<{ action: string }>(
        `select action from audit_entry where entity_id = $1 order by id`,
        [signed.id],
      );
      expect(trail.map(({ action }) => action)).toEqual([
        'contracts.amendment_drafted',
        'contracts.amendment_signed',
      ]);
      const decisions = await fixture.sql(
        `select before, after, why, user_id, evidence_hash from money_decision
          where action = 'amendment_signed' and after ->> 'amendmentId' = $1`,
        [signed.id],
      );
      expect(decisions).toMatchObject([
        {
          before: {
            contract: contract.number,
            amendments: 0,
            charges: [{ key: 'fee', pricing: { amount: '300' } }],
          },
          after: {
            contractId: contract.id,
            amendments: 1,
            effectiveOn: signed.effectiveOn,
            acceptedBy: signed.acceptedBy,
            changes: { charges: [{ key: 'fee', set: { pricing: { amount: '310' } } }] },
          },
          why: signed.reason,
          user_id: finance().userId,
          evidence_hash: signed.contentHash,
        },
      ]);
      const told = await fixture.app.get(ContractDecisions).list(finance(), contract.id);
      expect(told.map(({ action }) => action)).toEqual(['amendment_signed', 'contract_activated']);
    });

    it('by a person, on a day in the past or present', async () => {
      const contract = await contractOf();
      const { id, version, contentHash } = await draft(contract, { endsOn: '2030-12-31' });
      await expect(
        amendments.sign(finance(), contract.id, id, version, {
          acceptedBy: ' ',
          acceptedOn: '2026-12-03',
          contentHash,
        }),
      ).rejects.toMatchObject({
        code: 'contracts.acceptance_invalid',
        fields: [
          { pointer: '/acceptedBy', code: 'contracts.accepter_missing' },
          { pointer: '/acceptedOn', code: 'contracts.accepted_in_future' },
        ],
      });
    });
  });

  describe('that are drafts', () => {
    it('are edited with their last version, and discarded', async () => {
      const contract = await contractOf();
      const first = await draft(contract, { endsOn: '2030-12-31' });
      const input = { effectiveOn: '2026-12-01', reason: 'Longer', endsOn: '2031-12-31' };
      const edited = await amendments.edit(finance(), contract.id, first.id, first.version, input);
      expect(edited).toMatchObject({
        version: 2,
        effectiveOn: '2026-12-01',
        changes: { endsOn: '2031-12-31' },
      });
      expect(edited.contentHash).not.toBe(first.contentHash);
      await expect(amendments.edit(finance(), contract.id, first.id, 1, input)).rejects.toMatchObject({
        code: 'platform.version_mismatch',
      });
      await amendments.discard(finance(), contract.id, first.id, 2);
      expect(await amendments.list(finance(), contract.id)).toEqual([]);
      await expect(amendments.get(finance(), contract.id, first.id)).rejects.toMatchObject({
        code: 'contracts.amendment_not_found',
      });
    });

    it.each<[string, Partial<AmendmentInput>, string]>([
      [
        'before the contract begins',
        { effectiveOn: '2026-01-31', endsOn: null },
        '/effectiveOn contracts.effective_before_start',
      ],
      ['without a day', { effectiveOn: 'soon' }, '/effectiveOn contracts.date_malformed'],
      ['without a reason', { reason: ' ' }, '/reason contracts.reason_missing'],
      ['after its end', { endsOn: '2026-11-01' }, '/endsOn contracts.effective_after_end'],
      [
        'for an invalid charge',
        { charges: [{ pricing: { model: 'unit', unitPrice: '-1' } }] },
        '/charges/0/meterIds contracts.charge_meter_missing',
      ],
      ['for an unknown charge', { charges: [] }, '/charges contracts.charge_missing'],
    ])('are rejected %s', async (_name, input, first) => {
      const contract = await contractOf();
      const error: { code: string; fields: { pointer: string; code: string }[] } = await draft(
        contract,
        input,
      ).then(
        () => Promise.reject(new Error('It was taken')),
        (refused) => refused,
      );
      expect(error.code).toBe('contracts.amendment_invalid');
      expect(error.fields.map(({ pointer, code }) => `${pointer} ${code}`)).toContain(first);
    });

    it('are rejected if nothing changes, and for contracts that are not active', async () => {
      const contract = await contractOf();
      await expect(draft(contract, { charges: contract.charges })).rejects.toMatchObject({
        code: 'contracts.amendment_empty',
      });
      const written = await contractOf({ state: 'draft' });
      await expect(draft(written, { endsOn: null })).rejects.toMatchObject({
        code: 'contracts.contract_not_active',
      });
      const over = await contractOf({ endsOn: '2026-11-30' });
      await fixture.app.get(ContractsService).change(finance(), over.id, over.version, { state: 'ended' });
      await expect(draft(over, { endsOn: null })).rejects.toMatchObject({ code: 'contracts.contract_ended' });
    });

    it('are internal to the maker; signed ones are visible to their customer, and to no other', async () => {
      const contract = await contractOf();
      const signed = await amend(contract, { charges: withPricing(contract, 'fee', { amount: '310' }) });
      await draft(contract, { endsOn: '2030-12-31' });
      const own = await amendments.list(customerScope(maker, customer), contract.id);
      expect(own.map(({ id }) => id)).toEqual([signed.id]);
      const stranger = await fixture.makeMaker('amended-strangers');
      for (const scope of [customerScope(maker, maker.customers[1]), financeOf(stranger)]) {
        await expect(amendments.list(scope, contract.id)).rejects.toMatchObject({
          code: 'contracts.contract_not_found',
        });
        await expect(amendments.get(scope, contract.id, signed.id)).rejects.toMatchObject({
          code: 'contracts.amendment_not_found',
        });
      }
    });
  });
});
