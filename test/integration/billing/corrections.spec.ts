import { AmendmentsService, ContractsService, type ContractView, type NewContract } from '#contracts';
import { BillingRunner, BillingRuns, DraftsService, SelfAudit, ContractMigrationsService } from '#billing';
import { CreditNotesService, InvoiceLifecycleService, InvoicesService } from '#invoicing';
import { InvoiceDocuments } from '#documents';
import { ProofsService } from '#assurance';
import { BillingFixture, customerScope, financeOf, type SentValue } from '../../support/billing-fixture.js';
import type { CustomerOfWorld, MakerOfWorld } from '../../support/world.js';

const NOW = '2026-12-02T08:00:00Z';
const LATER = '2026-12-02T10:00:00Z';
/** Receipt time of late data: after the invoice, before the run that finds it. */
const RECEIVED = '2026-12-02T09:00:00Z';

describe('corrections of issued months', () => {
  let fixture: BillingFixture;
  let maker: MakerOfWorld;
  let customer: CustomerOfWorld;
  let billing: DraftsService;
  let invoices: InvoicesService;
  let life: InvoiceLifecycleService;
  let number = 0;

  beforeAll(async () => {
    fixture = await BillingFixture.open(NOW);
    maker = await fixture.makeMaker('corrections');
    customer = maker.customers[0];
    billing = fixture.app.get(DraftsService);
    invoices = fixture.app.get(InvoicesService);
    life = fixture.app.get(InvoiceLifecycleService);
  });

  afterAll(() => fixture?.close());
  beforeEach(() => {
    fixture.now = NOW;
  });

  const finance = () => financeOf(maker);

  /** Creates a contract with 1 PLN per m3, measured by a separate instrument. */
  async function contractOf(
    sentReadings: readonly SentValue[],
    more: Partial<NewContract> = {},
    charges = (meterId: string): NewContract['charges'] => [
      { key: 'air', meterIds: [meterId], pricing: { model: 'unit', unitPrice: '1' } },
    ],
    // The readings are days apart. A step across the end of a month belongs to the month in which it ends.
    maxGapMinutes = 100_000,
  ): Promise<{ contract: ContractView; late: (sentReadings: readonly SentValue[]) => Promise<void> }> {
    number += 1;
    const deviceId = await fixture.addInstrument(maker, customer, `FM-CR-${number}`);
    const meterId = crypto.randomUUID();
    const contract = await fixture.app.get(ContractsService).create(finance(), {
      number: `K-CR-${number}`,
      state: 'active',
      customerId: customer.customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2026-02-01',
      meters: [{ id: meterId, deviceId, signalKey: 'air_m3_total', maxGapMinutes }],
      charges: charges(meterId),
      ...more,
    });
    await fixture.report(maker, deviceId, 'air_m3_total', sentReadings);
    return {
      contract,
      late: (readings) =>
        fixture.report(
          maker,
          deviceId,
          'air_m3_total',
          readings.map((reading) => ({ receivedAt: RECEIVED, ...reading })),
        ),
    };
  }

  /**
   * Readings from noon on 31 October through November. All of the 600 m3 belong to November, because the steps end
   * there.
   */
  const NOVEMBER: readonly SentValue[] = [
    { at: '2026-10-31T12:00:00Z', value: 0 },
    { at: '2026-11-02T12:00:00Z', value: 100 },
    { at: '2026-11-30T12:00:00Z', value: 600 },
  ];
  const MORE: readonly SentValue[] = [{ at: '2026-11-30T22:00:00Z', value: 650 }];
  /** A late reading that assigns 80 of the 600 m3 to October. */
  const LESS: readonly SentValue[] = [{ at: '2026-10-31T22:30:00Z', value: 80 }];

  async function approveAndIssue(id: string) {
    const { version, contentHash } = await invoices.get(finance(), id);
    const seen = { version, contentHash, why: '' };
    const approved = await life.approve(finance(), id, { ...seen, heldLineIds: [] });
    return life.issue(finance(), id, { ...seen, version: approved.version, issuedOn: null });
  }
  const issueMonth = async (contract: ContractView, month: string) =>
    approveAndIssue((await billing.draft(finance(), contract.id, month)).id);

  async function run(month: string) {
    const runs = fixture.app.get(BillingRuns);
    const { id } = await runs.request(finance(), month);
    await fixture.app.get(BillingRunner).perform(finance(), id);
    const { items } = await runs.results(finance(), id, { limit: 200 });
    return { view: await runs.get(finance(), id), items };
  }
  async function runOf(contract: ContractView, month: string) {
    const { items } = await run(month);
    const { outcome, reasons, corrections, correctedMinor } = items.find(
      (one) => one.contract.id === contract.id,
    )!;
    return { outcome, codes: reasons.map(({ code }) => code), corrections, correctedMinor };
  }
  const stored = (contract: ContractView) =>
    fixture.sql<Record<string, unknown>>(
      `select period_from::text, state, form, document_id, total_minor, content_hash from correction
        where contract_id = $1 order by period_from, found_at`,
      [contract.id],
    );

  it('are lines of the next invoice, with the original period and price, and are completed when it is issued', async () => {
    const { contract, late } = await contractOf(NOVEMBER);
    const november = await issueMonth(contract, '2026-11');
    await late(MORE);
    fixture.now = LATER;
    expect(await runOf(contract, '2026-11')).toEqual({
      outcome: 'ready',
      codes: ['billing.correction_waits'],
      corrections: 1,
      correctedMinor: '5000',
    });
    expect(await stored(contract)).toMatchObject([
      { period_from: '2026-11-01', state: 'open', form: 'line', document_id: null, total_minor: '5000' },
    ]);
    expect((await invoices.get(finance(), november.id)).corrections).toMatchObject([
      { documentId: null, form: 'line', totalMinor: '5000' },
    ]);

    const december = await billing.draft(finance(), contract.id, '2026-12');
    const line = december.lines.find(({ correctsInvoiceId }) => correctsInvoiceId !== null)!;
    expect(line).toMatchObject({
      amountMinor: '5000',
      netMinor: '5000',
      taxMinor: '1150',
      quantity: '50',
      serviceFrom: '2026-11-01',
      serviceTo: '2026-12-01',
      correctsInvoiceId: november.id,
      correctsLineId: november.lines[0]!.id,
      params: { corrects: november.number, was: '600.00', is: '650.00', wasQuantity: '600' },
    });
    // Repeating the correction changes nothing, even with a billing run.
    expect(await runOf(contract, '2026-11')).toMatchObject({
      codes: ['billing.correction_line'],
      corrections: 1,
    });
    expect(await billing.draft(finance(), contract.id, '2026-12')).toEqual(december);
    const before = await stored(contract);
    await late([{ at: '2026-12-20T12:00:00Z', value: 700, receivedAt: '2026-12-20T12:00:05Z' }]);

    fixture.now = '2027-01-02T08:00:00Z';
    await billing.draft(finance(), contract.id, '2026-12');
    const issued = await approveAndIssue(december.id);
    expect(issued.corrected).toMatchObject([
      { id: november.id, number: november.number, totalMinor: '5000' },
    ]);
    expect(await stored(contract)).toMatchObject([
      { state: 'settled', document_id: december.id, content_hash: before[0]!.content_hash },
    ]);
    expect(await runOf(contract, '2026-11')).toMatchObject({ codes: [], corrections: 0 });
    expect(await runOf(contract, '2026-12')).toMatchObject({ codes: [], corrections: 0 });

    // The customer sees corrections in both directions and their origin.
    const theirs = customerScope(maker, customer);
    expect((await invoices.get(theirs, november.id)).corrections).toMatchObject([
      { documentId: december.id, number: issued.number, totalMinor: '5000' },
    ]);
    const proof = await fixture.app.get(ProofsService).prove(theirs, line.id);
    expect(proof.equation.map(({ code, value }) => [code, value])).toEqual([
      ['was_quantity', '600'],
      ['is_quantity', '650'],
      ['is_amount', '650.00'],
      ['was_amount', '600.00'],
      ['amount', '50.00'],
    ]);
    expect(proof).toMatchObject({
      usage: { isEqual: true },
      correction: {
        invoice: { number: november.number },
        lineId: november.lines[0]!.id,
        readings: 1,
        decisions: [],
      },
    });
    await expect(invoices.get(customerScope(maker, maker.customers[1]), december.id)).rejects.toMatchObject({
      code: 'billing.invoice_not_found',
    });
  });

  it('reduce the shortfall of a contract minimum, so that invoice and correction equal the result with complete data', async () => {
    const { contract, late } = await contractOf(NOVEMBER, {
      invoiceTerms: { minimum: { amount: '620', clause: '4' } },
    });
    const november = await issueMonth(contract, '2026-11');
    expect(november.lines.map(({ chargeKey, amountMinor }) => [chargeKey, amountMinor])).toEqual([
      ['air', '60000'],
      ['contract:minimum', '2000'],
    ]);
    await late(MORE);
    fixture.now = LATER;
    const [found] = await billing.correct(finance(), november.id);
    expect(found).toMatchObject({ correction: { totalMinor: '3000' } });
    const december = await billing.draft(finance(), contract.id, '2026-12');
    expect(
      december.lines
        .filter(({ correctsInvoiceId }) => correctsInvoiceId !== null)
        .map(({ chargeKey, amountMinor, params }) => [chargeKey, amountMinor, params.was, params.is]),
    ).toEqual([
      ['air', '5000', '600.00', '650.00'],
      ['contract:minimum', '-2000', '20.00', '0.00'],
    ]);
    const blocking = (await fixture.app.get(SelfAudit).findings(finance(), december.id)).filter(
      ({ severity }) => severity === 'blocks',
    );
    expect(blocking).toEqual([]);
  });

  describe('of an invoice with discounts', () => {
    const off = { percent: null, amount: null, from: null, until: null, clause: '6' };
    const invoiceTerms = {
      minimum: null,
      discounts: [
        { ...off, percent: '10' },
        { ...off, amount: '20', until: '2026-11-30' },
      ],
    };

    it('apply the discounts of their own month, and calculate taxes on the rest', async () => {
      const { contract, late } = await contractOf(NOVEMBER, { invoiceTerms });
      const november = await issueMonth(contract, '2026-11');
      expect(november).toMatchObject({ netMinor: '52000', taxMinor: '11960', grossMinor: '63960' });
      expect(
        november.lines.map(({ component, amountMinor, taxMinor }) => [component, amountMinor, taxMinor]),
      ).toEqual([
        ['usage', '60000', '13800'],
        ['discount', '-6000', '-1380'],
        ['discount', '-2000', '-460'],
      ]);
      const booked = await fixture.sql<{ class: string; sum: string }>(
        `select l.revenue_class as class, sum(l.amount_minor)::text as sum
           from journal_entry e join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id
          where e.invoice_id = $1 and l.account = 'revenue' group by 1 order by 1`,
        [november.id],
      );
      expect(booked).toEqual([
        { class: 'discount', sum: '8000' },
        { class: 'usage', sum: '-60000' },
      ]);
      await late(MORE);
      fixture.now = LATER;
      const [found] = await billing.correct(finance(), november.id);
      expect(found).toMatchObject({ correction: { totalMinor: '4500' } });
      const december = await billing.draft(finance(), contract.id, '2026-12');
      const corrected = december.lines.filter(({ correctsInvoiceId }) => correctsInvoiceId !== null);
      expect(corrected.map(({ chargeKey, amountMinor }) => [chargeKey, amountMinor])).toEqual([
        ['air', '5000'],
        ['contract:discount:1:service', '-500'],
      ]);
      // December's own discount applies to December's charges.
      expect(await fixture.app.get(SelfAudit).findings(finance(), december.id)).not.toContainEqual(
        expect.objectContaining({ severity: 'blocks' }),
      );
      expect(await billing.correct(finance(), november.id)).toMatchObject([
        { correction: { totalMinor: '4500' } },
      ]);
    });

    it('are rounded to multiples of the agreed amount, with the difference booked separately and reversed with the last credit note', async () => {
      const { contract } = await contractOf(NOVEMBER, {
        invoiceTerms: { ...invoiceTerms, payableIncrement: '0.5' },
      });
      const november = await issueMonth(contract, '2026-11');
      expect(november).toMatchObject({ grossMinor: '63960', payableIncrement: '0.5' });
      const booked = () =>
        fixture.sql<{ account: string; sum: string }>(
          `select l.account, sum(l.amount_minor)::text as sum
             from journal_entry e join journal_line l on l.maker_id = e.maker_id and l.entry_id = e.id
             join invoice i on i.maker_id = e.maker_id and i.id = e.invoice_id
            where i.id = $1 or i.original_id = $1 group by 1 order by 1`,
          [november.id],
        );
      expect(await booked()).toEqual([
        { account: 'receivable', sum: '63950' },
        { account: 'revenue', sum: '-52000' },
        { account: 'rounding', sum: '10' },
        { account: 'tax_payable', sum: '-11960' },
      ]);
      const input = { why: 'Given', issuedOn: null, forQuantity: false };
      const notes = fixture.app.get(CreditNotesService);
      await notes.issue(finance(), november.id, { ...input, request: { net: '100' } });
      expect(await booked()).toContainEqual({ account: 'rounding', sum: '10' });
      await notes.issue(finance(), november.id, { ...input, request: { all: true } });
      expect((await booked()).map(({ sum }) => sum)).toEqual(['0', '0', '0', '0']);
    });

    it('credit the amount that was paid for a line, and never more than the rest', async () => {
      const { contract } = await contractOf(NOVEMBER, { invoiceTerms });
      const november = await issueMonth(contract, '2026-11');
      const [air, discount] = november.lines;
      const notes = fixture.app.get(CreditNotesService);
      const request = (lineId: string, net: string) => ({ lines: [{ lineId, net }] });
      await expect(notes.preview(finance(), november.id, request(discount!.id, '1'))).rejects.toMatchObject({
        code: 'billing.credit_invalid',
      });
      const input = { why: 'Given', issuedOn: null, forQuantity: false };
      const half = await notes.issue(finance(), november.id, { ...input, request: request(air!.id, '300') });
      expect(half).toMatchObject({ netMinor: '26000', taxMinor: '5980' });
      const rest = await notes.issue(finance(), november.id, { ...input, request: request(air!.id, '300') });
      expect(rest).toMatchObject({ grossMinor: '31980' });
      expect(await invoices.get(finance(), november.id)).toMatchObject({ state: 'credited' });
    });
  });

  it('are a document tied to the original if they reduce it in Poland, issued as a credit note', async () => {
    const { contract, late } = await contractOf(NOVEMBER);
    const november = await issueMonth(contract, '2026-11');
    await late(LESS);
    fixture.now = LATER;
    expect(await runOf(contract, '2026-11')).toMatchObject({
      codes: ['billing.correction_document'],
      correctedMinor: '-8000',
    });
    const [{ document_id: id }] = (await stored(contract)) as [{ document_id: string }];
    const draft = await invoices.get(finance(), id);
    expect(draft).toMatchObject({
      kind: 'credit_note',
      state: 'draft',
      holdReasons: [],
      periodFrom: '2026-11-01',
      netMinor: '8000',
      taxMinor: '1840',
      grossMinor: '9840',
      original: { id: november.id },
      corrected: [{ id: november.id, totalMinor: '-8000' }],
      lines: [{ amountMinor: '8000', quantity: '80', params: { was: '600.00', is: '520.00' } }],
    });
    await expect(invoices.get(customerScope(maker, customer), id)).rejects.toMatchObject({
      code: 'billing.invoice_not_found',
    });
    expect((await invoices.get(finance(), november.id)).creditedMinor).toBe('0');

    const issued = await approveAndIssue(id);
    expect(issued.number).toMatch(/^PL-CN-2026-/);
    expect(await invoices.get(customerScope(maker, customer), november.id)).toMatchObject({
      creditedMinor: '9840',
      corrections: [{ documentId: id, kind: 'credit_note', number: issued.number, totalMinor: '-8000' }],
    });
    const journal = await invoices.journal(finance(), id);
    expect(journal!.lines.map(({ account, amountMinor }) => [account, amountMinor])).toEqual([
      ['receivable', '-9840'],
      ['revenue', '8000'],
      ['tax_payable', '1840'],
    ]);
    expect(await runOf(contract, '2026-11')).toMatchObject({ codes: [], corrections: 0 });
    const { bytes } = await fixture.app
      .get(InvoiceDocuments)
      .render(finance(), id, 'https://air.example', 'en');
    expect(bytes.length).toBeGreaterThan(1000);

    // Credit notes are limited to the uncredited amount of the original invoice.
    const credits = fixture.app.get(CreditNotesService);
    const preview = await credits.preview(finance(), november.id, { all: true });
    expect([preview.netMinor, preview.taxMinor, preview.leftMinor]).toEqual([52000n, 11960n, 0n]);
    const [line] = november.lines;
    await expect(
      credits.preview(finance(), november.id, { lines: [{ lineId: line!.id, net: '520.01' }] }),
    ).rejects.toMatchObject({ code: 'billing.credit_invalid' });
  });

  it('are found once by two concurrent runs, and withdrawn when they no longer apply', async () => {
    const { contract, late } = await contractOf(NOVEMBER);
    await issueMonth(contract, '2026-11');
    await late(LESS);
    fixture.now = LATER;
    await Promise.all([run('2026-11'), run('2026-11'), run('2026-11')]);
    const found = await stored(contract);
    expect(found).toMatchObject([{ state: 'open', total_minor: '-8000' }]);
    const documents = await fixture.sql(
      `select id from invoice where contract_id = $1 and kind <> 'invoice'`,
      [contract.id],
    );
    expect(documents).toEqual([{ id: found[0]!.document_id }]);

    // The increase at the end of the month equals the excess at its beginning.
    await late([{ at: '2026-11-30T22:00:00Z', value: 680, receivedAt: '2026-12-02T10:30:00Z' }]);
    fixture.now = '2026-12-02T11:00:00Z';
    expect(await runOf(contract, '2026-11')).toMatchObject({ codes: [], corrections: 0 });
    expect(await stored(contract)).toEqual([]);
    expect(
      await fixture.sql(`select id from invoice where contract_id = $1 and kind <> 'invoice'`, [contract.id]),
    ).toEqual([]);
  });

  it("prorate a gap across a month's end by time once it has ended, and revert this when buffered data arrives", async () => {
    const { contract, late } = await contractOf(
      [
        { at: '2026-11-01T00:00:00Z', value: 0 },
        { at: '2026-11-29T11:00:00Z', value: 600 },
      ],
      { startsOn: '2026-11-01' },
      undefined,
      1440,
    );
    const november = await issueMonth(contract, '2026-11');
    expect(november.lines[0]).toMatchObject({ quantity: '600', amountMinor: '60000' });
    // Sixty hours later, the counter shows 60 more, 36 of which belong to November.
    await late([{ at: '2026-12-01T23:00:00Z', value: 660 }]);
    fixture.now = LATER;
    expect(await runOf(contract, '2026-11')).toMatchObject({ corrections: 1, correctedMinor: '3600' });
    const december = await billing.draft(finance(), contract.id, '2026-12');
    expect(december.lines.map(({ quantity, amountMinor }) => [quantity, amountMinor])).toEqual([
      ['24', '2400'],
      ['36', '3600'],
    ]);
    await late([{ at: '2026-11-30T23:00:00Z', value: 650, receivedAt: '2026-12-02T10:30:00Z' }]);
    fixture.now = '2026-12-02T11:00:00Z';
    expect(await runOf(contract, '2026-11')).toMatchObject({ corrections: 1, correctedMinor: '5000' });
    const redone = await billing.draft(finance(), contract.id, '2026-12');
    expect(redone.lines.map(({ quantity, amountMinor }) => [quantity, amountMinor])).toEqual([
      ['10', '1000'],
      ['50', '5000'],
    ]);
  });

  it('are a separate document if they increase the amount and no invoice follows, or if the contract requires it', async () => {
    const over = await contractOf(NOVEMBER, { endsOn: '2026-11-30' });
    const wanted = await contractOf(NOVEMBER, { terms: { billing: { corrections: 'document' } } });
    for (const { contract, late } of [over, wanted]) {
      await issueMonth(contract, '2026-11');
      await late(MORE);
      fixture.now = LATER;
      expect(await runOf(contract, '2026-11')).toMatchObject({ codes: ['billing.correction_document'] });
      const [{ document_id: id }] = (await stored(contract)) as [{ document_id: string }];
      expect(await invoices.get(finance(), id)).toMatchObject({ kind: 'correction', grossMinor: '6150' });
      const issued = await approveAndIssue(id);
      expect(issued.number).toMatch(/^PL-COR-2026-/);
      expect(await runOf(contract, '2026-11')).toMatchObject({ codes: [], corrections: 0 });
      fixture.now = NOW;
    }
  });

  it('get a separate document if the next draft would become negative', async () => {
    await fixture.sql(`update legal_entity set country = 'DE' where id = $1`, [maker.ids.legal_entity]);
    try {
      const { contract, late } = await contractOf(NOVEMBER);
      await issueMonth(contract, '2026-11');
      fixture.now = LATER;
      const december = await billing.draft(finance(), contract.id, '2026-12');
      await late(LESS);
      expect(await runOf(contract, '2026-11')).toMatchObject({ codes: ['billing.correction_document'] });
      expect((await invoices.get(finance(), december.id)).lines).toHaveLength(1);
      const [found] = await stored(contract);
      expect(found).toMatchObject({ form: 'document', total_minor: '-8000' });
      // The correction keeps this form, regardless of the draft's later amount.
      expect(await runOf(contract, '2026-11')).toMatchObject({ codes: ['billing.correction_document'] });
      expect(await stored(contract)).toEqual([found]);
    } finally {
      await fixture.sql(`update legal_entity set country = 'PL' where id = $1`, [maker.ids.legal_entity]);
    }
  });

  it('account for earlier credits of the quantity, and credit no more than the rest', async () => {
    const { contract, late } = await contractOf(NOVEMBER);
    const november = await issueMonth(contract, '2026-11');
    const [line] = november.lines;
    const give = (net: string, forQuantity: boolean) =>
      fixture.app.get(CreditNotesService).issue(finance(), november.id, {
        request: { lines: [{ lineId: line!.id, net }] },
        why: 'Given',
        issuedOn: null,
        forQuantity,
      });
    await give('30', true);
    await late(LESS);
    fixture.now = LATER;
    expect(await runOf(contract, '2026-11')).toMatchObject({
      codes: ['billing.correction_document', 'billing.correction_credited'],
      correctedMinor: '-5000',
    });
    const [{ document_id: id }] = (await stored(contract)) as [{ document_id: string }];
    // In the meantime, another user credits almost the whole amount.
    await give('560', false);
    await expect(approveAndIssue(id)).rejects.toMatchObject({ code: 'billing.correction_outdated' });
    expect(await runOf(contract, '2026-11')).toMatchObject({ correctedMinor: '-1000' });
    const { id: sameId, version, contentHash } = await invoices.get(finance(), id);
    expect(sameId).toBe(id);
    await life.approve(finance(), id, { version, contentHash, why: '', heldLineIds: [] });
    await life.issue(finance(), id, { version: version + 1, contentHash, why: '', issuedOn: null });
    expect(await runOf(contract, '2026-11')).toMatchObject({
      codes: ['billing.correction_credited'],
      corrections: 0,
    });
  });

  it('are updated by drafting again: a document with its month, lines with their draft', async () => {
    const notes = fixture.app.get(CreditNotesService);
    const give = (invoiceId: string, lineId: string, net: string) =>
      notes.issue(finance(), invoiceId, {
        request: { lines: [{ lineId, net }] },
        why: 'Given',
        issuedOn: null,
        forQuantity: false,
      });
    const { contract, late } = await contractOf(NOVEMBER);
    const november = await issueMonth(contract, '2026-11');
    await late(LESS);
    fixture.now = LATER;
    await billing.correct(finance(), november.id);
    const [{ document_id: id }] = (await stored(contract)) as [{ document_id: string }];
    await give(november.id, november.lines[0]!.id, '590');
    await expect(approveAndIssue(id)).rejects.toMatchObject({ code: 'billing.correction_outdated' });
    expect(await billing.draft(finance(), contract.id, '2026-11')).toMatchObject({ id, netMinor: '1000' });
    expect(await approveAndIssue(id)).toMatchObject({ kind: 'credit_note', netMinor: '1000' });
    await expect(billing.draft(finance(), contract.id, '2026-11')).rejects.toMatchObject({
      code: 'billing.period_issued_differs',
    });

    const other = await contractOf(NOVEMBER);
    const issued = await issueMonth(other.contract, '2026-11');
    await other.late(MORE);
    await billing.correct(finance(), issued.id);
    const corrected = async () =>
      (await billing.draft(finance(), other.contract.id, '2026-12')).lines
        .filter(({ correctsInvoiceId }) => correctsInvoiceId === issued.id)
        .map(({ amountMinor }) => amountMinor);
    expect(await corrected()).toEqual(['5000']);
    fixture.now = '2026-12-02T12:00:00Z';
    const receivedAt = '2026-12-02T11:00:00Z';
    await other.late([{ at: '2026-11-30T22:30:00Z', value: 660, receivedAt }]);
    expect(await corrected()).toEqual(['6000']);
    expect(await corrected()).toEqual(['6000']);
  });

  it('include all issued months of a contract year, and no draft bills the same amount again', async () => {
    const yearly = (meterId: string): NewContract['charges'] => [
      {
        key: 'hours',
        countsBy: 'year',
        meterIds: [meterId],
        pricing: {
          model: 'graduated',
          tiers: [
            { upTo: '1000', unitPrice: '2' },
            { upTo: null, unitPrice: '1' },
          ],
        },
      },
    ];
    const { contract, late } = await contractOf(
      [
        { at: '2026-09-14T22:00:00Z', value: 0 },
        { at: '2026-09-30T12:00:00Z', value: 400 },
        { at: '2026-10-31T22:59:00Z', value: 1100 },
        { at: '2026-11-30T12:00:00Z', value: 1150 },
      ],
      { startsOn: '2026-09-15' },
      yearly,
    );
    const september = await issueMonth(contract, '2026-09');
    const october = await issueMonth(contract, '2026-10');
    const november = await billing.draft(finance(), contract.id, '2026-11');
    expect([september, october, november].map(({ totalMinor }) => totalMinor)).toEqual([
      '80000',
      '130000',
      '5000',
    ]);
    // 300 of October's m3 belong to September.
    await late([{ at: '2026-09-30T21:30:00Z', value: 700 }]);
    fixture.now = LATER;
    expect(await runOf(contract, '2026-09')).toMatchObject({ corrections: 2, correctedMinor: '0' });
    expect(await stored(contract)).toMatchObject([
      { period_from: '2026-09-15', form: 'line', total_minor: '60000' },
      { period_from: '2026-10-01', form: 'document', total_minor: '-60000' },
    ]);
    const again = await invoices.get(finance(), november.id);
    expect(again.lines.map(({ serviceFrom, amountMinor }) => [serviceFrom, amountMinor])).toEqual([
      ['2026-11-01', '5000'],
      ['2026-09-15', '60000'],
    ]);
    expect(again.lines[1]!.usagePeriodIds).toHaveLength(1);
    // A run of the other month finds the same corrections.
    expect(await runOf(contract, '2026-10')).toMatchObject({ corrections: 2, correctedMinor: '0' });
    await approveAndIssue(again.id);
    const credit = (await stored(contract)).find(({ form }) => form === 'document')!;
    await approveAndIssue(credit.document_id as string);
    expect(await runOf(contract, '2026-09')).toMatchObject({ codes: [], corrections: 0 });
    expect(await runOf(contract, '2026-11')).toMatchObject({ codes: [], corrections: 0 });
  });

  it('report changes without effect on the amount, and can be requested for one month from its invoice', async () => {
    const { contract, late } = await contractOf(NOVEMBER, {}, (meterId) => [
      { meterIds: [meterId], pricing: { model: 'unit', unitPrice: '1', includedQuantity: '1000' } },
    ]);
    const november = await issueMonth(contract, '2026-11');
    expect(await billing.correct(finance(), november.id)).toEqual([]);
    await late(MORE);
    fixture.now = LATER;
    expect(await billing.correct(finance(), november.id)).toMatchObject([
      { number: november.number, correction: null, hasQuantityChanged: true },
    ]);
    expect(await runOf(contract, '2026-11')).toMatchObject({
      outcome: 'ready',
      codes: ['billing.quantity_differs'],
      corrections: 0,
    });
    const draft = await billing.draft(finance(), contract.id, '2026-12');
    await expect(billing.correct(finance(), draft.id)).rejects.toMatchObject({
      code: 'billing.not_correctable',
    });
  });

  it("redraft a month that continues an earlier one, even if that one's amount is unchanged", async () => {
    const packages = (meterId: string): NewContract['charges'] => [
      {
        countsBy: 'year',
        meterIds: [meterId],
        pricing: { model: 'package', packageSize: '100', packagePrice: '10' },
      },
    ];
    const { contract, late } = await contractOf(
      [
        { at: '2026-09-15T12:00:00Z', value: 50 },
        { at: '2026-09-30T12:00:00Z', value: 260 },
        { at: '2026-10-31T22:59:00Z', value: 340 },
      ],
      { startsOn: '2026-09-15' },
      packages,
    );
    expect((await issueMonth(contract, '2026-09')).totalMinor).toBe('3000');
    // September still has three packages. It ends with 240 in the year instead of 210.
    await late([{ at: '2026-09-14T22:00:00Z', value: 20 }]);
    fixture.now = LATER;
    const october = await billing.draft(finance(), contract.id, '2026-10');
    expect(october.totalMinor).toBe('0');
    expect(await runOf(contract, '2026-09')).toMatchObject({
      codes: ['billing.quantity_differs'],
      corrections: 0,
    });
    expect((await invoices.get(finance(), october.id)).totalMinor).toBe('1000');
  });

  it('leave later credits of an annual amount unchanged', async () => {
    const { contract, late } = await contractOf(
      [
        { at: '2026-09-30T22:00:00Z', value: 0 },
        { at: '2026-10-15T12:00:00Z', value: 100 },
        { at: '2026-11-30T12:00:00Z', value: 600 },
      ],
      { startsOn: '2026-10-01' },
      (meterId) => [
        { key: 'fee', due: 'yearly', pricing: { model: 'flat', amount: '365' } },
        { key: 'air', meterIds: [meterId], pricing: { model: 'unit', unitPrice: '1' } },
      ],
    );
    const october = await issueMonth(contract, '2026-10');
    const amendments = fixture.app.get(AmendmentsService);
    const drafted = await amendments.draft(finance(), contract.id, {
      effectiveOn: '2026-11-21',
      reason: 'A lower fee',
      charges: contract.charges.map((charge) =>
        charge.key === 'fee' ? { ...charge, pricing: { model: 'flat', amount: '182.50' } } : charge,
      ),
    });
    await amendments.sign(finance(), contract.id, drafted.id, drafted.version, {
      acceptedBy: 'Marek Kowalski',
      acceptedOn: '2026-11-20',
      contentHash: drafted.contentHash,
    });
    const november = await issueMonth(contract, '2026-11');
    // The first 51 of 365 days cost 1.00 per day, and the other 314 days 0.50.
    expect(november.lines.map(({ chargeKey, amountMinor }) => [chargeKey, amountMinor])).toEqual([
      ['fee', '-31400'],
      ['fee', '15700'],
      ['air', '50000'],
    ]);
    fixture.now = LATER;
    await late([{ at: '2026-10-31T22:30:00Z', value: 180 }]);
    const found = await billing.correct(finance(), october.id);
    expect(found.map(({ number: of, correction }) => [of, correction?.totalMinor])).toEqual([
      [october.number, '8000'],
      [november.number, '-8000'],
    ]);
  });

  it('use prepaid balances as with complete data: one month’s use reduces the balance for the next', async () => {
    const { contract, late } = await contractOf([
      { at: '2026-09-30T21:00:00Z', value: 0 },
      { at: '2026-10-15T12:00:00Z', value: 100 },
      { at: '2026-11-30T12:00:00Z', value: 600 },
    ]);
    const migrations = fixture.app.get(ContractMigrationsService);
    const { version } = await migrations.save(finance(), contract.id, null, {
      billedUntil: '2026-09-30',
      note: '',
      readings: [
        { meterId: contract.meters[0]!.id, value: '0', readOn: '2026-09-30', note: '', usedInYear: null },
      ],
      amounts: [],
      balances: [
        {
          ...{ kind: 'prepaid', chargeKey: 'air', machineId: null },
          ...{ quantity: '150', expiresOn: null, note: '' },
        },
      ],
    });
    await migrations.approve(finance(), contract.id, version, '');
    const october = await issueMonth(contract, '2026-10');
    const november = await issueMonth(contract, '2026-11');
    expect([october.lines[0], november.lines[0]]).toMatchObject([
      { amountMinor: '0', params: { prepaid: '100', prepaidLeft: '50' } },
      { amountMinor: '45000', params: { prepaid: '50', prepaidLeft: '0' } },
    ]);
    fixture.now = LATER;
    await late([{ at: '2026-10-31T22:30:00Z', value: 180 }]);
    // October uses all 150 and bills 30. Nothing is left for November's 420.
    const found = await billing.correct(finance(), october.id);
    expect(found.map(({ number: of, correction }) => [of, correction?.totalMinor])).toEqual([
      [october.number, '3000'],
      [november.number, '-3000'],
    ]);
    const lines = found.flatMap(({ correction }) => correction!.lines);
    expect(lines.map(({ snapshot }) => snapshot?.prepaid)).toMatchObject([
      [{ brought: '150', left: '150', drawn: '150' }],
      undefined,
    ]);
    expect(
      (await billing.correct(finance(), november.id)).map(({ correction }) => correction?.totalMinor),
    ).toEqual(['3000', '-3000']);
  });
});
