import { Injectable } from '@nestjs/common';
import { Maker, Membership, permissionsOf } from '#organization';
import { DomainError, SecretBox, systemScope, type Transaction, UnitOfWork } from '#platform';
import {
  type Channels,
  channelsFor,
  isOffered,
  NOTIFICATION_TYPES,
  type NotificationType,
} from '../domain/catalogue.js';
import { parseUnsubscribeToken, type Unsubscription } from '../domain/unsubscribe-token.js';
import { NotificationPreference } from '../entities/notification-preference.entity.js';
import { storePreferenceOf } from '../inbox/preferences.store.js';

/** Purpose of the key that signs unsubscribe links. */
export const UNSUBSCRIBE_PURPOSE = 'unsubscribe links';

/** The emails that an unsubscribe link switches off. */
export interface UnsubscribeOffer {
  readonly makerName: string;
  readonly what: NotificationType | 'digest';
}

/** Switches off emails by a signed link, without signing in. */
@Injectable()
export class Unsubscribe {
  private readonly key: string;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    box: SecretBox,
  ) {
    this.key = box.derive(UNSUBSCRIBE_PURPOSE);
  }

  /** Returns the emails that a link switches off. @throws DomainError notifications.link_invalid */
  async read(token: string): Promise<UnsubscribeOffer> {
    const link = this.parse(token);
    return this.unitOfWork.run(systemScope(link.makerId), async (tx) => {
      const maker = await tx.manager.findOneBy(Maker, { id: link.makerId });
      if (!maker) throw new DomainError('notifications.link_invalid');
      return { makerName: maker.name, what: link.what };
    });
  }

  /**
   * Switches off emails of the link's type, or of all digests. Other channels stay unchanged.
   * @throws DomainError notifications.link_invalid
   */
  async apply(token: string): Promise<void> {
    const { makerId, membershipId, what } = this.parse(token);
    return this.unitOfWork.run(systemScope(makerId), async (tx) => {
      const membership = await tx.manager.findOneBy(Membership, { makerId, id: membershipId });
      if (!membership) throw new DomainError('notifications.link_invalid');
      const types = await findTypes(tx, membership, what);
      for (const { type, portal, push } of types)
        await storePreferenceOf(tx, membership, type, { portal, mail: 'off', push });
    });
  }

  private parse(token: string): Unsubscription {
    const link = parseUnsubscribeToken(token, this.key);
    if (!link) throw new DomainError('notifications.link_invalid');
    return link;
  }
}

/** Returns the type of the link, or all types that the person receives in digests. */
async function findTypes(
  tx: Transaction,
  { makerId, id, role }: Membership,
  what: Unsubscription['what'],
): Promise<({ readonly type: NotificationType } & Pick<Channels, 'portal' | 'push'>)[]> {
  const stored = await tx.manager.findBy(NotificationPreference, { makerId, membershipId: id });
  const permissions = permissionsOf(role);
  return NOTIFICATION_TYPES.filter((type) => isOffered(type, role, permissions)).flatMap((type) => {
    const { portal, mail, push } = channelsFor(
      type,
      role,
      stored.find((row) => row.type === type),
    );
    const isMeant = what === 'digest' ? mail === 'daily' || mail === 'weekly' : type === what;
    return isMeant ? [{ type, portal, push }] : [];
  });
}
