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
import { API_PREFIX } from './http/api-prefix.js';
import { preventCaching } from './http/cache-headers.js';
import { compressJson } from './http/compress-json.js';
import { EtagInterceptor } from './http/etag.js';
import { abortSlowBody } from './limits/body-deadline.js';
import { respondToUnreadable } from './limits/unreadable-request.js';
import { ApiMetrics } from './metrics/api-metrics.js';
import { serveApiDescription } from './openapi/serve-api-description.js';
import { serveDocs } from './docs-site/serve-docs.js';
import { servePortal } from './portal-static/serve-portal.js';
import { securityHeaders } from './security/security-headers.js';

/** Options for creating the Nest application. */
export const APP_OPTIONS = {
  bufferLogs: true,
  // A guard reads the body, after the client has been authenticated.
  bodyParser: false,
  abortOnError: false,
} satisfies NestApplicationOptions;

/** Creates the app of a process, ready to listen. The app closes when the process receives a shutdown signal. */
export async function createApp(
  config: ApiConfig,
  areas: readonly Type[] = AREAS,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config, areas), APP_OPTIONS);
  configureApp(app, config);
  app.enableShutdownHooks();
  return app;
}

/** Configures everything around the routes: headers, limits, validation, errors, the docs and the portal. */
export function configureApp(app: NestExpressApplication, config: ApiConfig): void {
  app.useLogger(app.get(Logger));
  app.disable('x-powered-by');
  // The API uses versions as ETags. Express's ETags are hashes of the body and could be mistaken for versions.
  app.disable('etag');
  const { trustedProxies } = config;
  app.set('trust proxy', typeof trustedProxies === 'number' ? trustedProxies : [...trustedProxies]);
  app.use(app.get(ApiMetrics).observe, correlationId, securityHeaders(), abortSlowBody);
  app.use('/api', preventCaching, compressJson());
  app.setGlobalPrefix(API_PREFIX);
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalInterceptors(new EtagInterceptor());
  serveApiDescription(app);
  serveDocs(app, config.docsFolder);
  servePortal(app, config.portalFolder);
  respondToUnreadable(app.getHttpServer());
  // Longer than the keep-alive time of proxies and clients, so that none of them sends a request on a connection that
  // is being closed.
  app.getHttpServer().keepAliveTimeout = 75_000;
  // Disables Node's timeout, which would cut uploads short. `abortSlowBody` sets a deadline per route.
  app.getHttpServer().requestTimeout = 0;
  // A proxy opens connections for all of its clients, and must limit them itself.
  const isBehindProxy = typeof trustedProxies === 'number' ? trustedProxies > 0 : trustedProxies.length > 0;
  limitConnections(app.getHttpServer(), isBehindProxy ? 0 : config.connectionsPerAddress);
}
