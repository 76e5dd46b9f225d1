import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { packageFolder } from '#platform';

const JSON_PATH = '/api/openapi.json';
const PRINT = join(packageFolder(), 'dist/apps/api/src/print-openapi.js');
const MAX_BYTES = 64 * 1024 * 1024;

/** An empty description. The page loads the real one from its URL. */
const NOTHING: OpenAPIObject = { openapi: '3.1.0', info: { title: 'Dutycycle', version: '1' }, paths: {} };

/**
 * Serves `/api/openapi.json` for programs and `/api/docs` for people, with the page, script and styles from our own
 * origin. Another process generates the description once, at the first request, because this takes a second during
 * which this process could not respond.
 */
export function serveApiDescription(app: NestExpressApplication): void {
  let printed: Promise<Buffer> | undefined;
  const serve = (type: string) => (_request: Request, response: Response, next: NextFunction) => {
    printed ??= print();
    printed.then(
      (text) => response.type(type).send(text),
      (error: unknown) => {
        printed = undefined;
        next(error);
      },
    );
  };
  app.use(JSON_PATH, serve('application/json'));
  // All JSON is valid YAML.
  app.use('/api/openapi.yaml', serve('text/yaml'));
  SwaggerModule.setup('api/docs', app, NOTHING, {
    raw: false,
    customSiteTitle: 'Dutycycle API',
    customCss: '.swagger-ui .topbar { display: none }',
    swaggerOptions: {
      spec: {},
      url: JSON_PATH,
      validatorUrl: null,
      docExpansion: 'none',
      tagsSorter: 'alpha',
    },
  });
}

async function print(): Promise<Buffer> {
  const { stdout } = await promisify(execFile)(process.execPath, [PRINT], {
    encoding: 'buffer',
    maxBuffer: MAX_BYTES,
  });
  return stdout;
}
