import { migrate } from '#platform';
import { readMigrationConfig } from '../config.js';

/** Runs as a separate process, which frees the ORM's memory. The supervisor would keep it forever. */
const { databaseUrl, secret } = readMigrationConfig();
const ran = await migrate(databaseUrl, secret);
process.stdout.write(`${ran.length}\n`);
