import {
  AccountingService,
  CreditNotesService,
  DeferredRevenueService,
  InvoiceLifecycleService,
} from '#invoicing';
import { UnitOfWork } from '#platform';
import { ReceivablesReportsService } from '#receivables';
import { financeOf } from '../../support/billing-fixture.js';
import { HASH, InvoiceFixture } from '../billing/invoice-fixture.js';

describe('deferred revenue', () => {
  let fixture: InvoiceFixture;
  let deferred: DeferredRevenueService;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('deferred-revenue');
    deferred = fixture.billing.app.get(DeferredRevenueService);
    await fixture.billing.sql(
      `insert into fx_rate (maker_id, id, from_currency, to_currency, day, rate, source, recorded_at)
       values ($1, gen_random_uuid(), 'EUR', 'PLN', '2026-11-20', 4.2571, 'NBP', now())`,
      [fixture.maker.makerId],
    );
  });

  afterAll(() => fixture?.close());

  const scope = () => financeOf(fixture.maker);
  const seller = () => fixture.maker.ids.legal_entity!;
  const at = (instant: string): void => {
    fixture.billing.now = instant;
  };
  /** Issues an invoice of 1,000.00 net for the days [from, to). */
  const issue = async (from: string, to: string, due: string, currency = 'PLN'): Promise<string> => {
    const id = await fixture.draft({ state: 'approved', currency });
    await fixture.billing.sql(
      `update invoice_line set service_from = $2, service_to = $3, snapshot = $4 where invoice_id = $1`,
      [id, from, to, JSON.stringify({ charge: { due } })],
    );
    const { app } = fixture.billing;
    const [refusal] = await app.get(UnitOfWork).run(scope(), (tx) =>
      app
        .get(InvoiceLifecycleService)
        .issueAllWithin(tx, [{ invoiceId: id, version: 1, contentHash: HASH }], {
          issuedOn: null,
          why: 'Checked',
        }),
    );
    expect(refusal).toBeNull();
    return id;
  };
  const credit = (invoiceId: string, net: string) =>
    fixture.billing.app.get(CreditNotesService).issue(scope(), invoiceId, {
      request: { net },
      why: 'Agreed',
      issuedOn: null,
      forQuantity: false,
    });
  const release = (month: string) => deferred.release(scope(), seller(), month);
  /** Sums the lines of the journal that concern the revenue of an invoice, by account, up to a day. */
  const sums = async (invoiceId: string, day: string) => {
    const rows = await fixture.billing.sql<{ account: string; minor: string; books: string }>(
      `select l.account, sum(l.amount_minor)::text as minor, sum(l.books_amount_minor)::text as books
         from journal_line l join journal_entry e on e.maker_id = l.maker_id and e.id = l.entry_id
         join invoice_line i on i.maker_id = l.maker_id and i.id = l.invoice_line_id
        where i.invoice_id = $1 and e.posting_date <= $2 group by l.account`,
      [invoiceId, day],
    );
    return Object.fromEntries(rows.map(({ account, minor, books }) => [account, [minor, books]]));
  };

  it('is off until a legal entity sets a start date', async () => {
    at('2026-11-10T08:00:00Z');
    const invoice = await issue('2026-11-01', '2027-11-01', 'yearly');
    expect(await sums(invoice, '2026-11-30')).toEqual({ revenue: ['-100000', '-100000'] });
    await deferred.set(scope(), seller(), '2026-11-15');
    await credit(invoice, '100.00');
    expect(await sums(invoice, '2026-11-30')).toEqual({ revenue: ['-90000', '-90000'] });
  });

  it('is not used for lines that are billed in arrears', async () => {
    at('2026-11-20T08:00:00Z');
    const invoice = await issue('2026-10-01', '2026-12-01', 'arrears');
    expect(await sums(invoice, '2026-11-30')).toEqual({ revenue: ['-100000', '-100000'] });
  });

  it('is released by month, and reduced by credit notes in every month', async () => {
    at('2026-11-20T08:00:00Z');
    const invoice = await issue('2026-11-01', '2027-02-01', 'quarterly');
    expect(await sums(invoice, '2026-11-20')).toEqual({ deferred_revenue: ['-100000', '-100000'] });
    await expect(release('2026-11')).rejects.toMatchObject({ code: 'billing.month_not_over' });

    at('2026-11-30T12:00:00Z');
    expect(await deferred.list(scope(), seller(), '2026-11')).toEqual([
      { currency: 'PLN', documents: 1, dueMinor: '33334', releasedMinor: '0', laterMinor: '66666' },
    ]);
    await Promise.all([release('2026-11'), release('2026-11')]);
    expect(await release('2026-11')).toEqual([
      { currency: 'PLN', documents: 0, dueMinor: '0', releasedMinor: '33334', laterMinor: '66666' },
    ]);
    expect(await sums(invoice, '2026-11-30')).toEqual({
      revenue: ['-33334', '-33334'],
      deferred_revenue: ['-66666', '-66666'],
    });
    const { balances } = await fixture.billing.app
      .get(ReceivablesReportsService)
      .trialBalance(scope(), seller(), '2026-11-30');
    expect(balances.find(({ account }) => account === 'deferred_revenue')).toMatchObject({
      balanceMinor: -66_666n,
    });

    at('2026-12-05T08:00:00Z');
    await credit(invoice, '300.00');
    expect(await sums(invoice, '2026-12-05')).toEqual({
      revenue: ['-23334', '-23334'],
      deferred_revenue: ['-46666', '-46666'],
    });

    at('2026-12-31T12:00:00Z');
    await release('2026-12');
    expect(await sums(invoice, '2026-12-31')).toEqual({
      revenue: ['-46667', '-46667'],
      deferred_revenue: ['-23333', '-23333'],
    });
    await credit(invoice, '700.00');
    expect(await sums(invoice, '2026-12-31')).toEqual({ revenue: ['0', '0'], deferred_revenue: ['0', '0'] });
    // The last part and its credits await the release, although they add up to zero.
    expect(await deferred.list(scope(), seller(), '2027-01')).toEqual([
      { currency: 'PLN', documents: 3, dueMinor: '0', releasedMinor: '0', laterMinor: '0' },
    ]);
  });

  it('keeps the rate of the document', async () => {
    at('2026-11-20T08:00:00Z');
    const invoice = await issue('2026-11-15', '2027-01-15', 'advance', 'EUR');
    at('2027-01-31T12:00:00Z');
    await release('2027-01');
    expect(await sums(invoice, '2027-01-31')).toEqual({
      revenue: ['-100000', '-425710'],
      deferred_revenue: ['0', '0'],
    });
  });

  it('is not released in a closed month', async () => {
    await fixture.billing.app.get(AccountingService).changePeriod(scope(), {
      legalEntityId: seller(),
      month: '2026-11',
      state: 'closed',
      why: 'Reported',
    });
    await expect(release('2026-11')).rejects.toMatchObject({ code: 'billing.period_closed' });
  });

  it('cannot be changed once it is stored', async () => {
    await expect(
      fixture.billing.sql(`update deferred_revenue set amount_minor = 1 where maker_id = $1`, [
        fixture.maker.makerId,
      ]),
    ).rejects.toThrow('deferred revenue can only be released, once');
  });
});
