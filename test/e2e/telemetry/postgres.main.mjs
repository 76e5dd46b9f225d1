/**
 * Runs the PostgreSQL of the integration tests for one spec file. Prints its URL, and stops it when the standard input
 * ends. It is a separate process, because migrations are found with a dynamic import, which the sandbox of a test
 * doesn't allow.
 */
import startPostgres from '../../support/start-postgres.mjs';

const stopPostgres = await startPostgres();
const { DUTYCYCLE_TEST_SERVER, DUTYCYCLE_TEST_TEMPLATE, DUTYCYCLE_TEST_SECRET } = process.env;
console.log(JSON.stringify({ DUTYCYCLE_TEST_SERVER, DUTYCYCLE_TEST_TEMPLATE, DUTYCYCLE_TEST_SECRET }));
process.stdin.resume();
process.stdin.once('end', () => void stopPostgres().then(() => process.exit(0)));
