import { type Answer, byKey, call, type ProblemBody } from '../../support/http.js';
import {
  createMaker,
  type CustomerOfWorld,
  type MakerOfWorld,
  type PersonOfWorld,
} from '../../support/world.js';
import { InvoiceFixture } from '../billing/invoice-fixture.js';

interface Sum {
  readonly currency: string;
  readonly amountMinor: string;
}
interface Overview {
  readonly machines: { readonly total: number; readonly states: Readonly<Record<string, number>> };
  readonly openAlarms: Readonly<Record<string, number>>;
  readonly openTickets: { readonly total: number; readonly unassigned: number } | null;
  readonly contracts: Readonly<Record<string, number>> | null;
  readonly kitsDue: number | null;
  readonly openDisputes: number | null;
  readonly money: {
    readonly unbilled: readonly Sum[];
    readonly held: readonly Sum[];
    readonly due: readonly Sum[];
    readonly dueUntil: string | null;
    readonly nextDue: readonly { readonly id: string; readonly number: string; readonly dueOn: string }[];
  } | null;
}
interface Entry {
  readonly kind: string;
  readonly id: string;
  readonly at: string;
  readonly amount: { readonly amount: string; readonly currency: string } | null;
  readonly [reference: string]: unknown;
}
interface Feed {
  readonly items: readonly Entry[];
  readonly next: string | null;
}
interface List<Item> {
  readonly items: readonly Item[];
}
interface Month {
  readonly month: string;
  readonly currency: string;
  readonly fixed: string;
  readonly variable: string;
  readonly amounts: Readonly<Record<string, string>>;
}

const MONTHS = 'from=2026-09&to=2026-10';

describe('the overview of a customer or site', () => {
  let fixture: InvoiceFixture;
  let other: MakerOfWorld;
  let a: CustomerOfWorld;
  let b: CustomerOfWorld;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('overviews');
    other = await createMaker(fixture.billing.owner, 'strangers');
    [a, b] = fixture.maker.customers;
    for (const net of [100_000, 40_000]) {
      const id = await fixture.draft({ state: 'approved', net, tax: 0 });
      expect(await fixture.issue(id)).toMatchObject({ status: 200 });
    }
    await fixture.draft({ net: 7_000, tax: 0, holds: 1 });
    await fixture.draft({ currency: 'EUR', net: 500, tax: 0 });
  });

  afterAll(() => fixture?.close());

  const get = async <Body>(path: string, as: PersonOfWorld = fixture.finance): Promise<Body> => {
    const { status, body, text } = await call<Body>(fixture.api, 'GET', path, { as: byKey(as) });
    expect([path, status, status === 200 ? '' : text]).toEqual([path, 200, '']);
    return body;
  };
  const refused = (path: string, as: PersonOfWorld): Promise<Answer<ProblemBody>> =>
    call(fixture.api, 'GET', path, { as: byKey(as) });
  const count = async (path: string, as?: PersonOfWorld): Promise<number> =>
    (await get<List<unknown>>(`${path}${path.includes('?') ? '&' : '?'}limit=200`, as)).items.length;
  const total = (sums: readonly Sum[], currency: string): bigint =>
    sums.reduce((sum, one) => (one.currency === currency ? sum + BigInt(one.amountMinor) : sum), 0n);

  describe.each([
    ['customer', 'customers', 'customerId', (of: CustomerOfWorld) => of.customerId],
    ['site', 'sites', 'siteId', (of: CustomerOfWorld) => of.ids.site!],
  ])('of a %s', (_, path, filter, idOf) => {
    it('counts what the lists contain', async () => {
      for (const of of [a, b]) {
        const id = idOf(of);
        const overview = await get<Overview>(`/${path}/${id}/overview`);
        expect(overview.machines.total).toBe(await count(`/machines?${filter}=${id}`));
        for (const [state, machines] of Object.entries(overview.machines.states))
          expect([state, machines]).toEqual([state, await count(`/machines?${filter}=${id}&state=${state}`)]);
        for (const [severity, alarms] of Object.entries(overview.openAlarms))
          expect([severity, alarms]).toEqual([
            severity,
            await count(`/alarms?${filter}=${id}&severity=${severity}`),
          ]);
        expect(overview.openTickets).toEqual({
          total: await count(`/tickets?${filter}=${id}`),
          unassigned: await count(`/tickets?${filter}=${id}&state=new`),
        });
        for (const [state, contracts] of Object.entries(overview.contracts!))
          expect([state, contracts]).toEqual([
            state,
            await count(`/contracts?${filter}=${id}&state=${state}`),
          ]);
        expect(overview.machines.total).toBe(1);
        expect(overview.openTickets!.total).toBe(1);
      }
    });

    it('has null for what the role may not see', async () => {
      const overview = await get<Overview>(`/${path}/${idOf(a)}/overview`, fixture.maker.staff.dispatcher);
      expect(overview).toMatchObject({ contracts: null, openDisputes: null, money: null, kitsDue: 0 });
      expect(overview.openTickets).not.toBeNull();
      const engineer = await get<Overview>(`/${path}/${idOf(a)}/overview`, fixture.maker.staff.engineer);
      expect(engineer).toMatchObject({ kitsDue: null, money: null });
    });

    it('is unknown to another maker, another customer and another hub', async () => {
      for (const part of ['overview', 'timeline', 'documents'])
        for (const person of [
          other.staff.manager,
          other.customers[0].people.customer_admin,
          b.people.customer_admin,
          fixture.maker.otherTechnician,
        ])
          expect(await refused(`/${path}/${idOf(a)}/${part}`, person)).toMatchObject({ status: 404 });
    });

    it('is visible to its own people and its hub', async () => {
      const { customer_admin: own } = a.people;
      expect(await get<Overview>(`/${path}/${idOf(a)}/overview`, own)).toMatchObject({
        machines: { total: 1 },
        openTickets: { total: 1 },
      });
      const kinds = async (person: PersonOfWorld) =>
        new Set((await get<Feed>(`/${path}/${idOf(a)}/timeline`, person)).items.map(({ kind }) => kind));
      expect(await kinds(own)).toEqual(await kinds(fixture.manager));
      const ofHub = await kinds(fixture.maker.staff.technician);
      expect([...ofHub].sort()).toEqual(['alarm_raised', 'machine_arrived', 'ticket_opened']);
    });

    it('pages through the timeline without gaps and repetitions', async () => {
      const all = await get<Feed>(`/${path}/${idOf(a)}/timeline?limit=200`);
      expect(all.next).toBeNull();
      const keys = all.items.map(({ kind, id }) => `${kind} ${id}`);
      expect(new Set(keys).size).toBe(keys.length);
      const times = all.items.map(({ at }) => at);
      expect(times).toEqual([...times].sort().reverse());
      for (const limit of [1, 3]) {
        const paged: string[] = [];
        let cursor: string | null = null;
        do {
          const page: Feed = await get(
            `/${path}/${idOf(a)}/timeline?limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`,
          );
          paged.push(...page.items.map(({ kind, id }) => `${kind} ${id}`));
          cursor = page.next;
        } while (cursor !== null);
        expect(paged).toEqual(keys);
      }
    });

    it('lists only the requested kinds', async () => {
      const { items } = await get<Feed>(`/${path}/${idOf(a)}/timeline?kinds=alarm_raised,ticket_opened`);
      expect(items.map(({ kind, id }) => [kind, id])).toEqual([
        ['ticket_opened', a.ids.ticket],
        ['alarm_raised', a.ids.alarm],
      ]);
    });

    it.each([
      ['an unknown kind', 'timeline?kinds=moon_landing', 422],
      ['a kind of another feed', 'documents?kinds=alarm_raised', 422],
      ['a cursor of another list', `timeline?cursor=${Buffer.from('["x"]').toString('base64url')}`, 400],
      ['an order', 'timeline?sort=kind', 422],
    ])('rejects %s', async (__, rest, status) => {
      const answer = await refused(`/${path}/${idOf(a)}/${rest}`, fixture.finance);
      expect([answer.status, answer.text]).toEqual([status, expect.any(String)]);
    });
  });

  it('has the amounts of Today', async () => {
    const today = await get<{ money: { unbilled: Sum[]; held: Sum[] } }>('/today');
    const parts = await Promise.all(
      [a, b].map(({ customerId }) => get<Overview>(`/customers/${customerId}/overview`)),
    );
    for (const key of ['unbilled', 'held'] as const)
      for (const currency of ['PLN', 'EUR'])
        expect([
          key,
          currency,
          total(
            parts.flatMap(({ money }) => money![key]),
            currency,
          ),
        ]).toEqual([key, currency, total(today.money[key], currency)]);
    expect(total(parts[0]!.money!.unbilled, 'EUR')).toBe(500n);
  });

  it('has the open items that are not overdue', async () => {
    const { items } = await get<
      List<{ documentId: string; daysOverdue: number; dueOn: string; open: { amount: string } }>
    >(`/open-items?customerId=${a.customerId}&limit=200`);
    const due = items.filter(({ daysOverdue, open }) => daysOverdue <= 0 && Number(open.amount) > 0);
    const { money } = await get<Overview>(`/customers/${a.customerId}/overview`);
    expect(due.length).toBeGreaterThan(0);
    expect(money!.nextDue.map(({ id }) => id).sort()).toEqual(due.map(({ documentId }) => documentId).sort());
    const minor = due.reduce((all, { open }) => all + BigInt(open.amount.replace('.', '')), 0n);
    expect(money!.due).toMatchObject([{ currency: 'PLN', amountMinor: String(minor) }]);
    expect(money!.dueUntil).toBe(
      due
        .map(({ dueOn }) => dueOn)
        .sort()
        .at(-1),
    );
  });

  it('shows what happened, with the objects of each entry', async () => {
    const { items } = await get<Feed>(`/customers/${a.customerId}/timeline?limit=200`);
    const find = (kind: string, id?: string) =>
      items.find((one) => one.kind === kind && one.id === (id ?? one.id));
    expect(find('machine_arrived', a.ids.placement)).toMatchObject({
      machine: { id: a.ids.machine },
      site: { id: a.ids.site },
    });
    expect(find('contract_started', a.ids.contract)).toMatchObject({
      at: '2026-01-31T23:00:00.000Z',
      contract: { id: a.ids.contract, number: 'K-a' },
    });
    expect(find('contract_amended', a.ids.amendment)).toMatchObject({
      contract: { id: a.ids.amended_contract },
      amendment: { number: 1, effectiveOn: '2025-06-01' },
      person: 'Somebody of a',
    });
    expect(find('contract_ended', a.ids.amended_contract)).toMatchObject({ at: '2025-12-31T23:00:00.000Z' });
    expect(find('ticket_opened', a.ids.ticket)).toMatchObject({
      ticket: { number: 'TK-a', titleCode: 'alarm' },
    });
    expect(find('alarm_raised', a.ids.alarm)).toMatchObject({ alarm: { code: 'A33', severity: 'critical' } });
    const issued = items.filter(({ kind }) => kind === 'invoice_issued').map(({ amount }) => amount?.amount);
    expect(issued).toEqual(expect.arrayContaining(['1000.00', '400.00']));
  });

  it('shows credit notes and disputes with their amounts', async () => {
    const id = await fixture.draft({ state: 'approved', net: 3_000, tax: 0 });
    await fixture.issue(id);
    const opened = await fixture.call<{ id: string }>('POST', `/invoices/${id}/disputes`, {
      subject: 'other',
      claim: 'We disagree',
    });
    expect([opened.status, opened.text]).toEqual([201, expect.any(String)]);
    const { items } = await get<Feed>(`/customers/${a.customerId}/timeline?kinds=dispute_opened`);
    expect(items[0]).toMatchObject({
      id: opened.body.id,
      invoice: { id },
      dispute: { state: 'open', subject: 'other' },
      amount: { amount: '30.00', currency: 'PLN' },
    });
    const { openDisputes } = await get<Overview>(`/customers/${a.customerId}/overview`);
    expect(openDisputes).toBe(await count(`/disputes?customerId=${a.customerId}&state=open`));
  });

  it('lists documents with what the role may read', async () => {
    const kinds = async (person: PersonOfWorld) =>
      new Set(
        (await get<Feed>(`/customers/${a.customerId}/documents`, person)).items.map(({ kind }) => kind),
      );
    expect(await kinds(fixture.finance)).toEqual(
      new Set(['invoice', 'index_letter', 'ticket_file', 'proof_pack']),
    );
    expect(await kinds(fixture.maker.staff.dispatcher)).toEqual(new Set(['ticket_file']));
  });

  describe('of revenue', () => {
    const sum = (months: readonly Month[], month: string, currency: string, key: 'fixed' | 'variable') =>
      months
        .filter((one) => one.month === month && one.currency === currency)
        .reduce((all, one) => all + Math.round(Number(one[key]) * 100), 0);

    it('is that of the Revenue page, by customer', async () => {
      const { months: all } = await get<{ months: Month[] }>(`/revenue?${MONTHS}`);
      const parts = await Promise.all(
        [a, b].map(({ customerId }) =>
          get<{ months: Month[] }>(`/revenue?${MONTHS}&customerId=${customerId}`),
        ),
      );
      const ofBoth = parts.flatMap(({ months }) => months);
      for (const month of ['2026-09', '2026-10'])
        for (const key of ['fixed', 'variable'] as const)
          expect([month, key, sum(ofBoth, month, 'PLN', key)]).toEqual([
            month,
            key,
            sum(all, month, 'PLN', key),
          ]);
      expect(sum(parts[0]!.months, '2026-10', 'PLN', 'fixed')).toBeGreaterThan(0);
      const { items } = await get<List<{ customer: { id: string }; revenue: string }>>(
        `/revenue/margins?${MONTHS}`,
      );
      const own = await get<List<{ customer: { id: string } }>>(
        `/revenue/margins?${MONTHS}&customerId=${a.customerId}`,
      );
      expect(own.items).toEqual(items.filter(({ customer }) => customer.id === a.customerId));
    });

    it('of a site is that of its machines', async () => {
      const machines = await get<List<{ machine: { id: string } | null; revenue: string }>>(
        `/revenue/margins?${MONTHS}&by=machine`,
      );
      const own = await get<List<{ machine: { id: string } | null; revenue: string }>>(
        `/revenue/margins?${MONTHS}&by=machine&siteId=${a.ids.site}`,
      );
      expect(own.items.length).toBeGreaterThan(0);
      expect(own.items).toEqual(machines.items.filter(({ machine }) => machine?.id === a.ids.machine));
      const { months } = await get<{ months: Month[] }>(`/revenue?${MONTHS}&siteId=${a.ids.site}`);
      const cents = (amount: string) => Math.round(Number(amount) * 100);
      expect(sum(months, '2026-10', 'PLN', 'fixed') + sum(months, '2026-10', 'PLN', 'variable')).toBe(
        own.items.reduce((all, { revenue }) => all + cents(revenue), 0),
      );
    });

    it.each([['customerId'], ['siteId']])('of an unknown %s is empty', async (filter) => {
      const unknown = other.customers[0].ids[filter === 'siteId' ? 'site' : 'customer'];
      const { months } = await get<{ months: Month[] }>(`/revenue?${MONTHS}&${filter}=${unknown}`);
      expect(months).toEqual([]);
    });
  });

  it('lists the users of a customer', async () => {
    const users = await get<List<{ membershipId: string }>>(
      `/users?customerId=${a.customerId}`,
      fixture.maker.staff.admin,
    );
    expect(users.items.map(({ membershipId }) => membershipId).sort()).toEqual(
      Object.values(a.people)
        .map(({ membershipId }) => membershipId)
        .sort(),
    );
    expect(
      await refused(`/users?customerId=${other.customers[0].customerId}`, fixture.maker.staff.admin),
    ).toMatchObject({
      status: 404,
    });
  });
});

describe('a site', () => {
  it('keeps its past when a machine moves to another customer', async () => {
    const fixture = await InvoiceFixture.open('moved-machine');
    try {
      const [a, b] = fixture.maker.customers;
      const { sql } = fixture.billing;
      await sql.call(
        fixture.billing,
        `update placement set during = tstzrange(lower(during), '2026-11-01T00:00:00Z') where id = $1`,
        [a.ids.placement],
      );
      const placement = await fixture.billing.insert('placement', fixture.maker, {
        machine_id: a.ids.machine,
        site_id: b.ids.site,
        customer_id: b.customerId,
        during: '[2026-11-01T00:00:00Z,)',
      });
      const entries = async (of: CustomerOfWorld, person: PersonOfWorld): Promise<string[]> => {
        const { body } = await fixture.call<Feed>('GET', `/sites/${of.ids.site}/timeline`, undefined, {
          as: person,
        });
        return body.items.map(({ kind, id }) => `${kind} ${id}`);
      };
      for (const person of [fixture.manager, a.people.customer_viewer]) {
        const past = await entries(a, person);
        expect(past).toEqual(
          expect.arrayContaining([
            `machine_arrived ${a.ids.placement}`,
            `machine_left ${a.ids.placement}`,
            `alarm_raised ${a.ids.alarm}`,
          ]),
        );
        expect(past).not.toContain(`machine_arrived ${placement}`);
      }
      const present = await entries(b, b.people.customer_viewer);
      expect(present).toContain(`machine_arrived ${placement}`);
      expect(
        present.filter((entry) => entry.includes(a.ids.alarm!) || entry.includes(a.ids.placement!)),
      ).toEqual([]);
      const { body: overview } = await fixture.call<Overview>('GET', `/sites/${a.ids.site}/overview`);
      expect(overview.machines.total).toBe(0);
    } finally {
      await fixture.close();
    }
  });
});
