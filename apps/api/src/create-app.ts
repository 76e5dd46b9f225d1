import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import type { ApiConfig } from './config.js';
import { ProblemFilter } from './errors/problem.filter.js';
import { createValidationPipe } from './errors/validation.pipe.js';
import { EtagInterceptor } from './http/etag.js';
import { serveApiDescription } from './openapi/serve-api-description.js';
import { servePortal } from './portal-static/serve-portal.js';
import { securityHeaders } from './security/security-headers.js';

export const API_PREFIX = 'api/v1';

/** The api, ready to listen; tests start it the same way as main.ts. */
export async function createApp(config: ApiConfig): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config), {
    bufferLogs: true,
    // JSON alone: a form of another site can send everything else without being asked.
    bodyParser: false,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.disable('x-powered-by');
  // ETags say versions here; a hash of the body under the same name would be taken for one.
  app.disable('etag');
  app.set('trust proxy', config.trustedProxies);
  app.use(securityHeaders());
  app.use(cookieParser());
  app.useBodyParser('json', { limit: '1mb' });
  app.setGlobalPrefix(API_PREFIX);
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalInterceptors(new EtagInterceptor());
  serveApiDescription(app);
  servePortal(app, config.portalFolder);
  app.enableShutdownHooks();
  return app;
}
