/** Commands in guides that no test runs literally, with the test that covers them. */
export interface CommandShownElsewhere {
  /** Path below `docs`. */
  readonly guide: string;
  /** The first characters of the block. */
  readonly begins: string;
  readonly why: string;
  /** Path of the test from the root of the repository. */
  readonly shownBy: string;
}

const OF_CONTRIBUTORS =
  'Runs a suite or generates files of the sources; the test follows the page in a copy of them.';
const NEEDS_CONTRACT = 'The ids of a contract, its meters and its amendments stand for those of the reader.';

export const SHOWN_ELSEWHERE: readonly CommandShownElsewhere[] = [
  {
    guide: 'running.md',
    begins: 'npm start',
    why: 'Starts the whole product in the foreground.',
    shownBy: 'test/e2e/standalone.succeeds.spec.ts',
  },
  {
    guide: 'running.md',
    begins: 'mosquitto_pub -h plant-server',
    why: 'A machine elsewhere publishes over TLS.',
    shownBy: 'test/integration/registry/certificates-guide.spec.ts',
  },
  {
    guide: 'running.md',
    begins: 'npm run backup',
    why: 'Needs a product of its own, stopped in between.',
    shownBy: 'test/e2e/standalone-backup.spec.ts',
  },
  {
    guide: 'running.md',
    begins: 'mosquitto_ctrl dynsec init',
    why: 'Writes into the folders of a broker that the system runs.',
    shownBy: 'test/external/mosquitto-access.spec.ts',
  },
  {
    guide: 'running.md',
    begins: 'cd docker',
    why: 'Builds and starts containers, which no test of the repository does. The apps on services of their own are shown.',
    shownBy: 'test/e2e/first-light.spec.ts',
  },
  {
    guide: 'running.md',
    begins: 'npm run prove -- first-load',
    why: 'A proof of its own, which CI runs in its short form.',
    shownBy: 'prove/first-load.ts',
  },
  {
    guide: 'devices/brokers.md',
    begins: 'BROKER_AUTH_PORT',
    why: 'Settings of a process, without a command.',
    shownBy: 'test/e2e/broker-logins.spec.ts',
  },
  {
    guide: 'devices/brokers.md',
    begins: 'INGEST_SHARE=1/2',
    why: 'Processes that run on, behind a broker of their own.',
    shownBy: 'test/external/shared-ingest.spec.ts',
  },
  {
    guide: 'telemetry.md',
    begins: 'npm run replay',
    why: 'Replays a recording of the reader in real time.',
    shownBy: 'test/e2e/standalone-scripts.spec.ts',
  },
  {
    guide: 'billing/corrections.md',
    begins: 'npm run prove',
    why: 'A demonstration that takes minutes.',
    shownBy: 'prove/contracts',
  },
  {
    guide: 'billing/how-usage-becomes-an-invoice.md',
    begins: 'node docs/billing/recompute-usage.mjs',
    why: 'A key and a line stand for those of the reader; the test runs the same script.',
    shownBy: 'test/integration/billing/stranger.spec.ts',
  },
  {
    guide: 'billing/how-usage-becomes-an-invoice.md',
    begins: 'node scripts/verify-pack.mjs',
    why: 'Pack and root stand for those of the reader; the test runs the same script.',
    shownBy: 'test/integration/billing/proof-packs.spec.ts',
  },
  ...[
    ['billing/plans-and-charges.md', 'curl -s -X PATCH'],
    ['billing/the-life-of-an-invoice.md', 'curl -s -X PATCH'],
    ['contracts/amendments.md', 'KEY='],
    ['contracts/drafts.md', 'KEY='],
    ['contracts/leaving.md', 'curl -s "$C/amendments/preview"'],
    ['contracts/take-over.md', 'KEY='],
  ].map(([guide, begins]) => ({
    guide: guide!,
    begins: begins!,
    why: NEEDS_CONTRACT,
    shownBy: 'test/integration/tenancy-routes.spec.ts',
  })),
  ...[
    ['contributing/add-a-field.md', 'grep -rn connection'],
    ['contributing/add-a-field.md', 'npx nest build'],
    ['contributing/add-a-field.md', 'npm run vitest'],
    ['contributing/add-a-table.md', 'npm run vitest'],
    ['contributing/add-a-route.md', 'npm run problem-codes'],
    ['contributing/add-a-screen.md', 'npm run vitest'],
    ['contributing/add-a-translation.md', 'node apps/portal/scripts/check-i18n.mjs'],
  ].map(([guide, begins]) => ({
    guide: guide!,
    begins: begins!,
    why: OF_CONTRIBUTORS,
    shownBy: 'test/contributing.spec.ts',
  })),
];

/** Returns the first characters of the blocks in a guide that `runGuide` skips. */
export const excludedFrom = (guide: string): string[] =>
  SHOWN_ELSEWHERE.filter((one) => one.guide === guide).map(({ begins }) => begins);
