import {
  DeliveryLog,
  NotificationPushes,
  OutgoingClient,
  PushClient,
  PushSubscriptions,
  TrustedHosts,
  VapidKeys,
} from '#notifications';
import { Clock, SecretBox, UnitOfWork } from '#platform';
import { DataSource } from 'typeorm';
import { PushService, type SubscribedBrowser } from '../../support/push-service.js';
import type { MakerOfWorld, PersonOfWorld } from '../../support/world.js';
import { NotificationsFixture } from './notifications-fixture.js';

const NOW = '2026-12-02T08:00:00Z';
const at = (time: string): string => `2026-12-02T${time}Z`;

describe('notifications by push', () => {
  let fixture: NotificationsFixture;
  let service: PushService;
  let maker: MakerOfWorld;
  let manager: PersonOfWorld;
  let subscriptions: PushSubscriptions;
  let pushes: NotificationPushes;
  let browser: SubscribedBrowser;
  const trusted = new TrustedHosts(['127.0.0.1']);

  beforeAll(async () => {
    fixture = await NotificationsFixture.open(NOW);
    ({ maker } = fixture);
    ({ manager } = maker.staff);
    const { app } = fixture.billing;
    const [unitOfWork, box, keys] = [app.get(UnitOfWork), app.get(SecretBox), app.get(VapidKeys)];
    subscriptions = new PushSubscriptions(unitOfWork, box, keys, trusted);
    const client = new OutgoingClient((host) => trusted.has(host), 500);
    pushes = new NotificationPushes(unitOfWork, new PushClient(client, keys, 'https://air.example'), box);
  });

  afterAll(() => fixture?.close());

  beforeEach(async () => {
    fixture.billing.now = NOW;
    service = await PushService.open();
    for (const table of ['event', 'delivery', 'preference', 'settings', 'mute'])
      await fixture.billing.sql(`delete from notification_${table}`);
    await fixture.billing.sql(`delete from push_subscription`);
    browser = await add('Firefox on Android');
  });

  afterEach(async () => {
    expect(service.faults).toEqual([]);
    await service.close();
  });

  const scope = (person = manager) => fixture.scopeOf(person);
  const add = async (name: string, person = manager): Promise<SubscribedBrowser> => {
    const added = service.subscribe();
    await subscriptions.add(scope(person), { name, endpoint: added.endpoint, keys: added.keys });
    return added;
  };
  const step = () => pushes.step(fixture.system);
  const log = async () =>
    (await fixture.billing.app.get(DeliveryLog).listOwn(scope(), { limit: 50, channel: 'push' })).items;
  const names = async (person = manager) => (await subscriptions.list(scope(person))).map(({ name }) => name);

  it('are sent at once to all browsers of a person, with a log', async () => {
    const other = await add('Chrome on Windows');
    const raised = await fixture.alarm(NOW);
    await fixture.record(raised);
    await step();
    expect(service.received.map(({ path }) => path).sort()).toEqual([browser.path, other.path].sort());
    const [push] = service.received;
    expect(push).toMatchObject({
      payload: {
        title: expect.stringMatching(/^Critical alarm on .*: High pressure$/) as string,
        path: `/fleet/${maker.customers[0].ids.machine}`,
        tag: raised.payload.alarmId,
      },
      urgency: 'high',
      ttl: 86_400,
    });
    const ids = (await log()).map(({ id }) => id.replaceAll('-', ''));
    expect(service.received.map(({ topic }) => topic).sort()).toEqual(ids.sort());
    expect(Object.keys(push!.payload).sort()).toEqual(['path', 'tag', 'title']);
    expect(await log()).toMatchObject([
      { channel: 'push', kind: 'immediate', type: 'alarm.critical', items: 1, state: 'sent', attempts: 1 },
      { channel: 'push', recipient: expect.any(String) as string, state: 'sent', error: null },
    ]);
    expect((await subscriptions.list(scope()))[0]!.lastSuccessAt).toEqual(new Date(NOW));
    await step();
    expect(service.received).toHaveLength(2);
  });

  it('need a browser, and the permission of its owner', async () => {
    await fixture.billing.sql(`delete from push_subscription`);
    await fixture.record(await fixture.alarm(NOW));
    await step();
    expect(await log()).toEqual([]);
    await fixture.billing.sql(`delete from notification_event`);
    await add('Safari on iPhone');
    await fixture.preferences.change(scope(), 'manager', 'alarm.critical', { push: false });
    await fixture.record(await fixture.alarm(NOW));
    await step();
    expect(service.take()).toEqual([]);
  });

  it('can be the only channel', async () => {
    await fixture.preferences.change(scope(), 'manager', 'alarm.critical', {
      portal: false,
      mail: 'off',
      push: true,
    });
    await fixture.record(await fixture.alarm(NOW));
    await step();
    expect(service.take()).toHaveLength(1);
    expect((await fixture.list(manager)).items).toEqual([]);
  });

  it('of a storm become one message with the count', async () => {
    await fixture.record(await fixture.alarm(NOW));
    await step();
    service.take();
    for (let second = 1; second <= 5; second++) {
      fixture.billing.now = at(`08:00:0${second}`);
      await fixture.record(await fixture.alarm(NOW));
      await step();
    }
    expect(service.take()).toEqual([]);
    fixture.billing.now = at('08:10:00');
    await step();
    expect(service.received[0]!.payload.tag).toBe('alarm.critical');
    expect(service.take()).toEqual(['5 × critical alarms']);
  });

  it('wait for the end of quiet hours, and follow their change', async () => {
    const quiet = { quietFrom: '07:00', quietTo: '09:30', digestAt: '10:00', digestWeekday: 1 };
    await fixture.preferences.changeTimes(scope(), 'manager', 'UTC', quiet);
    await fixture.record(await fixture.alarm(NOW));
    await step();
    expect(service.take()).toEqual([]);
    await fixture.preferences.changeTimes(scope(), 'manager', 'UTC', { ...quiet, quietTo: '08:30' });
    fixture.billing.now = at('08:30:00');
    await step();
    expect(service.take()).toHaveLength(1);
  });

  it('that are waiting are cancelled if they are switched off', async () => {
    const quiet = { quietFrom: '07:00', quietTo: '09:30', digestAt: '10:00', digestWeekday: 1 };
    await fixture.preferences.changeTimes(scope(), 'manager', 'UTC', quiet);
    await fixture.record(await fixture.alarm(NOW));
    await fixture.preferences.change(scope(), 'manager', 'alarm.critical', { push: false });
    fixture.billing.now = at('10:00:00');
    await step();
    expect(service.take()).toEqual([]);
  });

  it.each([404, 410])('end with the subscription, if the push service answers %i', async (status) => {
    service.answer = (response) => void response.writeHead(status).end();
    await fixture.record(await fixture.alarm(NOW));
    await step();
    expect(await log()).toMatchObject([{ state: 'failed', error: 'subscription_ended' }]);
    expect(await names()).toEqual([]);
  });

  it.each([429, 503])(
    'are tried again after %i, not before the time that the service wants',
    async (status) => {
      service.answer = (response) => void response.writeHead(status, { 'retry-after': '300' }).end();
      await fixture.record(await fixture.alarm(NOW));
      await step();
      expect(await log()).toMatchObject([{ state: 'waiting', attempts: 1, error: `status_${status}` }]);
      service.answer = (response, _, accept) => {
        accept();
        response.writeHead(201).end();
      };
      fixture.billing.now = at('08:04:59');
      await step();
      expect(service.take()).toEqual([]);
      fixture.billing.now = at('08:05:00');
      await step();
      expect(service.take()).toHaveLength(1);
      expect(await log()).toMatchObject([{ state: 'sent', attempts: 2 }]);
      expect(await names()).toEqual(['Firefox on Android']);
    },
  );

  it('fail if the push service rejects them or redirects', async () => {
    service.answer = (response) => void response.writeHead(413).end();
    await fixture.record(await fixture.alarm(NOW));
    await step();
    service.answer = (response) => void response.writeHead(302, { location: service.origin }).end();
    fixture.billing.now = at('08:20:00');
    await fixture.record(await fixture.alarm(at('08:20:00')));
    await step();
    expect((await log()).map(({ state, error }) => [state, error])).toEqual([
      ['failed', 'redirect_refused'],
      ['failed', 'status_413'],
    ]);
    expect(await names()).toEqual(['Firefox on Android']);
  });

  it('are tried again if no connection was established', async () => {
    await fixture.record(await fixture.alarm(NOW));
    await service.close();
    await step();
    expect(await log()).toMatchObject([{ state: 'waiting', error: 'connection_failed' }]);
    service = await PushService.open();
  });

  it.each<[string, string, (accept: () => void) => boolean]>([
    ['a connection that ends without an answer', 'connection_failed', () => true],
    [
      'a connection that ends after the message was accepted',
      'connection_failed',
      (accept) => (accept(), true),
    ],
    ['an answer that never comes', 'timeout', (accept) => (accept(), false)],
  ])('have an unknown outcome after %s, and are not repeated', async (_, error, endsAfter) => {
    service.answer = (response, __, accept) => void (endsAfter(accept) && response.destroy());
    await fixture.record(await fixture.alarm(NOW));
    await step();
    expect(await log()).toMatchObject([{ state: 'outcome_unknown', error }]);
    const accepted = service.take().length;
    fixture.billing.now = at('12:00:00');
    await step();
    expect(service.take()).toEqual([]);
    expect(accepted).toBeLessThanOrEqual(1);
  });

  it('have an unknown outcome if the worker dies while sending, and are not repeated', async () => {
    await fixture.record(await fixture.alarm(NOW));
    let reached = (): void => undefined;
    const isSending = new Promise<void>((fulfil) => (reached = fulfil));
    const { app } = fixture.billing;
    // The worker that claims the message never completes the delivery.
    const died = new NotificationPushes(
      app.get(UnitOfWork),
      { post: () => (reached(), new Promise(() => undefined)) } as unknown as PushClient,
      app.get(SecretBox),
    );
    void died.step(fixture.system);
    await isSending;
    fixture.billing.now = at('08:00:59');
    await step();
    expect(await log()).toMatchObject([{ state: 'sending' }]);
    fixture.billing.now = at('08:01:01');
    await step();
    expect(await log()).toMatchObject([{ state: 'outcome_unknown', error: 'interrupted', attempts: 1 }]);
    expect(service.take()).toEqual([]);
  });

  it('are sent once by three workers at the same time', async () => {
    for (let index = 0; index < 8; index++) await fixture.record(await fixture.alarm(NOW));
    await Promise.all([step(), step(), step()]);
    expect(service.take()).toEqual(['8 × critical alarms']);
  });

  it('leave out objects that the person may no longer see, and people without access', async () => {
    const raised = await fixture.alarm(NOW);
    await fixture.record(raised);
    await fixture.billing.sql(`update alarm set withdrawn_at = $2 where id = $1`, [
      raised.payload.alarmId,
      NOW,
    ]);
    await step();
    expect(await log()).toMatchObject([{ state: 'failed', error: 'nothing_visible' }]);
    fixture.billing.now = at('08:20:00');
    await fixture.record(await fixture.alarm(at('08:20:00')));
    const revoke = (time: string | null) =>
      fixture.billing.sql(`update membership set revoked_at = $2 where id = $1`, [
        manager.membershipId,
        time,
      ]);
    await revoke(NOW);
    await step();
    await revoke(null);
    expect((await log())[0]).toMatchObject({ state: 'failed', error: 'access_ended' });
    expect(service.take()).toEqual([]);
  });

  it('are not sent to a browser that was removed meanwhile, or that another person uses now', async () => {
    service.answer = (response) => void response.writeHead(503).end();
    await fixture.record(await fixture.alarm(NOW));
    await step();
    const { engineer } = maker.staff;
    const { endpoint, keys } = browser;
    await subscriptions.add(scope(engineer), { name: 'Shared', endpoint, keys });
    expect(await names()).toEqual([]);
    expect(await names(engineer)).toEqual(['Shared']);
    fixture.billing.now = at('08:00:30');
    await step();
    expect((await log())[0]).toMatchObject({ state: 'failed', error: 'browser_removed' });
  });

  it('can be tested', async () => {
    const [added] = await subscriptions.list(scope());
    await subscriptions.test(scope(), added!.id);
    await step();
    expect(service.received).toMatchObject([
      { payload: { tag: 'test', path: '/settings?tab=notifications' } },
    ]);
    expect(await log()).toMatchObject([{ kind: 'test', items: 0, state: 'sent' }]);
  });

  it('are not sent to private networks, even if a name leads there later', async () => {
    const untrusted = new PushSubscriptions(
      fixture.billing.app.get(UnitOfWork),
      fixture.billing.app.get(SecretBox),
      fixture.billing.app.get(VapidKeys),
    );
    const { keys } = browser;
    for (const [endpoint, code] of [
      ['https://10.0.0.1/push', 'notifications.url_private'],
      ['https://localhost/push', 'notifications.url_private'],
      ['http://push.example/push', 'notifications.url_not_https'],
    ] as const)
      await expect(untrusted.add(scope(), { name: 'x', endpoint, keys })).rejects.toMatchObject({
        code: 'notifications.push_subscription_invalid',
        fields: [{ pointer: '/endpoint', code }],
      });
    const { app } = fixture.billing;
    const strict = new NotificationPushes(
      app.get(UnitOfWork),
      new PushClient(new OutgoingClient(() => false), app.get(VapidKeys), 'https://air.example'),
      app.get(SecretBox),
    );
    await fixture.record(await fixture.alarm(NOW));
    await strict.step(fixture.system);
    expect(await log()).toMatchObject([{ state: 'failed', error: 'address_private' }]);
    expect(service.take()).toEqual([]);
  });

  it('use one key of the installation, which is stored encrypted', async () => {
    const { app } = fixture.billing;
    const make = () => new VapidKeys(app.get(DataSource), app.get(SecretBox), app.get(Clock));
    await fixture.billing.sql(`delete from vapid_key`);
    const [first, second] = await Promise.all([make().get(), make().get()]);
    expect(second).toEqual(first);
    expect(await make().get()).toEqual(first);
    const [row] = await fixture.billing.sql<{ row: string }>(`select k::text as row from vapid_key k`);
    expect(row!.row).toContain(first.publicKey);
    expect(row!.row).not.toContain(first.privateKey);
  });

  it('store no endpoint in plain text', async () => {
    const rows = await fixture.billing.sql<{ row: string }>(`select p::text as row from push_subscription p`);
    expect(rows).toHaveLength(1);
    for (const { row } of rows) {
      expect(row).not.toContain(browser.path);
      expect(row).not.toContain(browser.keys.auth);
    }
  });
});
