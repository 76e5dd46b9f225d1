import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Client } from '#organization';
import { findKnownBrowser } from '../known-browser-cookie.js';

/** From where the request comes; the address is what trusted proxies say, else the connection's. */
export const CurrentClient = createParamDecorator((_data: unknown, context: ExecutionContext): Client => {
  const request = context.switchToHttp().getRequest<Request>();
  return {
    address: request.ip ?? '',
    userAgent: request.get('user-agent') ?? null,
    knownBrowser: findKnownBrowser(request),
  };
});
