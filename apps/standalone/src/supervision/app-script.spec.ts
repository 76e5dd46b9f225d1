import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { locateScript } from './app-script.js';

const SCRIPT = 'dist/apps/api/src/main.js';
const BUNDLED = 'dist/bundle/apps/api/src/main.js';

let product: string;
beforeEach(() => (product = mkdtempSync(join(tmpdir(), 'dutycycle-script-'))));
afterEach(() => rmSync(product, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(product, path)), { recursive: true });
  writeFileSync(join(product, path), text);
}

function compile(state: string): void {
  write(SCRIPT, '');
  write('dist/.build.tsbuildinfo', state);
}

function bundle(state: string): void {
  write(BUNDLED, '');
  write('dist/bundle/.compiled-hash', createHash('sha256').update(state).digest('hex'));
}

it('runs the bundle of the compiled product', () => {
  compile('first');
  bundle('first');
  expect(locateScript(product, SCRIPT)).toBe(join(product, BUNDLED));
});

it('runs the script if the product was compiled again or never bundled', () => {
  compile('first');
  expect(locateScript(product, SCRIPT)).toBe(join(product, SCRIPT));
  bundle('first');
  compile('second');
  expect(locateScript(product, SCRIPT)).toBe(join(product, SCRIPT));
});

it('runs a script that is not part of the bundle', () => {
  compile('first');
  bundle('first');
  expect(locateScript(product, '/elsewhere/stand-in.mjs')).toBe('/elsewhere/stand-in.mjs');
  expect(locateScript(product, 'dist/apps/worker/src/main.js')).toBe(
    join(product, 'dist/apps/worker/src/main.js'),
  );
});
