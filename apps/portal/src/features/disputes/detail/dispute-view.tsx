import { Button } from '@mantine/core';
import { IconFileText, IconShieldCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisputeDetail } from '../../../api/types.js';
import { formatUnit } from '../../../format/unit.js';
import { useFormat } from '../../../format/use-format.js';
import { Facts } from '../../../ui/layout/facts.js';
import { LinkButton } from '../../../ui/layout/link-button.js';
import { PageHeader, type Crumb } from '../../../ui/layout/page-header.js';
import { Section } from '../../../ui/layout/section.js';
import { Quantity } from '../../../ui/values/quantity.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { useMeterLabel } from '../../meters/use-meter-name.js';
import { PackButton } from '../../packs/pack-dialog.js';
import { useDisputed, useDisputedDays } from '../dispute-texts.js';
import classes from '../disputes.module.css';
import { Conversation } from './conversation.js';
import { MeterTests } from './meter-tests.js';

interface DisputeViewProps {
  readonly dispute: DisputeDetail;
  readonly crumbs: readonly Crumb[];
  /** Paths of invoices and lines. */
  readonly paths: {
    readonly invoices: string;
    readonly lines: '/billing/lines' | '/plant/costs/lines';
  };
  readonly actions: ReactNode;
}

/**
 * A dispute as both sides see it: the claim, the line's figures with their proof, the outcome, and the conversation.
 */
export function DisputeView({ dispute, crumbs, paths, actions }: DisputeViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const disputed = useDisputed();
  const { invoice, line } = dispute;
  const isOpen = dispute.state === 'open';
  return (
    <div>
      <PageHeader
        crumbs={crumbs}
        title={disputed(dispute)}
        state={<StateBadge state={isOpen ? 'disputed' : dispute.state} />}
        below={t('dispute.below', {
          customer: dispute.customer.name,
          number: invoice.number,
          opened: format.dateTime(dispute.openedAt),
        })}
        actions={actions}
      />
      <div className={classes.split}>
        <div className={classes.main}>
          {isOpen ? null : <Outcome dispute={dispute} invoices={paths.invoices} />}
          <Section title={t(`dispute.subject.${dispute.subject}`)}>
            <blockquote className={classes.answer}>{dispute.claim}</blockquote>
            <p className={classes.none}>
              {t(dispute.openedSide === 'maker' ? 'dispute.writtenDownBy' : 'dispute.claimedBy', {
                who: dispute.openedBy ?? dispute.customer.name,
              })}
            </p>
          </Section>
          <Section title={t('dispute.figures')}>
            <div className={classes.figures}>
              <Figures dispute={dispute} />
            </div>
            <div className={classes.links}>
              {line === null ? null : (
                <LinkButton
                  to={`${paths.lines}/$lineId`}
                  params={{ lineId: line.id }}
                  search={proofSearch(dispute)}
                  variant="default"
                  leftSection={<IconShieldCheck size={16} stroke={1.75} />}
                >
                  {t('dispute.proof')}
                </LinkButton>
              )}
              <PackButton invoiceId={invoice.id} />
              <Button
                component={Link}
                to={`${paths.invoices}/${invoice.id}`}
                variant="default"
                leftSection={<IconFileText size={16} stroke={1.75} />}
              >
                {t('dispute.invoice', { number: invoice.number })}
              </Button>
            </div>
          </Section>
          <MeterTests dispute={dispute} />
        </div>
        <aside className={classes.side}>
          <Conversation dispute={dispute} />
        </aside>
      </div>
    </div>
  );
}

/** Returns the search parameters that open the proof at the disputed readings. */
const proofSearch = ({ readings }: DisputeDetail): Record<string, string> =>
  readings === null ? {} : { usage: readings.usageId, at: readings.from };

function Figures({ dispute }: { readonly dispute: DisputeDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const daysOf = useDisputedDays();
  const meterLabel = useMeterLabel();
  const { line, claimed, atStake, invoice, readings, stop } = dispute;
  const days = daysOf(dispute);
  const money = ({ amount, currency }: { amount: string; currency: string }): string =>
    format.money(amount, currency);
  return (
    <Facts
      items={[
        ...(claimed === null
          ? [[t('dispute.atStake'), <b key="s">{money(atStake)}</b>] as const]
          : [[t('dispute.claimed'), <b key="c">{money(claimed)}</b>] as const]),
        ...(days === undefined
          ? []
          : [[t('dispute.days'), format.listed([days, format.city(dispute.zone)])] as const]),
        ...(stop === null
          ? []
          : [
              [
                t('dispute.stop'),
                t('dispute.stopOf', {
                  machine: stop.machine.serial,
                  from: format.dateTime(stop.from, dispute.zone),
                  to: format.dateTime(stop.to, dispute.zone),
                }),
              ] as const,
            ]),
        ...(readings === null
          ? []
          : [
              [
                t('dispute.readings'),
                t('dispute.readingsOf', {
                  meter: meterLabel(readings),
                  from: format.dateTime(readings.from, dispute.zone),
                  to: format.time(readings.to, dispute.zone),
                }),
              ] as const,
            ]),
        ...(line?.quantity == null
          ? []
          : [
              [
                t('dispute.quantity'),
                <Quantity key="q" value={line.quantity} unit={line.unit} exact />,
              ] as const,
            ]),
        ...(line?.unitPrice == null
          ? []
          : [
              [
                t('dispute.unitPrice'),
                <Quantity
                  key="p"
                  value={line.unitPrice}
                  unit={formatUnit(line.unit) === '' ? '' : `/ ${formatUnit(line.unit)}`}
                  exact
                />,
              ] as const,
            ]),
        ...(line?.net == null ? [] : [[t('dispute.lineNet'), money(line.net)] as const]),
        ...(line === null || line.clause === '' ? [] : [[t('dispute.clause'), line.clause] as const]),
        [t('dispute.period'), format.billingMonth(invoice.periodFrom, invoice.periodTo)],
        [t('dispute.due'), format.date(`${invoice.dueOn}T00:00:00Z`, 'UTC')],
      ]}
    />
  );
}

/** Outcome of a dispute: author, time, explanation and documents. */
function Outcome({ dispute, invoices }: { readonly dispute: DisputeDetail; readonly invoices: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, creditNote, decidedAt } = dispute;
  return (
    <Section title={t(`dispute.outcome.${state}`, { who: dispute.decidedBy ?? '' })}>
      {dispute.answer === '' ? null : <blockquote className={classes.answer}>{dispute.answer}</blockquote>}
      <p className={classes.none}>
        {decidedAt === null ? null : format.dateTime(decidedAt)}
        {creditNote === null ? (
          state === 'settled' ? (
            ` · ${t('dispute.withoutMoney')}`
          ) : null
        ) : (
          <>
            {` · ${t('dispute.givenBack', { amount: format.money(creditNote.gross.amount, creditNote.gross.currency) })} `}
            <Link to={`${invoices}/${creditNote.id}` as string}>{creditNote.number}</Link>
          </>
        )}
      </p>
    </Section>
  );
}
