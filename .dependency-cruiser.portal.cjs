/**
 * Rules for the portal's folders. A folder imports only lower folders, areas never import each other, `ui` contains no
 * domain logic, and features have an order. `test/portal-layout.spec.ts` adds one violation of each rule. The rules
 * for the server are in `.dependency-cruiser.cjs`.
 */
const SOURCE = '^apps/portal/src/';
const TEST_SUPPORT = '^apps/portal/test/';

const BASE = ['format', 'i18n', 'clock', 'problems', 'theme'];

/** Folders that each folder may import in addition to itself. */
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

/** A feature may import features in the lines above its own line. */
const FEATURES = [
  ['lists', 'places', 'search'],
  [
    'billing-calendar',
    'bulk-decisions',
    'decisions',
    'exceptions',
    'imports',
    'machines',
    'meters',
    'notifications',
    'packs',
    'parts',
    'plans',
    'receivables-import',
  ],
  ['alarms', 'charges', 'devices', 'downtime', 'exports', 'history', 'organization', 'tickets', 'usage'],
  ['commands', 'field-work', 'invoice-lines', 'price-books', 'registry', 'telemetry', 'visits'],
  ['contracts', 'disputes', 'receivables', 'simulator', 'verification'],
  ['contract-editor', 'receivables-matching'],
  ['accounting', 'invoices', 'proof', 'retention', 'revenue'],
  ['billing-runs', 'overviews'],
];

const layers = Object.entries(LAYERS).map(([folder, allowed]) => ({
  name: `portal-layer-${folder}`,
  comment: `${folder} may only import ${allowed.join(', ')}`,
  severity: 'error',
  from: { path: `${SOURCE}${folder}/` },
  to: { path: SOURCE, pathNot: `${SOURCE}(${[folder, ...allowed].join('|')})/` },
}));

const features = FEATURES.flatMap((line, rank) =>
  line.map((feature) => {
    const allowed = [feature, ...FEATURES.slice(0, rank).flat()];
    return {
      name: `portal-feature-order-${feature}`,
      comment: `${feature} may only import ${allowed.join(', ')}`,
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
      comment: 'Add a new feature to FEATURES before it imports others',
      severity: 'error',
      from: { path: `${SOURCE}features/`, pathNot: `${SOURCE}features/(${FEATURES.flat().join('|')})/` },
      to: { path: `${SOURCE}features/` },
    },
    {
      name: 'portal-areas-apart',
      comment: 'Areas never import each other; shared parts are features',
      severity: 'error',
      from: { path: `${SOURCE}areas/([^/]+)/` },
      to: { path: `${SOURCE}areas/`, pathNot: `${SOURCE}areas/$1/` },
    },
    {
      name: 'portal-without-server',
      comment: 'The portal imports only pure domain code of libs, never apps or services',
      severity: 'error',
      from: { path: SOURCE },
      to: {
        path: '^(libs|apps)/',
        pathNot: [SOURCE, TEST_SUPPORT, '^apps/portal/scripts/', '^libs/[^/]+/src/domain/'],
      },
    },
    {
      name: 'portal-without-tests',
      comment: 'Only specs import test support',
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
