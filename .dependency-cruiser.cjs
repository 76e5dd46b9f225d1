/**
 * Rules for dependencies. Libs have an order, and each lib imports only libs before it, through their `index.ts`.
 * Domains are pure and import only the `domain/index.ts` of other libs. Libs never import apps. There are no cycles.
 * `test/architecture.spec.ts` adds one violation of each rule.
 */
const order = [
  ['platform'],
  ['organization'],
  ['customers'],
  ['equipment'],
  ['telemetry', 'contracts', 'parts'],
  ['metering', 'diagnostics'],
  ['supply'],
  ['service'],
  ['pricing'],
  ['invoicing'],
  ['payments'],
  ['receivables'],
  ['billing'],
  ['assurance'],
  ['documents'],
  ['revenue'],
  ['escalation'],
  ['notifications'],
];

const leftwards = order.flatMap((group, rank) =>
  group.map((lib) => {
    const allowed = [...order.slice(0, rank).flat(), lib];
    return {
      name: `lib-order-${lib}`,
      comment: `${lib} may only import ${allowed.join(', ')}`,
      severity: 'error',
      from: { path: `^libs/${lib}/` },
      to: { path: `^libs/`, pathNot: `^libs/(${allowed.join('|')})/` },
    };
  }),
);

module.exports = {
  forbidden: [
    ...leftwards,
    {
      name: 'only-through-the-door',
      comment: 'Import another lib only through its index.ts, and its domain only through domain/index.ts',
      severity: 'error',
      from: { path: `^(?:libs/([^/]+)|apps/[^/]+)/` },
      to: { path: `^libs/[^/]+/`, pathNot: [`^libs/[^/]+/src/(domain/)?index\\.ts$`, `^libs/$1/`] },
    },
    {
      name: 'libs-never-import-apps',
      severity: 'error',
      from: { path: `^libs/` },
      to: { path: `^apps/` },
    },
    {
      name: 'apps-never-import-each-other',
      severity: 'error',
      from: { path: `^apps/([^/]+)/` },
      to: { path: `^apps/`, pathNot: `^apps/$1/` },
    },
    {
      name: 'pure-domain-imports',
      comment:
        'A domain may only import other domains and libraries for decimals, calendars and wire formats; no framework, database or I/O',
      severity: 'error',
      from: { path: `^libs/([^/]+)/src/domain/`, pathNot: '\\.spec\\.ts$' },
      to: {
        pathNot: [
          `^libs/$1/src/domain/`,
          `^libs/[^/]+/src/domain/index\\.ts$`,
          'node_modules/(decimal\\.js|luxon|@types/luxon|protobufjs|csv-parse)',
          '^(node:)?crypto$',
        ],
      },
    },
    {
      name: 'pure-app-domain-imports',
      comment: "An app's domain may only import the domains of libs",
      severity: 'error',
      from: { path: `^apps/.+/domain/` },
      to: { path: `^libs/`, pathNot: `^libs/[^/]+/src/domain/index\\.ts$` },
    },
    {
      name: 'pure-domain-specs',
      comment: 'Specs of domains load no framework, so that they run in seconds',
      severity: 'error',
      from: { path: `^libs/([^/]+)/src/domain/.*\\.spec\\.ts$` },
      to: {
        path: ['^(libs|apps)/', 'node_modules/(@nestjs|typeorm|pg|express)/'],
        pathNot: [`^libs/$1/src/domain/`, `^libs/[^/]+/src/domain/index\\.ts$`],
      },
    },
    {
      name: 'bench-and-prove-share-measure',
      comment: 'Benchmarks and proofs share code through measure/, which imports neither',
      severity: 'error',
      from: { path: '^(bench|prove|measure)/' },
      to: { path: '^(bench|prove)/', pathNot: '^$1/' },
    },
    {
      name: 'product-imports-no-tools',
      comment: 'The product imports no benchmarks, proofs or tests',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(bench|prove|measure|test)/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: `^(libs|apps|bench|prove|measure)/`, pathNot: 'entities/' },
      to: { circular: true, viaOnly: { pathNot: 'entities/' } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|apps/portal)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.cruise.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
