import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import pg from 'pg';
import { HTTP_STATUS } from '../../apps/api/src/errors/http-status.js';
import { type RunningApi, startApi } from '../support/api.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ROUTE_CASES } from '../support/route-cases.js';
import { byKey, call, type ProblemBody } from '../support/http.js';
import { createMaker, type CustomerOfWorld, type MakerOfWorld } from '../support/world.js';

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: {
    readonly content: Record<string, { readonly schema: { readonly $ref?: string } }>;
  };
}
interface Description {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    readonly schemas: Record<
      string,
      {
        readonly properties?: Record<string, { readonly enum?: readonly string[] }>;
        readonly 'x-status-of-code'?: Readonly<Record<string, number>>;
      }
    >;
  };
}

const PRINT = resolve(import.meta.dirname, '../../dist/apps/api/src/print-openapi.js');
const { paths, components } = JSON.parse(
  execFileSync(process.execPath, [PRINT], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NODE_OPTIONS: '' },
  }),
) as Description;

const cursorOf = (...key: unknown[]) => Buffer.from(JSON.stringify(key)).toString('base64url');
const BEFORE_ALL_CALENDARS = '-271821-04-20T00:00:00.000Z';
/** A day that doesn't exist, in the correct format. The response must identify the invalid field. */
const NO_DAY = '2026-02-31';
/** The last instant in JavaScript. PostgreSQL supports it, but additions to it can overflow. */
const AFTER_ALL_CALENDARS = '+275760-09-13T00:00:00.000Z';
const BAD_VALUES = [
  null,
  5,
  1e308,
  { en: 5 },
  ['x', null],
  'a\u0000b',
  BEFORE_ALL_CALENDARS,
  AFTER_ALL_CALENDARS,
  NO_DAY,
];
const BAD_WORDS = [
  'a\u0000b',
  '9'.repeat(30),
  NO_DAY,
  BEFORE_ALL_CALENDARS,
  AFTER_ALL_CALENDARS,
  cursorOf('x', 'y'),
  cursorOf('a\u0000'),
];
/** Content types that no JSON operation accepts. */
const WRONG_TYPES = [
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
];

const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, operation]) => {
    const name = `${method.toUpperCase()} ${path.replace('/api/v1', '').replace(/\{([^}]+)\}/g, ':$1')}`;
    const one = ROUTE_CASES[name];
    if (!one) return [];
    const schema = operation.requestBody?.content['application/json']?.schema.$ref?.split('/').at(-1);
    const fields = Object.keys((schema && components.schemas[schema]?.properties) ?? {});
    const words = (operation.parameters ?? [])
      .filter((parameter) => parameter.in === 'query')
      .map((parameter) => parameter.name);
    return fields.length + words.length > 0 ? [{ name, one, fields, words }] : [];
  }),
);

/** Every described field and query parameter of the API, with invalid values. */
describe('invalid input', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let api: RunningApi;
  let maker: MakerOfWorld;
  let of: CustomerOfWorld;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    maker = await createMaker(owner, 'bad');
    [of] = maker.customers;
    api = await startApi(database);
  });

  afterAll(async () => {
    await api?.stop();
    await owner?.end();
    await database?.drop();
  });

  it('is described', () => {
    expect(operations.length).toBeGreaterThan(60);
  });

  it('is rejected with the codes and statuses in the description', () => {
    const { properties, 'x-status-of-code': statusOfCode } = components.schemas.ProblemDto!;
    expect(statusOfCode).toEqual({ ...HTTP_STATUS, 'api.unexpected': 500 });
    expect(properties?.code?.enum).toEqual(Object.keys(statusOfCode!).sort());
  });

  it.each(operations)('never causes a 5xx from $name', async ({ name, one, fields, words }) => {
    const [method, template] = name.split(' ') as [string, string];
    const values = one.path?.(of, maker) ?? {};
    const path = template.replace(/:([A-Za-z]+)/g, (_, key: string) => values[key] ?? key);
    const good = one.body?.(of, maker) ?? {};
    const query = one.query?.(of, maker) ?? '';
    const failed: string[] = [];
    /** Returns the fields and query parameters with reported faults. */
    const send = async (what: string, search: string, body?: object, type = 'application/json') => {
      const {
        status,
        text,
        body: problem,
      } = await call<Partial<ProblemBody> | undefined>(api, method, `${path}?${search}`, {
        as: byKey(maker.staff[one.as === 'technician' ? 'technician' : 'admin']),
        headers: { 'content-type': type, ...one.headers },
        body,
      });
      const isVague = what.includes(NO_DAY) && text.includes('api.value_unreadable');
      if (status >= 500 || isVague) failed.push(`${status} for ${what}`);
      return new Set(problem?.fields?.map(({ pointer }) => pointer.split('/')[1]));
    };
    /**
     * Sends an invalid value for all names at once, and then for each name without a reported fault, because only there
     * the value reaches the code behind the validation.
     */
    const sendEverywhere = async (
      names: readonly string[],
      bad: unknown,
      requestWith: (changed: readonly string[]) => readonly [search: string, body?: object],
    ) => {
      const text = JSON.stringify(bad);
      const reported = await send(`${names.join(', ')}: ${text}`, ...requestWith(names));
      if (names.length === 1) return;
      for (const name of names)
        if (!reported.has(name)) await send(`${name}: ${text}`, ...requestWith([name]));
    };
    if (fields.length > 0) {
      await send('nothing', query, {});
      for (const type of WRONG_TYPES) await send(type, query, good, type);
      for (const bad of BAD_VALUES)
        await sendEverywhere(fields, bad, (changed) => [
          query,
          { ...good, ...Object.fromEntries(changed.map((field) => [field, bad])) },
        ]);
    }
    if (words.length > 0) {
      const body = method === 'GET' ? undefined : good;
      for (const word of words)
        await send(`${word} twice`, `${without(query, [word])}&${word}=1&${word}=2`, body);
      for (const bad of BAD_WORDS)
        await sendEverywhere(words, bad, (changed) => [
          [without(query, changed), ...changed.map((word) => `${word}=${encodeURIComponent(bad)}`)].join('&'),
          body,
        ]);
    }
    expect(failed).toEqual([]);
  });
});

/** Returns a query without some of its parameters. */
function without(query: string, names: readonly string[]): string {
  const rest = new URLSearchParams(query);
  for (const name of names) rest.delete(name);
  return rest.toString();
}
