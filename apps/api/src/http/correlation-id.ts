import type { NextFunction, Request, Response } from 'express';
import { newId } from '#platform';

/** Format of an id that is accepted from a client or proxy. */
const ACCEPTED_ID = /^[\w.-]{8,100}$/;

/** Assigns an id to the request before anything can fail. The response, problems and the log contain the same id. */
export function correlationId(
  request: Request & { id?: string },
  response: Response,
  next: NextFunction,
): void {
  const given = request.get('x-correlation-id');
  request.id = given !== undefined && ACCEPTED_ID.test(given) ? given : newId();
  response.setHeader('X-Correlation-Id', request.id);
  next();
}

/** Returns the id of a request; empty if the request did not pass `correlationId`, like the requests of socket.io. */
export function correlationIdOf({ id }: { readonly id?: unknown }): string {
  return typeof id === 'string' ? id : '';
}
