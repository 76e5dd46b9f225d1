import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** The API's description in OpenAPI 3.1, from the controllers and DTOs as they were built. */
export function describeApi(app: NestExpressApplication): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Dutycycle')
    .setVersion('1')
    .addCookieAuth('dutycycle_session', { type: 'apiKey', in: 'cookie', name: 'dutycycle_session' }, 'session')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'dck_…' }, 'apiKey')
    .addSecurityRequirements('session')
    .addSecurityRequirements('apiKey')
    .build();
  return SwaggerModule.createDocument(app, base);
}

/** `/api/openapi.json` for programs and `/api/docs` for people. */
export function serveApiDescription(app: NestExpressApplication): void {
  SwaggerModule.setup('api/docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Dutycycle API',
  });
}
