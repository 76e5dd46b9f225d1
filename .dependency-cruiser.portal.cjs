/**
 * The rules of the portal's folders: a folder imports lower ones only, areas never import each other, `ui` knows no domain, and
 * features stand in an order. `test/portal-layout.spec.ts` plants one violation of each. The server's rules are in
 * `.dependency-cruiser.cjs`.
 */
const SOURCE = '^apps/portal/src/';
const TEST_SUPPORT = '^apps/portal/test/';

const BASE = ['format', 'i18n', 'clock', 'problems', 'theme'];

/** What each folder may import beside itself. */
const LAYERS = {
  ...Object.fromEntries(BASE.map((folder) => [folder, BASE])),
  boot: BASE,
  api: [...BASE, 'boot'],
  ui: BASE,
  features: [...BASE, 'api', 'ui'],
  shell: [...BASE, 'api', 'ui', 'features'],
  areas: [...BASE, 'api', 'ui', 'features', 'shell'],
  app: [...BASE, 'boot', 'api', 'ui', 'features', 'shell', 'areas'],
};

/** A feature may import those of the lines above its own. */
const FEATURES = [
  [
    'billing-calendar',
    'decisions',
    'exceptions',
    'imports',
    'machines',
    'meters',
    'packs',
    'parts',
    'plans',
    'search',
  ],
  ['alarms', 'charges', 'devices', 'downtime', 'exports', 'history', 'organisation', 'tickets', 'usage'],
  ['field-work', 'invoice-lines', 'price-books', 'registry', 'telemetry', 'visits'],
  ['contracts', 'disputes', 'simulator'],
  ['accounting', 'invoices', 'proof', 'retention', 'revenue'],
  ['billing-runs'],
];

const layers = Object.entries(LAYERS).map(([folder, allowed]) => ({
  name: `portal-layer-${folder}`,
  comment: `${folder} may import ${allowed.join(', ')} only`,
  severity: 'error',
  from: { path: `${SOURCE}${folder}/` },
  to: { path: SOURCE, pathNot: `${SOURCE}(${[folder, ...allowed].join('|')})/` },
}));

const features = FEATURES.flatMap((line, rank) =>
  line.map((feature) => {
    const allowed = [feature, ...FEATURES.slice(0, rank).flat()];
    return {
      name: `portal-feature-order-${feature}`,
      comment: `${feature} may import ${allowed.join(', ')} only`,
      severity: 'error',
      from: { path: `${SOURCE}features/${feature}/` },
      to: { path: `${SOURCE}features/`, pathNot: `${SOURCE}features/(${allowed.join('|')})/` },
    };
  }),
);

module.exports = {
  forbidden: [
    ...layers,
    ...features,
    {
      name: 'portal-feature-without-place',
      comment: 'A new feature gets its place in FEATURES before it imports others',
      severity: 'error',
      from: { path: `${SOURCE}features/`, pathNot: `${SOURCE}features/(${FEATURES.flat().join('|')})/` },
      to: { path: `${SOURCE}features/` },
    },
    {
      name: 'portal-areas-apart',
      comment: 'What two areas show is a feature',
      severity: 'error',
      from: { path: `${SOURCE}areas/([^/]+)/` },
      to: { path: `${SOURCE}areas/`, pathNot: `${SOURCE}areas/$1/` },
    },
    {
      name: 'portal-without-server',
      comment: 'The build takes pure domain code of a lib, never an app or a service',
      severity: 'error',
      from: { path: SOURCE },
      to: { path: '^(libs|apps)/', pathNot: [SOURCE, TEST_SUPPORT, '^libs/[^/]+/src/domain/'] },
    },
    {
      name: 'portal-without-tests',
      comment: 'Only specs use the support of tests',
      severity: 'error',
      from: { path: SOURCE, pathNot: '\\.spec\\.tsx?$' },
      to: { path: TEST_SUPPORT },
    },
    {
      name: 'portal-no-cycles',
      severity: 'error',
      from: { path: SOURCE },
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.cruise.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.css'],
    },
  },
};
