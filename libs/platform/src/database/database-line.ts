import { Socket } from 'node:net';

/** What a PostgreSQL client or pool is given so that a line that was cut without a word holds nobody up. */
export interface DatabaseLine {
  readonly stream: () => Socket;
  readonly keepAlive: true;
  /** Milliseconds. */
  readonly idle_in_transaction_session_timeout: number;
}

/**
 * A line to the database on which silence has an end. A router or firewall that forgets a connection leaves both sides believing
 * in it: the client would wait for its answer, and the server would hold the locks of its transaction, until the system gives
 * up, which takes a quarter of an hour or for ever.
 * @param silentMs a statement that brings nothing for so long, or a transaction in which nothing is asked for so long, is
 * over; the client sees the error `ETIMEDOUT` and makes a new connection
 */
export function watchedLine(silentMs: number): DatabaseLine {
  return {
    stream: () => openWatched(silentMs),
    keepAlive: true,
    idle_in_transaction_session_timeout: silentMs,
  };
}

function openWatched(silentMs: number): Socket {
  const socket = new Socket();
  socket.setTimeout(silentMs, () => {
    const error = new Error(`The database has said nothing for ${silentMs / 1000} s`);
    socket.destroy(Object.assign(error, { code: 'ETIMEDOUT' }));
  });
  return socket;
}
