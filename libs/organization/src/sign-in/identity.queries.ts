import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hashToken } from './tokens.js';

export interface MembershipKey {
  readonly makerId: string;
  readonly membershipId: string;
}

/**
 * The few questions asked before it is known for which maker: they run outside any scope through functions of the schema
 * that answer with ids only.
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

  /** Active memberships of a person at an instant, the oldest first. */
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

  /** The person and maker of the key with a public prefix, whether or not it may still be used. */
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

  /** Every maker of the installation, the oldest first. */
  async listMakers(): Promise<string[]> {
    const rows: { maker_id: string }[] = await this.database.query('select maker_id from list_makers()');
    return rows.map((row) => row.maker_id);
  }
}
