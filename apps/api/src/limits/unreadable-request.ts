import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { v7 as uuidv7 } from 'uuid';
import { HTTP_STATUS } from '../errors/http-status.js';
import { toProblem } from '../errors/problem.js';

/** Codes of requests that fail in Node's parser, by the parser's code. */
const CODE_OF_PARSER: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'api.headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'api.headers_too_slow',
};

/**
 * Responds with a problem to requests that fail before a route is matched, because their headers are too large or too
 * slow or they are not HTTP. Node itself would respond only with a status.
 */
export function respondToUnreadable(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable || isResponding(socket)) {
      socket.destroy();
      return;
    }
    const code = CODE_OF_PARSER[error.code ?? ''] ?? 'api.request_unreadable';
    const problem = toProblem({ status: HTTP_STATUS[code]!, code }, uuidv7());
    const body = JSON.stringify(problem);
    socket.end(
      [
        `HTTP/1.1 ${problem.status} ${problem.title}`,
        'Content-Type: application/problem+json',
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Cache-Control: no-store',
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  });
}

/** Returns whether the response to an earlier request is still being sent. Other bytes would corrupt it. */
function isResponding(socket: Socket): boolean {
  const { _httpMessage: answer } = socket as { _httpMessage?: { readonly headersSent: boolean } | null };
  return answer?.headersSent === true;
}
