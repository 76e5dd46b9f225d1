import { AccountingService, InvoiceLifecycleService } from '#invoicing';
import { UnitOfWork } from '#platform';
import { PaymentsService, ReceivablesReportsService, RevaluationsService } from '#receivables';
import { financeOf } from '../../support/billing-fixture.js';
import { listLedgerDifferences } from '../../support/ledger-differences.js';
import { HASH, InvoiceFixture } from '../billing/invoice-fixture.js';

describe('the revaluation of open items', () => {
  let fixture: InvoiceFixture;
  let revaluations: RevaluationsService;
  /** An invoice of 1,230.00 EUR. */
  let invoice: string;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('revaluations');
    revaluations = fixture.billing.app.get(RevaluationsService);
    for (const [currency, day, rate] of [
      ['EUR', '2026-11-10', '4.3'],
      ['EUR', '2026-11-30', '4.2'],
      ['EUR', '2026-12-31', '4.4'],
      ['USD', '2026-11-10', '3.9'],
    ])
      await fixture.billing.sql(
        `insert into fx_rate (maker_id, id, from_currency, to_currency, day, rate, source, recorded_at)
         values ($1, gen_random_uuid(), $2, 'PLN', $3, $4, 'NBP', now())`,
        [fixture.maker.makerId, currency, day, rate],
      );
  });

  afterAll(() => fixture?.close());

  const scope = () => financeOf(fixture.maker);
  const seller = () => fixture.maker.ids.legal_entity!;
  const at = (instant: string): void => {
    fixture.billing.now = instant;
  };
  const issue = async (currency: string): Promise<string> => {
    const id = await fixture.draft({ currency, state: 'approved' });
    const seen = [{ invoiceId: id, version: 1, contentHash: HASH }];
    const [refusal] = await fixture.billing.app
      .get(UnitOfWork)
      .run(scope(), (tx) =>
        fixture.billing.app
          .get(InvoiceLifecycleService)
          .issueAllWithin(tx, seen, { issuedOn: null, why: 'Checked' }),
      );
    expect(refusal).toBeNull();
    return id;
  };
  const post = (month = '2026-11') => revaluations.post(scope(), seller(), month);
  const list = (month = '2026-11') => revaluations.list(scope(), seller(), month);
  const pay = async (documentId: string, amount: string, receivedOn: string) => {
    const payments = fixture.billing.app.get(PaymentsService);
    const { id } = await payments.record(scope(), {
      legalEntityId: seller(),
      customerId: null,
      method: 'transfer',
      currency: 'EUR',
      amount,
      receivedOn,
      payerName: null,
      payerAccount: null,
      reference: '',
    });
    const request = { documentId, amount, discount: '0', withheld: '0', fee: '0', paymentAmount: null };
    await payments.allocate(scope(), id, [request], []);
  };
  const booksOn = async (day: string) => {
    const { balances } = await fixture.billing.app
      .get(ReceivablesReportsService)
      .trialBalance(scope(), seller(), day);
    return Object.fromEntries(
      balances
        .filter(({ currency }) => currency === 'EUR')
        .map(({ account, booksBalanceMinor }) => [account, booksBalanceMinor]),
    );
  };
  const countEntries = async (): Promise<number> => {
    const [found] = await fixture.billing.sql<{ entries: number }>(
      `select count(*)::int as entries from journal_entry where maker_id = $1 and source_kind like 'revaluation%'`,
      [fixture.maker.makerId],
    );
    return found!.entries;
  };

  it('is refused before the end of the month', async () => {
    at('2026-11-10T08:00:00Z');
    invoice = await issue('EUR');
    await expect(post()).rejects.toMatchObject({ code: 'billing.month_not_over' });
    expect(await list()).toMatchObject([{ currency: 'EUR', state: 'missing', documents: 1 }]);
  });

  it('posts unrealized results on the last day, and reverses them on the next day', async () => {
    at('2026-11-30T12:00:00Z');
    expect(await list()).toMatchObject([{ currency: 'EUR', state: 'missing' }]);
    expect(await post()).toMatchObject([
      {
        currency: 'EUR',
        state: 'posted',
        openMinor: 123_000n,
        booksOpenMinor: 528_900n,
        result: { gainMinor: 0n, lossMinor: 12_300n },
        posted: { number: 1, postingDate: '2026-11-30', reversedOn: '2026-12-01' },
      },
    ]);
    expect(await booksOn('2026-11-30')).toMatchObject({
      receivable: 528_900n,
      receivable_revaluation: -12_300n,
      unrealized_exchange_loss: 12_300n,
    });
    expect(Object.keys(await booksOn('2026-12-01'))).not.toContain('receivable_revaluation');
    expect(await listLedgerDifferences(fixture.billing)).toEqual([]);
  });

  it('posts nothing twice, also not at the same time', async () => {
    const before = await countEntries();
    await Promise.all([post(), post(), post()]);
    expect(await countEntries()).toBe(before);
  });

  it('posts the difference if a later posting changes the month', async () => {
    at('2026-12-02T08:00:00Z');
    await pay(invoice, '615.00', '2026-11-30');
    expect(await list()).toMatchObject([{ state: 'outdated', result: { lossMinor: 6_150n } }]);
    expect(await post()).toMatchObject([{ state: 'posted', posted: { number: 2 } }]);
    expect(await booksOn('2026-11-30')).toMatchObject({
      receivable: 264_450n,
      receivable_revaluation: -6_150n,
      unrealized_exchange_loss: 6_150n,
    });
    // The payment of 30 November is worth 615.00 × 4.2, and settles 615.00 × 4.3.
    expect(await booksOn('2026-12-01')).toMatchObject({ exchange_difference: 6_150n });
    expect(await listLedgerDifferences(fixture.billing)).toEqual([]);
  });

  it('needs a rate for every open currency, and otherwise posts none of them', async () => {
    at('2026-12-10T08:00:00Z');
    await fixture.billing.sql(
      `insert into fx_rate (maker_id, id, from_currency, to_currency, day, rate, source, recorded_at)
       values ($1, gen_random_uuid(), 'USD', 'PLN', '2026-12-10', 3.8, 'NBP', now())`,
      [fixture.maker.makerId],
    );
    await issue('USD');
    at('2026-12-31T12:00:00Z');
    const before = await countEntries();
    await expect(post('2026-12')).rejects.toMatchObject({
      code: 'billing.fx_rate_missing',
      params: { from: 'USD', to: 'PLN', day: '2026-12-31' },
    });
    expect(await countEntries()).toBe(before);
    expect(await list('2026-12')).toMatchObject([
      { currency: 'EUR', state: 'missing', result: { gainMinor: 6_150n } },
      { currency: 'USD', state: 'rate_missing', result: null },
    ]);
  });

  it('is refused once the month is closed', async () => {
    await fixture.billing.app.get(AccountingService).changePeriod(scope(), {
      legalEntityId: seller(),
      month: '2026-11',
      state: 'closed',
      why: 'Reported',
    });
    await expect(post()).rejects.toMatchObject({
      code: 'billing.period_closed',
      params: { month: '2026-11' },
    });
  });
});
