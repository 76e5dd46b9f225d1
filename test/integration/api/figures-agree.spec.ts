import { byKey, call } from '../../support/http.js';
import { type PersonOfWorld, STAFF_ROLES } from '../../support/world.js';
import { InvoiceFixture } from '../billing/invoice-fixture.js';

interface List {
  readonly items: readonly { readonly state?: string; readonly gross?: Amount; readonly currency?: string }[];
}
interface Amount {
  readonly amount: string;
  readonly currency: string;
}
interface Today {
  readonly ticketsWithoutTechnician: readonly unknown[];
  readonly silentMachines: readonly unknown[];
  readonly criticalAlarms: readonly unknown[];
  readonly kitsDue: readonly unknown[];
  readonly heldUsage: readonly unknown[];
  readonly money: Readonly<
    Record<'held' | 'unbilled', readonly (Amount & { readonly amountMinor: string })[]>
  >;
}
interface Fleet {
  readonly total: number;
  readonly states: Readonly<Record<string, number>>;
}
interface Totals {
  readonly totals: readonly { readonly state: string; readonly documents: number; readonly gross: Amount }[];
}

/** The same figure on the first page, on the pages of lists, and in plain SQL. */
describe('figures that several pages show', () => {
  let fixture: InvoiceFixture;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('agree');
    const id = await fixture.draft({ state: 'approved', net: 100_000, tax: 23_000 });
    expect(await fixture.issue(id)).toMatchObject({ status: 200 });
    await fixture.draft({ net: 7_000, tax: 1_610, holds: 1 });
    await fixture.draft({ currency: 'EUR', net: 500, tax: 0 });
    await fixture.draft({ state: 'approved', net: 3_000, tax: 690 });
  });

  afterAll(() => fixture?.close());

  /** @returns null if the role may not read it */
  const get = async <Body>(as: PersonOfWorld, path: string): Promise<Body | null> => {
    const { status, body } = await call<Body>(fixture.api, 'GET', path, { as: byKey(as) });
    expect([path, status]).toEqual([path, status === 403 ? 403 : 200]);
    return status === 403 ? null : body;
  };
  const count = async (as: PersonOfWorld, path: string): Promise<number | null> =>
    (await get<List>(as, path))?.items.length ?? null;
  const sql = <Row extends object>(query: string): Promise<Row[]> =>
    fixture.billing.sql<Row>(query, [fixture.maker.makerId]);

  it.each(STAFF_ROLES)('are the same for the role %s', async (role) => {
    const person = fixture.maker.staff[role];
    const today = await get<Today>(person, '/today');
    const fleet = await get<Fleet>(person, '/fleet/summary');
    if (today === null || fleet === null) {
      expect(role).toBe('technician');
      return;
    }
    expect(fleet.total).toBe(await count(person, '/machines?limit=200'));
    expect(fleet.states['silent'] ?? 0).toBe(today.silentMachines.length);
    expect(Object.values(fleet.states).reduce((sum, one) => sum + one, 0)).toBe(fleet.total);
    expect(today.criticalAlarms).toHaveLength(
      (await count(person, '/alarms?state=open&severity=critical&limit=200')) ?? 0,
    );
    expect(today.ticketsWithoutTechnician).toHaveLength(
      (await count(person, '/tickets?state=new&limit=200')) ?? 0,
    );
    const documents = await get<Totals>(person, '/invoices/summary');
    if (documents === null) {
      expect([today.heldUsage, today.money]).toEqual([[], { held: [], unbilled: [] }]);
      return;
    }
    const listed = (await get<List>(person, '/invoices?limit=200'))!.items.length;
    expect(documents.totals.reduce((sum, one) => sum + one.documents, 0)).toBe(listed);
  });

  it('equal plain SQL', async () => {
    const { finance } = fixture;
    const { totals } = (await get<Totals>(finance, '/invoices/summary'))!;
    const ofDocuments = await sql<{ state: string; currency: string; documents: number; minor: string }>(
      `select state, currency, count(*)::int as documents,
              sum(case kind when 'credit_note' then -gross_minor else gross_minor end)::text as minor
         from invoice where maker_id = $1 and bill_group_id is null group by 1, 2 order by 2, 1`,
    );
    const toMinor = ({ amount }: Amount): string => amount.replace('.', '');
    expect(
      totals.map(({ state, documents, gross }) => [state, gross.currency, documents, toMinor(gross)]),
    ).toEqual(
      ofDocuments.map(({ state, currency, documents, minor }) => [state, currency, documents, minor]),
    );
    const { money } = (await get<Today>(finance, '/today'))!;
    const drafts = await sql<{ currency: string; minor: string }>(
      `select currency, sum(case kind when 'credit_note' then -net_minor else net_minor end)::text as minor
         from invoice where maker_id = $1 and number is null group by 1 order by 1`,
    );
    expect(money.unbilled.map(({ currency, amountMinor }) => [currency, amountMinor])).toEqual(
      drafts.map(({ currency, minor }) => [currency, minor]),
    );
  });
});
