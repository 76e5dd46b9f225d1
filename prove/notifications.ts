import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { SecretBox } from '#platform';
import { ApiClient } from '../measure/support/billing-world/http.js';
import { seededRandom } from '../measure/support/seeded-random.js';
import { createMaker } from '../test/support/world.js';
import { judge } from './notifications/judge.js';
import { MailServer } from './notifications/mail-server.js';
import {
  addPeople,
  addRule,
  endClaims,
  passAnHour,
  passPauses,
  raiseAlarms,
} from './notifications/people-and-events.js';
import { PushAnswers } from './notifications/push-answers.js';
import { WebhookServer } from './notifications/webhook-server.js';
import { type Product, startProduct } from './support/product.js';
import type { Proof } from './support/proof.js';

const EVENTS = { short: 120, full: 10_000 };
const PEOPLE = { short: 40, full: 500 };
const ROUNDS = { short: 3, full: 50 };
const MAX_WAIT_MS = 20 * 60_000;
/** Maximum time until the worker begins to send, and until the next worker starts after a kill. */
const MAX_START_MS = 60_000;
/** The worker is killed up to this time after it has begun to send. */
const MAX_DELAY_MS = 400;

/** Kills the worker at random while it notifies people by email and push, and other systems by webhooks. */
export const notifications: Proof = {
  name: 'notifications',
  claim: `Despite ${ROUNDS.full} kills of the worker, ${EVENTS.full} events to ${PEOPLE.full} people are all in the log as sent, failed or with an unknown outcome; no email or push message is sent twice, and webhooks are repeated only with the same id`,
  async run({ seed, short, rounds = short ? ROUNDS.short : ROUNDS.full, count }) {
    const random = seededRandom(seed);
    const events = count ?? (short ? EVENTS.short : EVENTS.full);
    const people = short ? PEOPLE.short : PEOPLE.full;
    const mails = await MailServer.open(random);
    const pushes = await PushAnswers.open(random);
    const webhooks = await WebhookServer.open(random);
    // Browsers are added directly to the database, encrypted with the product's secret.
    const secret = randomBytes(32).toString('hex');
    const product = await startProduct({
      args: ['--empty'],
      env: { SMTP_URL: mails.url, WEBHOOK_PRIVATE_HOSTS: '127.0.0.1', DUTYCYCLE_SECRET: secret },
    });
    const owner = new pg.Client({ connectionString: product.databaseUrl() });
    try {
      await owner.connect();
      const maker = await createMaker(owner, 'told');
      for (const table of [
        'notification_event',
        'notification_delivery',
        'webhook_endpoint',
        'push_subscription',
      ])
        await owner.query(`delete from ${table} where maker_id = $1`, [maker.makerId]);
      await addPeople(owner, maker, people, { service: pushes.service, box: new SecretBox(secret) });
      const ruleId = await addRule(owner, maker);
      const api = new ApiClient(product.portalUrl, maker.staff.admin.key);
      for (const path of ['/hook', '/redirect'])
        await api.post('/webhook-endpoints', { name: webhooks.url(path), url: webhooks.url(path) });
      for (let round = 1; round <= rounds; round++) {
        await raiseAlarms(owner, maker, ruleId, Math.ceil(events / rounds));
        const { emails, pushes: messages } = await killWhileSending(product, owner, random() * MAX_DELAY_MS);
        console.log(
          `Round ${round}: killed while ${emails} emails and ${messages} push messages were being sent`,
        );
        await passAnHour(owner);
      }
      await waitUntilEnded(owner);
      const received = {
        mails: mails.accepted,
        pushes: pushes.accepted,
        pushFaults: pushes.service.faults,
        webhooks,
      };
      return await judge(owner, maker, received, Math.ceil(events / rounds) * rounds);
    } finally {
      await owner.end();
      await product.stop();
      await mails.close();
      await pushes.service.close();
      webhooks.close();
    }
  },
};

interface Sending {
  readonly emails: number;
  readonly pushes: number;
}

/**
 * Kills the worker shortly after it has begun to send messages.
 * @returns the number of messages that were being sent
 */
async function killWhileSending(product: Product, owner: pg.Client, delayMs: number): Promise<Sending> {
  const deadline = Date.now() + MAX_START_MS;
  const isSending = async (): Promise<boolean> => {
    const { emails, pushes } = await countSending(owner);
    return emails + pushes > 0;
  };
  while (!(await isSending()) && Date.now() < deadline) await sleep(10);
  await sleep(delayMs);
  const killed = await product.pidOf('worker');
  await product.kill('worker', 'SIGKILL');
  const sending = await countSending(owner);
  // By now, the database has finished the statements of the killed worker. The next worker can't have claimed anything
  // yet, because its start takes longer than this statement.
  await waitForNextWorker(product, killed);
  await endClaims(owner);
  return sending;
}

/** Waits until the supervisor has started another worker. @param killed the process id of the previous one */
async function waitForNextWorker(product: Product, killed: number | undefined): Promise<void> {
  const deadline = Date.now() + MAX_START_MS;
  while (Date.now() < deadline) {
    const pid = await product.pidOf('worker');
    if (pid !== undefined && pid !== killed) return;
    await sleep(10);
  }
  throw new Error(`No worker was started within ${MAX_START_MS / 1000} s after one was killed`);
}

/**
 * Counts the messages with a claim that has not ended. The claims of a worker that was killed in an earlier round have
 * ended.
 */
async function countSending(owner: pg.Client): Promise<Sending> {
  const { rows } = await owner.query(
    `select count(*) filter (where channel = 'email')::int as emails, count(*) filter (where channel = 'push')::int as pushes
       from notification_delivery where state = 'sending' and claimed_until > now()`,
  );
  return rows[0] as Sending;
}

/**
 * Waits, for at most `MAX_WAIT_MS`, until no event, email, push message or webhook is open, except webhooks to the
 * endpoint that always redirects. Simulates the pauses before retries and bundling.
 */
async function waitUntilEnded(owner: pg.Client): Promise<void> {
  const deadline = Date.now() + MAX_WAIT_MS;
  while (Date.now() < deadline) {
    await passPauses(owner);
    await passAnHour(owner);
    const { rows } = await owner.query(
      `select ((select count(*) from outbox_event where relayed_at is null)
             + (select count(*) from notification where delivery_id is null and mail_due_at is not null)
             + (select count(*) from notification where push_id is null and push_due_at is not null)
             + (select count(*) from notification_delivery where state in ('waiting', 'sending'))
             + (select count(*) from webhook_delivery d join webhook_endpoint w on w.id = d.endpoint_id
                 where d.state in ('waiting', 'sending') and w.name not like '%/redirect'))::int as count`,
    );
    if ((rows[0] as { count: number }).count === 0) return;
    await sleep(500);
  }
}
