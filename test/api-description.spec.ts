import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { apiDescription } from './support/routes.js';

const ROOT = resolve(import.meta.dirname, '..');

/** Operations with secrets in their JSON, with responses that depend on the order of calls, or on the caller alone. */
const WITHOUT_EXAMPLE = [
  'Session_signIn',
  'Session_get',
  'Session_switchMembership',
  'Session_changeProfile',
  'Setup_find',
  'Setup_setUp',
  'Invitations_find',
  'Invitations_accept',
  'PaymentLinks_read',
  'PaymentLinks_pay',
  'StripeEvents_receiveConnected',
  'StripeEvents_receiveOwn',
  'SavedViews_list',
  'SavedViews_create',
  'SavedViews_change',
];

describe('the description of the API', () => {
  const description = apiDescription();
  const operations = Object.entries(description.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, ...operation })),
  );

  it('has a summary and one of the described tags for each operation', () => {
    const known = new Set(description.tags.map(({ name }) => name));
    expect(description.tags.every(({ description: text }) => text.endsWith('.'))).toBe(true);
    expect(operations.filter(({ tags }) => tags?.length !== 1 || !known.has(tags[0]!))).toEqual([]);
    const wrong = operations.filter(({ summary }) => !/^[A-Z][^.]+[^.\s]$/.test(summary ?? ''));
    expect(wrong.map(({ name, summary }) => [name, summary])).toEqual([]);
    const summaries = operations.map(({ summary }) => summary);
    expect(summaries.filter((summary, at) => summaries.indexOf(summary) !== at)).toEqual([]);
  });

  it('says which ranges of readings include their end', () => {
    expect(description.info.description).toContain('There are two exceptions');
    const inclusive = [
      'get /api/v1/machines/{id}/counter-differences',
      'get /api/v1/invoice-lines/{id}/proof/readings',
    ];
    for (const name of inclusive)
      expect(operations.find((operation) => operation.name === name)?.description).toMatch(/`from`.*`to`/s);
  });

  it('lists the problem codes of each operation by status', () => {
    const statusOf = description.components.schemas['ProblemDto']!['x-status-of-code']!;
    for (const { name, responses } of operations)
      for (const [status, response] of Object.entries(responses)) {
        const problem = response.content?.['application/problem+json'];
        for (const code of problem?.schema?.allOf?.[1]?.properties?.code?.enum ?? [])
          expect([name, code, String(statusOf[code])]).toEqual([name, code, status]);
      }
    const guarded = operations.filter((operation) => operation['x-permissions']);
    expect(guarded.filter(({ responses }) => !responses['401'] || !responses['403'])).toEqual([]);
  });

  it(
    'contains every code that the source can return (to update: npm run problem-codes)',
    { timeout: 300_000 },
    () => {
      const written = readFileSync(resolve(ROOT, 'apps/api/src/openapi/problem-codes.gen.ts'), 'utf8');
      const reached = execFileSync(
        process.execPath,
        [resolve(ROOT, 'scripts/problem-codes.mjs'), '--print'],
        {
          encoding: 'utf8',
        },
      );
      expect(written).toBe(reached);
    },
  );

  describe('its examples', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
    formats.default(ajv);
    ajv.addSchema({ $id: 'description', ...description });
    const faultsOf = (schema: object | undefined, example: unknown): unknown[] => {
      const text = JSON.stringify(schema).replaceAll('"#/', '"description#/');
      const validate = ajv.compile(JSON.parse(text) as object);
      return validate(example)
        ? []
        : (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
    };

    it('match the schemas of requests and responses (to update: npm run api-examples)', () => {
      const examples = operations.flatMap(({ name, requestBody, responses }) =>
        [requestBody, ...Object.values(responses)]
          .flatMap((body) => body?.content?.['application/json'] ?? [])
          .filter(({ example }) => example !== undefined)
          .map(({ schema, example }) => [name, faultsOf(schema, example)] as const),
      );
      expect(examples.length).toBeGreaterThan(400);
      expect(examples.filter(([, faults]) => faults.length > 0)).toEqual([]);
    });

    it('exist for every operation with JSON', () => {
      const missing = operations.filter(({ requestBody, responses }) => {
        const good = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
        const bodies = [requestBody?.content?.['application/json'], good?.content?.['application/json']];
        return bodies.some((media) => media !== undefined && media.example === undefined);
      });
      expect(missing.map(({ operationId }) => operationId).sort()).toEqual([...WITHOUT_EXAMPLE].sort());
    });
  });
});
