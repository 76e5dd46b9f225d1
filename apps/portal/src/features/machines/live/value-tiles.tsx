import { useTranslation } from 'react-i18next';
import type { Live, Signal } from '../../../api/types.js';
import { unitSuffix } from '../../../format/unit.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { toneOf } from './limits.js';
import { readingDoubt, readingText } from './reading.js';
import classes from './value-tiles.module.css';

interface ValueTilesProps {
  /** Keys of the values in display order. */
  readonly keys: readonly string[];
  readonly live: Live;
  readonly signals: readonly Signal[];
  readonly chosen: string | undefined;
  readonly onChoose: (key: string) => void;
  readonly now: number;
}

/** Age in ms from which a value shows its measurement time instead of the limit. */
const FRESH = 5 * 60_000;

/** Current values of the machine. Selecting one shows its history below. */
export function ValueTiles({ keys, live, signals, chosen, onChoose, now }: ValueTilesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const localised = useLocalised();
  const gauges = keys.flatMap((key) => {
    const value = live.values[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  return (
    <div className={classes.tiles} role="group" aria-label={t('customer:machine.now')}>
      {gauges.map(([key, value]) => {
        const signal = signals.find((candidate) => candidate.key === key);
        const limits = signal?.limits;
        const doubt = readingDoubt(value, t);
        const isOld = now - Date.parse(value.at) > FRESH;
        const high = limits?.warnHigh;
        const low = limits?.warnLow;
        return (
          <button
            key={key}
            type="button"
            className={classes.tile}
            aria-pressed={key === chosen}
            onClick={() => onChoose(key)}
          >
            <span className={classes.name}>{localised(signal?.label) || text('common:signal', key)}</span>
            <span
              className={classes.value}
              data-tone={toneOf(value.value, limits)}
              data-old={isOld || undefined}
            >
              {readingText(value, t, format)}
              <span className={classes.unit}>{unitSuffix(value.unit, format.locale)}</span>
            </span>
            <span className={classes.note} data-doubt={doubt !== undefined || undefined}>
              {isOld
                ? format.ago(value.at, now)
                : doubt !== undefined
                  ? doubt
                  : high != null
                    ? t('customer:machine.warnAbove', { value: format.number(Number(high)) })
                    : low != null
                      ? t('customer:machine.warnBelow', { value: format.number(Number(low)) })
                      : t('customer:machine.noLimit')}
            </span>
          </button>
        );
      })}
    </div>
  );
}
