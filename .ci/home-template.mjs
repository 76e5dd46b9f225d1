/**
 * Creates the home of an empty installation, which tests and proofs copy (`test/support/home-template.ts`): starts the
 * built product in a folder, and stops it when it is ready.
 */
import { spawn } from 'node:child_process';

const [home] = process.argv.slice(2);
const product = spawn(process.execPath, ['dist/apps/standalone/src/main.js', '--empty'], {
  env: { ...process.env, DUTYCYCLE_HOME: home, PORT: '3900', MQTT_PORT: '3901' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
product.stdout.on('data', (chunk) => {
  process.stdout.write(chunk);
  if (/^Ready in /m.test(String(chunk))) product.kill('SIGTERM');
});
product.on('close', (code) => {
  process.exitCode = code ?? 1;
});
