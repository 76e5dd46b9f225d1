import { useTranslation } from 'react-i18next';
import type { Invoice } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useFormat } from '../../../format/use-format.js';
import { problemText } from '../../../problems/problem-text.js';
import { problemOf } from '../../../problems/problem.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Facts } from '../../../ui/layout/facts.js';
import classes from './invoice-dialogs.module.css';

/** Number, dates and posting that a document would get if it were issued on `issuedOn`; empty for today. */
export function IssueFacts({ invoice, issuedOn }: { readonly invoice: Invoice; readonly issuedOn: string }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const preview = useOne('invoice-previews', '/invoices/{id}/issue-preview', {
    path: { id: invoice.id },
    query: { issuedOn: issuedOn === '' ? undefined : issuedOn },
    keepPrevious: true,
  });
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  if (preview.error) return <p className={classes.fault}>{problemText(problemOf(preview.error), t, i18n)}</p>;
  if (preview.data === undefined) return <SkeletonBlock height={128} />;
  const { number, postingDate, dueOn, booksCurrency, booksRate } = preview.data;
  return (
    <Facts
      items={[
        [t('maker:invoice.number'), <b key="n">{number}</b>],
        [t('maker:invoice.issuedOn'), day(preview.data.issuedOn)],
        [t('maker:invoice.dueOn'), t('maker:invoice.dueIn', { day: day(dueOn), count: invoice.paymentDays })],
        [t('maker:invoice.postingDate'), day(postingDate)],
        ...(booksCurrency === invoice.currency
          ? []
          : [[t('maker:invoice.booksRate'), `${booksRate} ${booksCurrency}/${invoice.currency}`] as const]),
      ]}
    />
  );
}
