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

/** The entity tag of a resource's version. */
export function toEtag(version: number): string {
  return `"${version}"`;
}

/**
 * The version that an edit started from, out of its If-Match header.
 * @throws DomainError `api.if_match_required` (428) without the header, `api.if_match_invalid` (400) when it is no version
 */
export function parseIfMatch(header: string | undefined): number {
  if (header === undefined || header.trim() === '') throw new DomainError('api.if_match_required');
  // A proxy that compresses may weaken the tag; the version inside stays the same.
  const version = /^(?:W\/)?"(\d{1,10})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw new DomainError('api.if_match_invalid');
  return Number(version);
}

const sentWith = (context: ExecutionContext) => context.switchToHttp().getRequest<Request>().get('if-match');

const describing = (required: boolean, description: string): ParamDecoratorEnhancer => {
  const describe = ApiHeader({ name: 'If-Match', required, description });
  return (handlers, name) => {
    if (name === undefined) return;
    describe(handlers, name, Object.getOwnPropertyDescriptor(handlers, name) ?? {});
  };
};

/** Parameter of a PATCH handler: the version it must find, to be compared by the service (`ensureVersion` of #platform). */
export const IfMatch = createParamDecorator(
  (_data: unknown, context: ExecutionContext): number => parseIfMatch(sentWith(context)),
  [describing(true, 'The version that the edit starts from.')],
);

/** The same for a step that whoever saw the present state may ask for without saying so; undefined without the header. */
export const IfMatchWhenSent = createParamDecorator(
  (_data: unknown, context: ExecutionContext): number | undefined =>
    sentWith(context) === undefined ? undefined : parseIfMatch(sentWith(context)),
  [describing(false, 'The version that was seen; the step is refused when there is a newer one.')],
);

/** Sets the ETag of every answer that is one resource with a `version`. */
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
