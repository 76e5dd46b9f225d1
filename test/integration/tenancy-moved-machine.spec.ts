import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type RunningApi, startApi } from '../support/api.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { byKey, call } from '../support/http.js';
import { falsifyReading, storeReadings } from '../support/readings.js';
import { ROUTE_CASES } from '../support/route-cases.js';
import { describedRoutes } from '../support/routes.js';
import {
  createMaker,
  type CustomerOfWorld,
  type MakerOfWorld,
  type PersonOfWorld,
} from '../support/world.js';

const MOVED = '2026-10-15T11:00:00Z';
const NOW = Date.parse('2026-10-15T13:00:00Z');
const DAY = 'from=2026-10-15T05:00:00Z&to=2026-10-15T13:00:00Z';

/** Values that distinguish the times of both customers in any response. */
const READINGS = { before: ['6.125'], after: ['8.625', '7.375'] };

type Sights = { readonly before: readonly string[]; readonly after: readonly string[] };

interface Shown {
  readonly path: (of: CustomerOfWorld) => string;
  /**
   * Texts of each customer's time. A response must contain the text if the caller may see that time, and must not
   * contain it otherwise.
   */
  readonly sights: () => Sights;
  /**
   * `former`: the former customer gets 404, because the object belongs only to the current customer. `latter`: the
   * latter customer gets 404, because the object belongs to the past.
   */
  readonly refused?: 'former' | 'latter';
}

/**
 * Returns true when a response contains a string as a whole value: 7.2 also occurs in "13:00:17.245", and responses
 * contain their time.
 */
const shows = (text: string, sight: string): boolean =>
  new RegExp(`(?<![\\d.])${sight.replaceAll('.', '\\.')}(?!\\d)`).test(text);

/** Files that belong to an object that is not a machine. */
const OF_ANOTHER_THING = [
  'GET /files/:id',
  'GET /export-runs/:id/file',
  'GET /proof-packs/:id/file',
  'GET /invoices/:id/pdf',
  'GET /contracts/:contractId/amendments/:id/letter',
];

/** Through the API of both customers: every response about a machine contains only the caller's own time. */
describe('a machine that changed customer', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let api: RunningApi;
  let maker: MakerOfWorld;
  let a: CustomerOfWorld;
  let b: CustomerOfWorld;
  const of = { after: {} as Record<string, string> };

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    api = await startApi(database, { DUTYCYCLE_CLOCK_OFFSET_MS: String(NOW - Date.now()) });
    maker = await createMaker(owner, 'one');
    [a, b] = maker.customers;
    await move();
  });

  afterAll(async () => {
    await api?.stop();
    await owner?.end();
    await database?.drop();
  });

  /** Moves the machine of `a` to `b`, with events of every kind before and after the move. */
  async function move(): Promise<void> {
    const { machine, device } = a.ids;
    await owner.query(`update placement set during = tstzrange(lower(during), $2) where id = $1`, [
      a.ids.placement,
      MOVED,
    ]);
    await owner.query(
      `insert into placement (maker_id, id, machine_id, site_id, customer_id, during) values ($1, gen_random_uuid(), $2, $3, $4, tstzrange($5, null))`,
      [maker.makerId, machine, b.ids.site, b.customerId, MOVED],
    );
    const { rows } = await owner.query<{ device_key: number }>(
      `select device_key from device where id = $1`,
      [device],
    );
    const deviceKey = rows[0]!.device_key;
    for (const [hour, pressure, hours] of [
      ['10', 6.125, 100.125],
      ['11', 8.625, 101.375],
      ['12', 7.375, 102.625],
    ] as const) {
      const at = `2026-10-15T${hour}:00:00Z`;
      await falsifyReading(owner, deviceKey, at, 'pressure_bar', () => pressure);
      await falsifyReading(owner, deviceKey, at, 'run_hours_total', () => hours);
    }
    // Earlier hours, so that the former customer has usage as well.
    for (const [hour, hours] of [
      ['06', 96.125],
      ['08', 98.125],
    ] as const) {
      await storeReadings(owner, maker.makerId, deviceKey, [
        {
          at: `2026-10-15T${hour}:00:00Z`,
          seq: Number(hour) + 100,
          values: { pressure_bar: 6.125, run_hours_total: hours },
        },
      ]);
    }
    await at('alarm', a.ids.alarm!, {
      raised_at: '10:30',
      condition_since: '10:30',
      peak_at: '10:30',
      cleared_at: '10:45',
    });
    of.after.alarm = await copy('alarm', a.ids.alarm!, {
      customer_id: b.customerId,
      site_id: b.ids.site!,
      ...times({ raised_at: '11:30', condition_since: '11:30', peak_at: '11:30' }),
      cleared_at: null,
    });
    await changeOwnRule();
    await at('ticket', a.ids.ticket!, { opened_at: '10:31' });
    of.after.ticket = await copy('ticket', a.ids.ticket!, {
      customer_id: b.customerId,
      site_id: b.ids.site!,
      number: 'TK-after',
      alarm_id: of.after.alarm,
      ...times({ opened_at: '11:31' }),
    });
    of.after.kit_delivery = await copy('kit_delivery', a.ids.kit_delivery!, {
      customer_id: b.customerId,
      site_id: b.ids.site!,
      contract_id: b.ids.contract!,
      number: 'KD-after',
      due_hours: '4000',
    });
    await owner.query(`update component set lot = 'LOT-before', removed_at = $2 where id = $1`, [
      a.ids.component,
      '2026-10-15T10:30:00Z',
    ]);
    of.after.component = await copy('component', a.ids.component!, {
      lot: 'LOT-after',
      installed_at: '2026-10-15T11:30:00Z',
      removed_at: null,
    });
    await moveIssuedInvoices();
    for (const customer of [a, b]) {
      await owner.query(
        `update meter set device_id = $2, signal_key = 'run_hours_total', unit = 'h' where id = $1`,
        [customer.ids.meter, device],
      );
      await owner.query(`update contract_machine set machine_id = $2 where id = $1`, [
        customer.ids.contract_machine,
        machine,
      ]);
      const draft = await call<{ id: string; lines: { id: string; kind: string }[] }>(
        api,
        'POST',
        '/invoices/drafts',
        { as: byKey(maker.staff.finance), body: { contractId: customer.ids.contract, month: '2026-10' } },
      );
      expect([draft.status, draft.text]).toEqual([200, expect.any(String)]);
      const { id, lines } = draft.body;
      await issue(id);
      customer.ids.usage_line = lines.find(({ kind }) => kind === 'usage')!.id;
    }
  }

  /** The machine's own rule found an alarm before and after the move. Its limit was changed at the move. */
  async function changeOwnRule(): Promise<void> {
    const rule_id = a.ids.machine_alarm_rule!;
    const changedAt = '2026-10-15T11:15:00Z';
    await owner.query(
      `insert into alarm_rule_version (maker_id, rule_id, valid_from, valid_to, on_limit, off_limit, on_delay_seconds, severity, enabled)
       select maker_id, id, valid_from, $2, 95.25, off_limit, on_delay_seconds, severity, enabled from alarm_rule where id = $1`,
      [rule_id, changedAt],
    );
    await owner.query(`update alarm_rule set on_limit = 98.25, valid_from = $2 where id = $1`, [
      rule_id,
      changedAt,
    ]);
    a.ids.own_alarm = await copy('alarm', a.ids.alarm!, {
      rule_id,
      ...times({ raised_at: '10:40', condition_since: '10:40', peak_at: '10:40' }),
    });
    of.after.own_alarm = await copy('alarm', of.after.alarm!, {
      rule_id,
      ...times({ raised_at: '11:40', condition_since: '11:40', peak_at: '11:40' }),
    });
  }

  /**
   * Issued documents are immutable, and their month can't be drafted again. Therefore, the world's documents are moved
   * to another month here.
   */
  const moveIssuedInvoices = () =>
    withoutTriggers(() =>
      owner.query(
        `update invoice set period_from = '2026-06-01', period_to = '2026-07-01'
          where contract_id = any($1) and period_from = '2026-10-01'`,
        [[a, b].map(({ ids }) => ids.contract)],
      ),
    );

  /** Issues the document, because customers only see issued documents of past months. */
  const issue = (invoiceId: string) =>
    withoutTriggers(() =>
      owner.query(
        `update invoice d
            set state = 'issued', number = w.number || '-2', document_type = w.document_type, fiscal_year = w.fiscal_year, sequence = w.sequence + 1000,
                issued_on = w.issued_on, issued_at = w.issued_at, issued_by = w.issued_by, due_on = w.due_on,
                posting_date = w.posting_date, books_currency = w.books_currency, books_rate = w.books_rate,
                seller = w.seller, buyer = w.buyer, approved_at = w.approved_at, approved_by = w.approved_by
           from invoice w where d.id = $1 and w.contract_id = d.contract_id and w.period_from = '2026-06-01'`,
        [invoiceId],
      ),
    );

  const withoutTriggers = async (work: () => Promise<unknown>) => {
    await owner.query(`set session_replication_role = replica`);
    await work();
    await owner.query(`set session_replication_role = origin`);
  };

  const times = (fields: Record<string, string>) =>
    Object.fromEntries(Object.entries(fields).map(([name, hour]) => [name, `2026-10-15T${hour}:00Z`]));

  const at = (table: string, id: string, fields: Record<string, string>) =>
    owner.query(
      `update ${table} set ${Object.keys(fields)
        .map((name, index) => `${name} = $${index + 2}`)
        .join(', ')} where id = $1`,
      [id, ...Object.values(times(fields))],
    );

  /** Copies a row with some changed fields. */
  async function copy(table: string, id: string, changes: Record<string, unknown>): Promise<string> {
    const changed = { ...changes, id: randomUUID() };
    await owner.query(
      `insert into ${table} select (jsonb_populate_record(t, $2::jsonb)).* from ${table} t where id = $1`,
      [id, JSON.stringify(changed)],
    );
    return changed.id;
  }

  const own = (key: string): Sights => ({ before: [a.ids[key]!], after: [of.after[key]!] });
  const machine = (rest: string) => () => `/machines/${a.ids.machine}${rest}`;
  const device = (rest: string) => () => `/devices/${a.ids.device}${rest}`;
  const readings = () => READINGS;
  const nothing = (): Sights => ({ before: [], after: [] });

  const SHOWN: Readonly<Record<string, Shown>> = {
    'GET /machines/:id': {
      path: machine(''),
      sights: () => ({ before: [], after: [b.ids.site!, '7.2'] }),
    },
    'GET /machines/:id/placements': {
      path: machine('/placements'),
      sights: () => ({ before: [a.ids.site!], after: [b.ids.site!] }),
    },
    'GET /machines/:id/label.svg': { path: machine('/label.svg'), sights: nothing },
    'GET /machines/:id/components': { path: machine('/components'), sights: () => own('component') },
    'GET /machines/:id/live': { path: machine('/live'), sights: () => ({ before: [], after: ['7.2'] }) },
    'GET /machines/:id/history': {
      path: machine(`/history?signals=pressure_bar&points=2000&${DAY}`),
      sights: readings,
    },
    'GET /machines/:id/readings.csv': { path: machine(`/readings.csv?${DAY}`), sights: readings },
    'GET /machines/:id/values': {
      path: machine('/values?signals=pressure_bar&at=2026-10-16T00:00:00Z'),
      sights: () => ({ before: ['6.125'], after: ['7.375'] }),
    },
    'GET /machines/:id/counter-differences': {
      path: machine(`/counter-differences?signals=run_hours_total&${DAY}`),
      sights: () => ({ before: ['100.125'], after: ['101.375', '102.625'] }),
    },
    'GET /readings/export': {
      path: () => `/readings/export?machines=${a.ids.machine}&${DAY}`,
      sights: readings,
    },
    'GET /devices/:id': { path: device(''), sights: nothing },
    'GET /devices/:id/signals': { path: device('/signals'), sights: nothing },
    'GET /devices/:id/readings': { path: device(`/readings?${DAY}`), sights: readings },
    'GET /machines': {
      path: () => '/machines?limit=100',
      sights: () => ({ before: [], after: [a.ids.machine!] }),
    },
    'GET /alarms': {
      path: () => `/alarms?state=all&machineId=${a.ids.machine}`,
      sights: () => own('alarm'),
    },
    'GET /alarms by a rule of the machine': {
      path: () => `/alarms?state=all&machineId=${a.ids.machine}`,
      sights: () => ({
        before: [a.ids.own_alarm!, '95.25'],
        after: [of.after.own_alarm!, '98.25'],
      }),
    },
    'GET /alarm-rules': {
      path: () => `/alarm-rules?machineId=${a.ids.machine}`,
      sights: () => ({ before: [], after: [a.ids.machine_alarm_rule!, '98.25'] }),
    },
    'GET /alarm-rules/:id': {
      path: () => `/alarm-rules/${a.ids.machine_alarm_rule}`,
      sights: () => ({ before: [], after: ['98.25'] }),
      refused: 'former',
    },
    'GET /tickets': { path: () => '/tickets?limit=100', sights: () => own('ticket') },
    'GET /kit-deliveries': { path: () => '/kit-deliveries?limit=100', sights: () => own('kit_delivery') },
    'GET /alarms/:id of then': {
      path: () => `/alarms/${a.ids.alarm}`,
      sights: () => ({ before: [a.ids.alarm!], after: [] }),
      refused: 'latter',
    },
    'GET /alarms/:id of now': {
      path: () => `/alarms/${of.after.alarm}`,
      sights: () => ({ before: [], after: [of.after.alarm!] }),
      refused: 'former',
    },
    'GET /tickets/:id of then': {
      path: () => `/tickets/${a.ids.ticket}`,
      sights: () => ({ before: [a.ids.ticket!], after: [] }),
      refused: 'latter',
    },
    'GET /tickets/:id of now': {
      path: () => `/tickets/${of.after.ticket}`,
      sights: () => ({ before: [], after: [of.after.ticket!] }),
      refused: 'former',
    },
    'GET /contracts/:id/usage of then': {
      path: () => `/contracts/${a.ids.contract}/usage?from=2026-10&to=2026-10`,
      // The reading at the exact instant of the move belongs to the former customer.
      sights: () => ({ before: ['"quantity":"5.25"'], after: [] }),
      refused: 'latter',
    },
    'GET /contracts/:id/usage of now': {
      path: () => `/contracts/${b.ids.contract}/usage?from=2026-10&to=2026-10`,
      sights: () => ({ before: [], after: ['"quantity":"1.25"'] }),
      refused: 'former',
    },
    'GET /invoice-lines/:id/proof/readings of then': {
      path: () => `/invoice-lines/${a.ids.usage_line}/proof/readings`,
      sights: () => ({ before: ['100.125', '101.375'], after: ['102.625'] }),
      refused: 'latter',
    },
    'GET /invoice-lines/:id/proof/readings of now': {
      path: () => `/invoice-lines/${b.ids.usage_line}/proof/readings`,
      sights: () => ({ before: ['100.125', '101.375'], after: ['102.625'] }),
      refused: 'former',
    },
  };

  it('has a case for every response about a machine, and for every export of customers', () => {
    const routes = describedRoutes().filter(({ method }) => method === 'GET');
    const isOfMachine = (name: string) => /^GET \/(machines|devices)\/:id(\/|$)/.test(name);
    const isExport = (produces: readonly string[]) => produces.some((type) => !type.includes('json'));
    const needed = routes
      .map(({ path, produces }) => ({ name: `GET ${path}`, produces }))
      .filter(({ name, produces }) => isOfMachine(name) || isExport(produces))
      .map(({ name }) => name)
      // A ticket's file belongs to the ticket, and an import's template to no one. The content of an export's file is
      // determined when it is written (telemetry/export-schedules.spec.ts). An invoice's document and pack depend on
      // the invoice, which bills only usage in the customer's own time. A letter contains the prices of a contract.
      .filter((name) => !OF_ANOTHER_THING.includes(name) && ROUTE_CASES[name]?.audience === 'customer');
    expect(needed.length).toBeGreaterThan(8);
    expect(needed.filter((name) => !(name in SHOWN))).toEqual([]);
  });

  it.each(Object.keys(SHOWN))('%s', async (name) => {
    const { path, sights, refused } = SHOWN[name]!;
    const { before, after } = sights();
    const ask = (person: PersonOfWorld) => call(api, 'GET', path(a), { as: byKey(person) });
    const check = async (
      who: 'former' | 'latter',
      person: PersonOfWorld,
      mine: readonly string[],
      foreign: readonly string[],
    ) => {
      const { status, text } = await ask(person);
      if (refused === who) return expect([who, status]).toEqual([who, 404]);
      expect([who, status, text]).toEqual([who, 200, expect.any(String)]);
      expect([who, mine.filter((sight) => !shows(text, sight)), text]).toEqual([who, [], text]);
      expect([who, foreign.filter((sight) => shows(text, sight)), text]).toEqual([who, [], text]);
    };
    await check('former', a.people.customer_admin, before, after);
    await check('latter', b.people.customer_admin, after, before);
    const { status, text } = await ask(maker.staff.admin);
    expect([status, text]).toEqual([200, expect.any(String)]);
  });
});
