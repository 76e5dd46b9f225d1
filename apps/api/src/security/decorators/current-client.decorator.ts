import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Client } from '#organization';
import { findKnownBrowser } from '../known-browser-cookie.js';

/**
 * Client of the request. The address is the one that a trusted proxy reports or, without a proxy, the address of the
 * connection.
 */
export const CurrentClient = createParamDecorator((_data: unknown, context: ExecutionContext): Client => {
  const request = context.switchToHttp().getRequest<Request>();
  return {
    address: request.ip ?? '',
    userAgent: request.get('user-agent') ?? null,
    knownBrowser: findKnownBrowser(request),
  };
});
