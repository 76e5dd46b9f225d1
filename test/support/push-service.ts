import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BrowserKeys, decryptPush } from './decrypt-push.js';

/** A message that a browser would show. */
export interface ReceivedPush {
  /** Path of the browser's endpoint. */
  readonly path: string;
  readonly payload: { readonly title: string; readonly path: string; readonly tag: string };
  readonly urgency: string;
  /** The same for all attempts of a message. */
  readonly topic: string;
  readonly ttl: number;
}

/** Data that the API needs to send messages to a browser. */
export interface SubscribedBrowser {
  readonly path: string;
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** A push service over HTTP that authenticates the sender (RFC 8292) and decrypts as browsers do (RFC 8291). */
export class PushService {
  /** Messages that were accepted, in order. */
  readonly received: ReceivedPush[] = [];
  /** Reasons why requests were rejected. Each is an error of the sender. */
  readonly faults: string[] = [];
  /** Responds to a valid message. By default, accepts it. */
  answer: (response: ServerResponse, push: ReceivedPush, accept: () => void) => void = (
    response,
    _,
    accept,
  ) => {
    accept();
    response.writeHead(201).end();
  };
  private readonly browsers = new Map<string, BrowserKeys>();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<PushService> {
    const server = createServer();
    const service = new PushService(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      // The sender may be killed while it is connected.
      request.on('error', () => undefined);
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => service.receive(request, Buffer.concat(chunks), response));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return service;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Subscribes a new browser. */
  subscribe(path = `/browser/${randomBytes(8).toString('hex')}`): SubscribedBrowser {
    const key = createECDH('prime256v1');
    const publicKey = key.generateKeys();
    const auth = randomBytes(16);
    // Node omits leading zeros of a private key.
    const privateKey = Buffer.concat([Buffer.alloc(32), key.getPrivateKey()]).subarray(-32);
    this.browsers.set(path, { privateKey, auth });
    return {
      path,
      endpoint: `${this.origin}${path}`,
      keys: { p256dh: publicKey.toString('base64url'), auth: auth.toString('base64url') },
    };
  }

  /** Returns the titles of all accepted messages, and removes the messages. */
  take(): string[] {
    return this.received.splice(0).map(({ payload }) => payload.title);
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((closed) => this.server.close(() => closed()));
  }

  private receive(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const path = request.url ?? '';
    try {
      const browser = this.browsers.get(path);
      if (browser === undefined) {
        response.writeHead(410).end();
        return;
      }
      this.authenticate(String(request.headers.authorization));
      if (request.headers['content-encoding'] !== 'aes128gcm') throw new Error('Wrong content encoding');
      const push: ReceivedPush = {
        path,
        payload: JSON.parse(decryptPush(body, browser)) as ReceivedPush['payload'],
        urgency: String(request.headers.urgency),
        topic: String(request.headers.topic),
        ttl: Number(request.headers.ttl),
      };
      this.answer(response, push, () => this.received.push(push));
    } catch (error) {
      this.faults.push(String(error));
      response.writeHead(403).end();
    }
  }

  /** Verifies the sender's signature, its audience, its expiry and its subject. @throws Error */
  private authenticate(authorization: string): void {
    const [, token, key] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(authorization) ?? [];
    if (token === undefined || key === undefined) throw new Error('Not authenticated');
    const [header, claims, signature] = token.split('.') as [string, string, string];
    const point = Buffer.from(key, 'base64url');
    const publicKey = createPublicKey({
      format: 'jwk',
      key: {
        kty: 'EC',
        crv: 'P-256',
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
      },
    });
    const isSigned = verify(
      'sha256',
      Buffer.from(`${header}.${claims}`),
      { key: publicKey, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
    if (!isSigned) throw new Error('Wrong signature');
    const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as {
      aud: string;
      exp: number;
      sub: string;
    };
    if (aud !== this.origin) throw new Error(`Wrong audience: ${aud}`);
    const seconds = Date.now() / 1000;
    if (exp <= seconds || exp > seconds + 24 * 3600) throw new Error(`Wrong expiry: ${exp}`);
    if (!/^(https:\/\/|mailto:)/.test(sub)) throw new Error(`Wrong subject: ${sub}`);
  }
}
