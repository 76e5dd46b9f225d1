import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useList } from '../../../../api/use-list.js';
import { useOne } from '../../../../api/use-one.js';
import { useNow } from '../../../../clock/clock.js';
import {
  formatContracts,
  toListedDocument,
  pageOf,
} from '../../../../features/invoices/document/listed-document.js';
import { useFormat } from '../../../../format/use-format.js';
import { ErrorState } from '../../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../../ui/feedback/skeleton.js';
import { Money } from '../../../../ui/values/money.js';
import { StateBadge } from '../../../../ui/values/state-badge.js';
import { LAST_BILLS } from '../plant-queries.js';
import { Answer, type AnswerTone } from './answer.js';
import { lastEnded } from '../../../../clock/last-ended.js';
import { type BillVerdict, evaluateBill } from './bill-verdict.js';
import classes from './cost-answer.module.css';
import { monthName } from './month-name.js';
import { useBrokenProof } from './use-broken-proof.js';

const PAGES = { invoices: '/plant/costs/invoices', groups: '/plant/costs/groups' };

const TONES: Readonly<Record<BillVerdict, AnswerTone>> = {
  disputed: 'held',
  held: 'held',
  broken: 'critical',
  declared: 'unknown',
  estimated: 'unknown',
  proven: 'proven',
};

/** Shows whether the last invoice is correct. The answer is green only if the invoice is proven. */
export function BillAnswer() {
  const { t } = useTranslation();
  const format = useFormat();
  const invoices = useList('invoices', '/invoices', { query: LAST_BILLS });
  const now = useNow(300_000);
  const newest = lastEnded(invoices.items, now);
  const shown = newest && toListedDocument(newest);
  const page = newest && pageOf(newest, PAGES);
  const isAlone = shown !== undefined && shown.group === null;
  const invoice = useOne('invoices', '/invoices/{id}', { path: { id: newest?.id }, enabled: isAlone });
  const together = useOne('invoices', '/bill-groups/{id}/documents/{month}', {
    path: { id: shown?.group?.id, month: shown?.group?.month },
    enabled: shown !== undefined && !isAlone,
  });
  const documents = isAlone ? [invoice.data] : (together.data?.contracts ?? [undefined]);
  const lines = documents.flatMap((document) => document?.lines ?? []);
  const hasBrokenProof = useBrokenProof(lines);
  const question = t('customer:plant.ask.bill');
  if (invoices.query.isLoadingError) {
    return (
      <ErrorState
        error={invoices.query.error}
        title={t('customer:plant.billFailed')}
        onRetry={() => void invoices.query.refetch()}
      />
    );
  }
  if (invoices.waiting) return <SkeletonBlock height={180} />;
  if (newest === undefined || shown === undefined || page === undefined) {
    return (
      <Answer question={question} tone="unknown" answer={t('customer:plant.bill.none')}>
        <p className={classes.note}>{t('customer:plant.bill.noneWhy')}</p>
      </Answer>
    );
  }
  const month = monthName(newest.periodFrom, newest.periodTo, format.locale);
  const document = isAlone ? invoice : together;
  if (document.isLoadingError) {
    return (
      <ErrorState
        error={document.error}
        title={t('customer:plant.billFailed')}
        onRetry={() => void document.refetch()}
      />
    );
  }
  // A verdict needs all lines. Until they are loaded, no icon is shown that could be mistaken for a proof.
  if (document.data === undefined) return <SkeletonBlock height={180} />;
  const usage = lines.find((line) => line.kind === 'usage');
  const { verdict, count } = evaluateBill({
    lines,
    heldLines: shown.heldLines,
    isDisputed: documents.some((candidate) => candidate !== undefined && candidate.disputeBlockedAt !== null),
    hasBrokenProof: hasBrokenProof === true,
  });
  const isChecking = verdict === 'proven' && hasBrokenProof === undefined;
  const total = isAlone ? newest.total : together.data?.net;
  return (
    <Answer
      question={question}
      tone={isChecking ? 'unknown' : TONES[verdict]}
      answer={t(`customer:plant.bill.verdict.${isChecking ? 'checking' : verdict}`, { month, count })}
    >
      <p className={classes.line}>
        <span>
          <span title={shown.contracts.join(', ')}>{formatContracts(t, shown.contracts)}</span>{' '}
          <StateBadge state={shown.state} plain />
        </span>
        {total === undefined ? null : (
          <Money amount={total.amount} currency={total.currency} to={page} strong />
        )}
      </p>
      <p className={classes.note}>{t('customer:plant.bill.lines', { count: lines.length })}</p>
      <p className={classes.ways}>
        {usage === undefined ? null : (
          <Link to="/plant/costs/lines/$lineId" params={{ lineId: usage.id }}>
            {t('customer:plant.bill.proof')} <IconArrowRight size={14} stroke={1.75} aria-hidden />
          </Link>
        )}
        <Link to={page}>{t('customer:plant.bill.open')}</Link>
      </p>
    </Answer>
  );
}
