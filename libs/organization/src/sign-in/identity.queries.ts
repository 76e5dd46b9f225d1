import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hashToken } from './tokens.js';

export interface MembershipKey {
  readonly makerId: string;
  readonly membershipId: string;
}

/**
 * Queries that run before the maker is known. They run outside any scope, through database functions that return only
 * ids and, for a sign-in, the password hash.
 */
@Injectable()
export class IdentityQueries {
  constructor(private readonly database: DataSource) {}

  async findSignIn(email: string): Promise<{ userId: string; passwordHash: string | null } | undefined> {
    const [found]: { user_id: string; password_hash: string | null }[] = await this.database.query(
      'select user_id, password_hash from find_sign_in($1)',
      [email],
    );
    return found && { userId: found.user_id, passwordHash: found.password_hash };
  }

  /** Returns a person's active memberships at an instant, oldest first. */
  async listMemberships(userId: string, now: Date): Promise<MembershipKey[]> {
    const rows: { maker_id: string; membership_id: string }[] = await this.database.query(
      'select maker_id, membership_id from find_memberships($1, $2)',
      [userId, now],
    );
    return rows.map((row) => ({ makerId: row.maker_id, membershipId: row.membership_id }));
  }

  async findSession(
    token: string,
  ): Promise<(MembershipKey & { sessionId: string; userId: string }) | undefined> {
    const [row]: { maker_id: string; session_id: string; user_id: string; membership_id: string }[] =
      await this.database.query('select maker_id, session_id, user_id, membership_id from find_session($1)', [
        hashToken(token),
      ]);
    return (
      row && {
        makerId: row.maker_id,
        sessionId: row.session_id,
        userId: row.user_id,
        membershipId: row.membership_id,
      }
    );
  }

  async findApiKey(key: string): Promise<(MembershipKey & { apiKeyId: string }) | undefined> {
    const [row]: { maker_id: string; api_key_id: string; membership_id: string }[] =
      await this.database.query('select maker_id, api_key_id, membership_id from find_api_key($1)', [
        hashToken(key),
      ]);
    return row && { makerId: row.maker_id, apiKeyId: row.api_key_id, membershipId: row.membership_id };
  }

  /** Returns the person and maker of the key with a public prefix, even if the key is no longer valid. */
  async findKeyOwner(prefix: string): Promise<{ makerId: string; userId: string } | undefined> {
    const [row]: { maker_id: string; user_id: string }[] = await this.database.query(
      'select maker_id, user_id from find_key_owner($1)',
      [prefix],
    );
    return row && { makerId: row.maker_id, userId: row.user_id };
  }

  async findMailLink(
    token: string,
  ): Promise<{ makerId: string; mailLinkId: string; userId: string } | undefined> {
    const [row]: { maker_id: string; mail_link_id: string; user_id: string }[] = await this.database.query(
      'select maker_id, mail_link_id, user_id from find_mail_link($1)',
      [hashToken(token)],
    );
    return row && { makerId: row.maker_id, mailLinkId: row.mail_link_id, userId: row.user_id };
  }

  /** Returns the ids of all makers of the installation, oldest first. */
  async listMakers(): Promise<string[]> {
    const rows: { maker_id: string }[] = await this.database.query('select maker_id from list_makers()');
    return rows.map((row) => row.maker_id);
  }
}
