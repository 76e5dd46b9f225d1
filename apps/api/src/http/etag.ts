import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type ParamDecoratorEnhancer,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import { DomainError } from '#platform';

/** Returns the entity tag of a resource's version. */
export function toEtag(version: number): string {
  return `"${version}"`;
}

/**
 * Returns the version that an edit is based on, from its If-Match header.
 * @throws DomainError `api.if_match_required` (428) without the header, `api.if_match_invalid` (400) unless it is a
 *   version
 */
export function parseIfMatch(header: string | undefined): number {
  if (header === undefined || header.trim() === '') throw new DomainError('api.if_match_required');
  // Accepts a weak tag, which a compressing proxy can create. It contains the same version.
  const version = /^(?:W\/)?"(\d{1,10})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw new DomainError('api.if_match_invalid');
  return Number(version);
}

const readIfMatch = (context: ExecutionContext) =>
  context.switchToHttp().getRequest<Request>().get('if-match');

const describeIfMatch = (required: boolean, description: string): ParamDecoratorEnhancer => {
  const describe = ApiHeader({ name: 'If-Match', required, description });
  return (handlers, name) => {
    if (name === undefined) return;
    describe(handlers, name, Object.getOwnPropertyDescriptor(handlers, name) ?? {});
  };
};

/**
 * Parameter of a handler that changes a resource: the expected version, which the service compares (`ensureVersion` of
 * #platform).
 */
export const IfMatch = createParamDecorator(
  (_data: unknown, context: ExecutionContext): number => parseIfMatch(readIfMatch(context)),
  [describeIfMatch(true, 'Version that the edit is based on.')],
);

/** Like `IfMatch`, for an action with an optional header. Undefined if the header is missing. */
export const IfMatchWhenSent = createParamDecorator(
  (_data: unknown, context: ExecutionContext): number | undefined =>
    readIfMatch(context) === undefined ? undefined : parseIfMatch(readIfMatch(context)),
  [describeIfMatch(false, 'Version that you reviewed. The request is rejected if there is a newer one.')],
);

/** Sets the ETag of each response that is a single resource with a `version`. */
@Injectable()
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((body: unknown) => {
        const version = (body as { version?: unknown } | null | undefined)?.version;
        if (typeof version === 'number' && !response.headersSent) response.setHeader('ETag', toEtag(version));
        return body;
      }),
    );
  }
}
