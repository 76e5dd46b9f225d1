import { useTranslation } from 'react-i18next';
import type { Charge, Contract, IndexClause } from '../../../api/types.js';
import { monthAfter } from '../../../clock/months.js';
import { percentOfFactor, percentOfPart, remainderOfOne } from '../../../format/decimals.js';
import { useFormat } from '../../../format/use-format.js';
import { useChargeWords } from '../../charges/terms/charge-words.js';
import { useIndexName } from './use-index-name.js';

/** Returns a function that describes an index clause, with one sentence for each term. */
export function useIndexClauseWords(): (
  clause: IndexClause,
  contract: Pick<Contract, 'currency' | 'startsOn' | 'meters' | 'machines'>,
  /** Charges that the clause can refer to. */
  charges: readonly Charge[],
) => string[] {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const wordsOf = useChargeWords();
  const indexName = useIndexName();
  return (clause, contract, charges) => {
    const { weights, fixedPercentPerYear, cap, floor, baseMonth } = clause;
    const list = (texts: readonly string[]): string =>
      new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(texts);
    const percent = (value: string): string => format.number(value.replace('-', ''));
    const named = (clause.charges ?? []).map((key) => {
      const charge = charges.find((one) => one.key === key);
      return charge === undefined ? key : wordsOf(charge, contract).title;
    });
    const what = clause.charges === null ? t('indexClause.all') : list(named);
    const day = format.date(`${clause.from}T00:00:00Z`, 'UTC');
    const fixed = percentOfPart(remainderOfOne(weights.map(({ weight }) => weight)));
    const base = baseMonth ?? monthAfter(contract.startsOn.slice(0, 7), -1);
    const shares = weights.map(({ key, weight }) =>
      t('indexClause.share', { percent: percent(percentOfPart(weight)), key: indexName(key) }),
    );
    return [
      ...(fixedPercentPerYear === null
        ? [
            fixed === '0'
              ? t('indexClause.followsWholly', { day, what, shares: list(shares) })
              : t('indexClause.follows', { day, what, shares: list(shares), fixed: percent(fixed) }),
            t('indexClause.compared', {
              count: clause.indexLagMonths,
              base: format.month(`${base}-15T12:00:00Z`, 'UTC'),
            }),
          ]
        : [t('indexClause.rises', { day, what, percent: percent(fixedPercentPerYear) })]),
      ...limit(cap, 'cap'),
      ...limit(floor, 'floor'),
      t('indexClause.notice', { count: clause.noticeDays }),
      t(`indexClause.late.${clause.lateNotice}`),
    ];

    function limit(factor: string | null, name: 'cap' | 'floor'): string[] {
      if (factor === null) return [];
      const value = percentOfFactor(factor);
      const side = value === '0' ? 'same' : value.startsWith('-') ? 'below' : 'above';
      return [t(`indexClause.${name}.${side}`, { percent: percent(value) })];
    }
  };
}
