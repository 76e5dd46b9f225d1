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
  'Runs a suite or generates source files; the test follows the page in a copy of the repository.';
const NEEDS_CONTRACT = 'The ids of a contract, its meters and its amendments are placeholders.';

export const SHOWN_ELSEWHERE: readonly CommandShownElsewhere[] = [
  {
    guide: 'billing/payments.md',
    begins: 'curl -s "http://127.0.0.1:3000/api/v1/statement-imports',
    why: 'The file is a placeholder; the test uploads files in three formats.',
    shownBy: 'test/integration/receivables/statement-imports.spec.ts',
  },
  {
    guide: 'billing/payments.md',
    begins: 'curl -s http://127.0.0.1:3000/api/v1/payments',
    why: 'The id of the legal entity is a placeholder; the test sends the same body.',
    shownBy: 'test/integration/receivables/payments.spec.ts',
  },
  {
    guide: 'billing/export-the-journal.md',
    begins: 'curl -s "http://127.0.0.1:3000/api/v1/receivables/journal/export',
    why: 'The id of the legal entity is a placeholder; the test sends the same request.',
    shownBy: 'test/integration/receivables/journal-export.spec.ts',
  },
  {
    guide: 'billing/close-a-month.md',
    begins: 'curl -s http://127.0.0.1:3000/api/v1/accounting-periods',
    why: 'Needs a running product; the test sends the same request.',
    shownBy: 'test/integration/receivables/month-close.spec.ts',
  },
  {
    guide: 'billing/reminders.md',
    begins: 'curl -s -X PUT "http://127.0.0.1:3000/api/v1/legal-entities/$ENTITY/reminder-policies',
    why: 'The id of the legal entity is a placeholder; the test sends a policy in the same form.',
    shownBy: 'test/integration/receivables/reminders.spec.ts',
  },
  {
    guide: 'notifications.md',
    begins: 'curl -X PUT "$API/notification-escalations',
    why: 'Needs a running product; the test calls the route with the same body.',
    shownBy: 'test/integration/notifications/escalation.spec.ts',
  },
  {
    guide: 'webhooks.md',
    begins: 'curl -X POST "$API/webhook-endpoints"',
    why: 'The address of the receiver is a placeholder; the test creates an endpoint for the receiver of the page.',
    shownBy: 'test/integration/notifications/webhook-guide.spec.ts',
  },
  {
    guide: 'running.md',
    begins: 'npm start',
    why: 'Starts the whole product in the foreground.',
    shownBy: 'test/e2e/standalone.succeeds.spec.ts',
  },
  {
    guide: 'running.md',
    begins: 'mosquitto_pub -h plant-server',
    why: 'Another machine publishes over TLS.',
    shownBy: 'test/integration/registry/certificates-guide.spec.ts',
  },
  {
    guide: 'running.md',
    begins: 'npm run backup',
    why: 'Requires a separate product that is stopped in between.',
    shownBy: 'test/e2e/standalone-backup.spec.ts',
  },
  {
    guide: 'running.md',
    begins: 'mosquitto_ctrl dynsec init',
    why: 'Writes to the folders of a broker that runs as a system service.',
    shownBy: 'test/external/mosquitto-access.spec.ts',
  },
  {
    guide: 'running.md',
    begins: 'cd docker',
    why: 'Builds and starts containers, which no test does. The test runs the apps with external services.',
    shownBy: 'test/e2e/first-light.spec.ts',
  },
  {
    guide: 'running.md',
    begins: 'npm run prove -- first-load',
    why: 'A proof, which CI runs in its short form.',
    shownBy: 'prove/first-load.ts',
  },
  {
    guide: 'devices/brokers.md',
    begins: 'BROKER_AUTH_PORT',
    why: 'Environment variables without a command.',
    shownBy: 'test/e2e/broker-logins.spec.ts',
  },
  {
    guide: 'devices/brokers.md',
    begins: 'INGEST_SHARE=1/2',
    why: 'Long-running processes behind an external broker.',
    shownBy: 'test/external/shared-ingest.spec.ts',
  },
  {
    guide: 'telemetry.md',
    begins: 'npm run replay',
    why: 'Replays a recording in real time.',
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
    why: 'The key and the line are placeholders; the test runs the same script.',
    shownBy: 'test/integration/billing/stranger.spec.ts',
  },
  {
    guide: 'billing/how-usage-becomes-an-invoice.md',
    begins: 'node scripts/verify-pack.mjs',
    why: 'The pack and the root hash are placeholders; the test runs the same script.',
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
