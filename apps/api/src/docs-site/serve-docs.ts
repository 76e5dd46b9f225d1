import { existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import express, { type Request, type Response } from 'express';
import { toProblem } from '../errors/problem.js';
import { correlationIdOf } from '../http/correlation-id.js';

const YEAR_SECONDS = 31_536_000;

/**
 * Serves the built pages of docs/ below /docs, at addresses without `.html`. Names of files under assets/ contain a
 * hash of their content, so they can be cached forever.
 */
export function serveDocs(app: NestExpressApplication, folder: string): void {
  app.use(
    '/docs',
    compression(),
    express.static(folder, { extensions: ['html'], setHeaders: setCacheHeaders }),
    (request: Request, response: Response): void => {
      const page = join(folder, '404.html');
      if (request.accepts('html') && existsSync(page)) return response.status(404).sendFile(page);
      const missing = toProblem({ status: 404, code: 'api.route_not_found' }, correlationIdOf(request));
      response.status(404).type('application/problem+json').send(JSON.stringify(missing));
    },
  );
}

function setCacheHeaders(response: ServerResponse, path: string): void {
  const isHashed = /[\\/]assets[\\/]/.test(path);
  response.setHeader('Cache-Control', isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
}
