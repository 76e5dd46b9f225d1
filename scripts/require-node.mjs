/**
 * Imported before anything else and written in syntax that old releases parse, so that an outdated Node gets this
 * message and not a syntax error from inside a package.
 */
import { readFileSync } from 'node:fs';

const wanted = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).engines.node;
const minimum = wanted.replace('>=', '').split('.').map(Number);
const running = process.versions.node.split('.').map(Number);

if (running[0] < minimum[0] || (running[0] === minimum[0] && running[1] < minimum[1])) {
  process.stderr.write(
    'Dutycycle requires Node ' +
      minimum.join('.') +
      ' or newer; this is Node ' +
      process.versions.node +
      '.\n' +
      'Install a current release (https://nodejs.org) and run the command again.\n',
  );
  process.exit(1);
}
