import type { Transaction } from '#platform';
import { type MembershipStatus, membershipStatus } from '../domain/access/membership-rules.js';
import type { Role } from '../domain/access/permissions.js';
import { listCustomerIds } from './memberships.js';

/** A person of the maker or of a customer, as listed. */
export interface Member {
  readonly membershipId: string;
  readonly userId: string;
  /**
   * The person's name; null until they accept the invitation, because an invitation must not reveal the name of a
   * person who has an account at another maker.
   */
  readonly name: string | null;
  readonly email: string;
  readonly role: Role;
  readonly hubId: string | null;
  readonly customerIds: readonly string[];
  readonly partner: { readonly id: string; readonly name: string } | null;
  readonly standing: MembershipStatus;
  readonly expiresAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastSeenAt: Date | null;
  readonly version: number;
}

interface MemberRow {
  readonly id: string;
  readonly user_id: string;
  readonly name: string | null;
  readonly email: string;
  readonly role: Role;
  readonly hub_id: string | null;
  readonly partner_id: string | null;
  readonly partner_name: string | null;
  readonly expires_at: Date | null;
  readonly accepted_at: Date | null;
  readonly revoked_at: Date | null;
  readonly last_seen_at: Date | null;
  readonly version: number;
}

/** Returns the maker's people by name, or only the person of a membership. */
export async function listMembers(tx: Transaction, membershipId: string | null = null): Promise<Member[]> {
  const rows: MemberRow[] = await tx.manager.query(
    `select m.id, m.user_id, case when m.accepted_at is not null then u.name end as name, u.email, m.role, m.hub_id,
            m.partner_id, p.name as partner_name,
            m.expires_at, m.accepted_at, m.revoked_at, m.version,
            (select max(s.last_seen_at) from session s where s.maker_id = m.maker_id and s.membership_id = m.id) as last_seen_at
       from membership m join user_account u on u.id = m.user_id
       left join partner p on p.maker_id = m.maker_id and p.id = m.partner_id
      where m.maker_id = $1 and ($2::uuid is null or m.id = $2)
      order by m.accepted_at is null, u.name, u.email, m.id`,
    [tx.scope.makerId, membershipId],
  );
  const customers = await listCustomerIds(
    tx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => {
    const times = { acceptedAt: row.accepted_at, expiresAt: row.expires_at, revokedAt: row.revoked_at };
    return {
      membershipId: row.id,
      userId: row.user_id,
      name: row.name,
      email: row.email,
      role: row.role,
      hubId: row.hub_id,
      customerIds: customers.get(row.id) ?? [],
      partner: row.partner_id === null ? null : { id: row.partner_id, name: row.partner_name ?? '' },
      standing: membershipStatus(times, tx.now),
      ...times,
      lastSeenAt: row.last_seen_at,
      version: row.version,
    };
  });
}
