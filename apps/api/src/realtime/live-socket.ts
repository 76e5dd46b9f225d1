import type { Namespace, Socket } from 'socket.io';
import type { Principal } from '../security/principal.js';
import type { PendingPatches } from './pending-patches.js';

/** State of a connection. */
export interface SocketData {
  principal: Principal;
  /** Hint rooms that the socket has joined. */
  rooms: readonly string[];
  /** Id of the technician; null for other users. */
  technicianId: string | null;
  /** Machines that the socket watches. */
  watched: Set<string>;
  /** Values that have not been sent yet. */
  pending: PendingPatches;
  /** Timer that checks the connection again when its access expires. */
  ending?: NodeJS.Timeout;
}

/** Outgoing events: `hint` if an object has changed, and `live` with the newest watched values (`{patches}`). */
export const SERVER_EVENTS = ['hint', 'live'] as const;

type NoEvents = Record<string, never>;
type ServerEvents = Record<(typeof SERVER_EVENTS)[number], (message: object) => void>;

/**
 * Socket of a client. The gateway handles the incoming events `watch` and `unwatch`. The outgoing events are declared
 * above.
 */
export type LiveSocket = Socket<NoEvents, ServerEvents, NoEvents, SocketData>;
export type LiveNamespace = Namespace<NoEvents, ServerEvents, NoEvents, SocketData>;
