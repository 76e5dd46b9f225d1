import { useTranslation } from 'react-i18next';
import type { ProofStep } from '../../../api/types.js';
import { maxDecimals } from '../../../format/number.js';
import { formatUnit } from '../../../format/unit.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { ChainRow } from './evidence-chain.js';
import classes from './steps-column.module.css';

interface StepsColumnProps {
  readonly steps: readonly ProofStep[];
  readonly chosen: ProofStep | undefined;
  readonly zone: string;
  readonly unit: string;
  readonly onChoose: (step: ProofStep) => void;
}

/** Formats a value: words for states and events, numbers for everything else. */
export function formatValue(shown: string, format: Format, decimals: number): string {
  return Number.isNaN(Number(shown)) ? shown : format.number(shown, decimals);
}

/**
 * Half hours of a day: counter at start and end, usage, and whether the usage is measured, estimated, on hold or not
 * billed.
 */
export function StepsColumn({ steps, chosen, zone, unit, onChoose }: StepsColumnProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const decimals = maxDecimals(steps.flatMap((step) => [step.fromValue, step.toValue]));
  const value = (shown: string | null): string =>
    shown === null ? '—' : formatValue(shown, format, decimals);
  return (
    <>
      <div className={`${classes.step} ${classes.head}`}>
        <span>{t('proof.step.time')}</span>
        <span className={classes.number}>{t('proof.step.from')}</span>
        <span className={classes.number}>{t('proof.step.to')}</span>
        <span className={classes.number}>{formatUnit(unit)}</span>
        <span>{t('proof.step.class')}</span>
      </div>
      {steps.map((step) => (
        <ChainRow key={step.from} chosen={step.from === chosen?.from} onChoose={() => onChoose(step)}>
          <span className={classes.step}>
            <span>{`${format.time(step.from, zone)}–${format.time(step.to, zone)}`}</span>
            <span className={classes.number}>{value(step.fromValue)}</span>
            <span className={classes.number}>{value(step.toValue)}</span>
            <b className={classes.number} data-tone={step.kind === 'held' ? 'held' : undefined}>
              {format.number(step.kind === 'held' ? step.heldQuantity : step.quantity, decimals)}
            </b>
            <span className={classes.kind}>
              {step.kind === 'held' || step.kind === 'gap' ? (
                <StateBadge state={step.kind === 'held' ? 'held' : 'unknown'} plain>
                  {text('common:stepKind', step.kind)}
                </StateBadge>
              ) : (
                text('common:stepKind', step.kind)
              )}
            </span>
          </span>
        </ChainRow>
      ))}
    </>
  );
}
