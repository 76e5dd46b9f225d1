import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Environment, Settings } from './settings.js';

/** Returns the error message for the settings that `read` reads; undefined if they are valid. */
function faultsOf(env: Environment, read: (settings: Settings) => unknown): string | undefined {
  const settings = new Settings(env);
  read(settings);
  try {
    settings.finalize('The app', {});
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('Settings', () => {
  it.each<[string, Environment, (settings: Settings) => unknown, unknown]>([
    ['a number', { N: '7' }, (settings) => settings.integer('N', 5, 1, 9), 7],
    ['its minimum', { N: '-1' }, (settings) => settings.integer('N', 5, -1, 9), -1],
    ['a number that is not set', {}, (settings) => settings.integer('N', 5, 1, 9), 5],
    ['a number that is set to an empty text', { N: '' }, (settings) => settings.integer('N', 5, 1, 9), 5],
    ['a port that is not set', {}, (settings) => settings.portIfSet('P'), null],
    ['an address', { A: 'mqtts://b' }, (settings) => settings.url('A', ['mqtt:', 'mqtts:']), 'mqtts://b'],
    ['an optional address', {}, (settings) => settings.urlIfSet('A', ['mqtt:']), null],
    ['a log level', { LOG_LEVEL: 'warn' }, (settings) => settings.logLevel(), 'warn'],
    ['no log level', {}, (settings) => settings.logLevel(), 'info'],
    ['the home', { DUTYCYCLE_HOME: '/srv' }, (settings) => settings.home(), '/srv'],
    ['a secret', { DUTYCYCLE_SECRET: 'ab'.repeat(16) }, (s) => s.secret('/nowhere'), 'ab'.repeat(16)],
  ])('accepts %s', (_name, env, read, expected) => {
    expect(read(new Settings(env))).toBe(expected);
    expect(faultsOf(env, read)).toBeUndefined();
  });

  it.each<[string, Environment, (settings: Settings) => unknown]>([
    ['N is "x"', { N: 'x' }, (settings) => settings.integer('N', 5, 1, 9)],
    ['from 1 to 9', { N: '10' }, (settings) => settings.integer('N', 5, 1, 9)],
    ['N is "1e1"', { N: '1e1' }, (settings) => settings.integer('N', 5, 1, 99)],
    ['P is "0"', { P: '0' }, (settings) => settings.portIfSet('P')],
    ['A is not set', {}, (settings) => settings.url('A', ['mqtt:'])],
    [
      'A must be an address starting with mqtt:// or mqtts://',
      { A: 'http://b' },
      (settings) => settings.url('A', ['mqtt:', 'mqtts:']),
    ],
    ['LOG_LEVEL is "loud"', { LOG_LEVEL: 'loud' }, (settings) => settings.logLevel()],
    ['DUTYCYCLE_SECRET must be', {}, (settings) => settings.secret('/nowhere')],
  ])('reports an error: %s', (text, env, read) => expect(faultsOf(env, read)).toContain(text));

  it('reports every error at once, without echoing URLs', () => {
    const faults = faultsOf({ N: 'x', A: 'mysql://root:hunter2@db' }, (settings) => {
      settings.integer('N', 1, 1, 9);
      settings.url('A', ['postgres:']);
    });
    expect(faults).toMatch(/^The app can't start:\n- N [^]*\n- A /);
    expect(faults).not.toContain('hunter2');
  });

  it('reads the secret from the home, and reports a key file without a secret', () => {
    const home = mkdtempSync(join(tmpdir(), 'settings-'));
    try {
      writeFileSync(join(home, 'secret.key'), `${'cd'.repeat(32)}\n`);
      expect(new Settings({}).secret(home)).toBe('cd'.repeat(32));
      writeFileSync(join(home, 'secret.key'), 'scrambled');
      expect(faultsOf({}, (settings) => settings.secret(home))).toContain(
        "secret.key doesn't contain a secret",
      );
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});
