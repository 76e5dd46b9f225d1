import { HttpException } from '@nestjs/common';
import { DomainError } from '#platform';
import { HTTP_STATUS } from './http-status.js';
import type { Fault } from './problem.js';

/** Code of an error from the framework, the body parser or the rate limiter, by HTTP status. */
const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'api.request_refused',
  404: 'api.route_not_found',
  413: 'api.body_too_large',
  415: 'api.media_type_unsupported',
  429: 'api.too_many_requests',
};

/**
 * Code of a violated database constraint that no service has checked, by SQLSTATE. The request caused the conflict, so
 * it is not an internal error.
 */
const CODE_OF_SQLSTATE: Readonly<Record<string, string>> = {
  '23505': 'api.already_exists',
  '23503': 'api.reference_missing',
  '23514': 'api.rule_violated',
  '23P01': 'api.rule_violated',
};

/**
 * SQLSTATEs of values that are valid in form, but that PostgreSQL rejects: text with a NUL or a lone surrogate, a
 * number or an instant out of range, a cursor of another list, 31 February.
 */
const UNREADABLE = ['22003', '22007', '22008', '22009', '22021', '22P02', '22P05'];

/** Errors of a database that is stopping, starting or unreachable. The same request succeeds shortly afterwards. */
const UNAVAILABLE = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08006',
  '08003',
  '08001',
];

/**
 * Converts an error to the details that the caller may see.
 * @returns undefined for an unexpected error: the caller gets a correlation id without details
 */
export function toFault(error: unknown): Fault | undefined {
  if (error instanceof DomainError) {
    const status = HTTP_STATUS[error.code];
    return status === undefined
      ? undefined
      : { status, code: error.code, params: error.params, fields: error.fields };
  }
  if (error instanceof HttpException) return fromHttp(error.getStatus(), error.message);
  const { status, expose, message, code, constraint, table } = asRecord(error);
  if (typeof status === 'number' && expose === true) {
    // Express's body parsers throw this error before a route is matched.
    return fromHttp(status, String(message));
  }
  // Clients may send the id of a new entry. Its details are not in the error, because of row-level security.
  if (code === '23505' && typeof table === 'string' && constraint === `${table}_pk`)
    return { status: 409, code: 'api.entry_exists', params: { constraint, table } };
  if (typeof code === 'string') {
    const known = CODE_OF_SQLSTATE[code];
    if (known)
      return {
        status: 409,
        code: known,
        params: { constraint: typeof constraint === 'string' ? constraint : null },
      };
    if (UNREADABLE.includes(code)) return { status: 422, code: 'api.value_unreadable' };
    if (UNAVAILABLE.includes(code)) return { status: 503, code: 'api.database_unavailable' };
  }
  if (
    typeof message === 'string' &&
    /^Connection terminated|timeout exceeded when trying to connect/.test(message)
  ) {
    return { status: 503, code: 'api.database_unavailable' };
  }
  return undefined;
}

function fromHttp(status: number, detail: string): Fault | undefined {
  if (status >= 500) return undefined;
  return { status, code: CODE_OF_STATUS[status] ?? 'api.request_refused', detail };
}

function asRecord(error: unknown): Readonly<Record<string, unknown>> {
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
}
