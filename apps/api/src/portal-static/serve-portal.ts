import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';
import { PORTAL_MISSING_PAGE } from './portal-missing-page.js';

const YEAR_SECONDS = 31_536_000;
const SERVER_PATHS = /^\/(api|socket\.io)(\/|$)/;

/**
 * Serves the built portal: files as they are, and index.html for every other page address, because the portal routes
 * in the browser. Files under assets/ carry a hash of their content in their name and may be kept for ever.
 */
export function servePortal(app: NestExpressApplication, folder: string): void {
  app.use(express.static(folder, { index: false, redirect: false, setHeaders: setCacheHeaders }));
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (!isPageRequest(request)) return next();
    const index = join(folder, 'index.html');
    response.setHeader('Cache-Control', 'no-cache');
    // Looked for at each request: the portal may be built while the api runs.
    if (existsSync(index)) return response.sendFile(index);
    response.status(503).type('html').send(PORTAL_MISSING_PAGE);
  });
}

function isPageRequest(request: Request): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  // A missing script answered with a page would be run as one; it has to be missing.
  return (
    !SERVER_PATHS.test(request.path) &&
    request.accepts(['json', 'html']) === 'html' &&
    !/\.\w+$/.test(request.path)
  );
}

function setCacheHeaders(response: Response, path: string): void {
  const isHashed = /[\\/]assets[\\/]/.test(path);
  response.setHeader('Cache-Control', isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
}
