import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import serveCompressed from 'express-static-gzip';
import { respondNotFound, setCacheHeaders } from '../http/static-files.js';
import { PORTAL_MISSING_PAGE } from './portal-missing-page.js';

const SERVER_PATHS = /^\/(api|socket\.io)(\/|$)/;

/**
 * Serves the built portal: its files, and `index.html` for all other page URLs, because the portal selects the page in
 * the browser. Each area has its own copy of `index.html`, which also lists the files of the area.
 */
export function servePortal(app: NestExpressApplication, folder: string): void {
  app.use(
    serveCompressed(folder, {
      index: false,
      // The build creates a `.br` and a `.gz` next to each file that compression makes smaller.
      enableBrotli: true,
      orderPreference: ['br', 'gz'],
      serveStatic: { redirect: false, setHeaders: setCacheHeaders },
    }),
  );
  app.use((request: Request, response: Response, next: NextFunction): void => {
    if (SERVER_PATHS.test(request.path)) return next();
    if (!isPageRequest(request)) {
      respondNotFound(request, response);
      return;
    }
    response.setHeader('Cache-Control', 'no-cache');
    // Looks for the file at each request, because the portal can be built while the API is running.
    const page = [pageOf(request.path), 'index.html']
      .map((name) => join(folder, name))
      .find((path) => existsSync(path));
    if (page !== undefined) return response.sendFile(page);
    response.status(503).type('html').send(PORTAL_MISSING_PAGE);
  });
}

/**
 * Returns whether a page may be served. Paths with an extension and requests that do not accept HTML get a 404, because
 * a page in place of a missing script would be run as a script.
 */
function isPageRequest(request: Request): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  // Serves the page to clients that accept any type, such as curl or a monitor, and request the root.
  if (request.path === '/' && request.accepts('html')) return true;
  return request.accepts(['json', 'html']) === 'html' && !/\.\w+$/.test(request.path);
}

/** Returns the file of an area's pages, by the first part of the path: `field.html` for `/field/scan`. */
function pageOf(path: string): string {
  return `${/^\/([a-z]+)(?=\/|$)/.exec(path)?.[1] ?? 'index'}.html`;
}
