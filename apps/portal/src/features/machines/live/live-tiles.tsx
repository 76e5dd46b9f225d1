import { useTranslation } from 'react-i18next';
import type { History, Live, Signal } from '../../../api/types.js';
import { unitSuffix } from '../../../format/unit.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { Sparkline } from '../../../ui/charts/sparkline.js';
import { toneOf } from './limits.js';
import classes from './live-tiles.module.css';
import { readingDoubt, readingText } from './reading.js';

interface LiveTilesProps {
  readonly live: Live;
  readonly history: History | undefined;
  readonly signals: readonly Signal[];
  /** Keys of the signals, in display order. */
  readonly gauges: readonly string[];
  readonly chosen: string | undefined;
  readonly onChoose: (key: string) => void;
}

const TILES = 6;

/** Current values of a machine's first gauges. Selecting one shows its history below. */
export function LiveTiles({ live, history, signals, gauges, chosen, onChoose }: LiveTilesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const localised = useLocalised();
  return (
    <div className={classes.tiles} role="group" aria-label={t('maker:machine.liveValues')}>
      {gauges.slice(0, TILES).map((key) => {
        const value = live.values[key];
        if (value === undefined) return null;
        const series = history?.series.find((candidate) => candidate.key === key);
        const signal = signals.find((candidate) => candidate.key === key);
        const limits = series?.limits ?? signal?.limits;
        const tone = toneOf(value.value, limits);
        const doubt = readingDoubt(value, t);
        const warn = limits?.warnHigh ?? limits?.warnLow;
        const name = localised(signal?.label) || text('common:signal', key);
        return (
          <button
            key={key}
            type="button"
            className={classes.tile}
            aria-pressed={key === chosen}
            onClick={() => onChoose(key)}
          >
            <span className={classes.name}>{name}</span>
            <span className={classes.line}>
              <span
                className={classes.value}
                data-tone={tone}
                data-words={typeof value.value === 'string' || undefined}
              >
                {readingText(value, t, format)}
                <span className={classes.unit}>{unitSuffix(value.unit, format.locale)}</span>
              </span>
              <Sparkline
                values={(series?.points ?? []).slice(-48).map((point) => point[2] ?? null)}
                tone={tone}
              />
            </span>
            <span className={classes.limit} data-doubt={doubt !== undefined || undefined}>
              {doubt ??
                (warn === null || warn === undefined
                  ? format.ago(value.at, Date.parse(live.lastSeenAt ?? value.at))
                  : limits?.warnHigh === null || limits?.warnHigh === undefined
                    ? t('maker:machine.warnBelow', { value: format.number(Number(warn)) })
                    : t('maker:machine.warnAbove', { value: format.number(Number(warn)) }))}
            </span>
          </button>
        );
      })}
    </div>
  );
}
