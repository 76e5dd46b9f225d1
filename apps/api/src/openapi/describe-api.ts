import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { HTTP_STATUS } from '../errors/http-status.js';
import { UNEXPECTED } from '../errors/problem.js';
import type { DeclaredRoute } from '../security/route-access.js';
import { listAllRoutes } from '../security/route-declarations.js';
import { SESSION_COOKIE } from '../security/session-cookie.js';
import { FieldFaultDto, ProblemDto } from './problem.dto.js';

const DESCRIPTION = `Lists answer \`{items, next}\`: pass \`next\` as \`cursor\` for the following page. Edits of a resource with a \`version\` need
\`If-Match: "<version>"\` (the resource's \`ETag\`). Errors are \`application/problem+json\` (RFC 9457) with a stable \`code\` and
\`params\`; the sentence is made by whoever shows it. \`ProblemDto\` lists every code, and its \`x-status-of-code\` gives the status of
each; new versions add codes. Browsers sign in with \`POST /api/v1/session\` and send its \`csrfToken\` as \`X-CSRF-Token\` with every
unsafe request; programs send an API key as a bearer token. A body may be as long as the operation's \`x-max-body-bytes\` says; on
public operations objects have at most 50 keys, arrays 50 items and nesting 8 levels, elsewhere 1,000 keys, 10,000 items and 32
levels. A problem lists at most 50 faults.`;

/** `MachinesController.list` as `Machines_list`: what generated clients call it. */
const operationId = (controller: string, method: string): string =>
  `${controller.replace(/Controller$/, '')}_${method}`;

/** The API in OpenAPI 3.1, from the controllers and DTOs as they were built. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Dutycycle')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addCookieAuth(SESSION_COOKIE, { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE }, 'session')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'dck_<prefix>_<secret>' }, 'apiKey')
    .addSecurityRequirements('session')
    .addSecurityRequirements('apiKey')
    .build();
  const document = SwaggerModule.createDocument(app, base, {
    operationIdFactory: operationId,
    extraModels: [ProblemDto, FieldFaultDto],
  });
  document.components ??= {};
  document.components.responses = {
    Problem: {
      description: 'What went wrong, as a code',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDto' } } },
    },
  };
  declareAccess(document, listAllRoutes(app.get(ModulesContainer)));
  listProblemCodes(document);
  sortEnums(document);
  return document;
}

interface ProblemSchema {
  properties?: { code?: { enum?: string[] } };
  'x-status-of-code'?: Readonly<Record<string, number>>;
}

/** Lists the codes of problems and the status of each, from the table that the answers are made with. */
function listProblemCodes({ components }: OpenAPIObject): void {
  const problem = components?.schemas?.[ProblemDto.name] as ProblemSchema | undefined;
  const code = problem?.properties?.code;
  if (!problem || !code) throw new Error('The description has no schema of problems');
  const statusOfCode = { ...HTTP_STATUS, [UNEXPECTED.code]: UNEXPECTED.status };
  code.enum = Object.keys(statusOfCode);
  problem['x-status-of-code'] = statusOfCode;
}

/** The compiler tells a union's values in the order in which it met them, which changes with code elsewhere. */
function sortEnums(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  if ('enum' in node && Array.isArray(node.enum)) node.enum.sort();
  for (const child of Object.values(node)) sortEnums(child);
}

interface Operation {
  operationId?: string;
  responses: Record<string, unknown>;
  security?: Record<string, string[]>[];
  'x-permissions'?: readonly string[];
  /** Why no permission is asked. */
  'x-access'?: string;
  requestBody?: unknown;
  /** Longest body that is accepted. */
  'x-max-body-bytes'?: number;
}

/** Says at every operation who may call it, how much it accepts, and that it may fail with a problem. */
function declareAccess(document: OpenAPIObject, routes: readonly DeclaredRoute[]): void {
  const routeOf = new Map(routes.map((route) => [operationId(...split(route.handler)), route]));
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item as Record<string, Operation>)) {
      if (!operation.operationId) continue;
      operation.responses.default ??= { $ref: '#/components/responses/Problem' };
      const route = routeOf.get(operation.operationId);
      if (!route) continue;
      const { access, limits } = route;
      if (operation.requestBody) operation['x-max-body-bytes'] = limits.uploadBytes || limits.json.bytes;
      if (access?.kind === 'public') operation.security = [];
      else if (route.sessionOnly) operation.security = [{ session: [] }];
      if (access?.kind === 'permission') operation['x-permissions'] = access.anyOf;
      else if (access) operation['x-access'] = access.reason;
    }
  }
}

function split(handler: string): [string, string] {
  const [controller = '', method = ''] = handler.split('.');
  return [controller, method];
}
