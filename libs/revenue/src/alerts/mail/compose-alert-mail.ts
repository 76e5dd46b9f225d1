import { Written } from '#documents';
import { Exact, fillMail, type Mail, spokenIn, wrapMail } from '#platform';
import type { NoticeToMail } from '../usage-alerts.queries.js';
import { ALERT_MAIL_TEXTS } from './alert-mail-texts.js';

/**
 * Composes a notice in its reader's language, or in English if there is no translation.
 * @param publicUrl without a slash at the end
 */
export function composeAlertMail(notice: NoticeToMail, publicUrl: string): Mail {
  const { locale, texts } = spokenIn(ALERT_MAIL_TEXTS, notice.locale);
  const { subject, body } = texts[notice.measure];
  const written = new Written({ locale });
  // A quantity's decimals are irrelevant here.
  const worth = (decimal: string): string =>
    notice.measure === 'amount'
      ? written.money(decimal, notice.currency)
      : written.quantity(new Exact(decimal).toDecimalPlaces(0).toFixed(), notice.unit);
  const words: Readonly<Record<string, string>> = {
    name: notice.name,
    maker: notice.makerName,
    contract: notice.contract,
    percent: String(notice.percent),
    used: worth(notice.used),
    limit: worth(notice.limit),
    from: written.date(notice.periodFrom),
    link: `${publicUrl}${notice.side === 'customer' ? '/plant/costs' : `/contracts/${notice.contractId}`}`,
  };
  return { to: notice.to, subject: fillMail(subject, words), text: `${wrapMail(fillMail(body, words))}\n` };
}
