import type pg from 'pg';
import type { MakerOfWorld } from '../../test/support/world.js';
import type { Verdict } from '../support/proof.js';
import type { WebhookServer } from './webhook-server.js';

/** Messages that the servers have received. */
export interface Received {
  /** Number of times that the mail server accepted each message, by its id in the log. */
  readonly mails: ReadonlyMap<string, number>;
  /** The same for the push service, by the id without dashes. */
  readonly pushes: ReadonlyMap<string, number>;
  readonly pushFaults: readonly string[];
  readonly webhooks: WebhookServer;
}

/**
 * Compares the logs with the messages that the servers have received.
 * @param events number of events that were raised
 */
export async function judge(
  owner: pg.Client,
  { makerId }: MakerOfWorld,
  received: Received,
  events: number,
): Promise<Verdict[]> {
  const [told] = await query<{ events: number; open: number; twice: number }>(
    owner,
    `select (select count(*) from notification_event where maker_id = '${makerId}' and type = 'alarm.critical')::int as events,
            (select count(*) from notification
              where (mail_mode <> 'off' and delivery_id is null) or (push_due_at is not null and push_id is null))::int as open,
            (select count(*) from (select from notification group by event_id, membership_id having count(*) > 1) t)::int as twice`,
  );
  return [
    {
      bar: 'Events with notifications',
      figure: `${told!.events} of ${events}`,
      holds: told!.events === events,
    },
    { bar: 'People notified twice of an event', figure: String(told!.twice), holds: told!.twice === 0 },
    {
      bar: 'Notifications that no email or push message contains',
      figure: String(told!.open),
      holds: told!.open === 0,
    },
    ...(await judgeChannel(owner, 'email', received.mails)),
    ...(await judgeChannel(owner, 'push', received.pushes)),
    {
      bar: 'Push messages that the push service could not authenticate or decrypt',
      figure: [String(received.pushFaults.length), ...received.pushFaults.slice(0, 3)].join(' '),
      holds: received.pushFaults.length === 0,
    },
    ...(await judgeWebhooks(owner, received.webhooks, events)),
  ];
}

const NAMES = {
  email: { many: 'Emails', server: 'mail server' },
  push: { many: 'Push messages', server: 'push service' },
} as const;

/** Compares the log of a channel with the messages that its server has accepted. */
async function judgeChannel(
  owner: pg.Client,
  channel: keyof typeof NAMES,
  accepted: ReadonlyMap<string, number>,
): Promise<Verdict[]> {
  const { many, server } = NAMES[channel];
  const log = (
    await query<{ id: string; state: string; error: string | null }>(
      owner,
      `select id, state, error from notification_delivery where channel = '${channel}'`,
    )
  ).map((row) => (channel === 'push' ? { ...row, id: row.id.replaceAll('-', '') } : row));
  const inState = (state: string): string[] => log.filter((row) => row.state === state).map(({ id }) => id);
  const [sent, failed, unknown] = [inState('sent'), inState('failed'), inState('outcome_unknown')];
  for (const [error, count] of countErrors(log)) console.log(`${many}: ${count} failed: ${error}`);
  const empty = log.filter(({ error }) => error === 'nothing_visible').length;
  const known = new Set(log.map(({ id }) => id));
  const repeated = [...accepted.values()].filter((times) => times > 1).length;
  const strangers = [...accepted.keys()].filter((id) => !known.has(id)).length;
  const unsent = sent.filter((id) => !accepted.has(id)).length;
  const wronglyFailed = failed.filter((id) => accepted.has(id)).length;
  return [
    {
      bar: `${many} in the log that are sent, failed or have an unknown outcome`,
      figure: `${sent.length} sent, ${failed.length} failed, ${unknown.length} unknown of ${log.length}`,
      holds: log.length > 0 && sent.length + failed.length + unknown.length === log.length,
    },
    {
      bar: `${many} that were not sent because their alarms had been withdrawn`,
      figure: String(empty),
      holds: empty === 0,
    },
    {
      bar: `${many} that the ${server} accepted twice, or that are not in the log`,
      figure: `${repeated} twice, ${strangers} unknown of ${accepted.size}`,
      holds: repeated === 0 && strangers === 0 && accepted.size > 0,
    },
    {
      bar: `${many} with a wrong logged outcome`,
      figure: `${unsent} sent without acceptance, ${wronglyFailed} failed in spite of it`,
      holds: unsent === 0 && wronglyFailed === 0,
    },
  ];
}

function countErrors(log: readonly { readonly state: string; readonly error: string | null }[]) {
  const counts = new Map<string, number>();
  for (const { state, error } of log)
    if (state === 'failed') counts.set(error ?? '', (counts.get(error ?? '') ?? 0) + 1);
  return counts;
}

async function judgeWebhooks(owner: pg.Client, webhooks: WebhookServer, events: number): Promise<Verdict[]> {
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
  // Other events also occur in the test, such as devices that are offline.
  const bodies = [...webhooks.received.values()].filter(([body]) => body!.includes('"alarm.critical"'));
  const changed = bodies.filter((each) => new Set(each).size > 1).length;
  const requests = bodies.reduce((sum, each) => sum + each.length, 0);
  return [
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

async function query<Row>(owner: pg.Client, text: string): Promise<Row[]> {
  return (await owner.query(text)).rows as Row[];
}
