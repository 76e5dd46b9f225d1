import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { seededRandom } from '../measure/support/seeded-random.js';
import { createMaker, type MakerOfWorld } from '../test/support/world.js';
import { MailServer } from './notifications/mail-server.js';
import {
  addPeople,
  addRule,
  passAnHour,
  passPauses,
  raiseAlarms,
} from './notifications/people-and-events.js';
import { WebhookServer } from './notifications/webhook-server.js';
import { type Product, startProduct } from './support/product.js';
import type { Proof, Verdict } from './support/proof.js';

const EVENTS = { short: 200, full: 10_000 };
const PEOPLE = { short: 40, full: 500 };
const ROUNDS = { short: 4, full: 50 };
const MAX_WAIT_MS = 20 * 60_000;
/** Time within which the worker begins to send after events or a restart. */
const MAX_START_MS = 60_000;
/** The worker is killed up to this time after it has begun to send. */
const MAX_DELAY_MS = 400;

/** Kills the worker at random while it notifies people by email and other systems by webhooks. */
export const notifications: Proof = {
  name: 'notifications',
  claim: `Despite ${ROUNDS.full} kills of the worker, ${EVENTS.full} events to ${PEOPLE.full} people are all in the log as sent, failed or with an unknown outcome; no email is sent twice, and webhooks are repeated only with the same id`,
  async run({ seed, short, rounds = short ? ROUNDS.short : ROUNDS.full, count }) {
    const random = seededRandom(seed);
    const events = count ?? (short ? EVENTS.short : EVENTS.full);
    const people = short ? PEOPLE.short : PEOPLE.full;
    const mails = await MailServer.open(random);
    const webhooks = await WebhookServer.open(random);
    const product = await startProduct({
      args: ['--empty'],
      env: { SMTP_URL: mails.url, WEBHOOK_PRIVATE_HOSTS: '127.0.0.1' },
    });
    const owner = new pg.Client({ connectionString: product.databaseUrl() });
    try {
      await owner.connect();
      const maker = await createMaker(owner, 'told');
      for (const table of ['notification_event', 'notification_delivery', 'webhook_endpoint'])
        await owner.query(`delete from ${table} where maker_id = $1`, [maker.makerId]);
      await addPeople(owner, maker, people);
      const ruleId = await addRule(owner, maker);
      for (const path of ['/hook', '/redirect']) await addEndpoint(product, maker, webhooks.url(path));
      for (let round = 1; round <= rounds; round++) {
        await raiseAlarms(owner, maker, ruleId, Math.ceil(events / rounds));
        const sending = await killWhileSending(product, owner, random() * MAX_DELAY_MS);
        console.log(`Round ${round}: killed while ${sending} emails were being sent`);
        await passAnHour(owner);
      }
      await waitUntilEnded(owner);
      return await judge(owner, maker, mails, webhooks, Math.ceil(events / rounds) * rounds);
    } finally {
      await owner.end();
      await product.stop();
      mails.close();
      webhooks.close();
    }
  },
};

async function addEndpoint({ portalUrl }: Product, maker: MakerOfWorld, url: string): Promise<void> {
  const response = await fetch(`${portalUrl}/api/v1/webhook-endpoints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${maker.staff.admin.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: url, url }),
  });
  if (!response.ok) throw new Error(`The endpoint was not created: ${await response.text()}`);
}

/**
 * Kills the worker shortly after it has begun to send emails.
 * @returns the number of emails that were being sent
 */
async function killWhileSending(product: Product, owner: pg.Client, delayMs: number): Promise<number> {
  const start = new Date().toISOString();
  // Messages of a worker that was killed before keep their claim for a minute, so only later claims count.
  const countSending = async (): Promise<number> => {
    const [row] = await query<{ sending: number }>(
      owner,
      `select count(*)::int as sending from notification_delivery
        where state = 'sending' and claimed_until - interval '60 seconds' >= '${start}'`,
    );
    return row!.sending;
  };
  const deadline = Date.now() + MAX_START_MS;
  while ((await countSending()) === 0 && Date.now() < deadline) await sleep(10);
  await sleep(delayMs);
  await product.kill('worker', 'SIGKILL');
  return countSending();
}

async function query<Row>(owner: pg.Client, text: string): Promise<Row[]> {
  return (await owner.query(text)).rows as Row[];
}

/** Waits until no event, email or message is open, except messages to the endpoint that always redirects. */
async function waitUntilEnded(owner: pg.Client): Promise<void> {
  const deadline = Date.now() + MAX_WAIT_MS;
  while (Date.now() < deadline) {
    await passPauses(owner);
    await passAnHour(owner);
    const [open] = await query<{ count: number }>(
      owner,
      `select ((select count(*) from outbox_event where relayed_at is null)
             + (select count(*) from notification where delivery_id is null and mail_due_at is not null)
             + (select count(*) from notification_delivery where state in ('waiting', 'sending'))
             + (select count(*) from webhook_delivery d join webhook_endpoint w on w.id = d.endpoint_id
                 where d.state in ('waiting', 'sending') and w.name not like '%/redirect'))::int as count`,
    );
    if (open!.count === 0) return;
    await sleep(1000);
  }
}

async function judge(
  owner: pg.Client,
  maker: MakerOfWorld,
  mails: MailServer,
  webhooks: WebhookServer,
  events: number,
): Promise<Verdict[]> {
  const log = await query<{ id: string; state: string }>(
    owner,
    `select id, state from notification_delivery`,
  );
  const inState = (state: string): string[] => log.filter((row) => row.state === state).map(({ id }) => id);
  const reasons = await query<{ error: string; count: number }>(
    owner,
    `select error, count(*)::int as count from notification_delivery where state = 'failed' group by error order by 2 desc`,
  );
  for (const { error, count } of reasons) console.log(`${count} emails failed: ${error}`);
  const [sent, failed, unknown] = ['sent', 'failed', 'outcome_unknown'].map(inState) as [
    string[],
    string[],
    string[],
  ];
  const [told] = await query<{ events: number; open: number; twice: number }>(
    owner,
    `select (select count(*) from notification_event where maker_id = '${maker.makerId}' and type = 'alarm.critical')::int as events,
            (select count(*) from notification where mail_mode <> 'off' and delivery_id is null)::int as open,
            (select count(*) from (select from notification group by event_id, membership_id having count(*) > 1) t)::int as twice`,
  );
  const [hook] = await query<{ delivered: number; total: number }>(
    owner,
    `select count(*) filter (where d.state = 'delivered')::int as delivered, count(*)::int as total
       from webhook_delivery d join webhook_endpoint w on w.id = d.endpoint_id where w.name like '%/hook' and d.type = 'alarm.critical'`,
  );
  const [redirects] = await query<{ refused: number; other: number }>(
    owner,
    `select count(*) filter (where a.error = 'redirect_refused')::int as refused,
            count(*) filter (where a.error is distinct from 'redirect_refused')::int as other
       from webhook_attempt a join webhook_delivery d on d.id = a.delivery_id
       join webhook_endpoint w on w.id = d.endpoint_id where w.name like '%/redirect'`,
  );
  const repeated = [...mails.accepted.values()].filter((times) => times > 1).length;
  const unsent = sent.filter((id) => !mails.accepted.has(id)).length;
  const wronglyFailed = failed.filter((id) => mails.accepted.has(id)).length;
  const known = new Set(log.map(({ id }) => id));
  const strangers = [...mails.accepted.keys()].filter((id) => !known.has(id)).length;
  // The world of the test has other events, such as devices that are offline.
  const bodies = [...webhooks.received.values()].filter(([body]) => body!.includes('"alarm.critical"'));
  const changed = bodies.filter((each) => new Set(each).size > 1).length;
  const requests = bodies.reduce((sum, each) => sum + each.length, 0);
  return [
    {
      bar: 'Events with notifications',
      figure: `${told!.events} of ${events}`,
      holds: told!.events === events,
    },
    { bar: 'People notified twice of an event', figure: String(told!.twice), holds: told!.twice === 0 },
    {
      bar: 'Emails in the log that are sent, failed or have an unknown outcome',
      figure: `${sent.length} sent, ${failed.length} failed, ${unknown.length} unknown of ${log.length}; ${told!.open} notifications without an email`,
      holds:
        log.length > 0 && sent.length + failed.length + unknown.length === log.length && told!.open === 0,
    },
    {
      bar: 'Emails that the mail server accepted twice, or that are not in the log',
      figure: `${repeated} twice, ${strangers} unknown of ${mails.accepted.size}`,
      holds: repeated === 0 && strangers === 0,
    },
    {
      bar: 'Emails whose logged outcome is wrong',
      figure: `${unsent} sent without acceptance, ${wronglyFailed} failed in spite of it`,
      holds: unsent === 0 && wronglyFailed === 0,
    },
    {
      bar: 'Webhooks delivered, at least once each',
      figure: `${hook!.delivered} of ${hook!.total}, ${bodies.length} ids in ${requests} requests`,
      holds: hook!.delivered === events && bodies.length === events,
    },
    { bar: 'Webhooks repeated with another body', figure: String(changed), holds: changed === 0 },
    {
      bar: 'Redirects refused and not followed',
      figure: `${redirects!.refused} refused, ${webhooks.followed} followed`,
      holds: redirects!.refused > 0 && redirects!.other === 0 && webhooks.followed === 0,
    },
  ];
}
