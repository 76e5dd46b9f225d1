/** A field error from the server: JSON pointer, code and parameters. */
export interface FieldFault {
  readonly pointer: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Problem details by RFC 9457 with the product's code and parameters; contains no text for users. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly fields?: readonly FieldFault[];
  readonly correlationId?: string;
}

/** An error response from the API. */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
    this.name = 'ApiProblem';
  }
}

/** Rejects fields before a request is sent, in the format of the server's errors. @throws ApiProblem always */
export function rejectFields(fields: readonly FieldFault[]): never {
  throw new ApiProblem({ status: 400, code: 'api.validation_failed', fields });
}

/** No response: the network or the server is unreachable. */
export const OUT_OF_REACH: Problem = { status: 0, code: 'portal.out_of_reach' };

/** Converts any thrown value to a problem. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiProblem) return error.problem;
  if (error instanceof TypeError) return OUT_OF_REACH;
  return { status: 0, code: 'portal.unexpected' };
}

/**
 * Returns the problem of an error with its field errors at other pointers, for a form with other fields than the
 * request.
 */
export function withPointers(error: unknown, pointerOf: (pointer: string) => string): ApiProblem {
  const problem = problemOf(error);
  const fields = problem.fields?.map((fault) => ({ ...fault, pointer: pointerOf(fault.pointer) }));
  return new ApiProblem({ ...problem, ...(fields !== undefined && { fields }) });
}

/**
 * Returns the problem of an error with the errors of a list at the rows of the form. The request omits empty rows, so
 * the server numbers the others differently.
 * @param list pointer of the list in the request
 * @param sent row of the form for each sent item
 */
export function withRowPointers(error: unknown, list: string, sent: readonly number[]): ApiProblem {
  return withPointers(error, (pointer) => {
    if (!pointer.startsWith(`${list}/`)) return pointer;
    const [item = '', ...rest] = pointer.slice(list.length + 1).split('/');
    return [list, sent[Number(item)] ?? item, ...rest].join('/');
  });
}

/** Returns the indexes of the rows that a request contains. */
export function indexesOf<Row>(rows: readonly Row[], isSent: (row: Row) => boolean): number[] {
  return [...rows.keys()].filter((index) => isSent(rows[index]!));
}

/** Parses any response body as problem details. */
export function toProblem(status: number, body: unknown): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string') {
    return { ...(body as Omit<Problem, 'status'>), status };
  }
  return { status, code: status >= 500 ? 'portal.server_failed' : 'portal.unexpected' };
}
