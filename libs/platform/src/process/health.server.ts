import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';

export interface Health {
  readonly isReady: boolean;
  readonly checks: Readonly<Record<string, string | number>>;
}

/**
 * Serves `GET /health/live` and `/health/ready` for process supervisors, and `/metrics` for Prometheus. It uses a
 * separate port, which by default can only be reached from this machine.
 */
export class HealthServer {
  private readonly server: Server;

  constructor(
    private readonly checkHealth: () => Promise<Health>,
    private readonly metrics: Registry,
  ) {
    this.server = createServer((request, response) => void this.handleRequest(request, response));
  }

  listen(port: number, host = '127.0.0.1'): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, resolve);
    });
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async handleRequest({ url }: IncomingMessage, response: ServerResponse): Promise<void> {
    switch (url) {
      case '/health/live':
        respond(response, { isReady: true, checks: {} });
        break;
      case '/health/ready':
        respond(response, await this.checkHealth());
        break;
      case '/metrics':
        await this.respondMetrics(response);
        break;
      default:
        response.writeHead(404).end();
    }
  }

  /**
   * Responds with the metrics. A metric that can't be collected while the database is down must not crash the process.
   */
  private async respondMetrics(response: ServerResponse): Promise<void> {
    try {
      const text = await this.metrics.metrics();
      response
        .writeHead(200, { 'Content-Type': this.metrics.contentType, 'Cache-Control': 'no-store' })
        .end(text);
    } catch {
      response.writeHead(503).end();
    }
  }
}

function respond(response: ServerResponse, { isReady, checks }: Health): void {
  response.writeHead(isReady ? 200 : 503, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
  });
  response.end(JSON.stringify({ status: isReady ? 'ok' : 'down', checks }));
}
