import { migrate } from '#platform';
import { readMigrationConfig } from '../config.js';

/** Run as a process of its own: the ORM's memory goes with it, where the supervisor would keep it for ever. */
const { databaseUrl, secret } = readMigrationConfig();
const ran = await migrate(databaseUrl, secret);
process.stdout.write(`${ran.length}\n`);
