import { createServer, type Server } from 'node:http';

export interface Health {
  readonly isReady: boolean;
  readonly checks: Readonly<Record<string, string | number>>;
}

/** Answers `GET /health/live` and `/health/ready` on loopback, for whoever supervises this process. */
export class HealthServer {
  private readonly server: Server;

  constructor(look: () => Promise<Health>) {
    this.server = createServer((request, response) => {
      void (
        request.url === '/health/ready'
          ? look()
          : Promise.resolve({ isReady: request.url === '/health/live', checks: {} })
      ).then(({ isReady, checks }) => {
        response.writeHead(isReady ? 200 : 503, {
          'Content-Type': 'application/json',
          'Cache-Control': 'no-store',
        });
        response.end(JSON.stringify({ status: isReady ? 'ok' : 'down', checks }));
      });
    });
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
