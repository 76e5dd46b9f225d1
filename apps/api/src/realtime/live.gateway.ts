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
import { cutSlowBody } from '../limits/body-deadline.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import type { LiveNamespace, LiveSocket } from './live-socket.js';
import { type KnownTimes, LiveResume, readKnownTimes } from './live-resume.js';
import { LiveFeed } from './live.feed.js';
import { type DevicePatch, PendingPatches } from './pending-patches.js';
import { SocketAccessGuard } from './socket-access.guard.js';
import { isOwnOrigin } from './socket-handshake.js';
import { SocketRights } from './socket-rights.js';

/** The longest message is a `watch` with the times of 100 devices; anybody can send one before it is known who they are. */
const MAX_MESSAGE_BYTES = 16 * 1024;
/** A connection that has not named who it belongs to by then is closed. */
const JOIN_MS = 10_000;
/** Enough for a screen full of machines. */
const MOST_WATCHED = 200;

export interface WatchAnswer {
  readonly ok: boolean;
  readonly code?: string;
  /** What came since the times in `known`. */
  readonly patches?: readonly DevicePatch[];
}

/**
 * `/live`: clients hear that something changed (`hint`), and of the machines that they watch the newest values (`live`).
 * Who they are is found out at the handshake, and again when rights change.
 */
@WebSocketGateway({
  namespace: '/live',
  path: '/socket.io',
  serveClient: false,
  cors: false,
  maxHttpBufferSize: MAX_MESSAGE_BYTES,
  connectTimeout: JOIN_MS,
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
    namespace.server.engine.use(cutSlowBody);
    namespace.use((socket, next) => {
      this.admit(socket).then(
        (isAdmitted) => next(isAdmitted ? undefined : new Error('organization.not_signed_in')),
        // Whoever could not be found out is not let in; the client tries again.
        () => next(new Error('api.database_unavailable')),
      );
    });
  }

  async handleConnection(socket: LiveSocket): Promise<void> {
    await this.rights.joinRooms(socket);
    this.rights.checkAtEnd(socket);
  }

  /**
   * Live values of a machine, and of its site's instruments, from now on. With `known`, the newest device time by device id, the
   * answer has what is newer.
   */
  @SubscribeMessage('watch')
  @RequirePermission('fleet.read')
  async watch(@ConnectedSocket() socket: LiveSocket, @MessageBody() body: unknown): Promise<WatchAnswer> {
    const machineId = readMachineId(body);
    const known = readKnown(body);
    if (machineId === undefined || known === 'invalid') return { ok: false, code: 'api.request_invalid' };
    if (socket.data.watched.size >= MOST_WATCHED) return { ok: false, code: 'api.too_many_requests' };
    const watchable = await this.rights.watch(socket, machineId);
    if (!watchable) return { ok: false, code: 'equipment.machine_not_found' };
    if (!known) return { ok: true };
    // Asked after it watches: what is stored from now on comes by itself.
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

/** What the client knows already; undefined where it doesn't ask. */
function readKnown(body: unknown): KnownTimes | 'invalid' | undefined {
  const known = (body as { known?: unknown } | null | undefined)?.known;
  return known === undefined ? undefined : (readKnownTimes(known) ?? 'invalid');
}
