import { STATUS_CODES } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { HTTP_STATUS } from '../errors/http-status.js';
import { UNEXPECTED } from '../errors/problem.js';
import type { DeclaredRoute } from '../security/route-access.js';
import { listAllRoutes } from '../security/route-declarations.js';
import { SESSION_COOKIE } from '../security/session-cookie.js';
import { describeExample } from './describe-examples.js';
import { describeCommonProblems, describeProblems } from './describe-problems.js';
import { describeWebhooks } from './describe-webhooks.js';
import type { Operation } from './operation.js';
import { FieldFaultDto, ProblemDto } from './problem.dto.js';
import { TAGS } from './tags.js';

const DESCRIPTION = `The API of Dutycycle: machines, readings, contracts, invoices and service.

## Authentication

Programs send an API key: \`Authorization: Bearer dck_…\`. Browsers sign in with \`POST /api/v1/session\`, and send the \`csrfToken\` from
the response as \`X-CSRF-Token\` with every request that is not a GET. \`x-permissions\` lists the permissions for an operation. Any one
of them is sufficient.

## Lists

A list returns \`{items, next}\`. While \`next\` is not null, pass it as \`cursor\` to get the next page. A list without pages always
has \`next: null\`.

## Updates

To update a resource with a \`version\`, send \`If-Match: "<version>"\`, the \`ETag\` of its last response. To make a POST safe to
repeat, send an \`Idempotency-Key\`.

## Dates and times

- An instant is ISO 8601 with an offset (\`2026-11-01T08:00:00Z\`). A range of instants is half-open: it includes \`from\` and excludes \`to\`.
  There are two exceptions, because a counter's increase belongs to the period in which it ends: the readings of an invoice line are
  later than \`from\` and no later than \`to\`, and a counter's difference is its value at \`to\` minus its value at \`from\`.
- A date is \`YYYY-MM-DD\` in the time zone of the contract. \`startsOn\` is the first day of a range of dates and \`endsOn\` its last day.
  Fields that name the day after the last one are deprecated. For each of them, there is a field that names the last day.

## Errors

Errors are \`application/problem+json\` (RFC 9457) with a stable \`code\` and \`params\`, and with up to 50 errors in \`fields\`. Each operation
lists its codes by status. \`ProblemDto\` lists all codes, and its \`x-status-of-code\` contains the status of each. New versions add codes.

## Limits

\`x-max-body-bytes\` is the maximum size of an operation's body. In public operations, objects have at most 50 keys, arrays at most 50
items, and nesting at most 8 levels. In all other operations, the limits are 1,000 keys, 10,000 items and 32 levels.`;

/** Converts `MachinesController.list` to `Machines_list`, the method name in generated clients. */
const operationId = (controller: string, method: string): string =>
  `${controller.replace(/Controller$/, '')}_${method}`;

/** Describes the API in OpenAPI 3.1, from the built controllers and DTOs. */
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
  describeCommonProblems(document);
  describeOperations(document, listAllRoutes(app.get(ModulesContainer)));
  document.tags = Object.entries(TAGS).map(([name, description]) => ({ name, description }));
  listProblemCodes(document);
  makeDefaultsOptional(document);
  describeWebhooks(document);
  sortEnums(document);
  return document;
}

interface ProblemSchema {
  properties?: { code?: { enum?: string[] } };
  'x-status-of-code'?: Readonly<Record<string, number>>;
}

/** Lists the problem codes with their status. Responses are created from the same table. */
function listProblemCodes({ components }: OpenAPIObject): void {
  const problem = components?.schemas?.[ProblemDto.name] as ProblemSchema | undefined;
  const code = problem?.properties?.code;
  if (!problem || !code) throw new Error('The API description has no schema for problems');
  const statusOfCode = { ...HTTP_STATUS, [UNEXPECTED.code]: UNEXPECTED.status };
  code.enum = Object.keys(statusOfCode);
  problem['x-status-of-code'] = statusOfCode;
}

/** Makes properties with a default value optional in requests, because the compiler treats them as required. */
function makeDefaultsOptional({ components }: OpenAPIObject): void {
  for (const schema of Object.values(components?.schemas ?? {})) {
    if (!('properties' in schema) || !schema.properties || !schema.required) continue;
    const { properties } = schema;
    schema.required = schema.required.filter((name) => !('default' in (properties[name] ?? {})));
  }
}

/**
 * Sorts the values of enums. The compiler lists a union's values in the order in which it encounters them, which
 * changes with unrelated code.
 */
function sortEnums(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  if ('enum' in node && Array.isArray(node.enum)) node.enum.sort();
  for (const child of Object.values(node)) sortEnums(child);
}

/** Describes the access, limits and problems of each operation. */
function describeOperations(document: OpenAPIObject, routes: readonly DeclaredRoute[]): void {
  const routeOf = new Map(routes.map((route) => [operationId(...split(route.handler)), route]));
  for (const operation of operationsOf(document)) {
    operation.summary = operation.summary?.replace(/\.$/, '');
    const route = routeOf.get(operation.operationId);
    if (!route) continue;
    describeSuccess(operation);
    describeProblems(operation, route);
    describeExample(operation);
    const { access, limits } = route;
    if (operation.requestBody) operation['x-max-body-bytes'] = limits.uploadBytes || limits.json.bytes;
    if (access?.kind === 'public') operation.security = [];
    else if (route.sessionOnly) operation.security = [{ session: [] }];
    if (access?.kind === 'permission') operation['x-permissions'] = access.anyOf;
    else if (access) operation['x-access'] = access.reason;
  }
}

function describeSuccess({ responses }: Operation): void {
  for (const [status, response] of Object.entries(responses))
    response.description ||= STATUS_CODES[status] ?? 'Success';
}

function operationsOf({ paths }: OpenAPIObject): Operation[] {
  return Object.values(paths).flatMap((item) =>
    Object.values(item as Record<string, Partial<Operation>>).filter(
      (part): part is Operation => part.operationId !== undefined,
    ),
  );
}

function split(handler: string): [string, string] {
  const [controller = '', method = ''] = handler.split('.');
  return [controller, method];
}
