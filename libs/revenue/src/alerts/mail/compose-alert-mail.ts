import { Formatter } from '#documents';
import { Exact, fillPlaceholders, type Mail, textsForLocale, wrapMail } from '#platform';
import type { NoticeToMail } from '../usage-alerts.queries.js';
import { ALERT_MAIL_TEXTS } from './alert-mail-texts.js';

/**
 * Composes a notice in its recipient's language, or in English if there is no translation.
 * @param publicUrl without a slash at the end
 */
export function composeAlertMail(notice: NoticeToMail, publicUrl: string): Mail {
  const { locale, texts } = textsForLocale(ALERT_MAIL_TEXTS, notice.locale);
  const { subject, body } = texts[notice.measure];
  const formatter = new Formatter({ locale });
  // An email shows whole quantities, because decimals don't matter for a threshold.
  const formatAmount = (decimal: string): string =>
    notice.measure === 'amount'
      ? formatter.money(decimal, notice.currency)
      : formatter.quantity(new Exact(decimal).toDecimalPlaces(0).toFixed(), notice.unit);
  const values: Readonly<Record<string, string>> = {
    name: notice.name,
    maker: notice.makerName,
    contract: notice.contract,
    percent: String(notice.percent),
    used: formatAmount(notice.used),
    limit: formatAmount(notice.limit),
    from: formatter.date(notice.periodFrom),
    link: `${publicUrl}${notice.side === 'customer' ? '/plant/costs' : `/contracts/${notice.contractId}`}`,
  };
  return {
    to: notice.to,
    subject: fillPlaceholders(subject, values),
    text: `${wrapMail(fillPlaceholders(body, values))}\n`,
  };
}
