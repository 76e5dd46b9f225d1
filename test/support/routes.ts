import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

export interface DescribedRoute {
  operationId: string;
  method: string;
  /** Path below /api/v1, with parameters as `:name`. */
  path: string;
  /** Permissions, any of which grants access; undefined for a route that is public or requires only a session. */
  permissions?: readonly string[];
  /** Reason why no permission is required. */
  reason?: string;
  /** True if API keys are rejected. */
  sessionOnly: boolean;
  /** Media types of successful responses. */
  produces: readonly string[];
}

/** The fields of a schema that tests read. */
interface DescribedSchema {
  allOf?: readonly DescribedSchema[];
  properties?: Readonly<Record<string, { enum?: readonly string[] } | undefined>>;
  'x-status-of-code'?: Readonly<Record<string, number>>;
}

interface DescribedBody {
  content?: Readonly<Record<string, { schema?: DescribedSchema; example?: unknown }>>;
}

interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: readonly string[];
  'x-permissions'?: readonly string[];
  'x-access'?: string;
  security?: readonly Readonly<Record<string, unknown>>[];
  requestBody?: DescribedBody;
  responses: Readonly<Record<string, DescribedBody>>;
}

export interface ApiDescription {
  info: { description: string };
  tags: readonly { name: string; description: string }[];
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: { schemas: Readonly<Record<string, DescribedSchema>> };
}

const PRINT = resolve(import.meta.dirname, '../../dist/apps/api/src/print-openapi.js');
const PREFIX = '/api/v1';

/** Returns the API description that the built API generates. */
export function apiDescription(): ApiDescription {
  const text = execFileSync(process.execPath, [PRINT], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return JSON.parse(text) as ApiDescription;
}

/** Returns every route of the built API, from its description. */
export function describedRoutes(): DescribedRoute[] {
  const { paths } = apiDescription();
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      operationId: operation.operationId,
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
