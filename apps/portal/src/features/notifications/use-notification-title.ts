import { useTranslation } from 'react-i18next';
import { chargebackReason } from '../../../../../libs/notifications/src/domain/chargeback-reason.js';
import type { Notification } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { localisedName, type LocalisedName } from '../../i18n/localised.js';

type Titled = Pick<Notification, 'type' | 'params' | 'isEscalated'>;

/** Returns a function that describes a notification in one sentence. */
export function useNotificationTitle(): (notification: Titled) => string {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return ({ type, params, isEscalated }) => {
    const words: Record<string, unknown> = { ...params };
    for (const [key, value] of Object.entries(params))
      if (value === null || value === '') words[key] = t('notifications.unknown');
    if (typeof params['month'] === 'string')
      words['month'] = format.month(`${params['month'].slice(0, 7)}-15T00:00:00Z`, 'UTC');
    if (typeof params['expires'] === 'string')
      words['expires'] = format.date(`${params['expires']}T00:00:00Z`, 'UTC');
    if (typeof params['amount'] === 'string' && typeof params['currency'] === 'string')
      words['amount'] = format.money(params['amount'], params['currency']);
    if (type === 'chargeback.opened') {
      const { reason, evidenceDueOn } = params;
      words['reason'] = t(`notifications.chargebackReason.${chargebackReason(reason)}`);
      words['evidence'] =
        typeof evidenceDueOn === 'string'
          ? t('notifications.evidence.due', { day: format.date(`${evidenceDueOn}T00:00:00Z`, 'UTC') })
          : t('notifications.evidence.closed');
    }
    const names = params['names'];
    words['alarm'] =
      localisedName(typeof names === 'object' ? (names as LocalisedName | null) : undefined, i18n.language) ||
      words['code'];
    const title = t(`notifications.title.${type.replace('.', '_')}`, words);
    return isEscalated ? t('notifications.escalated', { title }) : title;
  };
}
