import type { Socket } from 'socket.io';
import type { Principal } from '../security/principal.js';

/** What is known of a connection. */
export interface SocketData {
  principal: Principal;
  /** The rooms of hints that it is in. */
  rooms: readonly string[];
  /** Machines that it watches. */
  watched: Set<string>;
}

/** Patches and hints go out; `watch` and `unwatch` come in. */
export type LiveSocket = Socket<
  Record<string, never>,
  Record<string, (message: object) => void>,
  Record<string, never>,
  SocketData
>;
