/**
 * The house's walls. Libs stand in an order and look leftwards only, through the other lib's index; domains are pure;
 * libs never look into apps; nothing goes in circles. `test/architecture.spec.ts` plants one violation of each.
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
  ['billing'],
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
      comment: 'Another lib is entered through its index.ts',
      severity: 'error',
      from: { path: `^(?:libs/([^/]+)|apps/[^/]+)/` },
      to: { path: `^libs/[^/]+/`, pathNot: [`^libs/[^/]+/src/index\\.ts$`, `^libs/$1/`] },
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
        'A domain needs plain TypeScript, decimals, calendars and wire formats; no framework, no database, no I/O',
      severity: 'error',
      from: { path: `^libs/[^/]+/src/domain/`, pathNot: '\\.spec\\.ts$' },
      to: {
        pathNot: [
          `^libs/[^/]+/src/domain/`,
          `^libs/[^/]+/src/index\\.ts$`,
          'node_modules/(decimal\\.js|luxon|@types/luxon|protobufjs|csv-parse)',
          '^(node:)?crypto$',
        ],
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: `^(libs|apps)/`, pathNot: 'entities/' },
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
