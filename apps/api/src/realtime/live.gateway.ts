import { Inject, UseGuards } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import { isUUID } from 'class-validator';
import type { ApiConfig } from '../config.js';
import { API_CONFIG } from '../config.module.js';
import { abortSlowBody } from '../limits/body-deadline.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import type { LiveNamespace, LiveSocket } from './live-socket.js';
import { type KnownTimes, LiveResume, readKnownTimes } from './live-resume.js';
import { LiveFeed } from './live.feed.js';
import { type DevicePatch, PendingPatches } from './pending-patches.js';
import { SocketAccessGuard } from './socket-access.guard.js';
import { isOwnOrigin } from './socket-handshake.js';
import { SocketRights } from './socket-rights.js';

/**
 * Limits the size of a message, because clients can send messages before they authenticate. The longest valid message
 * is a `watch` with the times of 100 devices.
 */
const MAX_MESSAGE_BYTES = 16 * 1024;
/** Time within which a connection must authenticate. */
const AUTH_TIMEOUT_MS = 10_000;
/** Maximum number of machines that a client can watch, enough for a full screen. */
const MAX_WATCHED = 200;

export interface WatchAnswer {
  readonly ok: boolean;
  readonly code?: string;
  /** Values that arrived after the times in `known`. */
  readonly patches?: readonly DevicePatch[];
}

/**
 * Namespace `/live`. Sends clients a `hint` if an object changes, and the newest values of watched machines (`live`).
 * Clients are authenticated at the handshake, and again when their rights change.
 */
@WebSocketGateway({
  namespace: '/live',
  path: '/socket.io',
  serveClient: false,
  cors: false,
  maxHttpBufferSize: MAX_MESSAGE_BYTES,
  connectTimeout: AUTH_TIMEOUT_MS,
})
@UseGuards(SocketAccessGuard)
export class LiveGateway implements OnGatewayInit<LiveNamespace>, OnGatewayConnection<LiveSocket> {
  constructor(
    private readonly rights: SocketRights,
    private readonly feed: LiveFeed,
    private readonly resume: LiveResume,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  afterInit(namespace: LiveNamespace): void {
    this.rights.attach(namespace);
    this.feed.attach(namespace);
    namespace.server.engine.use(abortSlowBody);
    namespace.use((socket, next) => {
      this.admit(socket).then(
        (isAdmitted) => next(isAdmitted ? undefined : new Error('organization.not_signed_in')),
        // Rejects a client that cannot be authenticated because of an error. The client retries.
        () => next(new Error('api.database_unavailable')),
      );
    });
  }

  async handleConnection(socket: LiveSocket): Promise<void> {
    await this.rights.joinRooms(socket);
    this.rights.scheduleExpiryCheck(socket);
  }

  /**
   * Starts sending live values of a machine and of the instruments of its site. If the message contains `known`, the
   * newest device time by device id, the response contains all newer values.
   */
  @SubscribeMessage('watch')
  @RequirePermission('fleet.read')
  async watch(@ConnectedSocket() socket: LiveSocket, @MessageBody() body: unknown): Promise<WatchAnswer> {
    const machineId = readMachineId(body);
    const known = readKnown(body);
    if (machineId === undefined || known === 'invalid') return { ok: false, code: 'api.request_invalid' };
    if (socket.data.watched.size >= MAX_WATCHED) return { ok: false, code: 'api.too_many_requests' };
    const watchable = await this.rights.watch(socket, machineId);
    if (!watchable) return { ok: false, code: 'equipment.machine_not_found' };
    if (!known) return { ok: true };
    // Queries after the watch has begun, so that no value stored in between is missed.
    return { ok: true, patches: await this.resume.find(socket.data.principal.scope, watchable, known) };
  }

  @SubscribeMessage('unwatch')
  @RequirePermission('fleet.read')
  async unwatch(@ConnectedSocket() socket: LiveSocket, @MessageBody() body: unknown): Promise<WatchAnswer> {
    const machineId = readMachineId(body);
    if (machineId === undefined) return { ok: false, code: 'api.request_invalid' };
    await this.rights.unwatch(socket, machineId);
    return { ok: true };
  }

  private async admit(socket: LiveSocket): Promise<boolean> {
    if (!isOwnOrigin(socket.handshake.headers, this.config.publicUrl)) return false;
    const principal = await this.rights.findPrincipal(socket);
    if (!principal) return false;
    socket.data = {
      principal,
      rooms: [],
      technicianId: null,
      watched: new Set(),
      pending: new PendingPatches(),
    };
    return true;
  }
}

function readMachineId(body: unknown): string | undefined {
  const machineId = (body as { machineId?: unknown } | null | undefined)?.machineId;
  return isUUID(machineId) ? (machineId as string).toLowerCase() : undefined;
}

/** Parses `known`; undefined if the message does not contain it. */
function readKnown(body: unknown): KnownTimes | 'invalid' | undefined {
  const known = (body as { known?: unknown } | null | undefined)?.known;
  return known === undefined ? undefined : (readKnownTimes(known) ?? 'invalid');
}
