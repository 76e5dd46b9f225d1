import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

const lib = fileURLToPath(new URL('libs/$1/src/index.ts', import.meta.url));
const domain = fileURLToPath(new URL('libs/$1/src/domain/index.ts', import.meta.url));

/** Compiles and tests a copy of the repository, which takes minutes. Only CI runs it. */
const EXAMPLES_SPEC = 'test/contributing.spec.ts';
const DOMAIN_SPECS = 'libs/*/src/domain/**/*.spec.ts';
/**
 * A separate group, because all specs of a group share their number of workers. A single test starts, kills and
 * restores whole products, so it may take minutes.
 */
const ONE_AFTER_THE_OTHER = {
  fileParallelism: false,
  sequence: { groupOrder: 1 },
  testTimeout: 300_000,
  hookTimeout: 300_000,
};

/** The specs that take longest, in descending order of duration. */
const LONGEST = [
  'test/integration/bad-input.spec.ts',
  'test/integration/tenancy-routes.spec.ts',
  'test/integration/billing/proof-packs.spec.ts',
  'test/integration/billing/coverage.spec.ts',
  'test/integration/api/request-limits.spec.ts',
  'test/integration/tenancy-sockets.spec.ts',
  'test/integration/organization/lock-out.spec.ts',
];

/** Starts the longest specs first, so that no worker runs one of them alone after all others have finished. */
class LongestFirst extends BaseSequencer {
  async sort(specs) {
    const sorted = await super.sort(specs);
    const rankOf = ({ moduleId }) => {
      const rank = LONGEST.findIndex((path) => moduleId.endsWith(path));
      return rank === -1 ? LONGEST.length : rank;
    };
    return sorted.sort((a, b) => rankOf(a) - rankOf(b));
  }
}

/**
 * All projects share one transform and one module map, so that a lib resolves in a test exactly as in the built
 * product: `#metering` to the lib's `index.ts`, and `#metering/domain` to the `index.ts` of its domain, which loads no
 * framework.
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
    // A worker loads Nest, TypeORM and the libs once for all of its spec files. Loading them for each file took most
    // of the time.
    isolate: false,
    pool: 'forks',
    // Vitest's default leaves one core free, which means a single worker on a machine with two cores. The maximum is
    // four, because all workers share one PostgreSQL server.
    maxWorkers: Math.min(4, availableParallelism()),
    sequence: { sequencer: LongestFirst },
    // These limits only end tests that hang. On a machine with other load, all tests take several times as long.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Branch coverage of domain code, printed by `scripts/coverage.mjs`. Modules that only re-export have no branches.
    coverage: {
      provider: 'v8',
      include: ['libs/*/src/domain/**/*.ts'],
      exclude: ['**/*.spec.ts'],
      reporter: ['json-summary'],
      reportsDirectory: 'coverage/domains',
    },
    projects: [
      // Loads no framework, so it starts immediately.
      project('domain', [DOMAIN_SPECS]),
      project(
        'unit',
        [
          'libs/**/*.spec.ts',
          'apps/**/*.spec.ts',
          'bench/**/*.spec.ts',
          'measure/**/*.spec.ts',
          'prove/**/*.spec.ts',
        ],
        { exclude: [...configDefaults.exclude, DOMAIN_SPECS] },
      ),
      project('integration', ['test/integration/**/*.spec.ts', 'test/*.spec.ts'], {
        globalSetup: 'test/support/start-postgres.mjs',
        exclude: [...configDefaults.exclude, EXAMPLES_SPEC],
      }),
      project('examples', [EXAMPLES_SPEC]),
      project('e2e', ['test/e2e/**/*.spec.ts'], ONE_AFTER_THE_OTHER),
      project(
        'external',
        // Specs that run the product or ingest with external services. How the product starts its embedded services is
        // tested elsewhere.
        [
          'test/e2e/first-light.spec.ts',
          'test/e2e/broker-logins.spec.ts',
          'test/e2e/telemetry-external-broker.spec.ts',
          'test/e2e/telemetry.*.spec.ts',
          'test/external/**/*.spec.ts',
        ],
        { ...ONE_AFTER_THE_OTHER, env: { DUTYCYCLE_TEST_EXTERNAL: '1' } },
      ),
      'apps/portal/vitest.config.ts',
      project('browser', ['test/browser/**/*.spec.ts'], ONE_AFTER_THE_OTHER),
    ],
  },
});

function project(name, include, more = {}) {
  return { extends: true, test: { name, include, ...more } };
}
