import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const FAILS = 0.05;
const SLOW = 0.02;
const SLOW_MS = 3000;

/** A receiver of webhooks that fails, is slow, and redirects to a private address at `/redirect`. */
export class WebhookServer {
  /** Bodies by `webhook-id`, one per request. */
  readonly received = new Map<string, string[]>();
  redirected = 0;
  /** Requests to the target of the redirect. */
  followed = 0;

  private constructor(
    private readonly server: Server,
    private readonly random: () => number,
  ) {}

  static async open(random: () => number): Promise<WebhookServer> {
    const server = createServer();
    const webhooks = new WebhookServer(server, random);
    server.on('request', (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('error', () => undefined);
      request.on('end', () =>
        webhooks.answer(request.url ?? '', String(request.headers['webhook-id']), body, response),
      );
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return webhooks;
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(path: string, id: string, body: string, response: ServerResponse): void {
    if (path === '/target') this.followed += 1;
    if (path === '/redirect') {
      this.redirected += 1;
      response.writeHead(302, { location: this.url('/target') }).end();
      return;
    }
    this.received.set(id, [...(this.received.get(id) ?? []), body]);
    const chance = this.random();
    const status = chance < FAILS ? 500 : 204;
    const send = (): void => void response.writeHead(status).end();
    if (chance > 1 - SLOW) setTimeout(send, SLOW_MS);
    else send();
  }
}
