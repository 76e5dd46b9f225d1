import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { listSocketEvents } from '../apps/api/src/realtime/socket-events.js';
import { CRUISE_TIMEOUT_MS, cruise, plantRepository } from './support/cruise.js';
import { createTestDatabase } from './support/database.js';
import { describedRoutes } from './support/routes.js';

const ROOT = resolve(import.meta.dirname, '..');

const SOUND = {
  'libs/platform/src/index.ts': `export { one } from './one.js';\n`,
  'libs/platform/src/one.ts': `export const one = 1;\n`,
  'libs/equipment/src/index.ts': `import { one } from '#platform';\nexport const two = one + 1;\n`,
  'libs/equipment/src/sound.service.ts': `export const service = 1;\n`,
  'libs/contracts/src/index.ts': `export const four = 4;\n`,
  'apps/api/src/main.ts': `import { two } from '#equipment';\nexport const three = two + 1;\n`,
  'measure/rate.ts': `export const rate = 5;\n`,
  'bench/rate.bench.ts': `import { rate } from '../measure/rate.js';\nexport const bench = rate;\n`,
  'prove/rate.ts': `import { rate } from '../measure/rate.js';\nexport const proof = rate;\n`,
};

/** A violation, the rule that must find it, and the file that contains it. */
const WRONGS: readonly [what: string, rule: string, path: string, text: string][] = [
  [
    'a proof that imports a benchmark',
    'bench-and-prove-share-measure',
    'prove/wrong.ts',
    `import { bench } from '../bench/rate.bench.js';\nexport const wrong = bench;\n`,
  ],
  [
    'a benchmark that imports a proof',
    'bench-and-prove-share-measure',
    'bench/wrong.bench.ts',
    `import { proof } from '../prove/rate.js';\nexport const wrong = proof;\n`,
  ],
  [
    'a measurement that imports a proof',
    'bench-and-prove-share-measure',
    'measure/wrong.ts',
    `import { proof } from '../prove/rate.js';\nexport const wrong = proof;\n`,
  ],
  [
    'an app that imports a measurement',
    'product-imports-no-tools',
    'apps/api/src/wrong-tool.ts',
    `import { rate } from '../../../measure/rate.js';\nexport const wrong = rate;\n`,
  ],
  [
    'a lib that imports a later one',
    'lib-order-platform',
    'libs/platform/src/wrong.ts',
    `import { two } from '#equipment';\nexport const wrong = two;\n`,
  ],
  [
    'a lib that imports one of its own rank',
    'lib-order-telemetry',
    'libs/telemetry/src/index.ts',
    `import { four } from '#contracts';\nexport const wrong = four;\n`,
  ],
  [
    'an app that imports an internal file of a lib',
    'only-through-the-door',
    'apps/api/src/wrong.ts',
    `import { one } from '../../../libs/platform/src/one.js';\nexport const wrong = one;\n`,
  ],
  [
    'a lib that imports an internal file of another lib',
    'only-through-the-door',
    'libs/equipment/src/window.ts',
    `import { one } from '../../platform/src/one.js';\nexport const wrong = one;\n`,
  ],
  [
    'a lib that imports an app',
    'libs-never-import-apps',
    'libs/equipment/src/upwards.ts',
    `import { three } from '../../../apps/api/src/main.js';\nexport const wrong = three;\n`,
  ],
  [
    'an app that imports another app',
    'apps-never-import-each-other',
    'apps/worker/src/main.ts',
    `import { three } from '../../api/src/main.js';\nexport const wrong = three;\n`,
  ],
  [
    'a domain that imports a framework',
    'pure-domain-imports',
    'libs/equipment/src/domain/framework.ts',
    `import { Injectable } from '@nestjs/common';\nexport const wrong = Injectable;\n`,
  ],
  [
    'a domain that reads a file',
    'pure-domain-imports',
    'libs/equipment/src/domain/file.ts',
    `import { readFileSync } from 'node:fs';\nexport const wrong = readFileSync;\n`,
  ],
  [
    'a domain that imports a service of its lib',
    'pure-domain-imports',
    'libs/equipment/src/domain/service.ts',
    `import { service } from '../sound.service.js';\nexport const wrong = service;\n`,
  ],
  [
    'a domain that imports the services of another lib',
    'pure-domain-imports',
    'libs/equipment/src/domain/front-door.ts',
    `import { one } from '#platform';\nexport const wrong = one;\n`,
  ],
  [
    "an app's domain that enters a lib where its services are",
    'pure-app-domain-imports',
    'apps/simulator/src/domain/front-door.ts',
    `import { one } from '#platform';\nexport const wrong = one;\n`,
  ],
  [
    "a domain's spec that loads services",
    'pure-domain-specs',
    'libs/equipment/src/domain/front-door.spec.ts',
    `import { one } from '#platform';\nexport const wrong = one;\n`,
  ],
  [
    'a cycle',
    'no-cycles',
    'libs/equipment/src/circle.ts',
    `import { half } from './other-half.js';\nexport const circle = (): number => half();\n`,
  ],
];

const RULES = { config: '.dependency-cruiser.cjs', folders: ['libs', 'apps', 'bench', 'measure', 'prove'] };

describe('the architecture', () => {
  it('follows its rules', { timeout: CRUISE_TIMEOUT_MS }, () => {
    const { violations, totalCruised } = cruise(ROOT, RULES);
    expect(violations.map((v) => `${v.rule.name}: ${v.from} -> ${v.to}`)).toEqual([]);
    expect(totalCruised).toBeGreaterThan(30);
  });

  it('accepts a valid structure', () => {
    const repository = plantRepository(SOUND);
    try {
      expect(cruise(repository.folder, RULES).violations).toEqual([]);
    } finally {
      repository.remove();
    }
  });

  describe('detects', () => {
    let found: string[];
    // One repository contains every violation, because each check takes seconds.
    beforeAll(() => {
      const repository = plantRepository({
        ...SOUND,
        'libs/equipment/src/other-half.ts': `import { circle } from './circle.js';\nexport const half = (): number => circle();\n`,
        ...Object.fromEntries(WRONGS.map(([, , path, text]) => [path, text])),
      });
      try {
        found = cruise(repository.folder, RULES).violations.map(({ rule, from }) => `${rule.name}: ${from}`);
      } finally {
        repository.remove();
      }
    });

    it.each(WRONGS)('%s', (_what, rule, path) => {
      expect(found).toContain(`${rule}: ${path}`);
    });
  });
});

it('has no cycle of run-time imports, including the portal, and no domain that imports a framework indirectly', () => {
  const printed = execFileSync(process.execPath, [join(ROOT, 'scripts/structure.mjs'), '--json'], {
    encoding: 'utf8',
  });
  expect(JSON.parse(printed)).toMatchObject({
    'cycles in run-time imports': '0',
    'domain files that import a framework': '0',
  });
});

/** Returns source files of the product, without specs, that contain a text. */
function sourcesWith(text: RegExp): string[] {
  return ['libs', 'apps'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts') && !path.includes('node_modules'))
      .map((path) => join(folder, path))
      .filter((path) => readFileSync(join(ROOT, path), 'utf8').search(text) >= 0),
  );
}

it('every HTTP route declares a permission, or a reason to require none', () => {
  const routes = describedRoutes();
  expect(routes.length).toBeGreaterThan(100);
  const routesWithoutReason = routes.filter(
    ({ permissions = [], reason = '' }) => permissions.length === 0 && reason === '',
  );
  expect(routesWithoutReason.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});

it('every socket event declares a permission, or a reason to require none', async () => {
  const sources = readdirSync(join(ROOT, 'apps'), { recursive: true, encoding: 'utf8' });
  const gateways: (new (...args: never[]) => object)[] = [];
  for (const path of sources.filter((name) => name.endsWith('.gateway.ts'))) {
    const module = (await import(join(ROOT, 'apps', path))) as Record<string, unknown>;
    gateways.push(
      ...Object.values(module).filter((value): value is new () => object => typeof value === 'function'),
    );
  }
  const events = gateways.flatMap(listSocketEvents);
  expect(events.length).toBeGreaterThan(0);
  expect(events.filter(({ access }) => !access).map(({ handler }) => handler)).toEqual([]);
});

it('every table with a maker has row-level security enabled and forced, with a policy', async () => {
  const database = await createTestDatabase();
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  try {
    // A partition needs no policy and no permissions, because access goes through its parent.
    const { rows } = await owner.query<{ name: string; isClosed: boolean }>(`
      select c.relname as name,
             c.relrowsecurity and c.relforcerowsecurity
               and (c.relispartition or exists (select from pg_policy p where p.polrelid = c.oid)) as "isClosed"
        from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'maker_id' and not a.attisdropped)`);
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter(({ isClosed }) => !isClosed).map(({ name }) => name)).toEqual([]);
  } finally {
    await owner.end();
    await database.drop();
  }
});

it('defines all socket events in the gateway that the test of socket events covers', () => {
  expect(sourcesWith(/@WebSocketGateway\(/)).toEqual(['apps/api/src/realtime/live.gateway.ts']);
});

it('defines MQTT topics only in the files that the test of topics reads', () => {
  expect(
    sourcesWith(/['`](eaas'|eaas\/[$+#]|dutycycle\/internal)/)
      .filter((path) => !path.includes('simulator'))
      .sort(),
  ).toEqual([
    'apps/ingest/src/edge/principal.ts',
    'libs/equipment/src/domain/security/device-credential.ts',
    'libs/equipment/src/domain/security/dynamic-security.ts',
    'libs/platform/src/process/internal-channel.ts',
    'libs/telemetry/src/domain/formats/broker-topics.ts',
    'libs/telemetry/src/domain/messages/topics.ts',
  ]);
});
