import { randomUUID } from 'node:crypto';
import type { CustomerOfWorld, MakerOfWorld } from '../../support/world.js';
import { NotificationsFixture } from './notifications-fixture.js';

const NOW = '2026-12-02T08:00:00Z';

describe('notifications in the portal', () => {
  let fixture: NotificationsFixture;
  let maker: MakerOfWorld;
  let a: CustomerOfWorld;

  beforeAll(async () => {
    fixture = await NotificationsFixture.open(NOW);
    ({ maker } = fixture);
    [a] = maker.customers;
  });

  afterAll(() => fixture?.close());

  beforeEach(async () => {
    fixture.billing.now = NOW;
    await fixture.billing.sql(`delete from notification_event`);
    await fixture.billing.sql(`delete from notification_preference`);
    await fixture.billing.sql(`delete from notification_mute`);
  });

  const event = (name: string, payload: Record<string, string>) => ({ id: randomUUID(), name, payload });

  it('of a critical alarm reach the roles with this default, and only the customer of the machine', async () => {
    expect(await fixture.record(await fixture.alarm(NOW))).toEqual([
      'customer_admin a',
      'dispatcher',
      'engineer',
      'manager',
    ]);
  });

  it('are recorded once, however often an event is delivered', async () => {
    const raised = await fixture.alarm(NOW);
    expect((await fixture.record(raised, raised)).length).toBe(4);
    expect(await fixture.record(raised)).toEqual([]);
    expect((await fixture.list(maker.staff.manager)).items).toHaveLength(1);
  });

  it('of the past, of unknown objects and of other events have no recipients', async () => {
    expect(await fixture.record(await fixture.alarm('2026-12-01T07:00:00Z'))).toEqual([]);
    expect(await fixture.record(event('diagnostics.alarm_raised', { alarmId: randomUUID() }))).toEqual([]);
    expect(await fixture.record(event('telemetry.history_filled', {}))).toEqual([]);
  });

  it.each([
    [
      'service.ticket_opened',
      ['customer_admin a', 'dispatcher', 'manager'],
      () => ({ ticketId: a.ids.ticket! }),
    ],
    ['service.ticket_assigned', ['customer_admin a', 'technician'], () => ({ ticketId: a.ids.ticket! })],
    ['telemetry.device_silent', ['engineer'], () => ({ deviceId: a.ids.device! })],
    ['metering.usage_held', [], () => ({ exceptionId: a.ids.meter_exception! })],
    ['billing.run_finished', [], () => ({ jobId: maker.ids.billing_run! })],
    ['billing.invoice_issued', [], () => ({ invoiceId: a.ids.invoice! })],
    ['billing.dispute_opened', ['finance', 'manager'], () => ({ disputeId: a.ids.dispute! })],
    ['billing.dispute_noted', ['finance', 'manager'], () => ({ disputeId: a.ids.dispute! })],
    // The world's attempt is not declined, and its chargeback is won.
    [
      'receivables.payment_failed',
      [],
      () => ({ invoiceId: a.ids.invoice!, attemptId: a.ids.payment_attempt! }),
    ],
    [
      'receivables.chargeback_opened',
      [],
      () => ({ invoiceId: a.ids.invoice!, chargebackId: a.ids.chargeback! }),
    ],
    ['supply.kit_sent', ['customer_admin a'], () => ({ deliveryId: a.ids.kit_delivery! })],
    ['equipment.certificate_expiring', ['engineer'], () => ({ deviceId: a.ids.device! })],
  ] as const)('%s reaches %s', async (name, roles, payload) => {
    expect(await fixture.record(event(name, payload()))).toEqual(roles);
  });

  it('of a sign-in reach only the person', async () => {
    const [session] = await fixture.billing.sql<{ id: string }>(
      `update session set created_at = $2 where user_id = $1 returning id`,
      [maker.staff.planner.userId, NOW],
    );
    const signedIn = event('organization.new_browser_signed_in', { sessionId: session!.id });
    expect(await fixture.record(signedIn)).toEqual(['planner']);
  });

  it('contain the facts for their text', async () => {
    await fixture.record(await fixture.alarm(NOW));
    const { items, unread } = await fixture.list(a.people.customer_admin, a);
    expect(unread).toBe(1);
    expect(items).toEqual([
      expect.objectContaining({
        type: 'alarm.critical',
        objectKind: 'alarm',
        readAt: null,
        isEscalated: false,
        params: expect.objectContaining({
          names: { en: 'High pressure' },
          machineId: a.ids.machine,
        }) as object,
      }),
    ]);
  });

  it('are paged, newest first', async () => {
    for (let minute = 0; minute < 5; minute++) {
      fixture.billing.now = `2026-12-02T08:0${minute}:00Z`;
      await fixture.record(await fixture.alarm(`2026-12-02T08:0${minute}:00Z`));
    }
    const scope = fixture.scopeOf(maker.staff.manager);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await fixture.inbox.list(scope, { cursor, limit: 2, unread: false });
      seen.push(...page.items.map(({ createdAt }) => createdAt.toISOString().slice(14, 16)));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(['04', '03', '02', '01', '00']);
  });

  it('are marked as read and unread, one by one or all', async () => {
    await fixture.record(await fixture.alarm(NOW), await fixture.alarm(NOW));
    const scope = fixture.scopeOf(maker.staff.manager);
    const [first] = (await fixture.list(maker.staff.manager)).items;
    await fixture.inbox.mark(scope, first!.id, true);
    const list = (unread: boolean) => fixture.inbox.list(scope, { limit: 50, unread });
    expect((await list(true)).items).toHaveLength(1);
    await fixture.inbox.mark(scope, first!.id, false);
    expect(await list(true)).toMatchObject({ unread: 2 });
    await fixture.inbox.markAllRead(scope, new Date('2026-12-02T07:59:59Z'));
    expect(await list(true)).toMatchObject({ unread: 2 });
    await fixture.inbox.markAllRead(scope);
    expect(await list(true)).toEqual({ items: [], next: null, unread: 0 });
    expect((await fixture.list(maker.staff.engineer)).unread).toBe(2);
  });

  it('of another person cannot be changed', async () => {
    await fixture.record(await fixture.alarm(NOW));
    const [first] = (await fixture.list(maker.staff.manager)).items;
    const engineer = fixture.scopeOf(maker.staff.engineer);
    await expect(fixture.inbox.mark(engineer, first!.id, true)).rejects.toMatchObject({
      code: 'notifications.notification_not_found',
    });
    await expect(fixture.inbox.mute(engineer, first!.id, 'object')).rejects.toMatchObject({
      code: 'notifications.notification_not_found',
    });
  });

  it('disappear with an object that the person may no longer see', async () => {
    const raised = await fixture.alarm(NOW);
    await fixture.record(raised);
    expect((await fixture.list(a.people.customer_admin, a)).unread).toBe(1);
    await fixture.billing.sql(`update alarm set customer_id = $2 where id = $1`, [
      raised.payload.alarmId,
      maker.customers[1].customerId,
    ]);
    expect(await fixture.list(a.people.customer_admin, a)).toMatchObject({ items: [], unread: 0 });
    await fixture.billing.sql(`update alarm set withdrawn_at = now() where id = $1`, [
      raised.payload.alarmId,
    ]);
    expect(await fixture.list(maker.staff.manager)).toMatchObject({ items: [], unread: 0 });
  });

  it('of a ticket are no longer shown to a technician who has lost it', async () => {
    await fixture.record(event('service.ticket_assigned', { ticketId: a.ids.ticket! }));
    expect((await fixture.list(maker.staff.technician)).unread).toBe(1);
    const assign = (technicianId: string) =>
      fixture.billing.sql(`update ticket set technician_id = $2 where id = $1`, [a.ids.ticket, technicianId]);
    await assign(maker.ids.other_technician!);
    expect((await fixture.list(maker.staff.technician)).unread).toBe(0);
    await assign(maker.ids.technician!);
  });

  it('are muted for a machine, and for a type', async () => {
    await fixture.record(await fixture.alarm(NOW));
    const scope = fixture.scopeOf(maker.staff.manager);
    const [first] = (await fixture.list(maker.staff.manager)).items;
    await fixture.inbox.mute(scope, first!.id, 'object');
    await fixture.inbox.mute(scope, first!.id, 'object');
    expect(await fixture.record(await fixture.alarm(NOW))).not.toContain('manager');
    expect(await fixture.record(await fixture.alarm(NOW, maker.customers[1]))).toContain('manager');
    const { mutes } = await fixture.preferences.read(scope, 'manager');
    expect(mutes).toMatchObject([{ objectKind: 'machine', objectId: a.ids.machine }]);
    await fixture.inbox.unmute(scope, mutes[0]!.id);
    await expect(fixture.inbox.unmute(scope, mutes[0]!.id)).rejects.toMatchObject({
      code: 'notifications.mute_not_found',
    });
    expect(await fixture.record(await fixture.alarm(NOW))).toContain('manager');

    await fixture.inbox.mute(scope, first!.id, 'type');
    expect(await fixture.record(await fixture.alarm(NOW, maker.customers[1]))).not.toContain('manager');
    const { types } = await fixture.preferences.read(scope, 'manager');
    expect(types.find(({ type }) => type === 'alarm.critical')).toMatchObject({
      portal: false,
      mail: 'off',
      isDefault: false,
    });
  });

  it('follow preferences, which only offer what the role may receive', async () => {
    const planner = fixture.scopeOf(maker.staff.planner);
    const { types } = await fixture.preferences.read(planner, 'planner');
    expect(types.map(({ type }) => type)).not.toContain('dispute.opened');
    await fixture.preferences.change(planner, 'planner', 'alarm.critical', { portal: true, mail: 'off' });
    expect(await fixture.record(await fixture.alarm(NOW))).toContain('planner');
    await expect(
      fixture.preferences.change(planner, 'planner', 'dispute.opened', { portal: true, mail: 'off' }),
    ).rejects.toMatchObject({ code: 'notifications.type_not_offered' });
  });

  it('have times that are validated', async () => {
    const scope = fixture.scopeOf(maker.staff.manager);
    const change = (times: object) =>
      fixture.preferences.changeTimes(scope, 'manager', 'Europe/Warsaw', {
        quietFrom: null,
        quietTo: null,
        digestAt: '08:00',
        digestWeekday: 1,
        ...times,
      });
    expect(await change({ quietFrom: '22:00', quietTo: '06:00' })).toMatchObject({
      times: { quietFrom: '22:00', quietTo: '06:00' },
    });
    await expect(change({ quietFrom: '22:00' })).rejects.toMatchObject({
      fields: [{ pointer: '/quietTo', code: 'notifications.quiet_hours_incomplete' }],
    });
    await expect(change({ digestAt: '25:00', digestWeekday: 8 })).rejects.toMatchObject({
      fields: [{ pointer: '/digestAt' }, { pointer: '/digestWeekday' }],
    });
  });

  it('do not reach a person without access anymore', async () => {
    await fixture.billing.sql(`update membership set revoked_at = $2 where id = $1`, [
      maker.staff.dispatcher.membershipId,
      NOW,
    ]);
    expect(await fixture.record(await fixture.alarm(NOW))).not.toContain('dispatcher');
    await fixture.billing.sql(`update membership set revoked_at = null where id = $1`, [
      maker.staff.dispatcher.membershipId,
    ]);
  });
});
