import type pg from 'pg';
import { createMaker, type MakerOfWorld } from '../../../test/support/world.js';
import { CONTRACT_CLASSES, type ContractClass, ZONES } from './profiles.js';
import { addCounter } from './templates.js';

export const MACHINES_A_CONTRACT = 3;
const CONTRACTS_A_CUSTOMER = 100;
const KINDS = {
  customer: 1,
  buyer: 2,
  site: 3,
  contract: 4,
  machine: 5,
  device: 6,
  place: 7,
  under: 8,
  meter: 9,
  plan: 10,
};

/** Data that the copies share with their template. */
export interface Copied {
  /** True if usage is already calculated. */
  readonly usage: boolean;
}

/**
 * A maker with any number of contracts, each with three machines. Each machine is a copy of a template: the same rows
 * with other ids. Contracts are added class by class, so that some can be billed earlier. Uses the connection of the
 * database's owner.
 */
export class CopiedMaker {
  private constructor(
    private readonly database: pg.Client,
    private readonly templates: MakerOfWorld,
    readonly maker: MakerOfWorld,
    readonly contracts: number,
    private readonly copied: Copied,
  ) {}

  static async create(
    database: pg.Client,
    templates: MakerOfWorld,
    slug: string,
    contracts: number,
    copied: Copied,
  ): Promise<CopiedMaker> {
    const maker = await createMaker(database, slug);
    await database.query(`update contract set state = 'draft' where maker_id = $1`, [maker.makerId]);
    await addCounter(database, maker);
    await database.query(TABLES);
    const copy = new CopiedMaker(database, templates, maker, contracts, copied);
    await copy.addCustomers();
    await copy.addPlans();
    await copy.assign();
    return copy;
  }

  /** Adds the contracts of a class with all data that the run reads. */
  async addContracts(ofClass: ContractClass): Promise<void> {
    const { makerId } = this.maker;
    await this.database.query('begin');
    for (const statement of STATEMENTS)
      await this.database.query(`with ${SCOPE} ${statement}`, [makerId, this.templates.makerId, ofClass]);
    await this.database.query(
      `update scale.machine m set device_key = d.device_key from device d
        where m.maker_id = $1 and d.maker_id = $1 and d.id = m.device_id and m.device_key is null`,
      [makerId],
    );
    for (const statement of [...READINGS, ...(this.copied.usage ? USAGE : [])])
      await this.database.query(`with ${SCOPE} ${statement}`, [makerId, this.templates.makerId, ofClass]);
    await this.database.query('commit');
  }

  /** Returns the number of hourly readings in the chunks of the copies' machines. */
  async countReadings(): Promise<number> {
    const { rows } = await this.database.query<{ count: string }>(
      `select coalesce(sum(readings), 0) as count from reading_chunk where maker_id = $1`,
      [this.maker.makerId],
    );
    return Number(rows[0]!.count);
  }

  private async addCustomers(): Promise<void> {
    const [{ ids, customerId }] = this.maker.customers;
    const count = Math.ceil(this.contracts / CONTRACTS_A_CUSTOMER);
    const copies: [table: string, kind: number, id: string, more: string][] = [
      ['customer', KINDS.customer, customerId, `'code', 'C-' || n, 'name', 'Customer ' || n`],
      ['customer_entity', KINDS.buyer, ids.buyer!, `'customer_id', scale.uid(${KINDS.customer}, n)`],
      ['site', KINDS.site, ids.site!, `'code', 'S-' || n, 'customer_id', scale.uid(${KINDS.customer}, n)`],
    ];
    for (const [table, kind, id, more] of copies)
      await this.database.query(
        `insert into ${table} select r.* from ${table} t cross join generate_series(1, $3::int) n
          cross join lateral jsonb_populate_record(null::${table}, to_jsonb(t) || jsonb_build_object('id', scale.uid(${kind}, n), ${more})) r
          where t.maker_id = $1 and t.id = $2`,
        [this.maker.makerId, id, count],
      );
  }

  /** One plan per class, because contracts of one plan are compared with one another. */
  private async addPlans(): Promise<void> {
    await this.database.query(
      `insert into plan select r.* from plan t cross join unnest($3::text[]) with ordinality as c (name, n)
        cross join lateral jsonb_populate_record(null::plan, to_jsonb(t) ||
          jsonb_build_object('id', scale.uid(${KINDS.plan}, c.n), 'code', c.name)) r
        where t.maker_id = $1 and t.id = $2`,
      [this.maker.makerId, this.maker.ids.plan, CONTRACT_CLASSES.map(({ name }) => name)],
    );
  }

  /** Assigns each contract its class and zone, and each of its machines a profile. */
  private async assign(): Promise<void> {
    const { makerId } = this.maker;
    const classes = CONTRACT_CLASSES.flatMap(({ name, share }) => Array.from({ length: share }, () => name));
    await this.database.query(
      `insert into scale.contract
       select $1, n, ($3::text[])[1 + n % 10], ($4::text[])[1 + (n / 10) % $5], scale.uid(${KINDS.contract}, n),
              scale.uid(${KINDS.customer}, 1 + (n - 1) / ${CONTRACTS_A_CUSTOMER}), scale.uid(${KINDS.buyer}, 1 + (n - 1) / ${CONTRACTS_A_CUSTOMER}),
              scale.uid(${KINDS.site}, 1 + (n - 1) / ${CONTRACTS_A_CUSTOMER})
         from generate_series(1, $2::int) n`,
      [makerId, this.contracts, classes, ZONES, ZONES.length],
    );
    await this.database.query(
      `insert into scale.machine
       select $1, c.n * ${MACHINES_A_CONTRACT} + k, c.id, c.class, p.number, scale.uid(${KINDS.machine}, c.n * ${MACHINES_A_CONTRACT} + k),
              scale.uid(${KINDS.device}, c.n * ${MACHINES_A_CONTRACT} + k), scale.uid(${KINDS.meter}, c.n * ${MACHINES_A_CONTRACT} + k), null
         from scale.contract c
         cross join generate_series(0, ${MACHINES_A_CONTRACT - 1}) k
         join scale.profile p on p.class = c.class and p.zone = c.zone
          and p.place = (c.n * ${MACHINES_A_CONTRACT} + k) % (select count(*)::int from scale.profile q where q.class = c.class and q.zone = c.zone)
        where c.maker_id = $1`,
      [makerId],
    );
  }
}

/** Creates a function for ascending ids, like the ids of the product, and the tables for assigning templates. */
const TABLES = `
  create or replace function scale.uid(kind int, n bigint) returns uuid language sql immutable as
  $$ select ('01970000-' || lpad(to_hex(kind), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
  create table if not exists scale.contract (maker_id uuid, n int, class text, zone text, id uuid, customer_id uuid, buyer_id uuid, site_id uuid,
    primary key (maker_id, n));
  create table if not exists scale.machine (maker_id uuid, n int, contract_id uuid, class text, profile int, machine_id uuid, device_id uuid,
    meter_id uuid, device_key int, primary key (maker_id, n))`;

/**
 * Tables for the maker $1, the templates' maker $2 and the class $3: contracts with their template, and machines with
 * their template.
 */
const SCOPE = `
  maker as (select p.id as plan_id, m.legal_entity_id, e.id as model_id
    from plan p, (select id as legal_entity_id from legal_entity where maker_id = $1 limit 1) m,
         (select id from equipment_model where maker_id = $1 limit 1) e where p.maker_id = $1 and p.code = $3),
  asked as (select c.*, t.id as template_id, t.starts_on from scale.contract c
    join contract t on t.maker_id = $2 and t.number = 'T-' || c.class || '-' || replace(c.zone, '/', '-')
   where c.maker_id = $1 and c.class = $3),
  machines as (select m.*, a.customer_id, a.site_id, a.template_id, a.n as contract_n, a.starts_on, p.machine_id as from_machine,
      p.device_id as from_device, p.device_key as from_key, p.meter_id as from_meter
    from scale.machine m join asked a on a.id = m.contract_id join scale.profile p on p.number = m.profile
   where m.maker_id = $1)`;

/** Returns SQL that copies a row of a table with some changed columns. */
const like = (table: string, alias: string, changed: string): string =>
  `cross join lateral jsonb_populate_record(null::${table}, to_jsonb(${alias}) || jsonb_build_object('maker_id', $1::uuid, ${changed})) r`;

const STATEMENTS: readonly string[] = [
  `insert into contract select r.* from asked a cross join maker join contract t on t.maker_id = $2 and t.id = a.template_id
   ${like(
     'contract',
     't',
     `'id', a.id, 'number', 'K-' || lpad(a.n::text, 6, '0'), 'customer_id', a.customer_id, 'buyer_id', a.buyer_id,
      'plan_id', maker.plan_id, 'legal_entity_id', maker.legal_entity_id`,
   )}`,
  `insert into machine select r.* from machines x cross join maker join machine t on t.maker_id = $2 and t.id = x.from_machine
   ${like('machine', 't', `'id', x.machine_id, 'serial', 'M-' || lpad(x.n::text, 6, '0'), 'model_id', maker.model_id`)}`,
  `insert into device (maker_id, id, code, kind, machine_id)
   select $1, device_id, 'D-' || lpad(n::text, 6, '0'), 'controller', machine_id from machines order by n`,
  `insert into placement select r.* from machines x join placement t on t.maker_id = $2 and t.machine_id = x.from_machine
   ${like(
     'placement',
     't',
     `'id', scale.uid(${KINDS.place}, x.n), 'machine_id', x.machine_id, 'site_id', x.site_id, 'customer_id', x.customer_id`,
   )}`,
  `insert into contract_machine select r.* from machines x
   join contract_machine t on t.maker_id = $2 and t.contract_id = x.template_id and t.machine_id = x.from_machine
   ${like(
     'contract_machine',
     't',
     `'id', scale.uid(${KINDS.under}, x.n), 'contract_id', x.contract_id, 'machine_id', x.machine_id`,
   )}`,
  `insert into meter select r.* from machines x join meter t on t.maker_id = $2 and t.id = x.from_meter
   ${like('meter', 't', `'id', x.meter_id, 'contract_id', x.contract_id, 'device_id', x.device_id`)}`,
  `insert into charge select r.* from asked a join charge t on t.maker_id = $2 and t.contract_id = a.template_id
   ${like('charge', 't', `'id', scale.uid(32 + t.position, a.n), 'contract_id', a.id`)}`,
  `insert into charge_meter select $1, c.id, x.meter_id from machines x
   join charge c on c.maker_id = $1 and c.contract_id = x.contract_id
   join charge t on t.maker_id = $2 and t.contract_id = x.template_id and t.key = c.key
    and exists (select from charge_meter cm where cm.maker_id = $2 and cm.charge_id = t.id)`,
  `insert into meter_event (maker_id, id, kind, device_id, signal_key, machine_id, customer_id, from_at, to_at, final_value, initial_value,
          first_day, last_day, number, issued_by, reason, recorded_at)
   select $1, gen_random_uuid(), e.kind, x.device_id, e.signal_key, null, x.customer_id, e.from_at, e.to_at, e.final_value,
          e.initial_value, e.first_day, e.last_day, e.number, e.issued_by, e.reason, e.recorded_at
     from machines x join meter_event e on e.maker_id = $2 and e.device_id = x.from_device`,
];

/** Copies readings without the data for charts, which billing never reads. */
const READINGS: readonly string[] = [
  `insert into reading_chunk (maker_id, device_key, from_time, to_time, received_from, received_to, readings, points, settled, bytes)
   select $1, x.device_key, t.from_time, t.to_time, t.received_from, t.received_to, t.readings, t.points, t.settled, t.bytes
     from machines x join reading_chunk t on t.maker_id = $2 and t.device_key = x.from_key order by x.device_key, t.from_time`,
];

/**
 * Copies usage. Each copy refers to the record of its own meter. The kind in the id of a usage period is 64 plus the
 * number of its month.
 */
const USAGE: readonly string[] = [
  `insert into usage_period select r.* from machines x
   join usage_period t on t.maker_id = $2 and t.meter_id = x.from_meter and t.superseded_at is null and t.reading_count > 100
   left join lateral (select max(e.entry)::text as entry from meter_event e where e.maker_id = $1 and e.device_id = x.device_id) own on true
   ${like(
     'usage_period',
     't',
     `'id', scale.uid(64 + extract(month from t.period_from + interval '2 days')::int, x.n), 'contract_id', x.contract_id,
      'customer_id', x.customer_id, 'meter_id', x.meter_id,
      'basis', case when t.basis ? 'lastRecord' then jsonb_set(t.basis, '{lastRecord}', to_jsonb(own.entry)) else t.basis end`,
   )}`,
  `insert into usage_day (maker_id, usage_period_id, day, quantity, held_quantity, reading_count, readings_hash)
   select $1, u.id, d.day, d.quantity, d.held_quantity, d.reading_count, d.readings_hash
     from machines x
     join usage_period t on t.maker_id = $2 and t.meter_id = x.from_meter and t.superseded_at is null
     join usage_period u on u.maker_id = $1 and u.meter_id = x.meter_id and u.period_from = t.period_from
     join usage_day d on d.maker_id = $2 and d.usage_period_id = t.id`,
  `insert into reading_hold (maker_id, id, device_key, signal_key, from_time, to_time, reason, usage_period_id, created_at)
   select $1, u.id, x.device_key, h.signal_key, h.from_time, h.to_time, h.reason, u.id, h.created_at
     from machines x
     join usage_period t on t.maker_id = $2 and t.meter_id = x.from_meter and t.superseded_at is null
     join usage_period u on u.maker_id = $1 and u.meter_id = x.meter_id and u.period_from = t.period_from
     join reading_hold h on h.maker_id = $2 and h.usage_period_id = t.id`,
];
