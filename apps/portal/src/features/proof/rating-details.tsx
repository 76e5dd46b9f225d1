import { useTranslation } from 'react-i18next';
import type { Proof } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import classes from './rating-details.module.css';

type Rating = NonNullable<Proof['rating']>;

interface RatingDetailsProps {
  readonly rating: Rating;
  readonly currency: string;
  /** Time zone of the contract. */
  readonly zone: string;
  /** Whether the metered quantities of the line's period are already shown above. */
  readonly isCountedShown: boolean;
}

/**
 * Details behind the equation: tiers, metered quantities by month, pauses, downtime, prepaid credits and the contract's
 * minimum.
 */
export function RatingDetails({ rating, currency, zone, isCountedShown }: RatingDetailsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const { by, applied, counted, counter, standing, opening, minimum, prepaid = [], stops = [] } = rating;
  const hasTiers = (applied.tiers ?? []).length > 0 && standing !== null;
  const isOfSeveral = isCountedShown ? new Set(counted.map(({ from }) => from)).size > 1 : counted.length > 1;
  const hasSeveralSignals = new Set(counted.map(({ signalKey }) => signalKey)).size > 1;
  const pauses = counter.rests ?? [];
  const isEmpty =
    !hasTiers && !isOfSeveral && prepaid.length === 0 && pauses.length === 0 && stops.length === 0;
  if (isEmpty && by === undefined && minimum === undefined) return null;
  const day = (date: string): string => format.date(`${date}T12:00:00Z`, 'UTC');
  return (
    <div className={classes.details}>
      {pauses.map(({ from, to }) => (
        <p key={from} className={classes.note}>
          {t('proof.rests', { from: day(from), to: day(lastDayOf(to)) })}
        </p>
      ))}
      {by === undefined ? null : (
        <p className={classes.note}>
          {by.amendments.length === 0
            ? t('proof.asSigned')
            : t('proof.asAmended', { numbers: by.amendments.join(', '), from: day(by.termsFrom) })}{' '}
          {t('proof.rules', { rating: by.ratingRules, metering: by.meteringRules })}
        </p>
      )}
      {hasTiers ? (
        <>
          <h3 className={classes.title}>
            {rating.charge.countsBy === 'year'
              ? t('proof.tiersOfYear', { from: day(counter.from) })
              : t('proof.tiers')}
          </h3>
          <ul className={classes.rows}>
            {rating.steps.map((step) => (
              <TierStep key={step.tier} step={step} currency={currency} />
            ))}
          </ul>
        </>
      ) : null}
      {isOfSeveral ? (
        <>
          <h3 className={classes.title}>{t('proof.counted')}</h3>
          <ul className={classes.rows}>
            {counted.map((part) => (
              <li key={`${part.device} ${part.signalKey} ${part.from}`}>
                <span>
                  {part.isOpening
                    ? t('proof.openingCounted', { from: day(part.from), to: day(lastDayOf(part.to)) })
                    : format.month(`${part.from}T12:00:00Z`, 'UTC')}
                </span>
                <span className={classes.note}>
                  {[
                    part.serial ?? part.device,
                    hasSeveralSignals ? text('common:signal', part.signalKey) : '',
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </span>
                <b>{part.quantity === null ? '—' : format.quantity(part.quantity, part.unit)}</b>
              </li>
            ))}
            {opening === undefined ? null : (
              <li>
                <span>{t('proof.openingBilled')}</span>
                <b>{format.money(opening.amount, currency)}</b>
              </li>
            )}
          </ul>
        </>
      ) : null}
      {minimum === undefined ? null : <TowardsMinimum minimum={minimum} currency={currency} />}
      {stops.length > 0 ? (
        <>
          <h3 className={classes.title}>{t('downtime.title')}</h3>
          <ul className={classes.rows}>
            {stops.map((downtime) => (
              <li key={`${downtime.serial} ${downtime.cause} ${downtime.from} ${downtime.to}`}>
                <span>
                  {t(`downtime.cause.${downtime.cause}`)}
                  <span className={classes.factors}>{format.listed([downtime.serial, downtime.reason])}</span>
                </span>
                <b>{[downtime.from, downtime.to].map((at) => format.dateTime(at, zone)).join(' – ')}</b>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {prepaid.length > 0 ? (
        <>
          <h3 className={classes.title}>{t('proof.prepaid')}</h3>
          <ul className={classes.rows}>
            {prepaid.map((balance) => (
              <PrepaidBalance key={balance.position} balance={balance} unit={counted[0]?.unit ?? ''} />
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

interface TowardsMinimumProps {
  readonly minimum: NonNullable<Rating['minimum']>;
  readonly currency: string;
}

/** The contract's minimum amount, and the lines of the same invoice that count towards it. */
function TowardsMinimum({ minimum: { agreed, towards }, currency }: TowardsMinimumProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const day = (date: string): string => format.date(`${date}T12:00:00Z`, 'UTC');
  return (
    <>
      {agreed.map(({ from, to, amount }) => (
        <p key={from} className={classes.note}>
          {t('proof.agreedFor', {
            amount: format.money(amount, currency),
            from: day(from),
            to: day(lastDayOf(to)),
          })}
        </p>
      ))}
      <h3 className={classes.title}>{t('proof.towards')}</h3>
      <ul className={classes.rows}>
        {towards.map(({ charge, component, from, to, serial, amount }) => (
          <li key={`${charge} ${component} ${from} ${serial ?? ''}`}>
            <span>{serial === null ? charge : t('line.machine', { name: charge, machine: serial })}</span>
            <span className={classes.note}>{`${day(from)} – ${day(lastDayOf(to))}`}</span>
            <b>{amount === null ? '—' : format.money(amount, currency)}</b>
          </li>
        ))}
      </ul>
    </>
  );
}

interface PrepaidBalanceProps {
  readonly balance: NonNullable<Rating['prepaid']>[number];
  readonly unit: string;
}

/** A balance of prepaid credits, migrated or sold: initial, previously used, used by this line, and remaining. */
function PrepaidBalance({ balance, unit }: PrepaidBalanceProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { brought, from, until, usedBefore, used, left, soldBy } = balance;
  const day = (date: string): string => format.date(`${date}T12:00:00Z`, 'UTC');
  const quantity = (value: string): string => format.quantity(value, unit);
  return (
    <li>
      <span>
        {t(soldBy === undefined ? 'proof.prepaidBrought' : 'proof.prepaidSold', {
          quantity: quantity(brought),
          day: day(from),
        })}
        <span className={classes.factors}>
          {format.listed([
            until !== null && t('takeover.expires', { day: day(until) }),
            Number(usedBefore) !== 0 && t('proof.prepaidBefore', { quantity: quantity(usedBefore) }),
            t('proof.prepaidDrawn', { quantity: quantity(used) }),
          ])}
        </span>
      </span>
      <b>{t('proof.prepaidLeft', { quantity: quantity(left) })}</b>
    </li>
  );
}

const lastDayOf = (to: string): string =>
  new Date(Date.parse(`${to}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** A tier: bounds, quantity, price and amount. */
function TierStep({ step, currency }: { readonly step: Rating['steps'][number]; readonly currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { from, upTo, quantity, unitPrice, flatFee, ratePercent, amount } = step;
  const price =
    unitPrice !== null
      ? format.number(unitPrice)
      : ratePercent === null
        ? null
        : format.quantity(ratePercent, '%');
  const factors = [
    ...(price === null || quantity === null ? [] : [`${format.number(quantity)} × ${price}`]),
    ...(flatFee === null ? [] : [format.money(flatFee, currency)]),
  ];
  return (
    <li>
      <span>
        {upTo === null
          ? t('charge.tier.above', { from: format.number(from ?? '0') })
          : t('charge.tier.fromTo', { from: format.number(from ?? '0'), to: format.number(upTo) })}
        <span className={classes.factors}>{factors.join(' + ')}</span>
      </span>
      <b>{format.money(amount, currency)}</b>
    </li>
  );
}
