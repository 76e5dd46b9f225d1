import type { NextFunction, Request, Response } from 'express';
import { newId } from '#platform';

/** An id that came from a proxy is kept when it looks like one. */
const GIVEN = /^[\w.-]{8,100}$/;

/** Names the request before anything can go wrong with it; the same id stands in the answer, in a problem and in the log. */
export function correlationId(
  request: Request & { id?: string },
  response: Response,
  next: NextFunction,
): void {
  const given = request.get('x-correlation-id');
  request.id = given !== undefined && GIVEN.test(given) ? given : newId();
  response.setHeader('X-Correlation-Id', request.id);
  next();
}
