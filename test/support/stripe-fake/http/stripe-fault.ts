/** An error response as Stripe writes it. */
export class StripeFault extends Error {
  constructor(
    readonly status: number,
    readonly error: Readonly<Record<string, unknown>>,
  ) {
    super(String(error['message']));
  }
}

/** Returns the error for a parameter or a state that Stripe rejects with status 400. */
export function invalid(message: string, code?: string, param?: string): StripeFault {
  return new StripeFault(400, {
    type: 'invalid_request_error',
    message,
    ...(code !== undefined && { code }),
    ...(param !== undefined && { param }),
  });
}

/** Returns the error for an object that doesn't exist: 404 if its id is in the path, 400 if it is in a parameter. */
export function missing(kind: string, id: string, param?: string): StripeFault {
  const error = {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${kind}: '${id}'`,
    param: param ?? 'id',
  };
  return new StripeFault(param === undefined ? 404 : 400, error);
}
