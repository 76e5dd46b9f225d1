import type { Namespace, Socket } from 'socket.io';
import type { Principal } from '../security/principal.js';
import type { PendingPatches } from './pending-patches.js';

/** What is known of a connection. */
export interface SocketData {
  principal: Principal;
  /** The rooms of hints that it is in. */
  rooms: readonly string[];
  /** The technician that they are. */
  technicianId: string | null;
  /** Machines that it watches. */
  watched: Set<string>;
  /** Values that it has still to be told. */
  pending: PendingPatches;
  /** Looks again when the right to be here ends by itself. */
  ending?: NodeJS.Timeout;
}

/** Events that go out: that something changed, and `{patches}` with the newest values of what is watched. */
export const SERVER_EVENTS = ['hint', 'live'] as const;

type NoEvents = Record<string, never>;
type ServerEvents = Record<(typeof SERVER_EVENTS)[number], (message: object) => void>;

/** `watch` and `unwatch` come in, by the gateway's handlers; what goes out is declared above. */
export type LiveSocket = Socket<NoEvents, ServerEvents, NoEvents, SocketData>;
export type LiveNamespace = Namespace<NoEvents, ServerEvents, NoEvents, SocketData>;
