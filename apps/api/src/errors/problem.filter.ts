import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { correlationIdOf } from '../http/correlation-id.js';
import { toProblem, UNEXPECTED } from './problem.js';
import { toFault } from './to-fault.js';

/**
 * Responds to all errors with `application/problem+json`. Unexpected errors are logged in full, and the response
 * contains only their id.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const correlationId = correlationIdOf(request);
    const known = toFault(error);
    if (!known) this.logger.error({ err: error, correlationId }, 'A request failed unexpectedly');
    if (response.headersSent) {
      // Closes the connection of a response that has already started, so that the client does not mistake it for a
      // complete one.
      response.destroy();
      return;
    }
    const fault = known ?? UNEXPECTED;
    const retryAfterSeconds = fault.params?.retryAfterSeconds;
    if (typeof retryAfterSeconds === 'number') response.setHeader('Retry-After', String(retryAfterSeconds));
    if (fault.status === 503) response.setHeader('Retry-After', '2');
    response
      .status(fault.status)
      .type('application/problem+json')
      .send(JSON.stringify(toProblem(fault, correlationId)));
  }
}
