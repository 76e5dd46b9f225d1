import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Charge, Contract, Escalation, IndexClause } from '../../../api/types.js';
import { middleOf } from '../../../clock/months.js';
import { useFormat } from '../../../format/use-format.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { problemOf } from '../../../problems/problem.js';
import { useDebouncedContent } from '../../../ui/forms/use-debounced-content.js';
import { Money } from '../../../ui/values/money.js';
import { isReadable } from './index-clause-values.js';
import classes from './index-clause.module.css';
import { useIndexClauseWords } from './use-index-clause-words.js';
import { useIndexName } from './use-index-name.js';

interface IndexClausePreviewProps {
  readonly contract: Contract;
  readonly clause: IndexClause | null;
  readonly charges: readonly Charge[];
  /** First day on which the clause applies; the contract's start by default. */
  readonly effectiveOn?: string;
}

const DEBOUNCE_MS = 500;

/** Describes a clause in words, and previews its next step with the latest known index values. */
export function IndexClausePreview({ contract, clause, charges, effectiveOn }: IndexClausePreviewProps) {
  const { t } = useTranslation();
  const wordsOf = useIndexClauseWords();
  const input = useDebouncedContent(
    { indexClause: clause, ...(effectiveOn === undefined || effectiveOn === '' ? {} : { effectiveOn }) },
    DEBOUNCE_MS,
  );
  const preview = useQuery({
    queryKey: ['index-clause-preview', contract.id, contract.version, input],
    queryFn: ({ signal }) =>
      request('POST', '/contracts/{id}/escalation/preview', {
        path: { id: contract.id },
        body: input,
        signal,
      }),
    enabled: input.indexClause !== null && isReadable(input.indexClause),
    retry: false,
    placeholderData: keepPreviousData,
  });
  if (clause === null) return <p className={classes.means}>{t('maker:indexClause.noneMeans')}</p>;
  const isIncomplete = !isReadable(clause) || (preview.isError && problemOf(preview.error).status < 500);
  const isShown = !isIncomplete && !preview.isError;
  const escalation = isShown ? preview.data?.escalation : undefined;
  return (
    <section
      className={classes.means}
      aria-live="polite"
      data-stale={(isShown && preview.isPlaceholderData) || undefined}
    >
      <h3 className={classes.title}>{t('maker:indexClause.means')}</h3>
      {isShown ? (
        <p>{wordsOf(clause, contract, charges).join(' ')}</p>
      ) : (
        <p>{t(isIncomplete ? 'maker:indexClause.incomplete' : 'maker:indexClause.noPreview')}</p>
      )}
      {escalation == null ? null : <NextStep escalation={escalation} currency={contract.currency} />}
    </section>
  );
}

function NextStep({ escalation, currency }: { readonly escalation: Escalation; readonly currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const indexName = useIndexName();
  const text = useCodeText();
  const { step, indexes, proposal, problem } = escalation;
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  const month = (name: string): string => format.month(middleOf(name), 'UTC');
  if (step === null) return <p>{t('maker:escalation.endsBefore')}</p>;
  const isOlder = indexes.some((index) => index.value !== null && index.month !== step.indexMonth);
  return (
    <>
      <p>
        <b>{t('maker:indexClause.next', { day: day(step.effectiveOn), noticeBy: day(step.noticeBy) })}</b>{' '}
        {isOlder ? t('maker:indexClause.latest') : null}
      </p>
      {indexes.length === 0 ? null : (
        <ul className={classes.indexes}>
          {indexes.map((index) => (
            <li key={`${index.key} ${index.baseMonth}`}>
              {index.base === null || index.value === null
                ? `${indexName(index.key)}: ${t('maker:escalation.missing', {
                    month: month(index.base === null ? index.baseMonth : index.month),
                  })}`
                : `${indexName(index.series ?? index.key)}: ${index.base} (${month(index.baseMonth)}) → ${index.value} (${month(index.month)})`}
            </li>
          ))}
        </ul>
      )}
      {problem === null ? null : <p className={classes.fault}>{text('errors:', problem)}</p>}
      {proposal === null ? null : Number(proposal.mrrAfter) === 0 ? (
        <p>{t('maker:indexClause.factor', { factor: proposal.appliedFactor })}</p>
      ) : (
        <p>
          {t('maker:indexClause.would', { factor: proposal.appliedFactor })}{' '}
          <Money amount={proposal.mrrBefore} currency={currency} withoutCode />
          {' → '}
          <Money amount={proposal.mrrAfter} currency={currency} strong />
        </p>
      )}
    </>
  );
}
