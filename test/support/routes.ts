import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

export interface DescribedRoute {
  method: string;
  /** Below /api/v1, parameters as `:name`. */
  path: string;
  /** Any one of them opens the route; undefined where the route is public or asks for a session alone. */
  permissions?: readonly string[];
  /** Why no permission is asked. */
  reason?: string;
  /** API keys are refused. */
  sessionOnly: boolean;
  /** Media types of its good answers. */
  produces: readonly string[];
}

interface Operation {
  'x-permissions'?: readonly string[];
  'x-access'?: string;
  security?: readonly Readonly<Record<string, unknown>>[];
  responses: Readonly<Record<string, { content?: Readonly<Record<string, unknown>> }>>;
}

const PRINT = resolve(import.meta.dirname, '../../dist/apps/api/src/print-openapi.js');
const PREFIX = '/api/v1';

/** Every route of the built api, as its own description has it. */
export function describedRoutes(): DescribedRoute[] {
  const text = execFileSync(process.execPath, [PRINT], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, Operation>> };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: path.replace(PREFIX, '').replace(/\{([^}]+)\}/g, ':$1'),
      permissions: operation['x-permissions'],
      reason: operation['x-access'],
      sessionOnly: operation.security?.length === 1 && 'session' in operation.security[0]!,
      produces: Object.entries(operation.responses).flatMap(([status, { content = {} }]) =>
        status.startsWith('2') ? Object.keys(content) : [],
      ),
    })),
  );
}
