import { STATUS_CODES } from 'node:http';
import type { ErrorParams, FieldFault } from '#platform';

/** Problem details of RFC 9457. Clients create the displayed text from `code` and `params`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly params: ErrorParams;
  readonly fields?: readonly FieldFault[];
  /** Details for developers. They are never displayed to users. */
  readonly detail?: string;
  /** Id of the related log entries. */
  readonly correlationId: string;
}

/** Maximum number of field errors in a response. More errors would not help the user. */
const MAX_FAULTS = 50;

/** Error before it is converted to a problem. Its code determines the status. */
export interface Fault {
  readonly status: number;
  readonly code: string;
  readonly params?: ErrorParams;
  readonly fields?: readonly FieldFault[];
  readonly detail?: string;
}

/** Response to an unexpected error. */
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
