import express, { type NextFunction, type Request, type Response } from 'express';
import { DomainError } from '#platform';

/** Reads JSON bodies and no others: a form of another site can send everything else without being asked. */
export const readJson = express.json({ limit: '1mb' });

/** Says what was wrong with a body that isn't JSON, before the framework turns it into a bare 400. */
export function refuseUnreadableBody(
  error: unknown,
  _request: Request,
  _response: Response,
  next: NextFunction,
): void {
  const type = (error as { type?: unknown } | null)?.type;
  next(type === 'entity.parse.failed' ? new DomainError('api.body_unreadable') : error);
}
