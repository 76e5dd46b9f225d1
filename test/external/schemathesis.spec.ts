import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { permissionsOf, type Permission } from '#organization';
import pg from 'pg';
import { isClientInstalled, runModule } from '../support/foreign-clients.js';
import { type RunningProduct, startProduct } from '../support/product.js';
import { ROUTE_CASES } from '../support/route-cases.js';
import { StripeFake } from '../support/stripe-fake-process.js';
import { createMaker, type MakerOfWorld, type Role } from '../support/world.js';

/**
 * Schemathesis generates calls from the API's description and checks the responses. `SCHEMATHESIS_EXAMPLES` sets the
 * number of calls per operation (there are about 400 operations), `SCHEMATHESIS_SEED` sets another seed, and
 * `SCHEMATHESIS_PHASES=coverage,fuzzing` adds every boundary of every parameter, which takes half an hour.
 */
const EXAMPLES = process.env['SCHEMATHESIS_EXAMPLES'] ?? '4';
const SEED = process.env['SCHEMATHESIS_SEED'] ?? '20261129';
const PHASES = process.env['SCHEMATHESIS_PHASES'] ?? 'fuzzing';
const TIMEOUT_MS = 3_600_000;

const HOOKS = resolve(import.meta.dirname, 'schemathesis');
/** Roles that are preferred for a call if they have the permission. */
const USUAL: readonly Role[] = ['manager', 'technician', 'customer_admin'];
/** Excluded operations, with the reason. */
const EXCLUDED: Readonly<Record<string, string>> = {
  'DELETE /api/v1/session': 'ends the session that later calls use',
};
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'documented_refusal',
];

const isInstalled = isClientInstalled('schemathesis');
if (!isInstalled) console.log('Skipped: tests of the API by its description. Schemathesis is not installed.');

/** A person signed in by the hooks. */
interface Caller {
  readonly role: Role;
  readonly key: string;
  readonly session: string;
  readonly permissions: readonly Permission[];
  readonly usual: boolean;
}

// In CI, a missing tool must not look like a tool that found no error.
(isInstalled || process.env['CI'] ? describe : describe.skip)('the API, tested by its description', () => {
  let product: RunningProduct;
  let stripe: StripeFake;
  let folder: string;
  let maker: MakerOfWorld;

  beforeAll(async () => {
    // A maker that connects an account sends its key to Stripe, which tests must not reach.
    stripe = await StripeFake.start();
    product = await startProduct({
      args: ['--empty'],
      env: { HOST: '127.0.0.1', STRIPE_API_URL: stripe.origin },
    });
    folder = await mkdtemp(join(tmpdir(), 'dutycycle-schemathesis-'));
    const owner = new pg.Client({ connectionString: product.databaseUrl });
    await owner.connect();
    maker = await createMaker(owner, 'described');
    await createMaker(owner, 'strangers');
    await owner.end();
  }, 300_000);
  afterAll(async () => {
    await product?.stop();
    await stripe?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const callers = (): Caller[] =>
    [...Object.values(maker.staff), ...Object.values(maker.customers[0].people)].map(
      ({ role, key, session }) => ({
        role,
        key,
        session,
        permissions: permissionsOf(role),
        usual: USUAL.includes(role),
      }),
    );

  /** Returns valid calls by operation, from the cases of the route tests. */
  function validCalls(): Record<string, object> {
    const [of] = maker.customers;
    return Object.fromEntries(
      Object.entries(ROUTE_CASES).map(([name, one]) => {
        const body = one.body?.(of, maker);
        return [
          name.replace(/:(\w+)/g, '{$1}'),
          {
            path: one.path?.(of, maker) ?? {},
            query: Object.fromEntries(new URLSearchParams(one.query?.(of, maker))),
            body: body instanceof FormData || body instanceof Blob ? null : (body ?? null),
            headers: one.headers ?? {},
          },
        ];
      }),
    );
  }

  it(
    'returns no 5xx for generated calls, and rejects them with documented codes',
    async () => {
      const persons = callers();
      const world = join(folder, 'world.json');
      await writeFile(world, JSON.stringify({ persons, cases: validCalls() }));
      const report = join(folder, 'report.json');
      // The description is generated on the first request. On a busy machine, this takes longer than Schemathesis
      // waits.
      const description = join(folder, 'openapi.json');
      const served = await fetch(`${product.portalUrl}/api/openapi.json`);
      await writeFile(description, await served.text());
      const { code, stdout, stderr } = await runModule(
        'schemathesis',
        'schemathesis.cli',
        [
          'run',
          ...[description, '--url', product.portalUrl],
          ...['--phases', PHASES, '--max-examples', EXAMPLES, '--seed', SEED],
          ...['--checks', CHECKS.join(',')],
          ...Object.keys(EXCLUDED).flatMap((name) => ['--exclude-name', name]),
          ...['--generation-database', 'none', '--suppress-health-check', 'all', '--no-shrink'],
          ...['--report', 'json', '--report-json-path', report],
          ...['--request-timeout', '60', '--warnings', 'off', '--no-color', '--continue-on-failure'],
        ],
        {
          SCHEMATHESIS_WORLD: world,
          SCHEMATHESIS_HOOKS: 'hooks',
          PYTHONPATH: HOOKS,
          PYTHONDONTWRITEBYTECODE: '1',
        },
        folder,
      );
      const summary = stdout.slice(stdout.indexOf('SUMMARY'));
      console.log(summary);
      expect({ code, failures: code === 0 ? '' : `${stdout.slice(-20_000)}${stderr}` }).toEqual({
        code: 0,
        failures: '',
      });
      expect((await readFile(report)).length).toBeGreaterThan(0);
      // Calls that are rejected because their caller no longer exists would prove nothing.
      for (const { role, key } of persons.filter(({ usual }) => usual)) {
        const { status } = await fetch(`${product.portalUrl}/api/v1/session`, {
          headers: { authorization: `Bearer ${key}` },
        });
        expect([role, status]).toEqual([role, 200]);
      }
    },
    TIMEOUT_MS,
  );
});
