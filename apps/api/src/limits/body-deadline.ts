import type { IncomingMessage, ServerResponse } from 'node:http';
import { toProblem } from '../errors/problem.js';
import { correlationIdOf } from '../http/correlation-id.js';

/** Time within which a request must arrive completely. */
const BODY_MS = 30_000;
/** Minimum speed of an upload, for a phone with poor reception. */
const UPLOAD_BYTES_PER_SECOND = 16 * 1024;

const deadlines = new WeakMap<IncomingMessage, (ms: number) => void>();

/**
 * Middleware that cancels a request if its body does not arrive before the deadline. Otherwise, a client that sends its
 * body very slowly could occupy a connection and memory indefinitely.
 */
export function abortSlowBody(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  const abort = (): void => {
    if (request.complete) return;
    if (response.headersSent) {
      request.socket.destroy();
      return;
    }
    const problem = toProblem({ status: 408, code: 'api.body_too_slow' }, correlationIdOf(request));
    response.writeHead(408, { Connection: 'close', 'Content-Type': 'application/problem+json' });
    response.end(JSON.stringify(problem), () => request.socket.destroy());
  };
  let timer = setTimeout(abort, BODY_MS).unref();
  const clearDeadline = (): void => clearTimeout(timer);
  request.once('end', clearDeadline);
  request.once('close', clearDeadline);
  deadlines.set(request, (ms) => {
    clearDeadline();
    if (!request.complete) timer = setTimeout(abort, ms).unref();
  });
  next();
}

/** Extends the deadline of an upload to the time that an upload of this size takes on a slow connection. */
export function extendDeadline(request: IncomingMessage, uploadBytes: number): void {
  deadlines.get(request)?.(BODY_MS + (uploadBytes / UPLOAD_BYTES_PER_SECOND) * 1000);
}
