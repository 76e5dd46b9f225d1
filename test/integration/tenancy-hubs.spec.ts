import { databaseUrlFor } from '#platform';
import pg from 'pg';
import { type RunningApi, startApi } from '../support/api.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { byKey, call } from '../support/http.js';
import { packReadings, storeReadings } from '../support/readings.js';
import { findOwners, listTenantTables, type OwnedRow, type TenantTable } from '../support/row-owners.js';
import { admittedChanges, rowsSeen, type WorkScope } from '../support/work-as.js';
import {
  createMaker,
  type CustomerOfWorld,
  type MakerOfWorld,
  type PersonOfWorld,
  WORLD_DAY,
} from '../support/world.js';

/** Tables in which technicians see rows about customers of their hub. They see no such rows in other tables. */
const OF_CUSTOMERS = [
  'alarm',
  'alarm_rule',
  'component',
  'connectivity_event',
  'contact',
  'customer',
  'device',
  'device_status',
  'kit_delivery',
  'machine',
  'machine_transition',
  'meter_event',
  'placement',
  'reading_batch',
  'reading_chunk',
  'reading_first_receipt',
  'reading_removal',
  'reading_rollup',
  'sent_signal',
  'signal',
  'site',
  'stock_entry',
  'stored_file',
  'ticket',
  'ticket_entry',
  'ticket_file',
  'visit',
];
/** Tables with rows of a hub that belong to no customer. */
const OF_HUBS = [
  'depot',
  'membership',
  // Sessions of the technician.
  'session',
  'stock_balance',
  'stock_entry',
  'technician',
  'technician_absence',
  'technician_certificate',
];
/** Tables in which technicians of all hubs see rows without a customer and a hub. */
const OF_EVERYBODY = [
  'alarm_rule',
  'bom_line',
  'document_brand',
  'document_counter',
  'equipment_model',
  'hub',
  'kit',
  'kit_part',
  'legal_entity',
  'membership',
  'part',
  'plan',
  'signal',
];

describe('a technician', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let app: pg.Client;
  let maker: MakerOfWorld;
  let other: MakerOfWorld;
  let a: CustomerOfWorld;
  let b: CustomerOfWorld;
  let tables: TenantTable[];
  let rows: Map<string, OwnedRow[]>;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    maker = await createMaker(owner, 'one');
    other = await createMaker(owner, 'other');
    [a, b] = maker.customers;
    await packReadings(database, [maker.makerId], Date.parse(WORLD_DAY));
    for (const { ids } of maker.customers) {
      const { rows: found } = await owner.query<{ device_key: number }>(
        'select device_key from device where id = $1',
        [ids.device],
      );
      const reading = { at: `${WORLD_DAY}T14:00:00Z`, seq: 14, values: { pressure_bar: 7 } };
      await storeReadings(owner, maker.makerId, found[0]!.device_key, [reading]);
    }
    app = new pg.Client({
      connectionString: databaseUrlFor('dutycycle_app', database.url, database.secret),
    });
    await app.connect();
    tables = await listTenantTables(owner);
    rows = await findOwners(owner, maker.makerId, tables);
  });

  afterAll(async () => {
    await app?.end();
    await owner?.end();
    await database?.drop();
  });

  const scopeAt = (person: PersonOfWorld, hubId: string, makerId = maker.makerId): WorkScope => ({
    makerId,
    customers: '',
    userId: person.userId,
    hubId,
  });
  const first = () => scopeAt(maker.staff.technician, maker.ids.hub!);
  const second = () => scopeAt(maker.otherTechnician, maker.ids.other_hub!);
  const onlyOf = (table: string, { customerId }: CustomerOfWorld) =>
    rows.get(table)!.filter(({ owners }) => owners.size === 1 && owners.has(customerId));

  describe('by row-level security', () => {
    it('sees only rows of customers of their hub', async () => {
      const seenOf = async (scope: WorkScope, customer: CustomerOfWorld) => {
        const found: string[] = [];
        for (const { name } of tables) {
          const seen = await rowsSeen(app, scope, name);
          if (onlyOf(name, customer).some(({ text }) => seen.has(text))) found.push(name);
        }
        return found;
      };
      expect(await seenOf(first(), a)).toEqual(OF_CUSTOMERS);
      expect(await seenOf(second(), b)).toEqual(OF_CUSTOMERS);
      expect(await seenOf(first(), b)).toEqual([]);
      expect(await seenOf(second(), a)).toEqual([]);
    });

    it('sees rows without a customer only if they belong to their hub or to none', async () => {
      const ofHub: string[] = [];
      const ofAll: string[] = [];
      for (const { name } of tables) {
        const [mine, theirs] = [await rowsSeen(app, first(), name), await rowsSeen(app, second(), name)];
        const shared = rows.get(name)!.filter(({ owners }) => owners.size === 0);
        if (shared.some(({ text }) => mine.has(text) && !theirs.has(text))) ofHub.push(name);
        if (shared.some(({ text }) => mine.has(text) && theirs.has(text))) ofAll.push(name);
      }
      expect(ofHub).toEqual(OF_HUBS);
      expect(ofAll).toEqual(OF_EVERYBODY);
    });

    it('cannot change or write rows of another hub', async () => {
      const admitted: string[] = [];
      for (const { name } of tables)
        for (const { values } of onlyOf(name, b))
          admitted.push(...(await admittedChanges(app, first(), name, values)));
      expect([...new Set(admitted)]).toEqual([]);
    });

    it('sees nothing of another maker, regardless of the hub', async () => {
      const stranger = scopeAt(other.staff.technician, maker.ids.hub!, other.makerId);
      for (const name of ['customer', 'site', 'machine', 'ticket', 'depot', 'stock_balance', 'technician']) {
        const seen = await rowsSeen(app, stranger, name);
        expect([name, rows.get(name)!.filter(({ text }) => seen.has(text))]).toEqual([name, []]);
      }
    });

    it('reaches a site without a hub from the nearest one', async () => {
      const reaches = async (scope: WorkScope) => (await rowsSeen(app, scope, 'site')).size;
      await owner.query('update customer set hub_id = null where id = $1', [b.customerId]);
      await owner.query('update site set hub_id = null, latitude = 54.5, longitude = 18.5 where id = $1', [
        b.ids.site,
      ]);
      expect([await reaches(first()), await reaches(second())]).toEqual([1, 1]);
      await owner.query('update site set latitude = 52.2, longitude = 21 where id = $1', [b.ids.site]);
      await owner.query(`update ticket set state = 'cancelled' where id = $1`, [b.ids.ticket]);
      expect([await reaches(first()), await reaches(second())]).toEqual([2, 0]);
      await owner.query('update site set hub_id = $2 where id = $1', [b.ids.site, maker.ids.other_hub]);
      await owner.query(`update ticket set state = 'assigned' where id = $1`, [b.ids.ticket]);
      await owner.query('update customer set hub_id = $2 where id = $1', [b.customerId, maker.ids.other_hub]);
    });
  });

  describe('assigned work of another hub', () => {
    let api: RunningApi;
    let machine: string;
    let beside: Record<string, string>;

    beforeAll(async () => {
      api = await startApi(database);
      machine = b.ids.machine!;
      beside = await addMachineAtSecondHub();
    });
    afterAll(() => api?.stop());

    /** Adds another machine at the same site, with an alarm but without work on it. */
    async function addMachineAtSecondHub(): Promise<Record<string, string>> {
      const { rows: made } = await owner.query<{ machine: string; alarm: string }>(
        `with m as (insert into machine (maker_id, id, serial, model_id, owner, lifecycle, shipped_at)
                    select maker_id, gen_random_uuid(), 'BESIDE-1', model_id, owner, lifecycle, shipped_at from machine where id = $1 returning *),
              p as (insert into placement (maker_id, id, machine_id, site_id, customer_id, during)
                    select m.maker_id, gen_random_uuid(), m.id, $2, $3, '[2026-01-05T00:00:00Z,)' from m),
              l as (insert into alarm select (jsonb_populate_record(x, jsonb_build_object('id', gen_random_uuid(), 'machine_id', m.id))).*
                      from alarm x, m where x.id = $4 returning alarm.id)
         select m.id as machine, l.id as alarm from m, l`,
        [machine, b.ids.site, b.customerId, b.ids.alarm],
      );
      return { ...made[0]! };
    }

    const get = (path: string, person = maker.staff.technician) =>
      call(api, 'GET', path, { as: byKey(person) });
    const statusOf = async (path: string) => (await get(path)).status;
    const give = (technicianId: string | null, state = 'assigned') =>
      owner.query(
        `update ticket set technician_id = $2, state = $3, closed_at = null, symptom = 'noise', cause = 'wear', remedy = 'cleaned'
          where id = $1`,
        [b.ids.ticket, technicianId ?? maker.ids.other_technician, state],
      );
    const needed = () => [
      `/machines/${machine}`,
      `/machines/${machine}/live`,
      `/machines/${machine}/components`,
      `/machines/${machine}/history?signals=pressure_bar&from=${WORLD_DAY}T09:00:00Z&to=${WORLD_DAY}T15:00:00Z`,
      `/customers/${b.customerId}`,
      `/customers/${b.customerId}/contacts`,
      `/sites/${b.ids.site}`,
      `/alarms/${b.ids.alarm}`,
      `/alarm-rules/${b.ids.machine_alarm_rule}`,
      `/tickets/${b.ids.ticket}`,
      `/kit-deliveries/${b.ids.kit_delivery}`,
      `/depots/${maker.ids.other_depot}/stock`,
    ];
    const statuses = () => Promise.all(needed().map(async (path) => [path, await statusOf(path)] as const));
    const all = (status: number) => needed().map((path) => [path, status]);
    const lists = async () => {
      const texts = await Promise.all(
        [
          '/machines?limit=100',
          '/customers',
          '/sites',
          '/alarms?state=all',
          '/kit-deliveries',
          '/depots',
          '/fleet/summary',
          '/today',
        ].map(async (path) => (await get(path)).text),
      );
      return texts.join('\n');
    };

    it('finds nothing before the assignment', async () => {
      expect(await statuses()).toEqual(all(404));
      const text = await lists();
      expect(text).toContain(a.ids.machine);
      expect([...Object.values(b.ids), b.customerId].filter((id) => text.includes(id))).toEqual([]);
    });

    it('sees only what the work requires, while it is assigned', async () => {
      await give(maker.ids.technician!);
      expect(await statuses()).toEqual(all(200));
      const text = await lists();
      for (const id of [machine, b.customerId, b.ids.site!, b.ids.alarm!, maker.ids.other_depot!])
        expect([id, text.includes(id)]).toEqual([id, true]);
      expect(Object.values(beside).filter((id) => text.includes(id))).toEqual([]);
      expect(await statusOf(`/machines/${beside.machine}`)).toBe(404);
      expect(await statusOf(`/alarms/${beside.alarm}`)).toBe(404);
    });

    it('can work on it, and report other faults of the machine', async () => {
      const post = (path: string, body: object) =>
        call(api, 'POST', path, { as: byKey(maker.staff.technician), body });
      await give(maker.ids.technician!);
      const steps: [string, object][] = [
        [`/tickets/${b.ids.ticket}/accept`, {}],
        [`/tickets/${b.ids.ticket}/start`, {}],
        [`/tickets/${b.ids.ticket}/notes`, { note: 'Valve is worn', internal: true }],
        [`/alarms/${b.ids.alarm}/acknowledge`, {}],
        ['/tickets', { machineId: machine, description: 'Belt too' }],
        [
          `/tickets/${b.ids.ticket}/close`,
          { symptom: 'high_temperature', cause: 'wear', remedy: 'part_replaced', note: 'Done' },
        ],
      ];
      for (const [path, body] of steps) {
        const { status, text } = await post(path, body);
        expect([path, status < 300, text]).toEqual([path, true, text]);
      }
      const foreign = await post('/tickets', { machineId: beside.machine, description: 'Not mine' });
      expect(foreign.status).toBe(404);
    });

    it('sees it for a day after closing it', async () => {
      await give(maker.ids.technician!);
      await owner.query(
        `update ticket set state = 'closed', closed_at = now() - interval '23 hours' where id = $1`,
        [b.ids.ticket],
      );
      expect(await statuses()).toEqual(all(200));
      await owner.query(`update ticket set closed_at = now() - interval '25 hours' where id = $1`, [
        b.ids.ticket,
      ]);
      expect(await statuses()).toEqual(all(404));
    });

    it('finds nothing after it is reassigned or cancelled', async () => {
      await give(null);
      expect(await statuses()).toEqual(all(404));
      await give(maker.ids.technician!, 'cancelled');
      expect(await statuses()).toEqual(all(404));
    });
  });
});
