/** Jest globalTeardown of the integration tests: leaves a given server as it was, ends the embedded one. */
import { onServer } from './start-postgres.mjs';

export default async function stopPostgres() {
  const server = globalThis.__dutycyclePostgres;
  if (!server) return;
  if (server.stop) await server.stop();
  else if (server.template) {
    await onServer(server.url, (client) =>
      client.query(`drop database if exists ${server.template} with (force)`),
    );
  }
}
