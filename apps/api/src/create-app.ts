import type { NestApplicationOptions, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import { limitConnections } from '#platform';
import { AppModule, AREAS } from './app.module.js';
import type { ApiConfig } from './config.js';
import { ProblemFilter } from './errors/problem.filter.js';
import { createValidationPipe } from './errors/validation.pipe.js';
import { correlationId } from './http/correlation-id.js';
import { keepOutOfCaches } from './http/cache-headers.js';
import { compressJson } from './http/compress-json.js';
import { EtagInterceptor } from './http/etag.js';
import { cutSlowBody } from './limits/body-deadline.js';
import { answerUnreadable } from './limits/unreadable-request.js';
import { ApiMetrics } from './metrics/api-metrics.js';
import { serveApiDescription } from './openapi/serve-api-description.js';
import { servePortal } from './portal-static/serve-portal.js';
import { securityHeaders } from './security/security-headers.js';

export const API_PREFIX = 'api/v1';

/** Options that Nest takes when it creates the application. */
export const APP_OPTIONS = {
  bufferLogs: true,
  // A guard reads each body, once it is known who sends it.
  bodyParser: false,
  abortOnError: false,
} satisfies NestApplicationOptions;

/** Creates the api of a process, which closes it by a signal. It is ready to listen. */
export async function createApp(
  config: ApiConfig,
  areas: readonly Type[] = AREAS,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config, areas), APP_OPTIONS);
  configureApp(app, config);
  app.enableShutdownHooks();
  return app;
}

/** Gives an application all that surrounds its routes: headers, limits, validation, errors and the portal. */
export function configureApp(app: NestExpressApplication, config: ApiConfig): void {
  app.useLogger(app.get(Logger));
  app.disable('x-powered-by');
  // ETags say versions here; a hash of the body under the same name would be taken for one.
  app.disable('etag');
  const { trustedProxies } = config;
  app.set('trust proxy', typeof trustedProxies === 'number' ? trustedProxies : [...trustedProxies]);
  app.use(app.get(ApiMetrics).observe, correlationId, securityHeaders(), cutSlowBody);
  app.use('/api', keepOutOfCaches, compressJson());
  app.setGlobalPrefix(API_PREFIX);
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalInterceptors(new EtagInterceptor());
  serveApiDescription(app);
  servePortal(app, config.portalFolder);
  answerUnreadable(app.getHttpServer());
  // Longer than proxies and clients keep an idle connection: whoever sends into one that is just being closed loses the request.
  app.getHttpServer().keepAliveTimeout = 75_000;
  // Each request has a deadline of its own, which depends on its route (`cutSlowBody`); this one would cut uploads short.
  app.getHttpServer().requestTimeout = 0;
  // A proxy holds the connections of all its clients, and has to limit them itself.
  const isBehindProxy = typeof trustedProxies === 'number' ? trustedProxies > 0 : trustedProxies.length > 0;
  limitConnections(app.getHttpServer(), isBehindProxy ? 0 : config.connectionsPerAddress);
}
