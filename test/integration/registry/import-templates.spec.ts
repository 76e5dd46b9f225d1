import { byKey, call } from '../../support/http.js';
import { MakerApi } from '../../support/maker-api.js';

interface Preview {
  readonly valid: number;
  readonly faults: readonly { readonly column: string; readonly code: string; readonly value: string }[];
  readonly token: string | null;
}

let world: MakerApi;

beforeAll(async () => {
  world = await MakerApi.open('templates');
});

afterAll(() => world?.close());

const staff = (role: 'engineer' | 'finance') => byKey(world.maker.staff[role]);

async function download(role: 'engineer' | 'finance', path: string): Promise<string> {
  const answer = await call(world.api, 'GET', path, { as: staff(role) });
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.text;
}

async function preview(
  role: 'engineer' | 'finance',
  path: string,
  text: string,
  fields: Record<string, string> = {},
): Promise<Preview> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([text], { type: 'text/csv' }), 'template.csv');
  const answer = await call<Preview>(world.api, 'POST', path, { as: staff(role), body: form });
  expect([path, answer.status, answer.status === 200 ? '' : answer.text]).toEqual([path, 200, '']);
  return answer.body;
}

describe.each(['customers', 'sites', 'machines'])('the template of %s', (kind) => {
  it.each(['comma', 'semicolon'])('passes the check unchanged, separated by a %s', async (delimiter) => {
    const text = await download('engineer', `/imports/templates/${kind}.csv?delimiter=${delimiter}`);
    expect(await preview('engineer', '/imports/preview', text, { kind })).toMatchObject({
      valid: 1,
      faults: [],
    });
  });

  it('passes the check again after it has been imported', async () => {
    const first = await download('engineer', `/imports/templates/${kind}.csv`);
    const { token } = await preview('engineer', '/imports/preview', first, { kind });
    const imported = await call(world.api, 'POST', '/imports', { as: staff('engineer'), body: { token } });
    expect(imported).toMatchObject({ status: 201, body: { kind, created: 1 } });
    expect((await preview('engineer', '/imports/preview', first, { kind })).faults).not.toEqual([]);
    const second = await download('engineer', `/imports/templates/${kind}.csv`);
    expect(await preview('engineer', '/imports/preview', second, { kind })).toMatchObject({
      valid: 1,
      faults: [],
    });
  });
});

describe('the template of costs', () => {
  it.each(['comma', 'semicolon'])('passes the check unchanged, separated by a %s', async (delimiter) => {
    const text = await download('finance', `/cost-imports/template?delimiter=${delimiter}`);
    expect(await preview('finance', '/cost-imports/preview', text)).toMatchObject({ valid: 1, faults: [] });
  });
});
