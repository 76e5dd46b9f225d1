import type { RunningApi } from '../../support/api.js';
import { startBuiltApi } from '../../support/built-api.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { get } from '../../support/http.js';

let database: TestDatabase;
let api: RunningApi;

beforeAll(async () => {
  database = await createTestDatabase();
  // Uses the built API, because a compiler plugin writes the description.
  api = await startBuiltApi(database);
});

afterAll(async () => {
  await api?.stop();
  await database?.drop();
});

describe('the description of the api', () => {
  interface Operation {
    operationId: string;
    responses: Record<string, unknown>;
    security?: unknown[];
  }

  it('is OpenAPI 3.1, with a unique id and error responses for each operation', async () => {
    const { body: document } = await get<{
      openapi: string;
      paths: Record<string, Record<string, Operation>>;
    }>(api, '/api/openapi.json', { accept: 'application/json' });
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
    expect(operations.length).toBeGreaterThan(20);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    expect(operations.filter(({ responses }) => !('default' in responses))).toEqual([]);
    expect(document.paths['/api/v1/session']?.post?.security).toEqual([]);
    expect(document.paths['/api/v1/session']?.get?.security).toBeUndefined();
  });

  it('is displayed on a page without inline scripts', async () => {
    const { status, text: html } = await get(api, '/api/docs', { accept: 'text/html' });
    expect(status).toBe(200);
    expect(html.replace(/<script src="[^"]+">\s*<\/script>/g, '')).not.toMatch(
      /<script|onload=|javascript:/i,
    );
    for (const [, source] of html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)) {
      expect([source, (await get(api, `/api/${source}`)).status]).toEqual([source, 200]);
    }
  });
});
