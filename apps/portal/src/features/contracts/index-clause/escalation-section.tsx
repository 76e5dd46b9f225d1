import { Button } from '@mantine/core';
import { IconFileDiff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { middleOf } from '../../../clock/months.js';
import { useFormat } from '../../../format/use-format.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { useWork } from '../../../ui/feedback/use-work.js';
import { Facts } from '../../../ui/layout/facts.js';
import { Section } from '../../../ui/layout/section.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { EditClause } from '../overview/edit-clause.js';
import { ChargeList } from '../../charges/terms/charge-list.js';
import classes from './escalation-section.module.css';
import { useDraftSteps } from './use-draft-steps.js';
import { useIndexClauseWords } from './use-index-clause-words.js';
import { useIndexName } from './use-index-name.js';

/**
 * Next price change of an index clause: its day, its notice deadline and the new prices. Drafts the amendment in one
 * click.
 */
export function EscalationSection({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const format = useFormat();
  const indexName = useIndexName();
  const text = useCodeText();
  const may = useMay();
  const { busy, failure, run } = useWork();
  const { draftOne } = useDraftSteps();
  const { data } = useOne('escalation', '/contracts/{id}/escalation', { path: { id: contract.id } });
  const wordsOf = useIndexClauseWords();
  const escalation = data?.escalation;
  const clause = contract.indexClause;
  const words = clause === null ? null : wordsOf(clause, contract, contract.charges).join(' ');
  // A draft contract has no next price change yet.
  if (contract.state === 'draft')
    return (
      <Section
        title={t('indexClause.title')}
        action={<EditClause contract={contract} clause="indexClause" />}
      >
        <p className={classes.quiet}>{words ?? t('maker:indexClause.noneMeans')}</p>
      </Section>
    );
  if (escalation === undefined || escalation === null) return null;
  const { step, proposal, indexes, problem, cap, floor, lapsed, draftId } = escalation;
  const mayMake =
    may('contracts.write') && contract.state === 'active' && proposal !== null && draftId === null;
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  const month = (name: string): string => format.month(middleOf(name), 'UTC');
  if (step === null)
    return (
      <Section title={t('maker:escalation.title')}>
        <p className={classes.quiet}>{t('maker:escalation.endsBefore')}</p>
      </Section>
    );
  return (
    <Section
      title={t('maker:escalation.title')}
      aside={t(draftId === null ? 'maker:escalation.proposal' : 'maker:escalation.drafted')}
      action={
        mayMake ? (
          <Button
            size="xs"
            leftSection={<IconFileDiff size={14} stroke={1.75} />}
            loading={busy}
            onClick={() => run(() => draftOne({ contractId: contract.id, stepOn: step.on }))}
          >
            {t('maker:indexSteps.make')}
          </Button>
        ) : undefined
      }
    >
      <Facts
        items={[
          [
            t('maker:escalation.on'),
            step.effectiveOn === step.on
              ? day(step.on)
              : `${day(step.effectiveOn)} (${t('maker:indexSteps.insteadOf', { day: day(step.on) })})`,
          ],
          [t('maker:escalation.noticeBy'), day(step.noticeBy)],
          ...(cap === null ? [] : ([[t('maker:escalation.cap'), cap]] as const)),
          ...(floor === null ? [] : ([[t('maker:escalation.floor'), floor]] as const)),
          ...indexes.map(
            (one) =>
              [
                t('maker:escalation.index', { key: indexName(one.series ?? one.key) }),
                one.base === null || one.value === null ? (
                  <StateBadge key={one.key} state="unknown" plain>
                    {t('maker:escalation.missing', {
                      month: month(one.base === null ? one.baseMonth : one.month),
                    })}
                  </StateBadge>
                ) : (
                  `${one.base} → ${one.value}`
                ),
              ] as const,
          ),
          ...(proposal === null
            ? []
            : ([
                [t('maker:escalation.factor'), proposal.appliedFactor],
                [
                  t('maker:revenue.mrr'),
                  <span key="mrr">
                    <Money amount={proposal.mrrBefore} currency={contract.currency} withoutCode />
                    {' → '}
                    <Money amount={proposal.mrrAfter} currency={contract.currency} strong />
                  </span>,
                ],
              ] as const)),
        ]}
      />
      {words === null ? null : (
        <details className={classes.proposal}>
          <summary>{t('indexClause.title')}</summary>
          <p className={classes.clause}>{words}</p>
        </details>
      )}
      {failure === undefined ? null : (
        <p className={classes.warning} role="alert">
          {failure.text}
        </p>
      )}
      {lapsed === null ? null : (
        <p className={classes.quiet}>{t('maker:escalation.lapsed', { day: day(lapsed) })}</p>
      )}
      {problem === null ? null : <p className={classes.warning}>{text('errors:', problem)}</p>}
      {proposal === null ? null : (
        <details className={classes.proposal}>
          <summary>{t('maker:escalation.prices')}</summary>
          <ChargeList charges={proposal.charges.map(({ after }) => after)} contract={contract} />
        </details>
      )}
    </Section>
  );
}
