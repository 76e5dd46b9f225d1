import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Permission, permissionsOf } from '#organization';
import { FILE_PURPOSES } from '#platform';
import pg from 'pg';
import { type RunningApi, startApi } from '../support/api.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { byKey, call } from '../support/http.js';
import {
  createMaker,
  CUSTOMER_ROLES,
  type CustomerOfWorld,
  type MakerOfWorld,
  type PersonOfWorld,
  STAFF_ROLES,
} from '../support/world.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('every kind of file', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let api: RunningApi;
  let maker: MakerOfWorld;
  let other: MakerOfWorld;
  let a: CustomerOfWorld;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    api = await startApi(database);
    maker = await createMaker(owner, 'one');
    other = await createMaker(owner, 'other');
    [a] = maker.customers;
  });

  afterAll(async () => {
    await api?.stop();
    await owner?.end();
    await database?.drop();
  });

  const engineer = () => maker.staff.engineer;

  async function send(person: PersonOfWorld, path: string, body: FormData | object): Promise<string> {
    const { status, text } = await call(api, 'POST', path, { as: byKey(person), body });
    if (status >= 300) throw new Error(`POST ${path}: ${status} ${text}`);
    return text;
  }

  async function newest(purpose: string): Promise<string> {
    const { rows } = await owner.query<{ id: string }>(
      `select id from stored_file where maker_id = $1 and purpose = $2 order by created_at desc limit 1`,
      [maker.makerId, purpose],
    );
    return rows[0]!.id;
  }

  function form(name: string, type: string, content: Buffer | string, fields: Record<string, string> = {}) {
    const data = new FormData();
    for (const [key, value] of Object.entries(fields)) data.append(key, value);
    data.append('file', new Blob([new Uint8Array(Buffer.from(content))], { type }), name);
    return data;
  }

  it('is not found without its content', async () => {
    const as = byKey(maker.staff.manager);
    const { status, body } = await call(api, 'GET', `/files/${a.ids.stored_file}`, { as });
    expect([status, body]).toEqual([404, expect.objectContaining({ code: 'service.file_not_found' })]);
  });

  async function previewToken(code: string): Promise<string> {
    const file = form('customers.csv', 'text/csv', `code;name;country\n${code};New customer;PL\n`, {
      kind: 'customers',
    });
    return (JSON.parse(await send(engineer(), '/imports/preview', file)) as { token: string }).token;
  }

  /**
   * For each kind of file, a function that creates a file, and the users of the maker who have permission to read it.
   * The suite fails if a kind is missing here.
   */
  const FILES: Readonly<
    Record<
      string,
      {
        readonly make: () => Promise<unknown>;
        readonly readers: () => PersonOfWorld[];
        /** URL of the file; by default that of a ticket's file. */
        readonly address?: () => string;
        /** Permission required to read the file; by default that of a ticket's file. */
        readonly right?: Permission;
        readonly content?: string;
      }
    >
  > = {
    ticket: {
      make: () =>
        send(a.people.customer_admin, `/tickets/${a.ids.ticket}/files`, form('photo.png', 'image/png', PNG)),
      readers: () => [
        ...STAFF_ROLES.map((role) => maker.staff[role]),
        ...CUSTOMER_ROLES.filter((role) => role !== 'verifier').map((role) => a.people[role]),
      ],
    },
    // Only the import reads its file, which is identified by the token of the preview.
    registry_import: { make: () => previewToken('C-waiting'), readers: () => [] },
    // The worker writes exports. `createMaker` stores a record of one.
    readings_export: {
      make: async () => {
        const id = a.ids.export_file!;
        await owner.query(`update stored_file set created_at = now() where id = $1`, [id]);
        const path = join(api.home, 'files', maker.makerId, id.slice(-2), id);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, 'exported');
      },
      readers: () =>
        [...STAFF_ROLES.map((role) => maker.staff[role]), a.people.customer_admin].filter(({ role }) =>
          permissionsOf(role).includes('export.read'),
        ),
      address: () => `/export-runs/${a.ids.export_run}/file`,
      right: 'export.read',
      content: 'exported',
    },
    proof_pack: {
      make: async () => {
        const id = a.ids.pack_file!;
        await owner.query(`update stored_file set created_at = now() where id = $1`, [id]);
        const path = join(api.home, 'files', maker.makerId, id.slice(-2), id);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, 'packed');
      },
      readers: () =>
        [
          ...STAFF_ROLES.map((role) => maker.staff[role]),
          ...CUSTOMER_ROLES.map((role) => a.people[role]),
        ].filter(({ role }) => permissionsOf(role).includes('packs.read')),
      address: () => `/proof-packs/${a.ids.proof_pack}/file`,
      right: 'packs.read',
      content: 'packed',
    },
    registry_import_done: {
      make: async () => send(engineer(), '/imports', { token: await previewToken('C-done') }),
      readers: () => [],
    },
  };

  const everybody = () =>
    [maker, other].flatMap((of) => [
      ...STAFF_ROLES.map((role) => of.staff[role]),
      ...of.customers.flatMap(({ people }) => CUSTOMER_ROLES.map((role) => people[role])),
    ]);

  it('has a case here', () => {
    expect([...FILE_PURPOSES].sort()).toEqual(Object.keys(FILES).sort());
  });

  it.each(Object.entries(FILES))('%s is readable only by its owner', async (purpose, file) => {
    await file.make();
    const address = file.address?.() ?? `/files/${await newest(purpose)}`;
    const { right = 'tickets.read', content = 'PNG' } = file;
    const readers = file.readers();
    for (const person of [...readers, ...everybody().filter((each) => !readers.includes(each))]) {
      const expected = readers.includes(person)
        ? 200
        : permissionsOf(person.role).includes(right)
          ? 404
          : 403;
      const { status, text } = await call(api, 'GET', address, { as: byKey(person) });
      expect([person.role, person.membershipId, status]).toEqual([
        person.role,
        person.membershipId,
        expected,
      ]);
      if (status === 200) expect(text).toContain(content);
    }
  });

  it.each(Object.keys(FILES))('%s is in its maker’s own folder', async (purpose) => {
    const id = await newest(purpose);
    expect(existsSync(join(api.home, 'files', maker.makerId, id.slice(-2), id))).toBe(true);
  });

  it('a technician cannot read files of a colleague’s ticket', async () => {
    await owner.query(
      `update ticket set technician_id = null, technician_name = null, state = 'new' where id = $1`,
      [a.ids.ticket],
    );
    const { status } = await call(api, 'GET', `/files/${await newest('ticket')}`, {
      as: byKey(maker.staff.technician),
    });
    expect(status).toBe(404);
  });

  it('an import’s token is valid only for its recipient', async () => {
    const token = await previewToken('C-mine');
    for (const person of [maker.staff.admin, other.staff.engineer]) {
      const { status, text } = await call(api, 'POST', '/imports', { as: byKey(person), body: { token } });
      expect([status, text]).toEqual([expect.any(Number), expect.stringContaining('import_token_invalid')]);
    }
    await send(engineer(), '/imports', { token });
  });
});
