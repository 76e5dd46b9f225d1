import { Escalations } from '#notifications';
import type { MakerOfWorld } from '../../support/world.js';
import { NotificationsFixture } from './notifications-fixture.js';

const NOW = '2026-12-02T08:00:00Z';
const after = (minutes: number): string => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

describe('an alarm or ticket that is not acknowledged', () => {
  let fixture: NotificationsFixture;
  let maker: MakerOfWorld;
  let escalations: Escalations;

  beforeAll(async () => {
    fixture = await NotificationsFixture.open(NOW);
    ({ maker } = fixture);
    escalations = fixture.billing.app.get(Escalations);
  });

  afterAll(() => fixture?.close());

  beforeEach(async () => {
    fixture.billing.now = NOW;
    await fixture.billing.sql(`delete from notification_event`);
    await fixture.billing.sql(`delete from notification_delivery`);
    await fixture.billing.sql(`delete from outbox_event where name = 'notifications.escalated'`);
    await fixture.billing.sql(`update alarm set acknowledged_at = null`);
    await escalations.change(fixture.scopeOf(maker.staff.admin), 'alarm.critical', [
      { afterMinutes: 15, role: 'planner' },
      { afterMinutes: 60, role: 'admin' },
    ]);
  });

  /** Raises an alarm that stays open. */
  async function raise(): Promise<string> {
    const raised = await fixture.alarm(NOW);
    await fixture.billing.sql(`update alarm set cleared_at = raised_at where cleared_at is null`);
    await fixture.billing.sql(`update alarm set cleared_at = null where id = $1`, [raised.payload.alarmId]);
    await fixture.record(raised);
    return raised.payload.alarmId!;
  }

  /** Performs the escalation steps that are due, and records their events. */
  async function escalate(): Promise<string[]> {
    await Promise.all([escalations.escalateDue(fixture.system), escalations.escalateDue(fixture.system)]);
    const events = await fixture.billing.sql<{ id: string; name: string; payload: Record<string, string> }>(
      `delete from outbox_event where name = 'notifications.escalated' returning id, name, payload`,
    );
    return fixture.record(...events);
  }

  it('is escalated step by step, once', async () => {
    await raise();
    fixture.billing.now = after(14);
    expect(await escalate()).toEqual([]);
    fixture.billing.now = after(15);
    expect(await escalate()).toEqual(['planner']);
    expect(await escalate()).toEqual([]);
    const { items } = await fixture.list(maker.staff.planner);
    expect(items).toMatchObject([{ type: 'alarm.critical', isEscalated: true }]);
    await fixture.mails.step(fixture.system);
    expect(fixture.postbox.take('planner@told.example')).toEqual([
      expect.stringMatching(/^Not acknowledged: Critical alarm on /),
    ]);
    fixture.billing.now = after(61);
    expect(await escalate()).toEqual(['admin']);
  });

  it('is not escalated once it is acknowledged or cleared', async () => {
    const alarmId = await raise();
    fixture.billing.now = after(15);
    await fixture.billing.sql(`update alarm set acknowledged_at = $2 where id = $1`, [alarmId, NOW]);
    expect(await escalate()).toEqual([]);
    await fixture.billing.sql(`update alarm set acknowledged_at = null, cleared_at = $2 where id = $1`, [
      alarmId,
      NOW,
    ]);
    expect(await escalate()).toEqual([]);
  });

  it('is not escalated to a person who has switched the type off', async () => {
    const planner = fixture.scopeOf(maker.staff.planner);
    await fixture.preferences.change(planner, 'planner', 'alarm.critical', { portal: false, mail: 'off' });
    await raise();
    fixture.billing.now = after(15);
    expect(await escalate()).toEqual([]);
    await fixture.billing.sql(`delete from notification_preference`);
  });

  it('has steps that are validated', async () => {
    await expect(
      escalations.change(fixture.scopeOf(maker.staff.admin), 'ticket.opened', [
        { afterMinutes: 10, role: 'customer_admin' },
        { afterMinutes: 10, role: 'manager' },
      ]),
    ).rejects.toMatchObject({
      code: 'notifications.steps_invalid',
      fields: [{ pointer: '/steps/0/role' }, { pointer: '/steps/1/afterMinutes' }],
    });
    expect(await escalations.list(fixture.scopeOf(maker.staff.admin))).toMatchObject([
      { type: 'alarm.critical', steps: [{ afterMinutes: 15 }, { afterMinutes: 60 }] },
      { type: 'ticket.opened', steps: [] },
    ]);
  });
});
