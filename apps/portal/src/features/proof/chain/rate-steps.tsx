import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Proof } from '../../../api/types.js';
import { currencyDecimals } from '../../../format/money/money.js';
import { maxDecimals } from '../../../format/number.js';
import { shownDecimals } from '../../../format/shown-decimals.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { DecisionWords } from '../../exceptions/decision-words.js';
import { useReasonText } from '../../usage/reasons/use-reason-text.js';
import { ChainRow } from './evidence-chain.js';
import classes from './rate-steps.module.css';

type Reason = NonNullable<Proof['usage']>['reasons'][number];

interface RateStepsProps {
  readonly equation: Proof['equation'];
  readonly reasons: NonNullable<Proof['usage']>['reasons'];
  readonly decisions: NonNullable<Proof['usage']>['decisions'];
  readonly unit: string;
  readonly zone: string;
}

/** Calculation steps from the metered quantity to the amount, with reasons for amounts on hold. */
export function RateSteps({ equation, reasons, decisions, unit, zone }: RateStepsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const reasonText = useReasonText(zone);
  const textOf = (reason: Reason): string => reasonText(reason, unit);
  return (
    <>
      {equation.map((step, index) => (
        <ChainRow
          key={step.code}
          tone={step.code === 'held' && Number(step.value) !== 0 ? 'held' : undefined}
        >
          <span className={classes.step}>
            <span className={classes.place}>{index + 1}</span>
            <span className={classes.name}>{text('common:proof.step', step.code)}</span>
            <b className={classes.value} title={isTime(step) ? (step.value ?? undefined) : undefined}>
              {step.value === null ? '—' : shown(step, step.value, format)}
            </b>
          </span>
        </ChainRow>
      ))}
      <div className={classes.decisions}>
        {decisions.map((decision) => (
          <DecisionWords key={decision.id} decision={decision} unit={unit} />
        ))}
      </div>
      <Reasons of={reasons.filter(({ holds }) => holds)} textOf={textOf}>
        <StateBadge state="held" plain>
          {t('proof.heldBecause')}
        </StateBadge>
      </Reasons>
      <Reasons of={reasons.filter(({ holds }) => !holds)} textOf={textOf}>
        {t('proof.noted')}
      </Reasons>
    </>
  );
}

/** Times of a guarantee are exact to billionths of an hour and can be rounded; billed quantities keep every digit. */
const isTime = ({ code }: Pick<Proof['equation'][number], 'code'>): boolean =>
  /^(machine_hours|hours_judged|hours_unknown|minutes_outside|down_)/.test(code);

/** Formats money with its currency's decimals, or with all its decimals before rounding. */
function shown({ code, unit }: Proof['equation'][number], value: string, format: Format): string {
  if (isTime({ code })) return format.quantity(value, unit, shownDecimals(value));
  const isMoney = CURRENCY.test(unit) && maxDecimals([value]) <= currencyDecimals(unit);
  return isMoney ? format.money(value, unit) : format.quantity(value, unit);
}

const CURRENCY = /^[A-Z]{3}$/;

interface ReasonsProps {
  readonly of: readonly Reason[];
  readonly textOf: (reason: Reason) => string;
  /** Heading of the reasons. */
  readonly children: ReactNode;
}

function Reasons({ of, textOf, children }: ReasonsProps) {
  if (of.length === 0) return null;
  return (
    <div className={classes.reasons}>
      {children}
      <ul>
        {of.map((reason, index) => (
          <li key={`${reason.code} ${index}`}>{textOf(reason)}</li>
        ))}
      </ul>
    </div>
  );
}
