import type { ServerResponse } from 'node:http';
import type { Request, Response } from 'express';
import { toProblem } from '../errors/problem.js';
import { correlationIdOf } from './correlation-id.js';

const YEAR_SECONDS = 31_536_000;

/** Allows files under `assets/` to be cached for a year, because their names contain a hash of their content. */
export function setCacheHeaders(response: ServerResponse, path: string): void {
  const isHashed = /[\\/]assets[\\/]/.test(path);
  response.setHeader('Cache-Control', isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
}

/** Responds with the problem that the API returns for an unknown route. */
export function respondNotFound(request: Request, response: Response): void {
  const missing = toProblem({ status: 404, code: 'api.route_not_found' }, correlationIdOf(request));
  response.status(404).type('application/problem+json').send(JSON.stringify(missing));
}
