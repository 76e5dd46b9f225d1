import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CRUISE_TIMEOUT_MS, cruise, plantRepository } from './support/cruise.js';

const ROOT = resolve(import.meta.dirname, '..');
const RULES = { config: '.dependency-cruiser.portal.cjs', folders: ['apps/portal/src'] };
const SOURCE = 'apps/portal/src/';

const below = (files: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [SOURCE + path, text]));

const SOUND = {
  'libs/platform/src/domain/csv.ts': `export const csv = 1;\n`,
  'libs/platform/src/store.ts': `export const store = 1;\n`,
  'apps/portal/test/fixture.ts': `export const fixture = 1;\n`,
  ...below({
    'ui/values/money.spec.tsx': `export { fixture } from '../../../test/fixture.js';\n`,
    'format/money.ts': `export const money = 1;\n`,
    'boot/early.ts': `export { money } from '../format/money.js';\n`,
    'api/types.ts': `export { money as types } from '../boot/early.js';\n`,
    'ui/values/money.tsx': `export { money as Money } from '../../format/money.js';\n`,
    'features/meters/meter-name.ts': `export { types as meterName } from '../../api/types.js';\n`,
    'features/charges/terms/charge.tsx': `import { csv } from '../../../../../../libs/platform/src/domain/csv.js';\nimport { Money } from '../../../ui/values/money.js';\nimport { meterName } from '../../meters/meter-name.js';\nexport const charge = [csv, Money, meterName];\n`,
    'shell/menu.tsx': `export { Money as Menu } from '../ui/values/money.js';\n`,
    'areas/maker/page.tsx': `import { charge } from '../../features/charges/terms/charge.js';\nimport { Menu } from '../../shell/menu.js';\nexport const page = [charge, Menu];\n`,
    'areas/customer/page.tsx': `export const page = 1;\n`,
    'app/router.ts': `export const router = () => import('../areas/maker/page.js');\n`,
  }),
};

/** A violation, the rule that must find it, and the file that contains it. */
const WRONGS: readonly [what: string, rule: string, path: string, text: string][] = [
  [
    'a format that imports a component',
    'portal-layer-format',
    'format/wrong.ts',
    `export { Money } from '../ui/values/money.js';\n`,
  ],
  [
    'a shared component that imports types of the API',
    'portal-layer-ui',
    'ui/values/types.tsx',
    `import type { types } from '../../api/types.js';\nexport type Wrong = typeof types;\n`,
  ],
  [
    'a shared component that imports a feature',
    'portal-layer-ui',
    'ui/values/feature.tsx',
    `export { meterName } from '../../features/meters/meter-name.js';\n`,
  ],
  [
    'a query that imports a feature',
    'portal-layer-api',
    'api/feature.ts',
    `export { meterName } from '../features/meters/meter-name.js';\n`,
  ],
  [
    'an early request that imports the transport',
    'portal-layer-boot',
    'boot/transport.ts',
    `export { types } from '../api/types.js';\n`,
  ],
  [
    'a feature that imports an area',
    'portal-layer-features',
    'features/charges/area.tsx',
    `export { page } from '../../areas/customer/page.js';\n`,
  ],
  [
    'a feature that imports an area dynamically',
    'portal-layer-features',
    'features/charges/lazy.tsx',
    `export const lazy = () => import('../../areas/customer/page.js');\n`,
  ],
  [
    'a frame that imports an area',
    'portal-layer-shell',
    'shell/area.tsx',
    `export { page } from '../areas/customer/page.js';\n`,
  ],
  [
    'an area that imports the router',
    'portal-layer-areas',
    'areas/maker/router.ts',
    `export { router } from '../../app/router.js';\n`,
  ],
  [
    'an area that imports another area',
    'portal-areas-apart',
    'areas/maker/other.tsx',
    `export { page } from '../customer/page.js';\n`,
  ],
  [
    'a feature that imports a later one',
    'portal-feature-order-meters',
    'features/meters/later.ts',
    `export { charge } from '../charges/terms/charge.js';\n`,
  ],
  [
    'a feature that imports one of its own rank',
    'portal-feature-order-alarms',
    'features/alarms/sibling.ts',
    `export { charge } from '../charges/terms/charge.js';\n`,
  ],
  [
    'a new feature without a place in the order',
    'portal-feature-without-place',
    'features/novelty/novelty.ts',
    `export { meterName } from '../meters/meter-name.js';\n`,
  ],
  [
    "a feature that loads a lib's service",
    'portal-without-server',
    'features/charges/server.ts',
    `export { store } from '../../../../../libs/platform/src/store.js';\n`,
  ],
  [
    'a feature that imports test support',
    'portal-without-tests',
    'features/charges/fixture.ts',
    `export { fixture } from '../../../test/fixture.js';\n`,
  ],
  [
    'two files that import each other',
    'portal-no-cycles',
    'features/charges/one.ts',
    `import { two } from './two.js';\nexport const one = (): number => two();\n`,
  ],
];

const OTHER_HALF = below({
  'features/charges/two.ts': `import { one } from './one.js';\nexport const two = (): number => one();\n`,
});

describe("the portal's layout", () => {
  it('follows its rules', { timeout: CRUISE_TIMEOUT_MS }, () => {
    const { violations, totalCruised } = cruise(ROOT, RULES);
    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
    expect(totalCruised).toBeGreaterThan(700);
  });

  it('has at most twenty source files in a folder', () => {
    const sources = readdirSync(join(ROOT, SOURCE), { recursive: true, encoding: 'utf8' }).filter((path) =>
      /\.tsx?$/.test(path),
    );
    const folders = [...new Set(sources.map(dirname))];
    expect(folders.length).toBeGreaterThan(50);
    const sizeOf = (folder: string): number => sources.filter((path) => dirname(path) === folder).length;
    expect(folders.filter((folder) => sizeOf(folder) > 20)).toEqual([]);
  });

  it('allows a valid layout', { timeout: CRUISE_TIMEOUT_MS }, () => {
    const planted = plantRepository(SOUND);
    try {
      const { violations, totalCruised } = cruise(planted.folder, RULES);
      expect(violations).toEqual([]);
      expect(totalCruised).toBeGreaterThanOrEqual(Object.keys(SOUND).length - 1);
    } finally {
      planted.remove();
    }
  });

  describe('forbids', () => {
    let found: string[];
    // One generated repository with every violation, because each check takes seconds.
    beforeAll(() => {
      const planted = plantRepository({
        ...SOUND,
        ...OTHER_HALF,
        ...below(Object.fromEntries(WRONGS.map(([, , path, text]) => [path, text]))),
      });
      try {
        found = cruise(planted.folder, RULES).violations.map(({ rule, from }) => `${rule.name}: ${from}`);
      } finally {
        planted.remove();
      }
    }, CRUISE_TIMEOUT_MS);

    it.each(WRONGS)('%s', (_what, rule, path) => {
      expect(found).toContain(`${rule}: ${SOURCE}${path}`);
    });
  });
});
