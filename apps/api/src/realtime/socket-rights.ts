import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '#platform';
import { TechniciansQueries } from '#service';
import { Authenticator } from '../security/authenticator.js';
import type { Principal } from '../security/principal.js';
import type { LiveNamespace, LiveSocket } from './live-socket.js';
import { machineRoom, roomsOf, siteRoom } from './rooms.js';
import { identifyingHeaders } from './socket-handshake.js';
import { type Watchable, WatchableQueries } from './watchable.queries.js';

/** Interval at which all sockets are checked. Without an event for a change, revoked access ends within this time. */
const CHECK_MS = 60_000;
/** Delay after the expiry. A timer can fire slightly early, while the access is still valid. */
const LATE_MS = 5;

/** Keeps each socket in exactly the rooms that its user may join. */
@Injectable()
export class SocketRights implements OnModuleDestroy {
  private readonly logger = new Logger(SocketRights.name);
  private namespace: LiveNamespace | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly authenticator: Authenticator,
    private readonly technicians: TechniciansQueries,
    private readonly watchable: WatchableQueries,
    private readonly clock: Clock,
  ) {}

  attach(namespace: LiveNamespace): void {
    this.namespace = namespace;
    this.timer = setInterval(() => void this.checkAll(() => true), CHECK_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Returns the current principal of a socket; undefined if it is unknown or no longer signed in. */
  async findPrincipal({ handshake }: LiveSocket): Promise<Principal | undefined> {
    try {
      return await this.authenticator.authenticate(identifyingHeaders(handshake.headers, handshake.auth));
    } catch (error) {
      // Only missing or invalid credentials lead to undefined. Other errors, such as an unavailable database, are
      // thrown.
      if ((error as { code?: unknown }).code === 'organization.not_signed_in') return undefined;
      throw error;
    }
  }

  async joinRooms(socket: LiveSocket): Promise<void> {
    const { scope, membership, permissions } = socket.data.principal;
    const technicianId = membership.role === 'technician' ? await this.technicians.findOwnId(scope) : null;
    const rooms = roomsOf({
      makerId: scope.makerId,
      membershipId: membership.id,
      customers: scope.customers,
      hubId: scope.hubId,
      permissions,
      technicianId,
    });
    for (const room of socket.data.rooms) if (!rooms.includes(room)) await socket.leave(room);
    await socket.join(rooms);
    socket.data.rooms = rooms;
    socket.data.technicianId = technicianId;
  }

  /**
   * Checks the socket again when its membership, session or key expires. Later expiries are left to the regular checks.
   */
  scheduleExpiryCheck(socket: LiveSocket): void {
    clearTimeout(socket.data.ending);
    const { endsAt } = socket.data.principal;
    if (endsAt === null || !socket.connected) return;
    const remainingMs = endsAt.getTime() - this.clock.now().getTime();
    if (remainingMs > 2 * CHECK_MS) return;
    socket.data.ending = setTimeout(
      () => void this.checkAll((each) => each === socket),
      remainingMs + LATE_MS,
    );
    socket.data.ending.unref();
  }

  /** @returns the machine that the socket watches from now on; undefined if it may not watch the machine */
  async watch(socket: LiveSocket, machineId: string): Promise<Watchable | undefined> {
    const { scope } = socket.data.principal;
    const [found] = await this.watchable.find(scope, [machineId]);
    if (!found) return undefined;
    socket.data.watched.add(machineId);
    await this.joinWatched(socket);
    return found;
  }

  async unwatch(socket: LiveSocket, machineId: string): Promise<void> {
    if (socket.data.watched.delete(machineId)) await this.joinWatched(socket);
  }

  /** Checks the sockets of a user after a possible change of rights. */
  checkPerson(makerId: string, userId: string): Promise<void> {
    return this.checkAll(
      ({ data }) => data.principal.scope.makerId === makerId && data.principal.user.id === userId,
    );
  }

  /** Checks the sockets that watch a machine after a possible change of its site. */
  checkMachine(makerId: string, machineId: string): Promise<void> {
    return this.checkAll(
      ({ data }) => data.principal.scope.makerId === makerId && data.watched.has(machineId),
    );
  }

  /** Checks the sockets of a technician after a change of tickets, because a machine may no longer be visible. */
  checkTechnician(makerId: string, technicianId: string): Promise<void> {
    return this.checkAll(
      ({ data }) =>
        data.principal.scope.makerId === makerId &&
        data.technicianId === technicianId &&
        data.watched.size > 0,
    );
  }

  private async checkAll(isAffected: (socket: LiveSocket) => boolean): Promise<void> {
    const sockets = [...(this.namespace?.sockets.values() ?? [])];
    for (const socket of sockets.filter(isAffected)) {
      try {
        await this.check(socket);
      } catch (error) {
        this.logger.warn({ err: error }, 'The rights of a socket could not be checked');
      }
    }
  }

  private async check(socket: LiveSocket): Promise<void> {
    const principal = await this.findPrincipal(socket);
    if (!principal) {
      socket.disconnect(true);
      return;
    }
    socket.data.principal = principal;
    await this.joinRooms(socket);
    await this.joinWatched(socket);
    this.scheduleExpiryCheck(socket);
  }

  /** Joins the live rooms of watched machines that the socket may watch, and leaves all others. */
  private async joinWatched(socket: LiveSocket): Promise<void> {
    const { principal, watched } = socket.data;
    const { makerId } = principal.scope;
    const allowed = principal.permissions.has('fleet.read')
      ? await this.watchable.find(principal.scope, [...watched])
      : [];
    for (const machineId of watched)
      if (!allowed.some((found) => found.machineId === machineId)) watched.delete(machineId);
    const rooms = new Set(
      allowed.flatMap(({ machineId, siteId }) => [
        machineRoom(makerId, machineId),
        ...(siteId === null ? [] : [siteRoom(makerId, siteId)]),
      ]),
    );
    for (const room of socket.rooms)
      if (room.startsWith('live ') && !rooms.has(room)) await socket.leave(room);
    await socket.join([...rooms]);
  }
}
