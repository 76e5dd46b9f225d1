/**
 * The rules of dependencies. Libs stand in an order and import leftwards only, through the other lib's `index.ts`; domains are pure
 * and import the `domain/index.ts` of other libs; libs never import apps; there are no cycles. `test/architecture.spec.ts` plants one
 * violation of each.
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
  ['billing'],
  ['assurance'],
  ['documents'],
  ['revenue'],
  ['escalation'],
];

const leftwards = order.flatMap((group, rank) =>
  group.map((lib) => {
    const allowed = [...order.slice(0, rank).flat(), lib];
    return {
      name: `lib-order-${lib}`,
      comment: `${lib} may look at ${allowed.join(', ')} only`,
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
      comment: 'Another lib is entered through its index.ts, or its domain through that of the domain',
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
        'A domain needs plain TypeScript, decimals, calendars and wire formats; no framework, no database, no I/O. It sees other domains only',
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
      comment: "An app's domain sees the domains of libs, and nothing else of them",
      severity: 'error',
      from: { path: `^apps/.+/domain/` },
      to: { path: `^libs/`, pathNot: `^libs/[^/]+/src/domain/index\\.ts$` },
    },
    {
      name: 'pure-domain-specs',
      comment: 'The spec of a domain loads no framework either, so that all of them run in seconds',
      severity: 'error',
      from: { path: `^libs/([^/]+)/src/domain/.*\\.spec\\.ts$` },
      to: {
        path: ['^(libs|apps)/', 'node_modules/(@nestjs|typeorm|pg|express)/'],
        pathNot: [`^libs/$1/src/domain/`, `^libs/[^/]+/src/domain/index\\.ts$`],
      },
    },
    {
      name: 'bench-and-prove-share-measure',
      comment: 'Benchmarks and proofs share what measures through measure/, which knows neither',
      severity: 'error',
      from: { path: '^(bench|prove|measure)/' },
      to: { path: '^(bench|prove)/', pathNot: '^$1/' },
    },
    {
      name: 'product-imports-no-tools',
      comment: 'What is shipped imports nothing that measures, proves or tests it',
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
