import { Clock, databaseUrlFor, UnitOfWork } from '#platform';
import { readBlocks } from '#telemetry';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { packReadings, storeReadings } from '../support/readings.js';
import { createMaker, type CustomerOfWorld, type MakerOfWorld } from '../support/world.js';

/**
 * Users who can see a table's rows within the world of a maker: `staff` means only the staff; `customer` means the
 * staff, and each customer for its own rows; `everyone` means all users of that maker (`tenancy-owners.spec.ts` also
 * tests rows about one customer in these tables); and `person` means only the person that a row belongs to. The suite
 * fails if a table is missing here or has no rows, because an empty result proves nothing.
 */
const AUDIENCE: Readonly<Record<string, 'staff' | 'customer' | 'everyone' | 'person'>> = {
  accounting_period: 'staff',
  alarm: 'customer',
  alarm_checkpoint: 'staff',
  alarm_rule: 'everyone',
  alarm_rule_version: 'staff',
  allocation: 'customer',
  api_key: 'staff',
  audit_entry: 'staff',
  audit_finding: 'staff',
  bill_group: 'customer',
  bill_group_member: 'customer',
  bank_account: 'staff',
  bank_statement: 'staff',
  collection_note: 'staff',
  payment_promise: 'staff',
  refund: 'customer',
  reminder: 'staff',
  reminder_base_rate: 'staff',
  reminder_letter: 'staff',
  reminder_policy: 'staff',
  reminder_run: 'staff',
  statement_import: 'staff',
  statement_line: 'staff',
  bom_line: 'staff',
  billing_run: 'staff',
  billing_run_result: 'staff',
  bulk_decision: 'staff',
  bulk_decision_item: 'staff',
  certificate_authority: 'staff',
  charge: 'customer',
  charge_machine: 'customer',
  charge_meter: 'customer',
  automatic_payment: 'customer',
  chargeback: 'customer',
  stripe_refund: 'customer',
  component: 'customer',
  connectivity_event: 'customer',
  contact: 'customer',
  contract: 'customer',
  contract_acceptance: 'customer',
  amendment_letter: 'customer',
  amendment_price_book: 'staff',
  contract_amendment: 'customer',
  contract_base: 'customer',
  contract_cost: 'staff',
  contract_downtime: 'customer',
  contract_machine: 'customer',
  contract_takeover: 'customer',
  contract_price_book: 'staff',
  correction: 'staff',
  customer: 'customer',
  customer_entity: 'customer',
  customer_order: 'customer',
  decision_limit: 'staff',
  datev_settings: 'staff',
  debit: 'customer',
  debit_creditor: 'staff',
  debit_file: 'staff',
  deferral_settings: 'staff',
  deferred_revenue: 'staff',
  depot: 'everyone',
  device: 'customer',
  device_attribute: 'staff',
  device_command: 'staff',
  device_credential: 'staff',
  device_high_water: 'staff',
  device_intake: 'staff',
  device_status: 'customer',
  dispute: 'customer',
  dispute_note: 'customer',
  document_mail: 'staff',
  document_opening: 'customer',
  document_brand: 'everyone',
  document_counter: 'everyone',
  equipment_model: 'everyone',
  escalation_step: 'staff',
  evaluation_request: 'staff',
  export_job: 'person',
  export_run: 'customer',
  export_schedule: 'customer',
  fx_rate: 'staff',
  gap_review: 'staff',
  gateway_device: 'staff',
  handled_event: 'staff',
  history_import: 'staff',
  history_import_device: 'staff',
  history_import_row: 'staff',
  hub: 'everyone',
  hub_holiday: 'staff',
  idempotency_key: 'person',
  intake_limit: 'staff',
  intake_minute: 'staff',
  invoice: 'customer',
  invoice_line: 'customer',
  invoice_line_usage: 'customer',
  invoice_series: 'staff',
  invoice_tax: 'customer',
  job_progress: 'customer',
  journal_entry: 'staff',
  journal_line: 'staff',
  kit: 'everyone',
  kit_delivery: 'customer',
  kit_part: 'everyone',
  learnt_payer: 'staff',
  ledger_account: 'staff',
  legal_entity: 'everyone',
  machine: 'customer',
  machine_transition: 'staff',
  mail_link: 'staff',
  membership: 'staff',
  membership_customer: 'customer',
  meter: 'customer',
  meter_decision: 'customer',
  meter_event: 'customer',
  mandate: 'customer',
  meter_exception: 'customer',
  meter_test: 'customer',
  meter_verdict: 'customer',
  model_meter: 'staff',
  money_decision: 'staff',
  notification: 'person',
  notification_delivery: 'staff',
  notification_escalation: 'staff',
  notification_event: 'person',
  notification_mute: 'person',
  notification_preference: 'person',
  notification_settings: 'person',
  open_item: 'customer',
  outbox_claim: 'staff',
  outbox_event: 'staff',
  part: 'everyone',
  partner: 'staff',
  payment: 'customer',
  payment_attempt: 'customer',
  payment_file: 'staff',
  payment_file_refund: 'staff',
  placement: 'customer',
  plan: 'everyone',
  price_book: 'staff',
  price_book_version: 'staff',
  price_index: 'staff',
  proof_pack: 'customer',
  push_subscription: 'person',
  quarantine_entry: 'staff',
  quarantine_let_go: 'staff',
  quarantine_replay: 'staff',
  quota_use: 'staff',
  reading_batch: 'customer',
  reading_chunk: 'customer',
  reading_first_receipt: 'customer',
  reading_gap: 'staff',
  reading_rollup: 'customer',
  reporting_day: 'staff',
  reading_hold: 'staff',
  reading_removal: 'customer',
  retention_rule: 'staff',
  retention_sweep: 'staff',
  revaluation: 'staff',
  revenue_release: 'staff',
  saved_view: 'staff',
  saved_view_default: 'person',
  sent_signal: 'customer',
  session: 'staff',
  signal: 'everyone',
  site: 'customer',
  stock_balance: 'staff',
  stock_entry: 'staff',
  stored_file: 'customer',
  stripe_account: 'staff',
  stripe_customer: 'customer',
  stripe_event: 'staff',
  tax_rule: 'staff',
  technician: 'staff',
  technician_absence: 'staff',
  technician_certificate: 'staff',
  ticket: 'customer',
  ticket_entry: 'customer',
  ticket_file: 'customer',
  unknown_signal: 'staff',
  usage_alert: 'customer',
  usage_alert_notice: 'customer',
  usage_day: 'customer',
  usage_period: 'customer',
  visit: 'customer',
  webhook_attempt: 'staff',
  webhook_delivery: 'staff',
  webhook_endpoint: 'staff',
  write_off: 'customer',
};

/** Readings after those that `createMaker` stores, in one batch. */
const LATER = [13, 14].map((hour) => ({
  at: `2026-10-15T${hour}:00:00Z`,
  seq: hour,
  receivedAt: '2026-10-15T14:00:01Z',
  values: { pressure_bar: 7 },
}));

describe('every table of a tenant', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let app: pg.Client;
  let orm: DataSource;
  let one: MakerOfWorld;
  let other: MakerOfWorld;
  let tables: string[];

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    one = await createMaker(owner, 'one');
    other = await createMaker(owner, 'other');
    const url = databaseUrlFor('dutycycle_app', database.url, database.secret);
    app = new pg.Client({ connectionString: url });
    await app.connect();
    orm = await new DataSource({ type: 'postgres', url }).initialize();
    // The readings of `createMaker` are packed permanently with rollups; later readings stay in batches.
    const until = Math.max(Date.now(), Date.parse(LATER[0]!.at));
    await packReadings(database, [one.makerId, other.makerId], until);
    for (const maker of [one, other]) {
      for (const customer of maker.customers) {
        for (const device of [customer.ids.device!, customer.ids.site_device!])
          await storeReadings(owner, maker.makerId, await keyOf(device), LATER);
      }
    }
    const { rows } = await owner.query<{ name: string }>(`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
         and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'maker_id' and not a.attisdropped)
       order by 1`);
    tables = rows.map((row) => row.name);
  });

  afterAll(async () => {
    await app?.end();
    await orm?.destroy();
    await owner?.end();
    await database?.drop();
  });

  async function keyOf(deviceId: string): Promise<number> {
    const { rows } = await owner.query<{ device_key: number }>(
      'select device_key from device where id = $1',
      [deviceId],
    );
    return rows[0]!.device_key;
  }

  async function seen(
    table: string,
    makerId: string,
    customers: string,
    userId: string,
  ): Promise<{ maker_id: string; row: string }[]> {
    await app.query('begin');
    try {
      await app.query(
        `select set_config('app.maker_id', $1, true), set_config('app.customer_ids', $2, true), set_config('app.user_id', $3, true)`,
        [makerId, customers, userId],
      );
      const { rows } = await app.query<{ maker_id: string; row: string }>(
        `select maker_id, t::text as row from ${table} t`,
      );
      return rows;
    } finally {
      await app.query('rollback');
    }
  }

  const asStaff = (table: string, maker: MakerOfWorld) =>
    seen(table, maker.makerId, '*', maker.staff.admin.userId);
  const asCustomer = (table: string, maker: MakerOfWorld, customer: CustomerOfWorld) =>
    seen(table, maker.makerId, `{${customer.customerId}}`, customer.people.customer_viewer.userId);

  it('has its audience listed here', () => {
    expect(tables.filter((table) => !(table in AUDIENCE))).toEqual([]);
    expect(Object.keys(AUDIENCE).filter((table) => !tables.includes(table))).toEqual([]);
  });

  it.each(Object.entries(AUDIENCE))('%s is visible only to %s', async (table, audience) => {
    const staff = await asStaff(table, one);
    expect(staff.length).toBeGreaterThan(0);
    expect(new Set(staff.map((row) => row.maker_id))).toEqual(new Set([one.makerId]));
    const elsewhere = await asStaff(table, other);
    expect(new Set(elsewhere.map((row) => row.maker_id))).toEqual(new Set([other.makerId]));

    const [a, b] = one.customers;
    const ofA = (await asCustomer(table, one, a)).map((row) => row.row);
    const ofB = (await asCustomer(table, one, b)).map((row) => row.row);
    switch (audience) {
      case 'staff': {
        const own = (row: string, customer: CustomerOfWorld) =>
          row.includes(customer.people.customer_viewer.userId);
        expect(ofA.filter((row) => !own(row, a))).toEqual([]);
        expect(ofB.filter((row) => !own(row, b))).toEqual([]);
        break;
      }
      case 'person':
        expect(ofA).toEqual([]);
        expect((await seen(table, one.makerId, '*', one.staff.manager.userId)).length).toBe(0);
        break;
      case 'customer':
        expect(ofA.length).toBeGreaterThan(0);
        expect(ofB.length).toBeGreaterThan(0);
        expect(ofA.filter((row) => ofB.includes(row))).toEqual([]);
        expect(staff.map((row) => row.row)).toEqual(expect.arrayContaining([...ofA, ...ofB]));
        break;
      case 'everyone':
        expect(ofA.length).toBeGreaterThan(0);
        break;
    }
  });

  it('shows nothing outside a unit of work', async () => {
    for (const table of tables) {
      const { rows } = await app.query<{ count: string }>(`select count(*) from ${table}`);
      expect([table, rows[0]!.count]).toEqual([table, '0']);
    }
  });

  it('rejects a row with another maker', async () => {
    await app.query('begin');
    try {
      await app.query(
        `select set_config('app.maker_id', $1, true), set_config('app.customer_ids', '*', true)`,
        [one.makerId],
      );
      await expect(
        app.query(
          `insert into plan (maker_id, id, code, name_i18n, structure) values ($1, $2, 'X', '{}', 'x')`,
          [other.makerId, other.ids.plan],
        ),
      ).rejects.toThrow(/row-level security/);
    } finally {
      await app.query('rollback');
    }
  });

  it("hides the maker's internal notes from the customer of the ticket", async () => {
    const [a] = one.customers;
    const entries = (await asCustomer('ticket_entry', one, a)).map((row) => row.row);
    expect(entries.some((row) => row.includes('for us only'))).toBe(false);
    expect((await asStaff('ticket_entry', one)).some((row) => row.row.includes('for us only'))).toBe(true);
  });

  describe('of a machine that moves', () => {
    let deviceKey: number;
    const move = async (at: string) => {
      const [a, b] = one.customers;
      await owner.query(`update placement set during = tstzrange(lower(during), $2) where id = $1`, [
        a.ids.placement,
        at,
      ]);
      await owner.query(
        `insert into placement (maker_id, id, machine_id, site_id, customer_id, during) values ($1, gen_random_uuid(), $2, $3, $4, tstzrange($5, null))`,
        [one.makerId, a.ids.machine, b.ids.site, b.customerId, at],
      );
    };
    const moveBack = async () => {
      const [a, b] = one.customers;
      await owner.query('delete from placement where machine_id = $1 and customer_id = $2', [
        a.ids.machine,
        b.customerId,
      ]);
      await owner.query(`update placement set during = tstzrange(lower(during), null) where id = $1`, [
        a.ids.placement,
      ]);
    };
    /** Returns the hours of the readings visible to a scope. */
    const hours = (customers: 'all' | string[]) =>
      new UnitOfWork(orm, new Clock()).run(
        { makerId: one.makerId, customers, actor: 'user', userId: null },
        async (tx) => {
          const blocks = await readBlocks(tx, new Map([[deviceKey, { fromMs: -Infinity, toMs: Infinity }]]));
          return [...(blocks.get(deviceKey)?.timesMs ?? [])].map((time) => new Date(time).getUTCHours());
        },
      );
    const packed = async (customer: CustomerOfWorld, table: 'reading_batch' | 'reading_chunk') => {
      const [a] = one.customers;
      const name =
        table === 'reading_batch' ? `{${await keyOf(a.ids.device!)}}` : `,${await keyOf(a.ids.device!)},`;
      return (await asCustomer(table, one, customer)).filter(({ row }) => row.includes(name)).length;
    };

    beforeAll(async () => (deviceKey = await keyOf(one.customers[0].ids.device!)));
    afterEach(moveBack);

    it('each customer sees the readings of its own time, in chunks and in batches', async () => {
      const [a, b] = one.customers;
      expect(await hours('all')).toEqual([10, 11, 12, 13, 14]);
      await move('2026-10-15T11:00:00Z');
      expect(await hours([a.customerId])).toEqual([10]);
      expect(await hours([b.customerId])).toEqual([11, 12, 13, 14]);
      await moveBack();
      await move('2026-10-15T13:30:00Z');
      expect(await hours([a.customerId])).toEqual([10, 11, 12, 13]);
      expect(await hours([b.customerId])).toEqual([14]);
      expect(await hours('all')).toEqual([10, 11, 12, 13, 14]);
    });

    it('a chunk is not visible to a customer who had the machine only at another time', async () => {
      const [a, b] = one.customers;
      expect([await packed(a, 'reading_chunk'), await packed(b, 'reading_chunk')]).toEqual([1, 0]);
      expect([await packed(a, 'reading_batch'), await packed(b, 'reading_batch')]).toEqual([1, 0]);
      await move('2026-10-15T13:30:00Z');
      expect([await packed(a, 'reading_chunk'), await packed(b, 'reading_chunk')]).toEqual([1, 0]);
      expect([await packed(a, 'reading_batch'), await packed(b, 'reading_batch')]).toEqual([1, 1]);
      await moveBack();
      await move('2026-10-15T09:00:00Z');
      expect([await packed(a, 'reading_chunk'), await packed(b, 'reading_chunk')]).toEqual([0, 1]);
      expect(await hours([a.customerId])).toEqual([]);
    });
  });
});
