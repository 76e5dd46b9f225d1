import { useTranslation } from 'react-i18next';
import type { SuggestedDocument } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { Money } from '../../../ui/values/money.js';
import { DEDUCTIONS } from '../../receivables/allocate/allocate-values.js';
import { amountOf, minorOf } from '../../receivables/amounts.js';
import { isPositive, sumOf } from '../amounts.js';
import { restOf, rowsOf, stillOpen } from '../by-hand/draft-rows.js';
import classes from './suggestions.module.css';

interface DocumentSumProps {
  readonly documents: readonly SuggestedDocument[];
  readonly unapplied: { readonly amount: string; readonly currency: string };
}

/** Effect of a suggestion on each document, in columns that add up, and the amount that remains unapplied. */
export function DocumentSum({ documents, unapplied }: DocumentSumProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const currency = documents[0]?.currency ?? unapplied.currency;
  const deductions = DEDUCTIONS.filter((kind) => documents.some((document) => isPositive(document[kind])));
  const rows = rowsOf({ documents });
  const left = restOf(rows, { unapplied });
  const moneyOf = (minor: bigint): string =>
    format.money(amountOf(minor, unapplied.currency).amount, unapplied.currency);
  const opens = rows.map((row) => amountOf(stillOpen(row), row.open.currency).amount);
  const cell = (amount: string | null) => (
    <td>
      <Money amount={amount ?? '0'} currency={currency} withoutCode />
    </td>
  );
  return (
    <div className={classes.sum}>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('maker:matching.document')}</th>
              <th scope="col">{t('maker:matching.open', { currency })}</th>
              <th scope="col">{t('maker:matching.fromPayment')}</th>
              {deductions.map((kind) => (
                <th scope="col" key={kind}>
                  {t(`payment.${kind}`)}
                </th>
              ))}
              <th scope="col">{t('maker:matching.stillOpen')}</th>
            </tr>
          </thead>
          <tbody>
            {documents.map((document, index) => (
              <tr key={document.documentId}>
                <th scope="row">
                  {document.number}
                  <small>
                    {t('maker:matching.due', { day: format.date(`${document.dueOn}T00:00:00Z`, 'UTC') })}
                  </small>
                </th>
                {cell(document.open)}
                {cell(document.amount)}
                {deductions.map((kind) => (
                  <td key={kind}>
                    <Money amount={document[kind] ?? '0'} currency={currency} withoutCode />
                  </td>
                ))}
                {cell(opens[index]!)}
              </tr>
            ))}
          </tbody>
          {documents.length === 1 ? null : (
            <tfoot>
              <tr>
                <th scope="row">{t('maker:matching.total')}</th>
                {cell(sumOf(documents.map(({ open }) => open)))}
                {cell(sumOf(documents.map(({ amount }) => amount)))}
                {deductions.map((kind) => (
                  <td key={kind}>
                    <Money
                      amount={sumOf(documents.map((one) => one[kind]))}
                      currency={currency}
                      withoutCode
                    />
                  </td>
                ))}
                {cell(sumOf(opens))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      <p className={classes.equation}>
        {t('maker:matching.equation', {
          payment: format.money(unapplied.amount, unapplied.currency),
          used: moneyOf(minorOf(unapplied) - left),
          left: moneyOf(left),
        })}
      </p>
    </div>
  );
}
