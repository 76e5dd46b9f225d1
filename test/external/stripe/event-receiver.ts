import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type ExpectedOrigin,
  findOriginFault,
  type GatewayEvent,
  parseEvent,
  verifySignature,
} from '#payments';

/**
 * Receives webhooks like the product: verifies the signature of the raw body, checks the origin and detects repeated
 * events.
 */
export class EventReceiver {
  /** Accepted events by their id, in the order in which they arrived. */
  readonly inbox = new Map<string, GatewayEvent>();
  readonly refused: string[] = [];
  deliveries = 0;

  private constructor(
    private readonly server: Server,
    private readonly secrets: readonly string[],
    private readonly expected: ExpectedOrigin,
    private readonly onEvent: (event: GatewayEvent) => Promise<void>,
  ) {}

  /** @param onEvent called once per event, after its delivery was answered */
  static async open(
    secrets: readonly string[],
    expected: ExpectedOrigin,
    onEvent: (event: GatewayEvent) => Promise<void> = () => Promise.resolve(),
  ): Promise<EventReceiver> {
    const server = createServer();
    const receiver = new EventReceiver(server, secrets, expected, onEvent);
    server.on('request', (request, response) => {
      void receiver.receive(request).then((status) => response.writeHead(status).end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhooks/stripe`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async receive(request: IncomingMessage): Promise<number> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    this.deliveries += 1;
    const header = String(request.headers['stripe-signature']);
    const verdict = verifySignature({ header, body }, this.secrets, new Date());
    if (!verdict.isValid) return this.refuse(verdict.reason);
    const event = parseEvent(JSON.parse(body.toString('utf8')));
    if (event === null) return this.refuse('no_event');
    const fault = findOriginFault(event, this.expected);
    if (fault !== null) return this.refuse(fault);
    if (this.inbox.has(event.id)) return 200;
    this.inbox.set(event.id, event);
    setImmediate(() => void this.onEvent(event));
    return 200;
  }

  private refuse(reason: string): number {
    this.refused.push(reason);
    return 400;
  }
}
