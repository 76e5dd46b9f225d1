import { customersOfMembership } from '#organization';
import type { Transaction } from '#platform';
import type { Channels, NotificationType } from '../domain/catalogue.js';
import type { Person } from '../domain/recipients.js';
import type { Timetable } from '../domain/timing.js';

/** A member with active access, and their times for emails and push messages. */
export interface Recipient extends Person, Timetable {
  /** Whether the person has added a browser that gets push messages. */
  readonly hasBrowser: boolean;
}

/** Returns all members with active access, oldest membership first. */
export async function loadRecipients(tx: Transaction): Promise<Recipient[]> {
  return tx.manager.query(
    `select m.id as "membershipId", m.user_id as "userId", m.role, m.hub_id as "hubId",
            array(${customersOfMembership('m')}) as "customerIds",
            u.zone, s.quiet_from as "quietFrom", s.quiet_to as "quietTo",
            coalesce(s.digest_at, '08:00') as "digestAt", coalesce(s.digest_weekday, 1::smallint) as "digestWeekday",
            exists (select from push_subscription p where p.maker_id = m.maker_id and p.user_id = m.user_id) as "hasBrowser"
       from membership m join user_account u on u.id = m.user_id
       left join notification_settings s on s.maker_id = m.maker_id and s.membership_id = m.id
      where m.maker_id = $1 and m.accepted_at is not null and m.revoked_at is null
        and (m.expires_at is null or m.expires_at > $2)
      order by m.created_at, m.id`,
    [tx.scope.makerId, tx.now],
  );
}

interface PreferenceRow extends Channels {
  readonly membershipId: string;
  readonly type: NotificationType;
}

/** Returns the preferences of all members for some types, by `preferenceKey`. */
export async function loadPreferences(
  tx: Transaction,
  types: readonly NotificationType[],
): Promise<Map<string, Channels>> {
  const rows: PreferenceRow[] = await tx.manager.query(
    `select membership_id as "membershipId", type, portal, mail, push from notification_preference
      where maker_id = $1 and type = any($2)`,
    [tx.scope.makerId, types],
  );
  return new Map(
    rows.map(({ membershipId, type, portal, mail, push }) => [
      preferenceKey(membershipId, type),
      { portal, mail, push },
    ]),
  );
}

export function preferenceKey(membershipId: string, type: NotificationType): string {
  return `${membershipId} ${type}`;
}

/** Returns the memberships that have muted objects, by object. */
export async function loadMutes(
  tx: Transaction,
  objectIds: readonly string[],
): Promise<Map<string, ReadonlySet<string>>> {
  const rows: { objectId: string; membershipIds: string[] }[] = await tx.manager.query(
    `select object_id as "objectId", array_agg(membership_id) as "membershipIds" from notification_mute
      where maker_id = $1 and object_id = any($2) group by object_id`,
    [tx.scope.makerId, objectIds],
  );
  return new Map(rows.map(({ objectId, membershipIds }) => [objectId, new Set(membershipIds)]));
}
