import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import express, { type Request, type Response } from 'express';
import { respondNotFound, setCacheHeaders } from '../http/static-files.js';

/** Serves the built pages of `docs/` under `/docs`, at addresses without `.html`. */
export function serveDocs(app: NestExpressApplication, folder: string): void {
  app.use(
    '/docs',
    compression(),
    express.static(folder, { extensions: ['html'], setHeaders: setCacheHeaders }),
    (request: Request, response: Response): void => {
      const page = join(folder, '404.html');
      if (request.accepts('html') && existsSync(page)) response.status(404).sendFile(page);
      else respondNotFound(request, response);
    },
  );
}
