import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type RunningApi, startApi } from '../../support/api.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { byKey, call } from '../../support/http.js';
import { SETUP_TOKEN } from '../../support/product.js';
import { createMaker } from '../../support/world.js';
import { Visitor } from './visitor.js';

interface Checklist {
  readonly steps: readonly { readonly key: string; readonly state: string; readonly count: number }[];
  readonly next: string | null;
  readonly complete: boolean;
}
interface Created {
  readonly id: string;
  readonly version: number;
}

const LOGINS = [
  { name: 'Lin', role: 'manager', email: 'lin@demo.example', password: 'duty-demo', label: 'Lin' },
  { name: 'Marek', role: 'customer_admin', email: 'marek@demo.example', password: 'duty-demo' },
  { name: 'Sari', role: 'technician', email: 'sari@demo.example', password: 'duty-demo' },
  { name: 'Ada', role: 'admin', email: 'admin@demo.example', password: 'duty-demo' },
];

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database?.drop());

const writeLogins = ({ home }: RunningApi): void =>
  writeFileSync(join(home, 'demo-logins.json'), JSON.stringify(LOGINS));
const peopleOf = async (api: RunningApi) => {
  const { status, body } = await call<{ people: readonly { name: string }[] }>(api, 'GET', '/demo');
  expect(status).toBe(200);
  return body.people;
};

describe('the people of the demo world', () => {
  it('are offered to anyone in a demo installation, as soon as they exist', async () => {
    const api = await startApi(database, { DUTYCYCLE_DEMO: '1' });
    try {
      expect(await peopleOf(api)).toEqual([]);
      writeLogins(api);
      const people = await peopleOf(api);
      expect(people.map(({ name }) => name)).toEqual(['Lin', 'Sari', 'Marek']);
      expect(people[0]).toEqual({
        name: 'Lin',
        role: 'manager',
        email: 'lin@demo.example',
        password: 'duty-demo',
      });
    } finally {
      await api.stop();
    }
  });

  it('are never offered in a real installation, even if its home folder contains the file of a demo', async () => {
    const api = await startApi(database);
    try {
      writeLogins(api);
      expect(await peopleOf(api)).toEqual([]);
    } finally {
      await api.stop();
    }
  });
});

describe('the setup checklist', () => {
  let api: RunningApi;
  let owner: pg.Client;

  beforeAll(async () => {
    api = await startApi(database, { SETUP_TOKEN });
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
  });

  afterAll(async () => {
    await owner?.end();
    await api?.stop();
  });

  it('advances with each object that a new administrator creates', async () => {
    const ada = new Visitor(api);
    const setUp = await ada.ask<{ csrfToken: string }>('POST', '/setup', {
      body: {
        ...{ token: SETUP_TOKEN, makerName: 'Beihu Air', country: 'CN', zone: 'Asia/Shanghai' },
        ...{ adminName: 'Ada', email: 'ada@example.com', password: 'ada-opens-it' },
      },
    });
    ada.csrfToken = setUp.body.csrfToken;
    const checklist = async () => (await ada.ask<Checklist>('GET', '/setup-checklist')).body;
    const create = async (path: string, body: object): Promise<Created> => {
      const answer = await ada.ask<Created>('POST', path, { body });
      expect([path, answer.status, answer.status === 201 ? '' : answer.text]).toEqual([path, 201, '']);
      return answer.body;
    };
    const expectNext = async (next: string | null) =>
      expect([next, await checklist()]).toEqual([next, expect.objectContaining({ next })]);

    await expectNext('company');
    await create('/legal-entities', {
      name: 'Beihu Air Ltd',
      country: 'CN',
      currency: 'CNY',
      zone: 'Asia/Shanghai',
    });
    await expectNext('model');
    const model = await create('/models/from-template', { template: 'pump', code: 'P-1', name: 'Pump' });
    await expectNext('machines');
    const machine = await create('/machines', {
      serial: 'SN-001',
      modelId: model.id,
      shippedAt: '2026-01-01T00:00:00Z',
    });
    await expectNext('device');
    const device = await create('/devices', { code: 'SN-001', kind: 'controller', machineId: machine.id });
    expect((await checklist()).steps.find(({ key }) => key === 'device')).toEqual({
      key: 'device',
      state: 'started',
      count: 1,
    });
    await owner.query(
      `insert into device_status (maker_id, device_key, connected, last_seen_at, last_reading_at, last_values)
       select maker_id, device_key, true, now(), now(), '{}' from device where id = $1`,
      [device.id],
    );
    await expectNext('plan');
    await create('/plans', { code: 'BASE', name: { en: 'Base' }, structure: 'base' });
    await expectNext('contract');
  });

  it('is complete for a maker that has everything, and denied to all others', async () => {
    const maker = await createMaker(owner, 'complete');
    const get = (role: keyof typeof maker.staff) =>
      call<Checklist>(api, 'GET', '/setup-checklist', { as: byKey(maker.staff[role]) });
    const { body } = await get('admin');
    expect(body.steps.filter(({ state }) => state !== 'done')).toEqual([]);
    expect(body).toMatchObject({ next: null, complete: true });
    expect((await get('manager')).status).toBe(403);
    expect((await get('technician')).status).toBe(403);
  });
});
