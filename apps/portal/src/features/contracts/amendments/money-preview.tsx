import { Switch } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AmendmentPreview } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { faultText, problemText } from '../../../problems/problem-text.js';
import { problemOf } from '../../../problems/problem.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { useLineName } from '../../invoice-lines/use-line-name.js';
import classes from './money-preview.module.css';

type Month = AmendmentPreview['months'][number];
type Line = NonNullable<Month['lines'][number]['after']>;

/**
 * Financial effect of a change to a contract: each month before and after the change, and the lines that cause the
 * difference.
 */
export function MoneyPreview({
  query,
  hasNewBuyer = false,
  sides = 'amendment',
}: {
  readonly query: UseQueryResult<AmendmentPreview>;
  /** True if another buyer is billed from the effective day. The amounts do not show this. */
  readonly hasNewBuyer?: boolean;
  /** The compared sides: a contract without and with an amendment, or without and with a contract migration. */
  readonly sides?: 'amendment' | 'takeover';
}) {
  const { t, i18n } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  if (query.isError) {
    const problem = problemOf(query.error);
    const faults = (problem.fields ?? []).map((fault) => faultText(fault, t, i18n));
    return (
      <p className={classes.none} role="status">
        {[...new Set([problemText(problem, t, i18n), ...faults])].join(' ')}
      </p>
    );
  }
  if (query.data === undefined)
    return query.isFetching ? (
      <SkeletonBlock height={120} />
    ) : (
      <p className={classes.none}>{t(`maker:${sides}.preview.notYet`)}</p>
    );
  const { months, currency, before, after, difference } = query.data;
  const issued = months.flatMap((month) => month.issued ?? []);
  return (
    <section aria-live="polite" data-stale={query.isFetching || undefined} className={classes.preview}>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('maker:amendment.preview.net', { currency })}</th>
              <th scope="col">{t(`maker:${sides}.preview.before`)}</th>
              <th scope="col">{t(`maker:${sides}.preview.after`)}</th>
              <th scope="col">{t('maker:amendment.preview.difference')}</th>
            </tr>
          </thead>
          {months.map((month) => (
            <MonthRows key={month.month} month={month} currency={currency} isWhole={isWhole} />
          ))}
          <tfoot>
            <tr>
              <th scope="row">{t('maker:amendment.preview.total', { count: months.length })}</th>
              <Amount amount={before.amount} currency={currency} />
              <Amount amount={after.amount} currency={currency} />
              <Difference amount={difference.amount} currency={currency} />
            </tr>
          </tfoot>
        </table>
      </div>
      {hasNewBuyer ? (
        <p className={classes.none}>
          {[
            t('maker:amendment.preview.moves'),
            ...(issued.length === 0
              ? []
              : [t('maker:amendment.preview.stays', { numbers: issued.join(', ') })]),
          ].join(' ')}
        </p>
      ) : null}
      <Switch
        size="xs"
        label={t('maker:amendment.preview.allLines')}
        checked={isWhole}
        onChange={(event) => setWhole(event.currentTarget.checked)}
      />
    </section>
  );
}

interface MonthProps {
  readonly month: Month;
  readonly currency: string;
  /** True to show unchanged lines as well. */
  readonly isWhole: boolean;
}

function MonthRows({ month, currency, isWhole }: MonthProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const lineName = useLineName();
  const days = ({ serviceFrom, serviceTo }: Line): string | null => {
    if (serviceFrom === null || serviceTo === null || !isWithin(serviceFrom, serviceTo, month.month))
      return null;
    const last = new Date(Date.parse(serviceTo) - 86_400_000).toISOString();
    const [first, end] = [format.shortDate(`${serviceFrom}T00:00:00Z`, 'UTC'), format.shortDate(last, 'UTC')];
    return first === end ? first : `${first} – ${end}`;
  };
  const lines = month.lines.filter(
    ({ difference }) => isWhole || difference === null || !isZero(difference.amount),
  );
  return (
    <tbody>
      <tr className={classes.month}>
        <th scope="row">
          {format.month(`${month.month}-15T12:00:00Z`, 'UTC')}
          <span className={classes.basis}>{t(`maker:amendment.preview.basis.${month.basis}`)}</span>
          {month.issued === null ? null : (
            <span className={classes.issued}>
              {t('maker:amendment.preview.issued', { number: month.issued })}
            </span>
          )}
          {month.after?.deposit ? (
            <span className={classes.issued}>
              {t('maker:amendment.preview.deposit', {
                amount: format.money(month.after.deposit.amount, currency),
              })}
            </span>
          ) : null}
        </th>
        <Amount amount={month.before?.net.amount ?? null} currency={currency} />
        <Amount amount={month.after?.net.amount ?? null} currency={currency} />
        <Difference amount={month.difference.amount} currency={currency} />
      </tr>
      {lines.map(({ before, after, difference }, index) => {
        const line = (after ?? before)!;
        const dayRange = days(line);
        return (
          <tr key={index} className={classes.line}>
            <th scope="row">
              {lineName(line)}
              {dayRange === null ? null : <span className={classes.days}>{dayRange}</span>}
              {isHeld(before) || isHeld(after) ? (
                <span className={classes.days}>
                  <StateBadge state="held" plain />
                </span>
              ) : null}
            </th>
            <Amount amount={before === null ? null : (before.amount?.amount ?? null)} currency={currency} />
            <Amount amount={after === null ? null : (after.amount?.amount ?? null)} currency={currency} />
            <Difference amount={difference?.amount ?? null} currency={currency} />
          </tr>
        );
      })}
    </tbody>
  );
}

function Amount({ amount, currency }: { readonly amount: string | null; readonly currency: string }) {
  return (
    <td>
      <Money amount={amount} currency={currency} withoutCode />
    </td>
  );
}

/** Shown with its sign, so that increases and decreases can be distinguished without colour. */
function Difference({ amount, currency }: { readonly amount: string | null; readonly currency: string }) {
  const isMore = amount !== null && !amount.startsWith('-') && !isZero(amount);
  return (
    <td className={classes.difference}>
      {isMore ? <b>+</b> : null}
      <Money amount={amount} currency={currency} withoutCode strong={amount !== null && !isZero(amount)} />
    </td>
  );
}

/** Returns true if a line is on hold and has no amount yet. */
const isHeld = (line: Line | null): boolean => line !== null && line.amount === null;

const isZero = (amount: string): boolean => /^-?0*(\.0*)?$/.test(amount);

/** Returns true if a period begins after the first day of a month, or ends before the month does. `to` is exclusive. */
function isWithin(from: string, to: string, month: string): boolean {
  return from > `${month}-01` || (to.startsWith(month) && to > `${month}-01`);
}
