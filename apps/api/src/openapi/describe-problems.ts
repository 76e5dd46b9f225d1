import { STATUS_CODES } from 'node:http';
import type { OpenAPIObject } from '@nestjs/swagger';
import { HTTP_STATUS } from '../errors/http-status.js';
import { UNEXPECTED } from '../errors/problem.js';
import type { DeclaredRoute } from '../security/route-access.js';
import type { Operation } from './operation.js';
import { PROBLEM_CODES } from './problem-codes.gen.js';
import { ProblemDto } from './problem.dto.js';

const PROBLEM = { $ref: `#/components/schemas/${ProblemDto.name}` };

/** Codes of `RequestBodyGuard`, which any operation can return, although some operations also list them. */
const BODY_CODES = ['api.body_unreadable', 'api.body_too_large', 'api.media_type_unsupported'];
const OWN_CODES = new Set(Object.values(PROBLEM_CODES).flat());
/** Codes about the request in general or about the service, which any operation can return. */
const COMMON_CODES = [
  ...Object.keys(HTTP_STATUS).filter(
    (code) => BODY_CODES.includes(code) || (code.startsWith('api.') && !OWN_CODES.has(code)),
  ),
  UNEXPECTED.code,
];

/** Describes the response for all errors that operations do not document themselves. */
export function describeCommonProblems(document: OpenAPIObject): void {
  document.components ??= {};
  document.components.responses = {
    Problem: {
      description: `Any operation may also fail with ${COMMON_CODES.map((code) => `\`${code}\``).join(', ')}.`,
      content: { 'application/problem+json': { schema: PROBLEM } },
    },
  };
}

/** Lists the problem codes of an operation by status. */
export function describeProblems(operation: Operation, route: DeclaredRoute): void {
  const byStatus = new Map<number, string[]>();
  for (const code of problemCodesOf(operation, route)) {
    const status = HTTP_STATUS[code]!;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  for (const [status, codes] of [...byStatus].sort(([a], [b]) => a - b)) {
    if (operation.responses[status]) continue;
    const common = COMMON_CODES.filter((code) => HTTP_STATUS[code] === status && !codes.includes(code));
    const possible = [...codes, ...common];
    operation.responses[status] = {
      description: `${STATUS_CODES[status]}: ${codes.map((code) => `\`${code}\``).join(', ')}`,
      content: {
        'application/problem+json': {
          schema: { allOf: [PROBLEM, { type: 'object', properties: { code: { enum: possible } } }] },
        },
      },
    };
  }
  operation.responses['default'] ??= { $ref: '#/components/responses/Problem' };
}

function problemCodesOf(
  { operationId, parameters, requestBody }: Operation,
  { access, sessionOnly, method }: DeclaredRoute,
): string[] {
  const isChecked =
    requestBody !== undefined || (parameters ?? []).some((parameter) => parameter.in === 'query');
  const isSigned = access?.kind !== 'public';
  return [
    ...new Set([
      ...(PROBLEM_CODES[operationId] ?? []),
      ...(isChecked ? ['api.request_invalid', 'api.field_unknown'] : []),
      ...(isSigned ? ['organization.not_signed_in'] : []),
      ...(access?.kind === 'permission' ? ['organization.permission_missing'] : []),
      ...(isSigned && method !== 'GET' ? ['organization.csrf_token_wrong'] : []),
      ...(sessionOnly ? ['organization.session_needed'] : []),
    ]),
  ].sort();
}
