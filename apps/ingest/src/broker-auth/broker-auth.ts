import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mayPublishAtBroker, maySubscribeAtBroker, toBrokerTopic } from '#telemetry';
import type { DeviceAccess } from '../access/device-access.js';
import type { BrokerAuthSettings } from '../config.js';
import { readBody } from '../http/read-body.js';
import {
  type BrokerAnswer,
  type BrokerDialect,
  type BrokerRequest,
  readBrokerRequest,
  writeBrokerAnswer,
} from './broker-request.js';

const MAX_BODY_BYTES = 512 * 1024;
const ALLOW = { kind: 'allow', admitted: null, topic: null } as const;
const DENY = { kind: 'deny' } as const;

/**
 * Answers authentication and authorization requests of external brokers over HTTP. The rules are those of the embedded
 * broker, applied to topics that contain their device.
 */
export class BrokerAuth {
  private readonly server: Server;

  constructor(
    private readonly settings: BrokerAuthSettings,
    private readonly access: Pick<DeviceAccess, 'decide' | 'findDevice'>,
  ) {
    this.server = createServer((request, response) => void this.serve(request, response));
    this.server.requestTimeout = 10_000;
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.settings.port, this.settings.host, () => resolve());
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
    const presentedSecret =
      /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? url.searchParams.get('secret');
    if (!isSame(presentedSecret ?? '', this.settings.secret)) return [401, {}];
    const hook = request.headers['vernemq-hook'];
    const bytes = request.method === 'POST' ? await readBody(request, MAX_BODY_BYTES) : undefined;
    const parsed = readBrokerRequest(url.pathname, typeof hook === 'string' ? hook : undefined, parse(bytes));
    if (!parsed) return [404, {}];
    return [
      200,
      writeBrokerAnswer(parsed.dialect, await this.decideRequest(parsed.question, parsed.dialect)),
    ];
  }

  private async decideRequest(question: BrokerRequest, dialect: BrokerDialect): Promise<BrokerAnswer> {
    const { product } = this.settings;
    if (product && question.username === product.username) {
      const isProduct = question.kind !== 'connect' || isSame(question.password, product.password);
      return isProduct ? ALLOW : DENY;
    }
    if (question.kind === 'connect') return this.admit(question);
    const device = await this.access.findDevice(question.username);
    if (!device || question.topics.length === 0) return DENY;
    if (question.kind === 'subscribe')
      return question.topics.every((filter) => maySubscribeAtBroker(device, filter)) ? ALLOW : DENY;
    const [topic = ''] = question.topics;
    if (mayPublishAtBroker(device, topic)) return ALLOW;
    // VerneMQ can change the topic of a message, so a message on a topic with "me" gets the topic of its device.
    const brokerTopic = toBrokerTopic(device, topic);
    if (dialect === 'vernemq' && brokerTopic !== topic && mayPublishAtBroker(device, brokerTopic))
      return { ...ALLOW, topic: brokerTopic };
    return DENY;
  }

  private async admit(question: Extract<BrokerRequest, { kind: 'connect' }>): Promise<BrokerAnswer> {
    const { username, password, address } = question;
    const decision = await this.access.decide(username, Buffer.from(password), address);
    if (decision.kind === 'unavailable') return { kind: 'later' };
    if (decision.kind !== 'granted') return DENY;
    const { makerSlug, code, limits } = decision.device;
    const device = `${makerSlug}/${code}`;
    const { messagesPerSecond } = limits;
    return { ...ALLOW, admitted: { login: decision.username, device, messagesPerSecond } };
  }
}

function parse(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString('utf8') ?? '') as unknown;
  } catch {
    return undefined;
  }
}

/** Compares in constant time. */
function isSame(presentedSecret: string, expected: string): boolean {
  const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(presentedSecret), digest(expected));
}
