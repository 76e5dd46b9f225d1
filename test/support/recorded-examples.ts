import { writeFileSync } from 'node:fs';
import type { OperationExample } from '../../apps/api/src/openapi/operation.js';

/** File in which successful calls are recorded as examples for the API's description; unset in an ordinary run. */
const TARGET = process.env['DUTYCYCLE_RECORD_EXAMPLES'];
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
/** Values that differ in each recording: ports of the test, ids of the fake of Stripe, and tokens of payment links. */
const VARYING: readonly (readonly [RegExp, string])[] = [
  [/http:\/\/(?:127\.0\.0\.1|localhost):\d+/g, 'http://localhost:3000'],
  [/\b(cs_test|pm|acct)_[0-9a-f]{24,32}\b/g, '$1_1A2b3C'],
  [/\/pay\/[\w-]{64}/g, '/pay/TOKEN'],
];
const LONGEST_LIST = 2;

const HEADER = `/* Recorded by \`npm run api-examples\` from calls of the route tests. Not edited by hand. */
import type { OperationExample } from './operation.js';

/** By operation id: a call that succeeded. */
export const EXAMPLES: Readonly<Record<string, OperationExample>> = {
`;

/**
 * Records one call per operation. Replaces ids by numbered ids and the name of the test's maker, and shortens long
 * lists, so that recording again changes little.
 */
export class RecordedExamples {
  private readonly examples = new Map<string, OperationExample>();

  /**
   * @param operation id of the operation
   * @param body request body; only JSON is recorded
   * @param text text of the response
   */
  note(operation: string, makerSlug: string, body: unknown, text: string): void {
    if (TARGET === undefined || this.examples.has(operation)) return;
    const request = body instanceof FormData || body instanceof Blob ? undefined : body;
    const response = parsed(text);
    if (request === undefined && response === undefined) return;
    const example = {
      ...(request !== undefined && { request }),
      ...(response !== undefined && { response }),
    };
    this.examples.set(operation, plain(shortened(example) as OperationExample, makerSlug));
  }

  write(): void {
    if (TARGET === undefined) return;
    const lines = [...this.examples]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([operation, example]) => `  ${operation}: ${JSON.stringify(example)},\n`);
    writeFileSync(TARGET, `${HEADER}${lines.join('')}};\n`);
  }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, LONGEST_LIST).map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shortened(each)]));
}

function plain(example: OperationExample, makerSlug: string): OperationExample {
  const counted = new Map<string, string>();
  const text = JSON.stringify(example)
    .replace(UUID, (id) => {
      const known =
        counted.get(id) ?? `0193a5b0-7c00-7000-8000-${String(counted.size + 1).padStart(12, '0')}`;
      counted.set(id, known);
      return known;
    })
    .replaceAll(makerSlug, 'atlas');
  const fixed = VARYING.reduce((each, [varying, value]) => each.replace(varying, value), text);
  return JSON.parse(fixed) as OperationExample;
}
