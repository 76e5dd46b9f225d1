import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { DomainError } from '#platform';
import { findRouteAccess } from '../security/route-access.js';
import { extendDeadline } from './body-deadline.js';
import { findExceededLimit, hasHalfCharacter } from './json-shape.js';
import {
  type JsonLimits,
  MAX_QUERY_PARAMETERS,
  type RequestLimits,
  requestLimitsOf,
} from './request-limits.js';

/**
 * Reads the body of a request within the limits of its route. Runs after the access guard, so that the body of an
 * unauthorized request is never parsed. Parses only JSON, because forms on other sites can send other types without a
 * preflight request.
 */
@Injectable()
export class RequestBodyGuard implements CanActivate {
  private readonly readers = new Map<object, { limits: RequestLimits; read: RequestHandler }>();

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    assertParameterCount(request.originalUrl);
    const { limits, read } = this.readerOf(context);
    const maxBytes = Math.max(limits.json.bytes, limits.uploadBytes);
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
      throw new DomainError('api.body_too_large', { maxBytes });
    }
    if (limits.uploadBytes > 0) extendDeadline(request, limits.uploadBytes);
    if (!limits.readsJson) await run(read, request, response);
    return true;
  }

  private readerOf(context: ExecutionContext): { limits: RequestLimits; read: RequestHandler } {
    const handler = context.getHandler();
    const known = this.readers.get(handler);
    if (known) return known;
    const limits = requestLimitsOf(handler, findRouteAccess(context.getClass(), handler)?.kind === 'public');
    const reader = { limits, read: jsonReader(limits.json) };
    this.readers.set(handler, reader);
    return reader;
  }
}

function jsonReader(limits: JsonLimits): RequestHandler {
  return express.json({
    limit: limits.bytes,
    verify: (_request, _response, bytes, encoding) => {
      // Another encoding would hide brackets from the check of the shape.
      if (encoding !== 'utf-8') throw new DomainError('api.media_type_unsupported');
      const limit = findExceededLimit(bytes, limits);
      if (limit) throw new DomainError('api.body_too_complex', { limit, max: limits[limit] });
      if (hasHalfCharacter(bytes)) throw new DomainError('api.value_unreadable');
    },
  });
}

function run(read: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    const done: NextFunction = (error?: unknown) =>
      error === undefined ? resolve() : reject(toRequestError(error));
    void read(request, response, done);
  });
}

/** Gives malformed JSON its own code, instead of the framework's generic 400. */
function toRequestError(error: unknown): Error {
  const type = (error as { type?: unknown } | null)?.type;
  if (type === 'entity.parse.failed') return new DomainError('api.body_unreadable');
  return error instanceof Error ? error : new Error(String(error));
}

/** Counts the parameters of a query before it is parsed. */
function assertParameterCount(url: string): void {
  const query = url.split('?', 2)[1] ?? '';
  let parameters = 1;
  for (const character of query) if (character === '&') parameters += 1;
  if (parameters > MAX_QUERY_PARAMETERS) {
    throw new DomainError('api.query_too_long', { max: MAX_QUERY_PARAMETERS });
  }
}
