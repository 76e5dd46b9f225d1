import {
  IconArrowBackUp,
  IconCheck,
  IconCircleX,
  IconEraser,
  IconFileDescription,
  IconMessageQuestion,
  IconPlayerPlay,
  IconReceiptRefund,
  IconSend,
  IconTransferIn,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MoneyDecision } from '../../api/types.js';
import { Timeline } from '../../ui/layout/timeline.js';
import { DecisionFacts } from './decision-facts.js';

const ICONS: Readonly<Record<string, Icon>> = {
  approved: IconCheck,
  reopened: IconArrowBackUp,
  approval_lapsed: IconCircleX,
  issued: IconSend,
  credited: IconReceiptRefund,
  dispute_settled: IconMessageQuestion,
  dispute_rejected: IconMessageQuestion,
  contract_activated: IconPlayerPlay,
  taken_over: IconTransferIn,
  amendment_signed: IconFileDescription,
  written_off: IconEraser,
  write_off_rejected: IconCircleX,
  write_off_undone: IconArrowBackUp,
  refunded: IconReceiptRefund,
  refund_rejected: IconCircleX,
  refund_undone: IconArrowBackUp,
};

interface DecisionTimelineProps {
  readonly decisions: readonly MoneyDecision[];
  readonly currency: string;
}

/** Decisions, newest first: author, decision, reason, changes, and the content that the decision was based on. */
export function DecisionTimeline({ decisions, currency }: DecisionTimelineProps) {
  const { t } = useTranslation();
  return (
    <Timeline
      entries={decisions.map((decision) => ({
        id: decision.id,
        at: decision.at,
        icon: ICONS[decision.action] ?? IconCheck,
        fact: t(`maker:invoice.decision.${decision.action}`, {
          who: decision.by ?? t('maker:invoice.theProduct'),
          number: String(
            decision.after['number'] ?? decision.after['creditNote'] ?? decision.after['amendments'] ?? '',
          ),
        }),
        consequence: (
          <>
            {[
              decision.second === null
                ? ''
                : t(`maker:invoice.second.${SECOND[decision.action] ?? 'approved'}`, {
                    who: decision.second,
                  }),
              decision.why,
            ]
              .filter((text) => text !== '')
              .join(' · ')}
            <DecisionFacts decision={decision} currency={currency} />
          </>
        ),
      }))}
    />
  );
}

/** Action of the second person, by decision; an approval unless it is listed here. */
const SECOND: Readonly<Record<string, string>> = {
  credited: 'issued',
  taken_over: 'drafted',
  amendment_signed: 'drafted',
  written_off: 'requested',
  write_off_rejected: 'requested',
  write_off_undone: 'requested',
  refunded: 'requested',
  refund_rejected: 'requested',
  refund_undone: 'requested',
};
