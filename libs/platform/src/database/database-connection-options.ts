import { Socket } from 'node:net';

/** Options for a PostgreSQL client or pool that detect a connection that was closed without notice. */
export interface DatabaseConnectionOptions {
  readonly stream: () => Socket;
  readonly keepAlive: true;
  /** Time in milliseconds after which the server closes a connection with an idle transaction. */
  readonly idle_in_transaction_session_timeout: number;
  readonly options?: string;
}

/**
 * Returns connection options that limit inactivity. If a router or firewall drops a connection, neither end notices:
 * the client would wait for its response, and the server would keep the locks of the client's transaction. The
 * operating system would close the connection after a quarter of an hour, or never.
 * @param inactivityMs milliseconds after which a statement that exchanges no data, or an idle transaction, is aborted;
 *   the client gets the error `ETIMEDOUT` and opens a new connection. The server checks four times in that period
 *   whether the client of a running statement is still connected. Otherwise, the statement would keep its locks until
 *   it completes.
 */
export function databaseConnectionOptions(inactivityMs: number): DatabaseConnectionOptions {
  return {
    stream: () => openSocket(inactivityMs),
    keepAlive: true,
    idle_in_transaction_session_timeout: inactivityMs,
    // PostgreSQL on Windows rejects the setting and refuses the connection.
    ...(process.platform !== 'win32' && {
      options: `-c client_connection_check_interval=${Math.ceil(inactivityMs / 4)}`,
    }),
  };
}

function openSocket(inactivityMs: number): Socket {
  const socket = new Socket();
  socket.setTimeout(inactivityMs, () => {
    const error = new Error(`The database has not responded for ${inactivityMs / 1000} s`);
    socket.destroy(Object.assign(error, { code: 'ETIMEDOUT' }));
  });
  return socket;
}
