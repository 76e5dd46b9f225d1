import { IsNull } from 'typeorm';
import { DomainError, newId, type Transaction } from '#platform';
import { MailLink, type MailLinkKind } from '../entities/mail-link.entity.js';
import { hashToken, newLinkToken } from './tokens.js';

export interface NewMailLink {
  readonly kind: MailLinkKind;
  readonly userId: string;
  readonly membershipId: string | null;
  readonly validForMs: number;
}

/**
 * Creates a link's token. A new invitation invalidates earlier ones of its membership. A password reset keeps earlier
 * links valid. Otherwise, anyone could request a reset and so invalidate the link that the owner is about to open.
 */
export async function issueMailLink(
  tx: Transaction,
  { kind, userId, membershipId, validForMs }: NewMailLink,
): Promise<{ id: string; token: string; expiresAt: Date }> {
  const { makerId } = tx.scope;
  if (kind === 'invitation') {
    await tx.manager.update(
      MailLink,
      { makerId, kind, userId, membershipId: membershipId ?? IsNull(), usedAt: IsNull() },
      { usedAt: tx.now },
    );
  }
  const token = newLinkToken();
  const link = {
    makerId,
    id: newId(),
    kind,
    tokenHash: hashToken(token),
    userId,
    membershipId,
    createdAt: tx.now,
    expiresAt: new Date(tx.now.getTime() + validForMs),
    usedAt: null,
  };
  await tx.manager.insert(MailLink, link);
  return { id: link.id, token, expiresAt: link.expiresAt };
}

/**
 * Returns a valid link, locked so that it is used only once.
 * @throws DomainError `organization.mail_link_invalid` if it is unknown, used, expired or of another kind, without
 *   distinction
 */
export async function getMailLink(tx: Transaction, id: string, kind: MailLinkKind): Promise<MailLink> {
  const link = await tx.manager.findOne(MailLink, {
    where: { makerId: tx.scope.makerId, id, kind },
    lock: { mode: 'pessimistic_write' },
  });
  if (!link || link.usedAt !== null || link.expiresAt <= tx.now)
    throw new DomainError('organization.mail_link_invalid');
  return link;
}

export async function useMailLink(tx: Transaction, link: MailLink): Promise<void> {
  await tx.manager.update(MailLink, { makerId: link.makerId, id: link.id }, { usedAt: tx.now });
}
