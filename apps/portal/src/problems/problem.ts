/** One fault of a field as the server names it: a JSON pointer, a code and its parameters. */
export interface FieldFault {
  readonly pointer: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Problem details by RFC 9457 with the product's code and parameters; never a sentence for people. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly fields?: readonly FieldFault[];
  readonly correlationId?: string;
}

/** An answer of the api that is not the one asked for. */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
    this.name = 'ApiProblem';
  }
}

/** No answer at all: the network or the server is gone. */
export const OUT_OF_REACH: Problem = { status: 0, code: 'portal.out_of_reach' };

/** The problem inside whatever was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiProblem) return error.problem;
  if (error instanceof TypeError) return OUT_OF_REACH;
  return { status: 0, code: 'portal.unexpected' };
}

/** Reads an answer's body as problem details, whatever it is. */
export function toProblem(status: number, body: unknown): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string') {
    return { ...(body as Omit<Problem, 'status'>), status };
  }
  return { status, code: status >= 500 ? 'portal.server_failed' : 'portal.unexpected' };
}
