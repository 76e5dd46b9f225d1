import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mayPublishAtBroker, maySubscribeAtBroker } from '#telemetry';
import type { DeviceAccess } from '../access/device-access.js';
import type { BrokerAuthPlace } from '../config.js';
import { readBody } from '../http/read-body.js';
import { type BrokerAnswer, type BrokerQuestion, readQuestion, writeAnswer } from './broker-question.js';

const MAX_BODY_BYTES = 512 * 1024;

/**
 * Answers external brokers that ask over HTTP who may come in and do what. The rules are those of the broker inside, for
 * topics that name their device.
 */
export class BrokerAuth {
  private readonly server: Server;

  constructor(
    private readonly place: BrokerAuthPlace,
    private readonly access: Pick<DeviceAccess, 'decide' | 'findDevice'>,
  ) {
    this.server = createServer((request, response) => void this.serve(request, response));
    this.server.requestTimeout = 10_000;
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.place.port, this.place.host, () => resolve());
    });
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [status, body] = await this.answer(request).catch(() => [500, {}] as const);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  }

  private async answer(request: IncomingMessage): Promise<readonly [status: number, body: object]> {
    const url = new URL(request.url ?? '/', 'http://broker');
    const shown =
      /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? url.searchParams.get('secret');
    if (!isSame(shown ?? '', this.place.secret)) return [401, {}];
    const hook = request.headers['vernemq-hook'];
    const bytes = request.method === 'POST' ? await readBody(request, MAX_BODY_BYTES) : undefined;
    const asked = readQuestion(url.pathname, typeof hook === 'string' ? hook : undefined, parse(bytes));
    if (!asked) return [404, {}];
    return [200, writeAnswer(asked.dialect, await this.decide(asked.question))];
  }

  private async decide(question: BrokerQuestion): Promise<BrokerAnswer> {
    const { product } = this.place;
    if (product && question.username === product.username)
      return question.kind !== 'connect' || isSame(question.password, product.password) ? 'allow' : 'deny';
    if (question.kind === 'connect') {
      const { username, password, address } = question;
      // Without a password the user name would be a token, and nobody could tell later whose it was.
      if (password === '') return 'deny';
      const { kind } = await this.access.decide(username, Buffer.from(password), address);
      if (kind === 'unavailable') return 'later';
      return kind === 'granted' ? 'allow' : 'deny';
    }
    const device = await this.access.findDevice(question.username);
    if (!device || question.topics.length === 0) return 'deny';
    const mayDo = (topic: string): boolean => {
      if (question.kind === 'subscribe') return maySubscribeAtBroker(device, topic);
      return mayPublishAtBroker(device, topic);
    };
    return question.topics.every(mayDo) ? 'allow' : 'deny';
  }
}

function parse(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString('utf8') ?? '') as unknown;
  } catch {
    return undefined;
  }
}

/** In a time that doesn't tell how much of it was right. */
function isSame(shown: string, expected: string): boolean {
  const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(shown), digest(expected));
}
