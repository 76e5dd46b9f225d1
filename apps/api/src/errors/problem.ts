import { STATUS_CODES } from 'node:http';
import type { ErrorParams, FieldFault } from '#platform';

/** Problem details of RFC 9457. What people read is made from `code` and `params` by whoever shows it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly params: ErrorParams;
  readonly fields?: readonly FieldFault[];
  /** For developers, never for people's screens. */
  readonly detail?: string;
  /** Stands in the log beside what happened. */
  readonly correlationId: string;
}

/** So many faults tell a person everything they can act on; a request of nothing but mistakes must not be answered with megabytes. */
const MAX_FAULTS = 50;

/** A fault before it is told: its code decides the status. */
export interface Fault {
  readonly status: number;
  readonly code: string;
  readonly params?: ErrorParams;
  readonly fields?: readonly FieldFault[];
  readonly detail?: string;
}

/** Answers a failure that no code was foreseen for. */
export const UNEXPECTED: Fault = { status: 500, code: 'api.unexpected' };

export function toProblem({ status, code, params, fields, detail }: Fault, correlationId: string): Problem {
  return {
    type: `urn:dutycycle:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    params: params ?? {},
    ...(fields && fields.length > 0 && { fields: fields.slice(0, MAX_FAULTS) }),
    ...(detail !== undefined && { detail }),
    correlationId,
  };
}
