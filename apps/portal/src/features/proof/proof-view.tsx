import {
  IconCalendar,
  IconChevronRight,
  IconFileText,
  IconMathFunction,
  IconRadar2,
  IconStairs,
  IconTransferIn,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Proof, ProofStep } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useOne } from '../../api/use-one.js';
import { instantToWallTime } from '../../format/time.js';
import { useFormat } from '../../format/use-format.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { PageHeader, type Crumb } from '../../ui/layout/page-header.js';
import { useUrlFilters } from '../../ui/tables/use-url-filters.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import type { ReadingsToDispute } from '../disputes/open/open-dispute-dialog.js';
import { UnrecordedDowntime } from '../downtime/unrecorded-downtime.js';
import { useLineName } from '../invoice-lines/use-line-name.js';
import { useMeterName } from '../meters/use-meter-name.js';
import { PackButton } from '../packs/pack-dialog.js';
import { DaysColumn } from './chain/days-column.js';
import { EvidenceChain, type ChainColumn } from './chain/evidence-chain.js';
import { LineMeters } from './chain/line-meters.js';
import { RateSteps } from './chain/rate-steps.js';
import { ReadingsColumn } from './chain/readings-column.js';
import { StepsColumn } from './chain/steps-column.js';
import { CorrectionSince } from './correction-since.js';
import { EquationStrip } from './equation/equation-strip.js';
import { equationTerms } from './equation/equation-terms.js';
import { ProofQuantity } from './equation/proof-quantity.js';
import classes from './proof-view.module.css';
import { RatingDetails } from './rating-details.js';

interface ProofViewProps {
  readonly lineId: string;
  /** Returns the proof page of another line by its ID. */
  readonly proofOf: (lineId: string) => string;
  readonly crumbs: (proof: Proof) => readonly Crumb[];
  /** Actions on the line for the current user. */
  readonly actions?: (proof: Proof, viewedReadings: ReadingsToDispute | null) => ReactNode;
}

/**
 * Proof of an amount: the equation, then line, days, intervals and readings side by side. Maker and customer see the
 * same page.
 */
export function ProofView({ lineId, proofOf, crumbs, actions }: ProofViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const lineName = useLineName();
  const meterName = useMeterName();
  const [{ usage: wantedUsage, at }] = useUrlFilters();
  const [chosenDay, setDay] = useState<string>();
  const [chosenStep, setStep] = useState<ProofStep>();
  const [chosenMeter, setMeter] = useState(wantedUsage);
  const proof = useOne('proof', '/invoice-lines/{id}/proof', { path: { id: lineId } });
  const isOther = chosenMeter !== undefined && chosenMeter !== proof.data?.usageId;
  const usageId = isOther ? chosenMeter : undefined;
  const other = useOne('proof', '/invoice-lines/{id}/proof', {
    path: { id: lineId },
    query: { usageId },
    enabled: isOther,
  });
  const opened = isOther ? other : proof;
  // Future days of a current month are unknown rather than zero.
  const known = opened.data?.usage?.knownUntil;
  const days = (opened.data?.days ?? []).filter(
    ({ day }) =>
      known === undefined ||
      day <= instantToWallTime(Date.parse(known), opened.data?.line.zone ?? 'UTC').slice(0, 10),
  );
  const day =
    chosenDay ??
    dayAt(at, proof.data?.line.zone, days) ??
    days.find((one) => Number(one.heldQuantity) > 0)?.day ??
    days.findLast((one) => one.readingCount > 0)?.day ??
    days.at(-1)?.day;
  const steps = useOne('proof', '/invoice-lines/{id}/proof/days/{day}', {
    path: { id: lineId, day },
    query: { usageId },
  });
  const stepList = (steps.data?.steps ?? []).filter(
    ({ from }) => known === undefined || Date.parse(from) < Date.parse(known),
  );
  const step =
    chosenStep ??
    stepList.find(({ from }) => at !== undefined && Date.parse(from) === Date.parse(at)) ??
    stepList.find((one) => one.kind === 'held') ??
    stepList.findLast((one) => one.readingCount > 0) ??
    stepList.at(-1);
  const readings = useList('proof', '/invoice-lines/{id}/proof/readings', {
    path: { id: lineId },
    query: { from: step?.from, to: step?.to, usageId },
    enabled: step !== undefined,
  });
  // A list keeps its items while it refetches, but here they would be the readings of another interval.
  const waitsForReadings =
    step === undefined
      ? steps.isLoading || opened.isLoading
      : readings.waiting || readings.query.isPlaceholderData;

  if (proof.isLoadingError) {
    return <ErrorState error={proof.error} title={t('proof.failed')} onRetry={() => void proof.refetch()} />;
  }
  if (proof.data === undefined) return <SkeletonRows />;
  const { line, meters } = proof.data;
  const usage = opened.data?.usage ?? null;
  const hasUsage = proof.data.usage !== null;
  const openedMeter = meters.find((meter) => meter.usageId === (usageId ?? proof.data.usageId));
  const unit = openedMeter?.unit ?? line.unit;
  const zone = line.zone ?? format.zone;
  const amount = line.amount === null ? '—' : format.money(line.amount.amount, line.amount.currency);
  // The opening reading ends the usage that was billed elsewhere; in a later month, metering continues from a regular
  // reading.
  const opening = usage?.changes.find(
    ({ type, at }) => type === 'opening' && usage.openings.some(({ reading }) => reading?.deviceTime === at),
  );
  const viewedReadings: ReadingsToDispute | null =
    openedMeter === undefined || step === undefined || day === undefined
      ? null
      : {
          usageId: openedMeter.usageId,
          meter: `${openedMeter.serial ?? openedMeter.device}, ${meterName(openedMeter)}`,
          from: step.from,
          to: step.to,
          day,
          zone,
          areChosen: chosenStep !== undefined,
        };
  const columns: ChainColumn[] = [
    {
      key: 'line',
      icon: IconMathFunction,
      title: t('proof.line'),
      note: t('proof.lineNote', { count: proof.data.equation.length }),
      width: hasUsage ? 'minmax(220px, 0.9fr)' : 'minmax(0, 1fr)',
      children: (
        <>
          <RateSteps
            equation={proof.data.equation}
            reasons={usage?.reasons ?? []}
            decisions={usage?.decisions ?? []}
            unit={line.unit}
            zone={zone}
          />
          {meters.length > 1 ? (
            <LineMeters
              meters={meters}
              chosen={usageId ?? proof.data.usageId}
              onChoose={(wanted) => {
                setMeter(wanted);
                setDay(undefined);
                setStep(undefined);
              }}
            />
          ) : null}
          {proof.data.rating === null ? null : (
            <RatingDetails
              rating={proof.data.rating}
              currency={proof.data.equation.at(-1)?.unit ?? ''}
              zone={proof.data.line.zone}
              isCountedShown={meters.length > 1}
            />
          )}
        </>
      ),
    },
  ];
  if (hasUsage) {
    columns.push(
      {
        key: 'days',
        icon: IconCalendar,
        title:
          meters.length > 1
            ? t('proof.daysOf', { meter: openedMeter?.serial ?? openedMeter?.device })
            : t('proof.days'),
        note: opened.data === undefined ? '…' : t('proof.daysNote', { count: days.length }),
        hash: usage?.hash,
        equal: usage?.equal,
        width: 'minmax(230px, 1fr)',
        children: opened.isLoadingError ? (
          <ErrorState error={opened.error} onRetry={() => void opened.refetch()} />
        ) : opened.data === undefined ? (
          <SkeletonRows />
        ) : (
          <DaysColumn
            days={days}
            chosen={day}
            onChoose={(wanted) => {
              setDay(wanted);
              setStep(undefined);
            }}
          />
        ),
      },
      {
        key: 'steps',
        icon: IconStairs,
        title:
          day === undefined
            ? t('proof.steps')
            : t('proof.stepsOf', { day: format.shortDate(`${day}T00:00:00Z`, 'UTC') }),
        note: t('proof.stepsNote', { count: stepList.length }),
        hash: days.find((one) => one.day === day)?.hash,
        width: 'minmax(376px, 1.4fr)',
        children: steps.isLoadingError ? (
          <ErrorState error={steps.error} onRetry={() => void steps.refetch()} />
        ) : steps.isLoading || opened.isLoading ? (
          <SkeletonRows />
        ) : (
          <StepsColumn steps={stepList} chosen={step} zone={zone} unit={unit} onChoose={setStep} />
        ),
      },
      {
        key: 'readings',
        icon: IconRadar2,
        title:
          step === undefined
            ? t('proof.readings')
            : t('proof.readingsOf', { from: format.time(step.from, zone), to: format.time(step.to, zone) }),
        note: waitsForReadings ? '…' : t('proof.readingsNote', { count: readings.items.length }),
        width: 'minmax(346px, 1.3fr)',
        children: readings.query.isLoadingError ? (
          <ErrorState error={readings.query.error} onRetry={() => void readings.query.refetch()} />
        ) : waitsForReadings ? (
          <SkeletonRows />
        ) : (
          <ReadingsColumn
            readings={readings.items}
            zone={zone}
            since={proof.data.correction?.since ?? null}
            more={readings.query.hasNextPage ? () => void readings.query.fetchNextPage() : undefined}
          />
        ),
      },
    );
  }
  return (
    <div>
      <PageHeader
        crumbs={crumbs(proof.data)}
        title={line.amount === null ? t('proof.titleHeld') : t('proof.title', { amount })}
        state={
          usage === null ? (
            line.state === 'fixed' ? undefined : (
              <StateBadge state={line.state} />
            )
          ) : usage.equal ? (
            <StateBadge state="proven">{t('proof.complete')}</StateBadge>
          ) : (
            <StateBadge state="critical">{t('proof.broken')}</StateBadge>
          )
        }
        below={
          <p>
            {format.listed([
              lineName(line),
              line.customer?.name,
              line.contract === undefined ? undefined : t('proof.contract', { number: line.contract.number }),
              format.billingMonth(line.periodFrom, line.periodTo),
              t('proof.zone', { zone: format.city(zone) }),
              usage === null || usage.version === 1
                ? undefined
                : t('proof.version', { version: usage.version }),
            ])}
          </p>
        }
        actions={
          <>
            <PackButton invoiceId={line.invoice.id} />
            {actions?.(proof.data, viewedReadings)}
          </>
        }
      />
      <div className={classes.strip}>
        <EquationStrip label={t('proof.equation')} terms={equationTerms(proof.data, t, format)} />
        {usage === null ? null : <ProofQuantity usage={usage} unit={unit} lastDay={days.at(-1)?.day} />}
      </div>
      {proof.data.correction === null ? null : (
        <CorrectionSince correction={proof.data.correction} unit={line.unit} proofOf={proofOf} />
      )}
      {opening === undefined ? null : (
        <p className={classes.foot}>
          <IconTransferIn size={15} stroke={1.75} aria-hidden />
          <span className={classes.opening}>
            {t('proof.openingReading', {
              value: format.quantity(opening.initialValue, unit),
              day: format.date(opening.at, zone),
            })}
          </span>
        </p>
      )}
      <UnrecordedDowntime bill={{ ...line, lines: [line] }} />
      <EvidenceChain columns={columns} label={t('proof.chain')} />
      {!hasUsage ? (
        <p className={classes.foot}>
          <IconFileText size={15} stroke={1.75} aria-hidden /> {t(footOf(line))}
        </p>
      ) : usage === null ? null : (
        <p className={classes.foot}>
          <IconChevronRight size={15} stroke={1.75} aria-hidden />
          {usage.equal ? t('proof.footEqual') : t('proof.footDifferent')}
          <code className={classes.hash}>{usage.recomputedHash}</code>
        </p>
      )}
    </div>
  );
}

/** Returns the key of the text that explains why a line has no readings. */
function footOf({ kind, params }: Pick<Proof['line'], 'kind' | 'params'>) {
  if (params['component'] === 'discount') return 'proof.ofBill';
  if (kind === 'kit') return 'proof.kit';
  if (kind === 'base') return 'proof.fixed';
  if (kind === 'performance')
    return params['model'] === 'availability' ? 'proof.promiseOfAvailability' : 'proof.promise';
  return params['minimumOf'] === 'contract' ? 'proof.trueUpOfContract' : 'proof.trueUp';
}

/** The local day of an instant in a link, if it belongs to the line. */
function dayAt(
  at: string | undefined,
  zone: string | undefined,
  days: readonly { readonly day: string }[],
): string | undefined {
  const instant = Date.parse(at ?? '');
  if (Number.isNaN(instant) || zone === undefined) return undefined;
  const day = instantToWallTime(instant, zone).slice(0, 10);
  return days.some((one) => one.day === day) ? day : undefined;
}
