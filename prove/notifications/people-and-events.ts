import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { SecretBox } from '#platform';
import { v7 as uuidv7 } from 'uuid';
import type { PushService } from '../../test/support/push-service.js';
import type { MakerOfWorld } from '../../test/support/world.js';

/** Dependencies for subscribing people to push messages. */
export interface PushSetup {
  readonly service: PushService;
  readonly box: SecretBox;
}

/**
 * Adds customers' administrators. Half of them receive an email for each alarm, and half of them a push message; a
 * quarter receive both.
 */
export async function addPeople(
  owner: pg.Client,
  maker: MakerOfWorld,
  count: number,
  { service, box }: PushSetup,
): Promise<void> {
  const customers = maker.customers.map(({ customerId }) => customerId);
  const people = Array.from({ length: count }, (_, index) => ({
    user: uuidv7(),
    membership: uuidv7(),
    customer: customers[index % customers.length]!,
    mails: index % 4 < 2,
    pushes: index % 2 === 1,
    name: `person-${index}`,
  }));
  const rows = JSON.stringify(people);
  const from = `jsonb_to_recordset($2::jsonb) as r (user_id uuid, membership uuid, customer uuid, mails boolean, pushes boolean, name text)`;
  const json = rows.replaceAll('"user":', '"user_id":');
  await owner.query(
    `insert into user_account (id, email, name, created_at) select r.user_id, r.name || '@people.example', r.name, now()
       from ${from} where $1::uuid is not null`,
    [maker.makerId, json],
  );
  await owner.query(
    `insert into membership (maker_id, id, user_id, role, accepted_at, created_at)
     select $1, r.membership, r.user_id, 'customer_admin', now(), now() from ${from}`,
    [maker.makerId, json],
  );
  await owner.query(
    `insert into membership_customer (maker_id, membership_id, customer_id) select $1, r.membership, r.customer from ${from}`,
    [maker.makerId, json],
  );
  await owner.query(
    `insert into notification_preference (maker_id, membership_id, user_id, type, portal, mail, push)
     select $1, r.membership, r.user_id, 'alarm.critical', true, case when r.mails then 'immediate' else 'off' end, r.pushes
       from ${from}`,
    [maker.makerId, json],
  );
  const browsers = people
    .filter(({ pushes }) => pushes)
    .map(({ user, membership, name }) => {
      const { endpoint, keys } = service.subscribe();
      return {
        user_id: user,
        membership,
        name: `Browser of ${name}`,
        hash: createHash('sha256').update(endpoint).digest('hex'),
        sealed: box.seal(JSON.stringify({ endpoint, keys })),
      };
    });
  await owner.query(
    `insert into push_subscription (maker_id, id, membership_id, user_id, name, endpoint_hash, service, subscription_sealed, created_at)
     select $1, gen_random_uuid(), r.membership, r.user_id, r.name, r.hash, '127.0.0.1', r.sealed, now()
       from jsonb_to_recordset($2::jsonb) as r (user_id uuid, membership uuid, name text, hash text, sealed text)`,
    [maker.makerId, JSON.stringify(browsers)],
  );
}

/**
 * Adds a rule, which opens no tickets, for a model without machines. No machine is evaluated with it, so its alarms are
 * not withdrawn for lack of readings. A disabled rule would not work: it is evaluated and can have no alarms.
 * @returns its id
 */
export async function addRule(owner: pg.Client, maker: MakerOfWorld): Promise<string> {
  const [rule, model] = [uuidv7(), uuidv7()];
  await owner.query(
    `insert into equipment_model
     select (jsonb_populate_record(m, jsonb_build_object('id', $2::uuid, 'code', 'NONE'))).*
       from equipment_model m where m.maker_id = $1 and m.id = $3`,
    [maker.makerId, model, maker.ids.equipment_model],
  );
  await owner.query(
    `insert into alarm_rule
     select (jsonb_populate_record(r, jsonb_build_object('id', $2::uuid, 'code', 'A99', 'model_id', $4::uuid, 'opens_ticket', false))).*
       from alarm_rule r where r.maker_id = $1 and r.id = $3`,
    [maker.makerId, rule, maker.ids.alarm_rule, model],
  );
  return rule;
}

/** Stores alarms of the customers in turn, with the events that report them. */
export async function raiseAlarms(
  owner: pg.Client,
  maker: MakerOfWorld,
  ruleId: string,
  count: number,
): Promise<void> {
  const alarms = Array.from({ length: count }, (_, index) => {
    const { customerId, ids } = maker.customers[index % maker.customers.length]!;
    return {
      alarm: uuidv7(),
      event: uuidv7(),
      machine: ids.machine,
      site: ids.site,
      customer: customerId,
    };
  });
  const from = `jsonb_to_recordset($2::jsonb) as r (alarm uuid, event uuid, machine uuid, site uuid, customer uuid)`;
  await owner.query('begin');
  await owner.query(
    `insert into alarm (maker_id, id, rule_id, machine_id, site_id, customer_id, code, severity, signal_key, condition_since, raised_at,
            raised_value, raised_device_key, raised_seq, peak_value, peak_at, cleared_at, recorded_at)
     select $1, r.alarm, $3, r.machine, r.site, r.customer, 'A99', 'critical', 'pressure_bar', now(), now(), 9, 1, 1, 9, now(), now(), now()
       from ${from}`,
    [maker.makerId, JSON.stringify(alarms), ruleId],
  );
  await owner.query(
    `insert into outbox_event (maker_id, id, name, version, payload, occurred_at)
     select $1, r.event, 'diagnostics.alarm_raised', 1, jsonb_build_object('alarmId', r.alarm), now() from ${from}`,
    [maker.makerId, JSON.stringify(alarms)],
  );
  await owner.query('commit');
}

/** Simulates the passage of an hour, so that the next alarms are not added to the bundle of the previous ones. */
export async function passAnHour(owner: pg.Client): Promise<void> {
  await owner.query(`update notification_delivery set created_at = created_at - interval '1 hour'`);
  await owner.query(
    `update notification set mail_due_at = least(mail_due_at, now()) where delivery_id is null and mail_due_at is not null`,
  );
  await owner.query(
    `update notification set push_due_at = least(push_due_at, now()) where push_id is null and push_due_at is not null`,
  );
}

/** Makes waiting messages due immediately, without the pause before a retry. */
export async function passPauses(owner: pg.Client): Promise<void> {
  for (const table of ['notification_delivery', 'webhook_delivery'])
    await owner.query(`update ${table} set due_at = least(due_at, now()) where state = 'waiting'`);
}

/**
 * Ends the claims of a worker that has been killed, as if they had expired. Call it only while no worker is running.
 */
export async function endClaims(owner: pg.Client): Promise<void> {
  for (const table of ['notification_delivery', 'webhook_delivery'])
    await owner.query(`update ${table} set claimed_until = now() where state = 'sending'`);
  await owner.query(`update outbox_claim set claimed_until = clock_timestamp()`);
}
