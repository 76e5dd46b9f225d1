import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import { faultText, problemText } from '../../../problems/problem-text.js';
import { problemOf } from '../../../problems/problem.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Money } from '../../../ui/values/money.js';
import { PricePreview } from '../../charges/form/price-preview.js';
import { useChargeWords } from '../../charges/terms/charge-words.js';
import type { ShownDraft } from '../use-draft-scope.js';
import type { DraftValues } from '../values/draft-values.js';
import classes from './cost-preview.module.css';
import type { DraftCosts } from './use-draft-costs.js';

interface CostPreviewProps {
  readonly costs: DraftCosts;
  readonly values: DraftValues;
  readonly shown: ShownDraft;
}

/** Costs under the terms in the form for the last month and the last twelve months. */
export function CostPreview({ costs, values, shown }: CostPreviewProps) {
  const { t } = useTranslation();
  return (
    <section className={classes.preview} aria-labelledby="draft-costs">
      <h2 id="draft-costs" className={classes.title}>
        {t('maker:contractEditor.costs.title')}
        <span>{t('maker:contractEditor.costs.basis')}</span>
      </h2>
      <div aria-live="polite">
        <Body costs={costs} values={values} shown={shown} />
      </div>
    </section>
  );
}

function Body({ costs, values, shown }: CostPreviewProps) {
  const { t, i18n } = useTranslation();
  switch (costs.kind) {
    case 'incomplete':
      return <p className={classes.none}>{t('maker:contractEditor.costs.incomplete')}</p>;
    case 'reading':
      return (
        <div role="status">
          <p className={classes.none}>
            {t('maker:simulator.reading', { read: costs.read, count: costs.count })}
          </p>
          <Progress value={(costs.read / Math.max(costs.count, 1)) * 100} aria-hidden />
        </div>
      );
    case 'silent':
      return (
        <>
          <p className={classes.none}>{t('maker:contractEditor.costs.silent')}</p>
          <PricePreview charges={values.charges} contract={shown} />
        </>
      );
    case 'failed': {
      const problem = problemOf(costs.error);
      const faults = (problem.fields ?? []).map((fault) => faultText(fault, t, i18n));
      return (
        <p className={classes.none} role="status">
          {[...new Set([problemText(problem, t, i18n), ...faults])].join(' ')}
        </p>
      );
    }
    case 'pending':
      return <SkeletonBlock height={160} />;
    case 'known':
      return <Known costs={costs} values={values} shown={shown} />;
  }
}

function Known({
  costs,
  values,
  shown,
}: CostPreviewProps & { readonly costs: DraftCosts & { kind: 'known' } }) {
  const { t } = useTranslation();
  const format = useFormat();
  const wordsOf = useChargeWords();
  const { outcome, knownMonths, leftOut, isStale } = costs;
  const { months, charges, total } = outcome;
  const last = months.at(-1);
  const highest = Math.max(1e-9, ...months.map(({ amount }) => Number(amount?.amount ?? 0)));
  const nameOf = (month: string): string => format.month(`${month}-15T12:00:00Z`, 'UTC');
  return (
    <div data-stale={isStale || undefined} className={classes.known}>
      <dl className={classes.totals}>
        <div>
          <dt>{t('maker:contractEditor.costs.year', { count: knownMonths })}</dt>
          <dd>
            <Money amount={total.amount} currency={total.currency} strong />
          </dd>
        </div>
        <div>
          <dt>{last === undefined ? '' : nameOf(last.month)}</dt>
          <dd>
            {last?.amount == null ? (
              t('maker:simulator.unknown')
            ) : (
              <Money amount={last.amount.amount} currency={last.amount.currency} strong />
            )}
          </dd>
        </div>
      </dl>
      <ol className={classes.bars} aria-label={t('maker:simulator.byMonth')}>
        {months.map(({ month, amount }) => {
          const text = `${nameOf(month)}: ${
            amount === null ? t('maker:simulator.unknown') : format.money(amount.amount, amount.currency)
          }`;
          return (
            <li key={month} title={text} data-unknown={amount === null || undefined}>
              <span
                className={classes.bar}
                style={{ height: `${(Number(amount?.amount ?? highest) / highest) * 100}%` }}
              />
              <span className="visually-hidden">{text}</span>
              <span className={classes.month} aria-hidden>
                {month.slice(5)}
              </span>
            </li>
          );
        })}
      </ol>
      <ul className={classes.charges}>
        {charges.map(({ key, amount }) => {
          const charge = shown.charges.find(({ id }) => id === key);
          return (
            <li key={key}>
              <span>{charge === undefined ? '' : wordsOf(charge, shown).title}</span>
              <Money amount={amount.amount} currency={amount.currency} withoutCode />
            </li>
          );
        })}
      </ul>
      {leftOut === 0 ? null : (
        <p className={classes.none}>{t('maker:contractEditor.costs.leftOut', { count: leftOut })}</p>
      )}
      {knownMonths === months.length ? null : (
        <p className={classes.none}>
          {t('maker:contractEditor.costs.unknownMonths', { count: months.length - knownMonths })}
        </p>
      )}
      <p className={classes.none}>
        {t(`maker:contractEditor.costs.${values.pricesIncludeTax ? 'scopeWithTax' : 'scope'}`)}
      </p>
    </div>
  );
}
