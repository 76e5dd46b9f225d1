import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  TrustedHosts,
  OutgoingClient,
  WebhookDeliveries,
  type WebhookEndpoint,
  WebhookEndpoints,
  WebhookSender,
} from '#notifications';
import { SecretBox, UnitOfWork } from '#platform';
import { NotificationsFixture } from './notifications-fixture.js';
import { type ReceivedWebhook, WebhookReceiver } from './webhook-receiver.js';

const NOW = '2026-12-02T08:00:00Z';

/** Verifies a webhook as the libraries of Standard Webhooks do. */
function verify({ headers, body }: ReceivedWebhook, secret: string, now: Date): unknown {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    String(headers[name]),
  );
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > 300) throw new Error('Too old');
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  const isSigned = signatures!.split(' ').some((signature) => {
    const [version, value = ''] = signature.split(',');
    const given = Buffer.from(value, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!isSigned) throw new Error('Not signed');
  return JSON.parse(body);
}

describe('webhooks', () => {
  let fixture: NotificationsFixture;
  let receiver: WebhookReceiver;
  let endpoints: WebhookEndpoints;
  let deliveries: WebhookDeliveries;
  let sender: WebhookSender;
  const trusted = new TrustedHosts(['127.0.0.1']);

  beforeAll(async () => {
    fixture = await NotificationsFixture.open(NOW);
    const { app } = fixture.billing;
    const [unitOfWork, box] = [app.get(UnitOfWork), app.get(SecretBox)];
    endpoints = new WebhookEndpoints(unitOfWork, box, trusted);
    deliveries = app.get(WebhookDeliveries);
    const client = new OutgoingClient((host) => trusted.has(host), 500);
    sender = new WebhookSender(unitOfWork, client, box, 'https://air.example');
  });

  afterAll(() => fixture?.close());

  beforeEach(async () => {
    fixture.billing.now = NOW;
    receiver = await WebhookReceiver.open();
    await fixture.billing.sql(`delete from notification_event`);
    await fixture.billing.sql(`delete from webhook_endpoint`);
  });

  afterEach(() => receiver.close());

  const scope = () => fixture.scopeOf(fixture.maker.staff.admin);
  const create = (more: object = {}) =>
    endpoints.create(scope(), {
      kind: 'webhook',
      name: 'ERP',
      url: receiver.url(),
      eventTypes: [],
      locale: 'en',
      ...more,
    });
  const step = () => sender.step(fixture.system);
  const log = async ({ id }: WebhookEndpoint) => (await deliveries.list(scope(), id, { limit: 50 })).items;
  const later = (seconds: number) => {
    fixture.billing.now = new Date(Date.parse(NOW) + seconds * 1000).toISOString();
  };

  it('are sent with a signature that verifies, and a log of attempts', async () => {
    const { endpoint, secret } = await create();
    const raised = await fixture.alarm(NOW);
    await fixture.record(raised);
    await step();
    expect(receiver.received).toHaveLength(1);
    expect(verify(receiver.received[0]!, secret, new Date(NOW))).toMatchObject({
      type: 'alarm.critical',
      timestamp: '2026-12-02T08:00:00.000Z',
      data: {
        id: raised.id,
        object: { kind: 'alarm', id: raised.payload.alarmId },
        path: `/fleet/${fixture.maker.customers[0].ids.machine}`,
      },
    });
    expect(() => verify(receiver.received[0]!, 'whsec_AAAA', new Date(NOW))).toThrow('Not signed');
    const [delivery] = await log(endpoint);
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 1, lastStatus: 204, lastError: null });
    expect(receiver.received[0]!.headers['webhook-id']).toBe(`msg_${delivery!.id}`);
    const detail = await deliveries.get(scope(), endpoint.id, delivery!.id);
    expect(detail.log).toMatchObject([{ status: 204, error: null }]);
    await fixture.record(raised);
    await step();
    expect(receiver.received).toHaveLength(1);
  });

  it('are repeated with the same id and text, with growing pauses', async () => {
    const { endpoint } = await create();
    receiver.answer = (response) => void response.writeHead(500).end('broken');
    await fixture.record(await fixture.alarm(NOW));
    await step();
    later(4);
    await step();
    expect(receiver.received).toHaveLength(1);
    later(6);
    await step();
    receiver.answer = (response) => void response.writeHead(200).end();
    later(6 + 331);
    await step();
    expect(receiver.received).toHaveLength(3);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(1);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(await log(endpoint)).toMatchObject([{ state: 'delivered', attempts: 3 }]);
    const [delivery] = await log(endpoint);
    const detail = await deliveries.get(scope(), endpoint.id, delivery!.id);
    expect(detail.log.map(({ status, error, response }) => [status, error, response])).toEqual([
      [500, 'status_500', 'broken'],
      [500, 'status_500', 'broken'],
      [200, null, ''],
    ]);
  });

  it('fail after ten attempts, and can be sent again', async () => {
    const { endpoint } = await create();
    receiver.answer = (response) => void response.writeHead(503).end();
    await fixture.record(await fixture.alarm(NOW));
    for (let day = 0; day < 10; day++) {
      later(day * 27 * 3600);
      await step();
      if (day < 9) await fixture.billing.sql(`update webhook_endpoint set failing_since = null`);
    }
    const [failed] = await log(endpoint);
    expect(failed).toMatchObject({ state: 'failed', attempts: 10, dueAt: null });
    receiver.answer = (response) => void response.writeHead(200).end();
    await deliveries.redeliver(scope(), endpoint.id, failed!.id);
    await step();
    expect((await log(endpoint))[0]).toMatchObject({ state: 'delivered' });
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it.each<[string, WebhookReceiver['answer'], string]>([
    ['that is slow', () => undefined, 'timeout'],
    ['that never ends its response', (response) => void response.writeHead(200).write('x'), 'timeout'],
    ['that closes the connection', (response) => void response.destroy(), 'connection_failed'],
    [
      'that redirects',
      (response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
      'redirect_refused',
    ],
  ])('to a receiver %s fail', async (_, answer, error) => {
    const { endpoint } = await create();
    receiver.answer = answer;
    await fixture.record(await fixture.alarm(NOW));
    await step();
    expect(await log(endpoint)).toMatchObject([{ state: 'waiting', lastError: error }]);
    expect(receiver.received).toHaveLength(1);
  });

  it('read only the beginning of a long response', async () => {
    const { endpoint } = await create();
    receiver.answer = (response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      };
      response.on('drain', more);
      more();
    };
    await fixture.record(await fixture.alarm(NOW));
    await step();
    const [delivery] = await log(endpoint);
    expect(delivery).toMatchObject({ state: 'delivered' });
    const { log: attempts } = await deliveries.get(scope(), endpoint.id, delivery!.id);
    expect(attempts[0]!.response).toHaveLength(1000);
  });

  it('never reach a private address, also by name', async () => {
    const { endpoint } = await create();
    await fixture.record(await fixture.alarm(NOW));
    const strict = new WebhookSender(
      fixture.billing.app.get(UnitOfWork),
      new OutgoingClient(() => false, 2000),
      fixture.billing.app.get(SecretBox),
      '',
    );
    const seal = (url: string) => fixture.billing.app.get(SecretBox).seal(url);
    const port = new URL(receiver.url()).port;
    // `localhost` is resolved to a private address only when the message is sent.
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '0x7f.1']) {
      await fixture.billing.sql(`update webhook_endpoint set url_sealed = $1`, [
        seal(`http://${host}:${port}/`),
      ]);
      await fixture.billing.sql(`update webhook_delivery set state = 'waiting', due_at = $1, attempts = 0`, [
        NOW,
      ]);
      await strict.step(fixture.system);
      expect([host, (await log(endpoint))[0]!.lastError]).toEqual([host, 'address_private']);
    }
    expect(receiver.received).toEqual([]);
  });

  it('of a private address are refused when the endpoint is created', async () => {
    const untrusting = fixture.billing.app.get(WebhookEndpoints);
    for (const [url, code] of [
      ['https://10.0.0.1/', 'notifications.url_private'],
      ['https://localhost/', 'notifications.url_private'],
      ['http://erp.example/', 'notifications.url_not_https'],
    ] as const)
      await expect(
        untrusting.create(scope(), { kind: 'webhook', name: 'X', url, eventTypes: [], locale: 'en' }),
      ).rejects.toMatchObject({
        code: 'notifications.endpoint_invalid',
        fields: [{ pointer: '/url', code }],
      });
  });

  it('are sent again by another worker if one dies', async () => {
    const { endpoint } = await create();
    await fixture.record(await fixture.alarm(NOW));
    await fixture.billing.sql(
      `update webhook_delivery set state = 'sending', attempts = 1, claim_id = gen_random_uuid(), claimed_until = $1::timestamptz + interval '60 seconds'`,
      [NOW],
    );
    await step();
    expect(receiver.received).toHaveLength(0);
    later(61);
    await step();
    expect(await log(endpoint)).toMatchObject([{ state: 'delivered', attempts: 2 }]);
  });

  it('are signed with both secrets for a day after a rotation', async () => {
    const { endpoint, secret } = await create();
    const { secret: next } = await endpoints.rotateSecret(scope(), endpoint.id);
    await fixture.record(await fixture.alarm(NOW));
    await step();
    verify(receiver.received[0]!, secret, new Date(NOW));
    verify(receiver.received[0]!, next, new Date(NOW));
    later(24 * 3600 + 1);
    await deliveries.test(scope(), endpoint.id);
    await step();
    const last = receiver.received.at(-1)!;
    const now = new Date(Date.parse(NOW) + (24 * 3600 + 1) * 1000);
    expect(verify(last, next, now)).toMatchObject({ type: 'webhook.test' });
    expect(() => verify(last, secret, now)).toThrow('Not signed');
  });

  it('of other types are not sent, and none to a paused endpoint', async () => {
    const { endpoint } = await create({ eventTypes: ['ticket.opened'] });
    await fixture.record(await fixture.alarm(NOW));
    expect(await log(endpoint)).toEqual([]);
    const changed = await endpoints.change(scope(), endpoint.id, 1, { eventTypes: [], paused: true });
    expect(changed).toMatchObject({ pausedReason: 'person', version: 2 });
    await fixture.record(await fixture.alarm(NOW));
    expect(await log(endpoint)).toEqual([]);
    await expect(endpoints.change(scope(), endpoint.id, 1, { name: 'Old' })).rejects.toMatchObject({
      code: 'platform.version_mismatch',
    });
  });

  it('are refused as a test, or again, while the endpoint is paused', async () => {
    const { endpoint } = await create();
    await fixture.record(await fixture.alarm(NOW));
    await step();
    const [sent] = await log(endpoint);
    const paused = await endpoints.change(scope(), endpoint.id, 1, { paused: true });
    const refusal = { code: 'notifications.endpoint_paused', params: { name: 'ERP' } };
    await expect(deliveries.test(scope(), endpoint.id)).rejects.toMatchObject(refusal);
    await expect(deliveries.redeliver(scope(), endpoint.id, sent!.id)).rejects.toMatchObject(refusal);
    expect(await log(endpoint)).toHaveLength(1);
    await endpoints.change(scope(), endpoint.id, paused.version, { paused: false });
    expect(await deliveries.test(scope(), endpoint.id)).toMatchObject({ state: 'waiting' });
  });

  it('are sent two at a time to an endpoint, by any number of workers', async () => {
    const { endpoint } = await create();
    for (let message = 0; message < 24; message++) await deliveries.test(scope(), endpoint.id);
    const sending: number[] = [];
    receiver.answer = (response) =>
      void fixture.billing
        .sql<{ count: number }>(`select count(*)::int as count from webhook_delivery where state = 'sending'`)
        .then(([row]) => sending.push(row!.count))
        .then(() => response.writeHead(204).end());
    await Promise.all([step(), step(), step()]);
    expect(Math.max(...sending)).toBe(2);
    expect(new Set((await log(endpoint)).map(({ state }) => state))).toEqual(new Set(['delivered']));
  });

  it('to an endpoint that is gone are paused', async () => {
    const { endpoint } = await create();
    receiver.answer = (response) => void response.writeHead(410).end();
    await fixture.record(await fixture.alarm(NOW));
    await step();
    expect(await endpoints.get(scope(), endpoint.id)).toMatchObject({ pausedReason: 'gone' });
    expect(await log(endpoint)).toMatchObject([{ state: 'failed', lastStatus: 410 }]);
  });

  it('to an endpoint that fails for days are paused', async () => {
    const { endpoint } = await create();
    receiver.answer = (response) => void response.writeHead(500).end();
    await fixture.record(await fixture.alarm(NOW));
    await step();
    expect(await endpoints.get(scope(), endpoint.id)).toMatchObject({ pausedAt: null });
    later(5 * 24 * 3600);
    await step();
    expect(await endpoints.get(scope(), endpoint.id)).toMatchObject({ pausedReason: 'failing' });
    const { version } = await endpoints.get(scope(), endpoint.id);
    expect(await endpoints.change(scope(), endpoint.id, version, { paused: false })).toMatchObject({
      pausedAt: null,
      failingSince: null,
    });
  });

  it('of Slack and Teams have their formats, and no signature', async () => {
    await create({ kind: 'slack', name: 'Slack', url: receiver.url('/services/T0/B0/secret') });
    await create({ kind: 'teams', name: 'Teams', url: receiver.url('/workflows/secret'), locale: 'zh' });
    await fixture.record(await fixture.alarm(NOW));
    await step();
    const byPath = new Map(receiver.received.map((each) => [each.path, each]));
    const slack = JSON.parse(byPath.get('/services/T0/B0/secret')!.body) as { text: string };
    expect(slack.text).toMatch(/^Critical alarm on .*: High pressure$/);
    const teams = JSON.parse(byPath.get('/workflows/secret')!.body) as {
      attachments: { content: { body: { text: string }[] } }[];
    };
    expect(teams.attachments[0]!.content.body[0]!.text).toContain('严重报警');
    expect(receiver.received.map(({ headers }) => headers['webhook-signature'])).toEqual([
      undefined,
      undefined,
    ]);
    expect((await endpoints.list(scope())).map(({ urlShown }) => urlShown)).toEqual([
      `${new URL(receiver.url()).origin}/…`,
      `${new URL(receiver.url()).origin}/…`,
    ]);
  });

  it('are deleted with their endpoint', async () => {
    const { endpoint } = await create();
    await fixture.record(await fixture.alarm(NOW));
    await endpoints.remove(scope(), endpoint.id);
    await expect(log(endpoint)).rejects.toMatchObject({ code: 'notifications.endpoint_not_found' });
    await step();
    expect(receiver.received).toEqual([]);
  });
});
