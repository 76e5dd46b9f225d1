import { type RunningApi, startApi } from '../../support/api.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { SETUP_TOKEN } from '../../support/product.js';
import { Visitor } from './visitor.js';

let database: TestDatabase;
let api: RunningApi;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database, { SETUP_TOKEN });
});

afterAll(async () => {
  await api?.stop();
  await database?.drop();
});

const VISIT = {
  makerName: 'Beihu Air',
  country: 'CN',
  zone: 'Asia/Shanghai',
  adminName: 'Ada',
  email: 'ada@example.com',
  password: 'ada-opens-it',
};
const setUp = (body: object) => new Visitor(api).ask('POST', '/setup', { body: { ...VISIT, ...body } });

describe('the first visit of an empty installation', () => {
  it('is denied without the setup token of the current start', async () => {
    expect(await setUp({})).toMatchObject({ status: 422, body: { fields: [{ pointer: '/token' }] } });
    for (const token of ['guess', `${SETUP_TOKEN}x`, SETUP_TOKEN.toUpperCase()]) {
      expect(await setUp({ token })).toMatchObject({
        status: 403,
        body: { code: 'organization.setup_token_wrong', fields: [{ pointer: '/token' }] },
      });
    }
    expect((await new Visitor(api).ask('GET', '/setup')).body).toEqual({ needed: true });
  });

  it('is possible once with the token', async () => {
    const answers = await Promise.all([setUp({ token: SETUP_TOKEN }), setUp({ token: SETUP_TOKEN })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await setUp({ token: SETUP_TOKEN })).toMatchObject({
      status: 409,
      body: { code: 'organization.already_set_up' },
    });
    expect((await new Visitor(api).ask('GET', '/setup')).body).toEqual({ needed: false });
  });
});
