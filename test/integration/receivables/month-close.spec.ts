import { InvoiceFixture } from '../billing/invoice-fixture.js';

interface Sum {
  readonly amount: string;
  readonly currency: string;
}
interface Check {
  readonly key: string;
  readonly count: number;
  readonly amounts: readonly Sum[];
  readonly subjects: readonly { readonly number: string }[];
}
interface Checklist {
  readonly code?: string;
  readonly state: string;
  readonly changedBy: string | null;
  readonly checks: readonly Check[];
  readonly debit: Sum;
  readonly credit: Sum;
}

describe('the checklist of a month', () => {
  let fixture: InvoiceFixture;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('month-close');
  });

  afterAll(() => fixture?.close());

  const seller = () => fixture.maker.ids.legal_entity!;
  const get = async <Body>(path: string) => (await fixture.call<Body>('GET', path)).body;
  const checklist = (month = '2026-10') => get<Checklist>(`/accounting-periods/${seller()}/${month}`);
  const check = async (key: string): Promise<Check> =>
    (await checklist()).checks.find((one) => one.key === key)!;
  const cents = (sums: readonly Sum[]): number =>
    sums.reduce((all, { amount }) => all + Math.round(Number(amount) * 100), 0);

  it('counts documents like the list of invoices', async () => {
    await fixture.draft();
    await fixture.draft({ state: 'approved' });
    const { totals } = await get<{ totals: { state: string; documents: number; gross: Sum }[] }>(
      `/invoices/summary?month=2026-10&legalEntityId=${seller()}`,
    );
    for (const key of ['held', 'draft', 'approved']) {
      const listed = totals.filter(({ state }) => state === key);
      const { count, amounts } = await check(key);
      expect(count).toBe(listed.reduce((all, { documents }) => all + documents, 0));
      expect(cents(amounts)).toBe(cents(listed.map(({ gross }) => gross)));
    }
    expect((await check('draft')).count).toBeGreaterThan(0);
  });

  it('counts payments like the list of payments', async () => {
    await fixture.call('POST', '/payments', {
      legalEntityId: seller(),
      method: 'transfer',
      currency: 'PLN',
      amount: '50.00',
      receivedOn: '2026-11-20',
    });
    for (const [key, filter] of [
      ['unapplied', ''],
      ['unmatched', '&imported=true'],
    ] as const) {
      const { items } = await get<{ items: { unapplied: Sum }[] }>(
        `/payments?unapplied=true&legalEntityId=${seller()}${filter}&limit=200`,
      );
      const { count, amounts } = await check(key);
      expect(count).toBe(items.length);
      expect(cents(amounts)).toBe(cents(items.map(({ unapplied }) => unapplied)));
    }
    expect((await check('unapplied')).count).toBeGreaterThan((await check('unmatched')).count);
  });

  it('counts write-offs that await a second person like their list', async () => {
    const invoice = await fixture.draft();
    await fixture.approve(invoice);
    await fixture.issue(invoice);
    const { status } = await fixture.call('POST', `/open-items/${invoice}/write-offs`, {
      reason: 'uncollectable',
      note: 'Insolvent',
    });
    expect(status).toBe(201);
    const { items } = await get<{ items: { amount: Sum }[] }>(
      `/write-offs?state=pending&legalEntityId=${seller()}`,
    );
    expect(items).toHaveLength(1);
    expect(await check('write_offs')).toMatchObject({ count: 1, amounts: [items[0]!.amount] });
    expect(await get(`/write-offs?legalEntityId=${fixture.maker.makerId}`)).toMatchObject({ items: [] });
  });

  it('names the contracts without a document', async () => {
    const { ids, customerId } = fixture.customer;
    await fixture.billing.insert('contract', fixture.maker, {
      number: 'K-UNBILLED',
      customer_id: customerId,
      legal_entity_id: seller(),
      buyer_id: ids.buyer,
      plan_id: fixture.maker.ids.plan,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      starts_on: '2026-02-01',
      state: 'active',
    });
    const { items } = await get<{ items: { contract: { number: string } }[] }>(
      '/revenue/unbilled?month=2026-10&limit=20',
    );
    const { count, subjects } = await check('unbilled');
    expect(subjects.map(({ number }) => number)).toEqual(items.map(({ contract }) => contract.number));
    expect(count).toBe(items.length);
    expect(subjects.map(({ number }) => number)).toContain('K-UNBILLED');
  });

  it('has a trial balance with equal sides, and says who closed the month', async () => {
    const { debit, credit } = await checklist('2026-12');
    expect(Number(debit.amount)).toBeGreaterThan(0);
    expect(credit).toEqual(debit);
    expect(await checklist()).toMatchObject({ state: 'open' });
    await fixture.call('POST', '/accounting-periods', {
      legalEntityId: seller(),
      month: '2026-10',
      state: 'closed',
      why: 'Month end',
    });
    const closed = await checklist();
    expect(closed.state).toBe('closed');
    expect(closed.changedBy).toBeTruthy();
  });

  it('rejects a month that does not exist', async () => {
    expect(await checklist('2026-13')).toMatchObject({ code: 'billing.period_not_found' });
    expect(await get(`/accounting-periods/${fixture.maker.makerId}/2026-10`)).toMatchObject({
      code: 'organization.legal_entity_not_found',
    });
  });
});
