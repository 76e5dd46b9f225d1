import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verify } from '@node-rs/argon2';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Clock, SecretBox } from '#platform';
import { DEMO_PASSWORD } from '../../../apps/simulator/src/domain/contents/demo-people.js';
import { readDemoData } from '../../../apps/simulator/src/seed/demo-data.store.js';
import { DEMO_MAKER_ID } from '../../../apps/simulator/src/seed/demo-ids.js';
import { DemoWorldService } from '../../../apps/simulator/src/seed/demo-world.service.js';
import { devicePasswordPurpose, deviceUsername } from '../../../apps/simulator/src/seed/device-secrets.js';
import { ensureDemoWorld } from '../../../apps/simulator/src/seed/ensure-demo-world.js';
import { openDatabase } from '../../../apps/simulator/src/seed/open-database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { createMaker } from '../../support/world.js';

const data = readDemoData();

describe('the demo world', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let app: DataSource;
  let home: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    app = await openDatabase(database.url, database.secret);
    home = mkdtempSync(join(tmpdir(), 'dutycycle-seed-'));
  });
  afterAll(async () => {
    await app?.destroy();
    await owner?.end();
    await database?.drop();
    rmSync(home, { recursive: true, force: true });
  });

  const seed = () =>
    ensureDemoWorld(
      {
        home,
        databaseUrl: database.url,
        secret: database.secret,
        clockOffsetMs: 0,
        keepsOwnDates: false,
        mqttUrl: '',
      },
      app,
    );

  /** Returns the number and the content of every table's rows. */
  async function fingerprint(where = ''): Promise<Record<string, string>> {
    const { rows } = await owner.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
    );
    const prints: Record<string, string> = {};
    for (const { name } of rows) {
      const content = await owner.query<{ text: string }>(
        `select t::text as text from "${name}" t ${where} order by 1`,
      );
      prints[name] = `${content.rowCount} ${createHash('sha256')
        .update(content.rows.map(({ text }) => text).join('\n'))
        .digest('hex')}`;
    }
    return prints;
  }

  const count = async (table: string): Promise<number> => {
    const { rows } = await owner.query<{ count: string }>(`select count(*) from ${table}`);
    return Number(rows[0]!.count);
  };

  it('is not left incomplete when its seeding is killed', async () => {
    const service = new DemoWorldService(app, new Clock(), new SecretBox(database.secret), {
      ...data,
      // A contract with an unknown customer, which is written after most of the other objects.
      contracts: [...data.contracts, { ...data.contracts[0]!, id: 'K-XX', customer: 'C-XX' }],
    });
    await expect(service.ensure(false)).rejects.toThrow('C-XX');
    expect(await count('maker')).toBe(0);
    expect(await count('user_account')).toBe(0);
  });

  it('is created once under concurrency', async () => {
    const made = await Promise.all([seed(), seed(), seed()]);
    expect(made.filter(({ isNew }) => isNew)).toHaveLength(1);
    for (const { dates } of made) expect(dates).toEqual(made[0]!.dates);
  });

  it('contains everything in the demo file', async () => {
    const tables = {
      maker: 1,
      legal_entity: 3,
      hub: 3,
      depot: 3,
      customer: 12,
      site: 12,
      equipment_model: 7,
      machine: 60,
      placement: 60,
      part: 32,
      stock_balance: 96,
      technician: 12,
      plan: 7,
      contract: 15,
      bill_group: 1,
      device: 69,
      device_credential: 69,
    };
    for (const [table, rows] of Object.entries(tables))
      expect([table, await count(table)]).toEqual([table, rows]);
    const { rows } = await owner.query(
      `select count(*) as machines from contract_machine cm join machine m on m.id = cm.machine_id where m.serial = 'BH55-2409-151'`,
    );
    expect(rows[0]).toEqual({ machines: '2' });
    const valves = await owner.query(
      `select machine_id from component where part_number = 'TV-71' and lot = 'T2408'`,
    );
    expect(valves.rowCount).toBe(6);
  });

  it('bills a plant’s contracts on one document, with the equal terms that a group requires', async () => {
    const { rows } = await owner.query(
      `select c.number, lower(m.during) = max(c.starts_on) over () as "isTogether",
              (c.customer_id, c.legal_entity_id, c.buyer_id, c.currency, c.zone, c.payment_days)
                = (g.customer_id, g.legal_entity_id, g.buyer_id, g.currency, g.zone, g.payment_days) as agrees
         from bill_group g join bill_group_member m on m.group_id = g.id join contract c on c.id = m.contract_id
        order by c.number`,
    );
    expect(rows).toEqual([
      { number: 'K-ID-3', isTogether: true, agrees: true },
      { number: 'K-ID-3-HOUR', isTogether: true, agrees: true },
    ]);
  });

  it('requires a certificate for a ticket of a hot machine, and the valve if its model has one', async () => {
    const { rows } = await owner.query(
      `select m.code, r.required_certificates->>'ID' as certificate, r.required_parts as parts
         from alarm_rule r join equipment_model m on m.id = r.model_id
        where r.code = 'A12' and r.severity = 'warning' and m.code in ('BH-22', 'BH-55') order by m.code`,
    );
    const certificate = 'K3 pressure vessel technician';
    expect(rows).toEqual([
      { code: 'BH-22', certificate, parts: [] },
      { code: 'BH-55', certificate, parts: [{ partNumber: 'TV-71', quantity: 1 }] },
    ]);
  });

  it('stays unchanged when it is seeded again', async () => {
    const before = await fingerprint();
    expect((await seed()).isNew).toBe(false);
    expect(await fingerprint()).toEqual(before);
  });

  it('leaves another maker unchanged', async () => {
    await createMaker(owner, 'neighbour');
    const where = `where to_jsonb(t)->>'maker_id' is distinct from '${DEMO_MAKER_ID}'`;
    const before = await fingerprint(where);
    await seed();
    expect(await fingerprint(where)).toEqual(before);
  });

  it('lets everyone on its list sign in', async () => {
    const logins = JSON.parse(readFileSync(join(home, 'demo-logins.json'), 'utf8')) as {
      email: string;
      role: string;
      password: string;
    }[];
    expect(logins).toHaveLength(23);
    expect(logins.slice(0, 3).map(({ email }) => email.split('@')[0])).toEqual(['lin', 'marek', 'sari']);
    const { rows } = await owner.query<{ email: string; role: string; password_hash: string }>(
      `select u.email, m.role, u.password_hash from user_account u join membership m on m.user_id = u.id where m.maker_id = $1`,
      [DEMO_MAKER_ID],
    );
    expect(logins.map(({ email, role }) => `${email} ${role}`).sort()).toEqual(
      rows.map(({ email, role }) => `${email} ${role}`).sort(),
    );
    expect(await verify(rows[0]!.password_hash, DEMO_PASSWORD)).toBe(true);
    expect(logins.every(({ password }) => password === DEMO_PASSWORD)).toBe(true);
  });

  it('stores device passwords only as hashes', async () => {
    const code = data.machines[0]!.serial;
    const password = new SecretBox(database.secret).derive(devicePasswordPurpose(code));
    const { rows } = await owner.query<{ secret_hash: string }>(
      `select secret_hash from device_credential where username = $1`,
      [deviceUsername(code)],
    );
    expect(rows[0]!.secret_hash).toBe(createHash('sha256').update(password).digest('hex'));
    expect(rows[0]!.secret_hash).not.toContain(password);
  });

  it('is not visible outside of its maker', async () => {
    const seen: { count: string }[] = await app.transaction(async (manager) => {
      await manager.query(
        `select set_config('app.maker_id', (select id::text from list_makers() l(id) where l.id <> $1 limit 1), true), set_config('app.customer_ids', '*', true)`,
        [DEMO_MAKER_ID],
      );
      return manager.query(`select count(*) from machine where maker_id = $1`, [DEMO_MAKER_ID]);
    });
    expect(seen[0]!.count).toBe('0');
  });
});
