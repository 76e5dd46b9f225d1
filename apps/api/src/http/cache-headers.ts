import type { NextFunction, Request, Response } from 'express';

/**
 * Prevents browsers and proxies from caching responses, because they are for the caller only. A handler can override
 * this.
 */
export function preventCaching(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
