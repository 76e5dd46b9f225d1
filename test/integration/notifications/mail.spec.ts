import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { DeliveryLog, NotificationMails, Unsubscribe } from '#notifications';
import { openMailTransport, SecretBox, UnitOfWork } from '#platform';
import { SmtpTestServer } from '../../support/smtp-server.js';
import type { MakerOfWorld, PersonOfWorld } from '../../support/world.js';
import { NotificationsFixture } from './notifications-fixture.js';

const NOW = '2026-12-02T08:00:00Z';
const at = (time: string): string => `2026-12-02T${time}Z`;

describe('notifications by email', () => {
  let fixture: NotificationsFixture;
  let maker: MakerOfWorld;
  let manager: PersonOfWorld;
  let to: string;

  beforeAll(async () => {
    fixture = await NotificationsFixture.open(NOW);
    ({ maker } = fixture);
    ({ manager } = maker.staff);
    to = 'manager@told.example';
  });

  afterAll(() => fixture?.close());

  beforeEach(async () => {
    fixture.billing.now = NOW;
    fixture.postbox.failure = null;
    fixture.postbox.before = () => Promise.resolve();
    for (const table of ['event', 'delivery', 'preference', 'settings', 'mute'])
      await fixture.billing.sql(`delete from notification_${table}`);
    fixture.postbox.take();
  });

  const step = () => fixture.mails.step(fixture.system);
  const log = async (person: PersonOfWorld = manager) =>
    (await fixture.billing.app.get(DeliveryLog).listOwn(fixture.scopeOf(person), { limit: 50 })).items;
  const prefer = (mail: 'off' | 'immediate' | 'daily' | 'weekly') =>
    fixture.preferences.change(fixture.scopeOf(manager), 'manager', 'alarm.critical', { portal: true, mail });

  it('are sent at once, with a log', async () => {
    await fixture.record(await fixture.alarm(NOW));
    await step();
    expect(fixture.postbox.take(to)).toEqual([
      expect.stringMatching(/^Critical alarm on .*: High pressure$/),
    ]);
    expect(await log()).toMatchObject([
      {
        kind: 'immediate',
        type: 'alarm.critical',
        items: 1,
        state: 'sent',
        recipient: to,
        attempts: 1,
        error: null,
      },
    ]);
    await step();
    expect(fixture.postbox.take()).toEqual([]);
  });

  it('of a storm become one message with the count', async () => {
    await fixture.record(await fixture.alarm(NOW));
    await step();
    fixture.postbox.take();
    for (let second = 1; second <= 20; second++) {
      fixture.billing.now = at(`08:00:${String(second).padStart(2, '0')}`);
      await fixture.record(await fixture.alarm(NOW));
      await step();
    }
    expect(fixture.postbox.take()).toEqual([]);
    fixture.billing.now = at('08:09:59');
    await step();
    expect(fixture.postbox.take()).toEqual([]);
    fixture.billing.now = at('08:10:00');
    await step();
    expect(fixture.postbox.take(to)).toEqual(['20 × critical alarms']);
  });

  it('wait for the end of quiet hours, and for a digest', async () => {
    const times = { quietFrom: '07:00', quietTo: '09:30', digestAt: '10:00', digestWeekday: 1 };
    await fixture.preferences.changeTimes(fixture.scopeOf(manager), 'manager', 'UTC', times);
    await fixture.record(await fixture.alarm(NOW));
    await step();
    expect(fixture.postbox.take(to)).toEqual([]);
    fixture.billing.now = at('09:30:00');
    await step();
    expect(fixture.postbox.take(to)).toHaveLength(1);

    await prefer('daily');
    await fixture.record(await fixture.alarm(at('09:30:00')), await fixture.alarm(at('09:30:00')));
    await step();
    expect(fixture.postbox.take(to)).toEqual([]);
    fixture.billing.now = at('10:00:00');
    await step();
    expect(fixture.postbox.take(to)).toEqual(['Maker told: 2 notifications']);
    expect((await log())[0]).toMatchObject({ kind: 'digest', type: null, items: 2, state: 'sent' });
  });

  it('that are waiting follow a change of the times', async () => {
    await prefer('daily');
    await fixture.record(await fixture.alarm(NOW));
    const times = { quietFrom: null, quietTo: null, digestAt: '08:30', digestWeekday: 1 };
    await fixture.preferences.changeTimes(fixture.scopeOf(manager), 'manager', 'UTC', times);
    fixture.billing.now = at('08:30:00');
    await step();
    expect(fixture.postbox.take(to)).toHaveLength(1);
  });

  it('that are waiting are cancelled if the type is switched off', async () => {
    await prefer('daily');
    await fixture.record(await fixture.alarm(NOW));
    await prefer('off');
    fixture.billing.now = '2026-12-04T08:00:00Z';
    await step();
    expect(fixture.postbox.take(to)).toEqual([]);
  });

  it('end with a link that unsubscribes without signing in', async () => {
    await fixture.record(await fixture.alarm(NOW));
    await step();
    const mail = fixture.postbox.mails.find((each) => each.to === to)!;
    const token = /\/unsubscribe\/([\w.-]+)>$/.exec(mail.headers!['List-Unsubscribe']!)![1]!;
    expect(mail.text.replace(/\s/g, '')).toContain(`/unsubscribe/${token}`);
    const unsubscribe = fixture.billing.app.get(Unsubscribe);
    expect(await unsubscribe.read(token)).toEqual({ makerName: 'Maker told', what: 'alarm.critical' });
    await unsubscribe.apply(token);
    await unsubscribe.apply(token);
    const { types } = await fixture.preferences.read(fixture.scopeOf(manager), 'manager');
    expect(types.find(({ type }) => type === 'alarm.critical')).toMatchObject({ portal: true, mail: 'off' });
    await expect(unsubscribe.read(`${token}x`)).rejects.toThrow('notifications.link_invalid');
  });

  it('of digests are all switched off by the link of a digest', async () => {
    await prefer('daily');
    await fixture.record(await fixture.alarm(NOW));
    fixture.billing.now = '2026-12-03T09:00:00Z';
    await step();
    const mail = fixture.postbox.mails.find((each) => each.to === to)!;
    const token = /\/unsubscribe\/([\w.-]+)>$/.exec(mail.headers!['List-Unsubscribe']!)![1]!;
    await fixture.billing.app.get(Unsubscribe).apply(token);
    const { types } = await fixture.preferences.read(fixture.scopeOf(manager), 'manager');
    expect(types.filter(({ mail: mode }) => mode === 'daily' || mode === 'weekly')).toEqual([]);
    expect(types.find(({ type }) => type === 'ticket.opened')).toMatchObject({ portal: true });
    expect(types.find(({ type }) => type === 'dispute.opened')).toMatchObject({ mail: 'immediate' });
  });

  it('are not sent to a person who has lost access meanwhile', async () => {
    await fixture.record(await fixture.alarm(NOW));
    const revoke = (time: string | null) =>
      fixture.billing.sql(`update membership set revoked_at = $2 where id = $1`, [
        manager.membershipId,
        time,
      ]);
    await revoke(NOW);
    await step();
    expect(fixture.postbox.take(to)).toEqual([]);
    await revoke(null);
    expect(await log()).toMatchObject([{ state: 'failed', error: 'access_ended' }]);
  });

  it('leave out objects that the person may no longer see', async () => {
    const raised = await fixture.alarm(NOW);
    await fixture.record(raised);
    await fixture.billing.sql(`update alarm set withdrawn_at = $2 where id = $1`, [
      raised.payload.alarmId,
      NOW,
    ]);
    await step();
    expect(fixture.postbox.take(to)).toEqual([]);
    expect(await log()).toMatchObject([{ state: 'failed', error: 'nothing_visible' }]);
  });

  it('are tried again while the mail server is away, and no longer once it refuses', async () => {
    fixture.postbox.failure = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    await fixture.record(await fixture.alarm(NOW));
    await step();
    expect(await log()).toMatchObject([{ state: 'waiting', attempts: 1, error: 'connect ECONNREFUSED' }]);
    fixture.postbox.failure = Object.assign(new Error('No such user'), {
      responseCode: 550,
      command: 'RCPT TO',
    });
    fixture.billing.now = at('08:00:31');
    await step();
    expect(await log()).toMatchObject([{ state: 'failed', attempts: 2, error: '550 No such user' }]);
    fixture.postbox.failure = null;
    fixture.billing.now = at('10:00:00');
    await step();
    expect(fixture.postbox.take(to)).toEqual([]);
  });

  it('have an unknown outcome if the worker dies while sending, and are not repeated', async () => {
    await fixture.record(await fixture.alarm(NOW));
    // The worker that claims the message never completes the delivery.
    const died = new Promise<void>(() => undefined);
    let claimed = (): void => undefined;
    const isSending = new Promise<void>((fulfil) => (claimed = fulfil));
    fixture.postbox.before = (mail) => {
      if (mail.to !== to) return Promise.resolve();
      claimed();
      return died;
    };
    void step();
    await isSending;
    fixture.postbox.before = () => Promise.resolve();
    fixture.billing.now = at('08:00:59');
    await step();
    expect((await log())[0]).toMatchObject({ state: 'sending' });
    fixture.billing.now = at('08:01:01');
    await step();
    expect((await log())[0]).toMatchObject({ state: 'outcome_unknown', error: 'interrupted', attempts: 1 });
    expect(fixture.postbox.mails.filter((mail) => mail.to === to)).toEqual([]);
  });

  it('are sent once by two workers at the same time', async () => {
    for (let index = 0; index < 8; index++) await fixture.record(await fixture.alarm(NOW));
    await Promise.all([step(), step(), step()]);
    expect(fixture.postbox.take(to)).toEqual(['8 × critical alarms']);
  });

  it('go to a person with two memberships once', async () => {
    await fixture.billing.insert('membership', maker, {
      user_id: manager.userId,
      role: 'engineer',
      accepted_at: NOW,
      created_at: NOW,
    });
    await fixture.record(await fixture.alarm(NOW));
    await step();
    expect(fixture.postbox.take(to)).toHaveLength(1);
    await fixture.billing.sql(`delete from notification_event`);
    await fixture.billing.sql(`delete from notification_delivery`);
    await fixture.billing.sql(`delete from membership where user_id = $1 and role = 'engineer'`, [
      manager.userId,
    ]);
  });

  it('are in the log of all only for people who may read it', async () => {
    await fixture.record(await fixture.alarm(NOW));
    await step();
    const all = await fixture.billing.app
      .get(DeliveryLog)
      .listAll(fixture.scopeOf(maker.staff.admin), { limit: 50 });
    expect(all.items.map(({ recipient }) => recipient).sort()).toEqual(['engineer@told.example', to]);
    const [customer] = maker.customers;
    const scope = fixture.scopeOf(customer.people.customer_admin, customer);
    expect((await fixture.billing.app.get(DeliveryLog).listAll(scope, { limit: 50 })).items).toEqual([]);
  });

  describe('over SMTP', () => {
    const mailsBy = (smtpUrl: string): NotificationMails =>
      new NotificationMails(
        fixture.billing.app.get(UnitOfWork),
        openMailTransport({
          smtpUrl,
          mailFrom: 'air@example.com',
          publicUrl: '',
          home: `/tmp/${randomUUID()}`,
        }),
        fixture.billing.app.get(SecretBox),
        'https://air.example',
      );

    it.each<[string, string, (socket: Socket) => void]>([
      [
        'a connection that ends after the message has an unknown outcome',
        'outcome_unknown',
        (socket) => socket.destroy(),
      ],
      ['a refusal after the message is a failure', 'failed', (socket) => void socket.write('554 spam\r\n')],
      ['a full mailbox is tried again', 'waiting', (socket) => void socket.write('452 full\r\n')],
      ['an accepted message is sent', 'sent', (socket) => void socket.write('250 taken\r\n')],
    ])('%s', async (_, state, afterData) => {
      const server = await SmtpTestServer.open();
      server.answers.message = afterData;
      await fixture.record(await fixture.alarm(NOW));
      await mailsBy(server.url).step(fixture.system);
      expect((await log())[0]!.state).toBe(state);
      await server.close();
    });

    it('a server that is down is tried again', async () => {
      const server = await SmtpTestServer.open();
      await server.close();
      await fixture.record(await fixture.alarm(NOW));
      await mailsBy(server.url).step(fixture.system);
      expect((await log())[0]!.state).toBe('waiting');
    });
  });
});
