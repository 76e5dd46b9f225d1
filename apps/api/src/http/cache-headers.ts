import type { NextFunction, Request, Response } from 'express';

/** What the API answers is for whoever asked; no browser or proxy keeps it unless a handler says otherwise. */
export function keepOutOfCaches(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
