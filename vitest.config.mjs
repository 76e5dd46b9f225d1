import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const lib = fileURLToPath(new URL('libs/$1/src/index.ts', import.meta.url));
const domain = fileURLToPath(new URL('libs/$1/src/domain/index.ts', import.meta.url));

const ONE_AFTER_THE_OTHER = { fileParallelism: false };

/**
 * One transform and one module map for all projects, so that a lib resolves in a test exactly as it does in the built product:
 * `#metering` is that lib's `index.ts`, and `#metering/domain` that of its domain, which loads no framework.
 */
export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  resolve: {
    alias: [
      { find: /^#([a-z-]+)\/domain$/, replacement: domain },
      { find: /^#([a-z-]+)$/, replacement: lib },
    ],
  },
  test: {
    globals: true,
    // A worker loads Nest, TypeORM and the libs once for all of its spec files: loading them for each took most of the time.
    isolate: false,
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      project('unit', ['libs/**/*.spec.ts', 'apps/**/*.spec.ts', 'bench/**/*.spec.ts', 'prove/**/*.spec.ts']),
      project('integration', ['test/integration/**/*.spec.ts', 'test/*.spec.ts'], {
        globalSetup: 'test/support/start-postgres.mjs',
      }),
      project('e2e', ['test/e2e/**/*.spec.ts'], ONE_AFTER_THE_OTHER),
      project(
        'external',
        // Those that run the product or ingest on services; how the product starts its own is another matter.
        [
          'test/e2e/first-light.spec.ts',
          'test/e2e/broker-logins.spec.ts',
          'test/e2e/telemetry-external-broker.spec.ts',
          'test/e2e/telemetry.*.spec.ts',
          'test/external/**/*.spec.ts',
        ],
        { ...ONE_AFTER_THE_OTHER, env: { DUTYCYCLE_TEST_EXTERNAL: '1' } },
      ),
      project('browser', ['test/browser/**/*.spec.ts'], ONE_AFTER_THE_OTHER),
    ],
  },
});

function project(name, include, more = {}) {
  return { extends: true, test: { name, include, ...more } };
}
