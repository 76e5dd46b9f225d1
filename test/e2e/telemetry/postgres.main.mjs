/**
 * Runs the integration tests' PostgreSQL for one spec file: says how to reach it, and ends it when its standard input ends.
 * A process of its own, because migrations are found by a dynamic import that a test's sandbox doesn't let through.
 */
import startPostgres from '../../support/start-postgres.mjs';

const stopPostgres = await startPostgres();
const { DUTYCYCLE_TEST_SERVER, DUTYCYCLE_TEST_TEMPLATE, DUTYCYCLE_TEST_SECRET } = process.env;
console.log(JSON.stringify({ DUTYCYCLE_TEST_SERVER, DUTYCYCLE_TEST_TEMPLATE, DUTYCYCLE_TEST_SECRET }));
process.stdin.resume();
process.stdin.once('end', () => void stopPostgres().then(() => process.exit(0)));
