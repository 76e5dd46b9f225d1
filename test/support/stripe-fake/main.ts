import { parseArgs } from 'node:util';
import { FAKE_ACCOUNTS, FAKE_KEYS, StripeFakeServer } from './server.js';

/** Port of stripe-mock, which people expect from a local Stripe. */
const USUAL_PORT = '12111';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: USUAL_PORT },
    latency: { type: 'string', default: '0' },
    settle: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`A local fake of Stripe. It moves no money and forgets everything when it ends.

  --port N      port on 127.0.0.1 (default ${USUAL_PORT}; 0 for any free port)
  --latency MS  duration of each request (default 0)
  --settle MS   time until debits get their result (default: when you POST to /_fake/settle)`);
} else {
  const fake = await StripeFakeServer.open(Number(values.port), {
    latencyMs: Number(values.latency),
    settleMs: values.settle === undefined ? null : Number(values.settle),
    searchLagMs: 0,
  });
  console.log(`Stripe fake on ${fake.origin}`);
  console.log(`Keys: ${FAKE_KEYS.platform} (platform), ${FAKE_KEYS.own} (own account)`);
  console.log(`Connected accounts: ${FAKE_ACCOUNTS.connected.join(', ')}`);
  const stop = () => void fake.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
