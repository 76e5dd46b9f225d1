import { existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import serveCompressed from 'express-static-gzip';
import { toProblem } from '../errors/problem.js';
import { PORTAL_MISSING_PAGE } from './portal-missing-page.js';

const YEAR_SECONDS = 31_536_000;
const SERVER_PATHS = /^\/(api|socket\.io)(\/|$)/;

/**
 * Serves the built portal: files as they are, and index.html for every other page address, because the portal routes
 * in the browser. An area's first page has a copy of index.html that names the area's files as well. Files under assets/ carry a hash of their content in their name and may be kept for ever.
 */
export function servePortal(app: NestExpressApplication, folder: string): void {
  app.use(
    serveCompressed(folder, {
      index: false,
      // The build leaves a `.br` and a `.gz` beside each file that they make smaller.
      enableBrotli: true,
      orderPreference: ['br', 'gz'],
      serveStatic: { redirect: false, setHeaders: setCacheHeaders },
    }),
  );
  app.use((request: Request & { id?: string }, response: Response, next: NextFunction) => {
    if (SERVER_PATHS.test(request.path)) return next();
    if (!isPageRequest(request)) {
      const missing = toProblem({ status: 404, code: 'api.route_not_found' }, request.id ?? '');
      return response.status(404).type('application/problem+json').send(JSON.stringify(missing));
    }
    response.setHeader('Cache-Control', 'no-cache');
    // Looked for at each request: the portal may be built while the api runs.
    const page = [pageOf(request.path), 'index.html']
      .map((name) => join(folder, name))
      .find((path) => existsSync(path));
    if (page !== undefined) return response.sendFile(page);
    response.status(503).type('html').send(PORTAL_MISSING_PAGE);
  });
}

/** A missing script answered with a page would be run as one: what has an ending, or isn't wanted as a page, is missing. */
function isPageRequest(request: Request): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  // Whoever takes anything (curl, a monitor) and asks for the address itself is shown what is there.
  if (request.path === '/' && request.accepts('html')) return true;
  return request.accepts(['json', 'html']) === 'html' && !/\.\w+$/.test(request.path);
}

/** The file for an area's pages, by the first part of their address: `field.html` for `/field/scan`. */
function pageOf(path: string): string {
  return `${/^\/([a-z]+)(?=\/|$)/.exec(path)?.[1] ?? 'index'}.html`;
}

function setCacheHeaders(response: ServerResponse, path: string): void {
  const isHashed = /[\\/]assets[\\/]/.test(path);
  response.setHeader('Cache-Control', isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
}
