import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Logger } from 'pino';
import { limitConnections } from '#platform';
import {
  type Arrival,
  decodeAttributes,
  type DecodedArrival,
  decodeThingsboardTelemetry,
  type DeviceApiStore,
  type Fault,
  type KnownDevice,
  pickAttributes,
  type Receipt,
} from '#telemetry';
import type { AccessDecision, DeviceAccess } from '../access/device-access.js';
import type { HttpSettings } from '../config.js';
import type { AttributeWriter } from '../formats/attribute-writer.js';
import { isFault } from '../formats/format-message.js';
import type { RateGovernor } from '../limits/rate-governor.js';
import { type HttpRoute, parseBasic, parseHttpRoute } from './http-route.js';
import { readBody } from './read-body.js';

/** Maximum time to wait for the commit. Afterwards, the sender must retry. */
const COMMIT_TIMEOUT_MS = 20_000;
const MAX_FAULTS = 20;
/** Maximum number of connections per address. A plant or a mobile network can have many devices behind one address. */
const CONNECTIONS_PER_ADDRESS = 1024;
const HANDSHAKE_MS = 10_000;
/** Time for which successful sign-ins are cached, because senders sign in with every request. */
const CACHE_MS = 5000;
const MAX_CACHED = 10_000;
const ORIGIN_TOPIC = { native: 'http/telemetry', telemetry: 'http/telemetry', attributes: 'http/attributes' };

/** Dependencies of the listener. */
export interface HttpDependencies {
  readonly access: Pick<DeviceAccess, 'decide'>;
  readonly intake: {
    receive(arrival: Arrival): void;
    receiveDecoded(arrival: DecodedArrival): void;
    quarantine(arrival: Arrival, fault: Fault): void;
  };
  readonly store: Pick<DeviceApiStore, 'findAttributes'>;
  readonly attributes: Pick<AttributeWriter, 'write'>;
  readonly governor: Pick<RateGovernor, 'request'>;
  readonly now: () => number;
  readonly log: Logger;
}

interface Answer {
  readonly status: number;
  readonly body: object;
  readonly retryAfterS?: number;
}

/**
 * Receives readings by HTTP POST, for networks that permit no other protocol. A response of 200 means that the readings
 * are durable. A sender that gets no response, or a status of 429 or above, sends the same data again.
 */
export class HttpEdge {
  private readonly server: Server;
  private readonly granted = new Map<
    string,
    { readonly decision: AccessDecision; readonly untilMs: number }
  >();
  private isWaiting = false;
  private isAccepting = true;

  constructor(
    private readonly settings: HttpSettings,
    private readonly tools: HttpDependencies,
  ) {
    const serve = (request: IncomingMessage, response: ServerResponse): void => {
      void this.serve(request, response);
    };
    this.server = settings.tls
      ? createTlsServer({ ...settings.tls, handshakeTimeout: HANDSHAKE_MS }, serve)
      : createServer(serve);
    this.server.requestTimeout = 30_000;
    limitConnections(this.server, CONNECTIONS_PER_ADDRESS);
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.settings.port, this.settings.host, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  /** Rejects requests while devices have to wait for the database. */
  setWaiting(mustWait: boolean): void {
    this.isWaiting = mustWait;
  }

  stopAccepting(): void {
    this.isAccepting = false;
    this.server.close();
  }

  close(): void {
    this.server.closeAllConnections();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      write(response, await this.answer(request));
    } catch (error) {
      this.tools.log.warn({ error: String(error) }, 'an HTTP request failed unexpectedly');
      if (!response.headersSent) write(response, problem(503, 'unavailable', 5));
    }
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? '/', 'http://device');
    const route = parseHttpRoute(request.method ?? '', url.pathname);
    if (typeof route === 'number') return problem(route, route === 404 ? 'not_found' : 'method_not_allowed');
    if (this.isWaiting || !this.isAccepting) return problem(503, 'busy', 5);
    const decision = await this.authenticate(route, request);
    switch (decision.kind) {
      case 'granted':
        break;
      case 'refused':
        return problem(401, 'credential_wrong');
      case 'locked':
        return problem(429, 'locked_out', 60);
      case 'unavailable':
        return problem(503, 'unavailable', 5);
    }
    const { device } = decision;
    if (route.kind === 'native' && (route.makerSlug !== device.makerSlug || route.deviceCode !== device.code))
      return problem(403, 'not_its_own_path');
    if (route.kind === 'ask-attributes') return this.readAttributes(device, url.searchParams);
    const { messages, waitMs } = this.tools.governor.request(device, 1);
    if (messages === 0) return problem(429, 'over_rate', Math.ceil(waitMs / 1000));
    const payload = await readBody(request, device.limits.payloadBytes);
    if (!payload) return problem(413, 'payload_too_large');
    return route.kind === 'attributes'
      ? this.attributes(device, payload)
      : this.telemetry(route.kind, device, payload);
  }

  private async authenticate(route: HttpRoute, request: IncomingMessage): Promise<AccessDecision> {
    const presented =
      route.kind === 'native'
        ? parseBasic(request.headers.authorization)
        : { username: route.token, password: '' };
    if (!presented || (route.kind === 'native' && presented.password === '')) return { kind: 'refused' };
    const key = JSON.stringify([presented.username, presented.password]);
    const known = this.granted.get(key);
    if (known && known.untilMs > this.tools.now()) return known.decision;
    const address = request.socket.remoteAddress ?? '';
    const decision = await this.tools.access.decide(
      presented.username,
      Buffer.from(presented.password),
      address,
    );
    if (decision.kind === 'granted') {
      if (this.granted.size >= MAX_CACHED) this.granted.clear();
      this.granted.set(key, { decision, untilMs: this.tools.now() + CACHE_MS });
    } else this.granted.delete(key);
    return decision;
  }

  private telemetry(kind: 'native' | 'telemetry', device: KnownDevice, payload: Buffer): Promise<Answer> {
    const { intake } = this.tools;
    return this.respondWhenDurable((waiting) => {
      const sender = { ...waiting, device, topic: ORIGIN_TOPIC[kind] };
      if (kind === 'native') return intake.receive({ ...sender, payload });
      const decoded = decodeThingsboardTelemetry(payload);
      if (isFault(decoded)) return intake.quarantine({ ...sender, payload }, decoded);
      const { messages, faulty } = decoded.devices[0]!;
      intake.receiveDecoded({ ...sender, content: { messages, faulty } });
    });
  }

  /** Responds after the data is durable, or with 503 if it is not within `COMMIT_TIMEOUT_MS`. */
  private respondWhenDurable(
    submit: (waiting: Pick<Arrival, 'origin' | 'id' | 'receivedMs'>) => void,
  ): Promise<Answer> {
    return new Promise((resolve) => {
      const timeout = setTimeout(() => resolve(problem(503, 'not_committed', 5)), COMMIT_TIMEOUT_MS);
      const onAcknowledged = (_id: number, _faults: readonly Fault[], receipt: Receipt): void => {
        clearTimeout(timeout);
        resolve(toAnswer(receipt));
      };
      submit({ origin: { acknowledge: onAcknowledged }, id: 0, receivedMs: this.tools.now() });
    });
  }

  private async attributes(device: KnownDevice, payload: Buffer): Promise<Answer> {
    const decoded = decodeAttributes(payload);
    const fault = isFault(decoded) ? decoded : await this.tools.attributes.write(device, decoded.attributes);
    if (!fault) return { status: 200, body: {} };
    return this.respondWhenDurable((sender) =>
      this.tools.intake.quarantine({ ...sender, device, topic: ORIGIN_TOPIC.attributes, payload }, fault),
    );
  }

  private async readAttributes(device: KnownDevice, query: URLSearchParams): Promise<Answer> {
    const names = (key: string): string[] | null =>
      query
        .get(key)
        ?.split(',')
        .filter((name) => name !== '') ?? null;
    const [client, shared] = [names('clientKeys'), names('sharedKeys')];
    const requestedNames = client || shared ? { client, shared } : { client: [], shared: [] };
    return {
      status: 200,
      body: pickAttributes(requestedNames, await this.tools.store.findAttributes(device)),
    };
  }
}

/** Returns an error only if everything was rejected. A duplicate counts as stored. */
function toAnswer({ stored, duplicates, faults }: Receipt): Answer {
  const listedFaults = faults.slice(0, MAX_FAULTS).map(({ code, params }) => ({ reason: code, params }));
  const counts = { stored, duplicates, quarantined: faults.length };
  if (stored + duplicates > 0 || faults.length === 0)
    return { status: 200, body: faults.length === 0 ? counts : { ...counts, faults: listedFaults } };
  return { status: 400, body: { ...problem(400, faults[0]!.code).body, ...counts, faults: listedFaults } };
}

/** Returns problem details (RFC 9457). */
function problem(status: number, code: string, retryAfterS?: number): Answer {
  const body = { type: 'about:blank', status, code };
  return retryAfterS === undefined ? { status, body } : { status, body, retryAfterS };
}

function write(response: ServerResponse, { status, body, retryAfterS }: Answer): void {
  if (retryAfterS !== undefined) response.setHeader('retry-after', String(retryAfterS));
  if (status === 401) response.setHeader('www-authenticate', 'Basic realm="telemetry"');
  // A rejected sender continues to send its body, so the connection cannot be reused.
  if (status === 413 || status === 503) response.setHeader('connection', 'close');
  response.writeHead(status, {
    'content-type': status >= 400 ? 'application/problem+json' : 'application/json',
  });
  response.end(JSON.stringify(body));
}
