import { randomUUID } from 'node:crypto';
import { permissionsOf } from '#organization';
import {
  NotificationMails,
  NotificationPreferences,
  NotificationRecorder,
  NotificationsService,
  type SourceEvent,
} from '#notifications';
import { type Mail, MailTransport, type Scope, SecretBox, systemScope, UnitOfWork } from '#platform';
import { BillingFixture } from '../../support/billing-fixture.js';
import type { CustomerOfWorld, MakerOfWorld, PersonOfWorld } from '../../support/world.js';

/** Stores emails. Can be set to fail, or to run a function before each delivery. */
export class Postbox extends MailTransport {
  readonly mails: Mail[] = [];
  failure: Error | null = null;
  before: (mail: Mail) => Promise<void> = () => Promise.resolve();

  override async deliver(mail: Mail): Promise<void> {
    await this.before(mail);
    if (this.failure) throw this.failure;
    this.mails.push(mail);
  }

  /** Returns the sorted subjects of the emails to an address, or of all emails, and removes all emails. */
  take(to?: string): string[] {
    const taken = this.mails.filter((mail) => to === undefined || mail.to === to);
    this.mails.splice(0);
    return taken.map(({ subject }) => subject).sort();
  }
}

/** The notifications of a maker on a separate database, with a clock and a mailbox that the test controls. */
export class NotificationsFixture {
  readonly postbox = new Postbox();
  readonly mails: NotificationMails;

  private constructor(
    readonly billing: BillingFixture,
    readonly maker: MakerOfWorld,
  ) {
    const { app } = billing;
    this.mails = new NotificationMails(
      app.get(UnitOfWork),
      this.postbox,
      app.get(SecretBox),
      'https://air.example',
    );
  }

  static async open(now: string): Promise<NotificationsFixture> {
    const billing = await BillingFixture.open(now);
    const fixture = new NotificationsFixture(billing, await billing.makeMaker('told'));
    // The notifications and preferences that `makeMaker` creates are only for tests of permissions.
    await billing.sql(
      `with gone as (delete from notification), muted as (delete from notification_mute), chosen as (delete from notification_preference),
            times as (delete from notification_settings)
       select 1`,
    );
    await billing.sql(`delete from webhook_endpoint`);
    await billing.sql(`delete from notification_delivery`);
    return fixture;
  }

  close(): Promise<void> {
    return this.billing.close();
  }

  get system(): Scope {
    return systemScope(this.maker.makerId);
  }

  get recorder(): NotificationRecorder {
    return this.billing.app.get(NotificationRecorder);
  }

  get inbox(): NotificationsService {
    return this.billing.app.get(NotificationsService);
  }

  get preferences(): NotificationPreferences {
    return this.billing.app.get(NotificationPreferences);
  }

  /** Returns the scope of a person, as the API derives it. */
  scopeOf(person: PersonOfWorld, customer?: CustomerOfWorld): Scope {
    expect(permissionsOf(person.role).length).toBeGreaterThan(0);
    return {
      makerId: this.maker.makerId,
      userId: person.userId,
      membershipId: person.membershipId,
      customers: customer ? [customer.customerId] : person.role === 'technician' ? [] : 'all',
      ...(person.role === 'technician' && { hubId: this.maker.ids.hub! }),
      actor: 'user',
    };
  }

  /** Stores an alarm that was raised at an instant, and returns its event. */
  async alarm(
    at: string,
    customer: CustomerOfWorld = this.maker.customers[0],
    severity = 'critical',
  ): Promise<SourceEvent> {
    const alarmId = await this.billing.insert('alarm', this.maker, {
      rule_id: this.maker.ids.alarm_rule,
      machine_id: customer.ids.machine,
      site_id: customer.ids.site,
      customer_id: customer.customerId,
      code: 'A33',
      severity,
      signal_key: 'pressure_bar',
      condition_since: at,
      raised_at: at,
      raised_value: '8.5',
      raised_device_key: 1,
      raised_seq: 1,
      peak_value: '8.5',
      peak_at: at,
      cleared_at: at,
      recorded_at: at,
    });
    return { id: randomUUID(), name: 'diagnostics.alarm_raised', payload: { alarmId } };
  }

  /** Records events, and returns the roles of the people who are notified. */
  async record(...events: SourceEvent[]): Promise<string[]> {
    const membershipIds = await this.recorder.record(this.system, events);
    const { maker } = this;
    const people = [
      ...Object.values(maker.staff),
      ...maker.customers.flatMap(({ people: of }, index) =>
        Object.values(of).map((person) => ({ ...person, role: `${person.role} ${index === 0 ? 'a' : 'b'}` })),
      ),
    ];
    return people
      .filter((person) => membershipIds.includes(person.membershipId))
      .map(({ role }) => role as string)
      .sort();
  }

  async list(person: PersonOfWorld, customer?: CustomerOfWorld) {
    return this.inbox.list(this.scopeOf(person, customer), { limit: 50, unread: false });
  }
}
