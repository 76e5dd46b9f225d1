import { useElementSize } from '@mantine/hooks';
import { niceTicks, spreadLabels } from '../outcome/chart-scale.js';
import classes from './plan-lines.module.css';
import { LETTERS } from './simulated-plan.js';

interface PlanLinesProps {
  /** Description of the chart for screen readers. */
  readonly summary: string;
  /** One line per plan, in the order of the plans; null breaks the line. */
  readonly lines: readonly (readonly (number | null)[])[];
  /** One label per position on the axis. */
  readonly words: readonly string[];
  /** A position to mark, with its label. */
  readonly mark?: { readonly at: number; readonly word: string };
  readonly written: (value: number) => string;
}

const HEIGHT = 232;
const TOP = 18;
const BOTTOM = 24;
const RIGHT = 26;
const LABEL_DISTANCE = 14;
const TICKS = 4;

/** One line per plan, labelled with its letter at the end. Positions without data are hatched and break the lines. */
export function PlanLines({ summary, lines, words, mark, written }: PlanLinesProps) {
  const { ref, width } = useElementSize();
  const known = lines.flat().filter((value) => value !== null);
  const ticks = niceTicks(...rangeOf(known), TICKS);
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const left = Math.max(...ticks.map((tick) => written(tick).length)) * 6.4 + 10;
  const step = Math.max(width - left - RIGHT, 1) / Math.max(words.length, 1);
  const x = (monthIndex: number): number => left + (monthIndex + 0.5) * step;
  const y = (value: number): number =>
    TOP + (1 - (value - low) / (high - low || 1)) * (HEIGHT - TOP - BOTTOM);
  const every = Math.max(1, Math.ceil(46 / step));
  const ends = lines.map((line) => line.findLastIndex((value) => value !== null));
  const labels = spreadLabels(
    lines.map((line, index) => y(line[ends[index]!] ?? low)),
    LABEL_DISTANCE,
    HEIGHT - BOTTOM,
  );
  const isUnknown = (monthIndex: number): boolean => lines.every((line) => line[monthIndex] === null);
  return (
    <figure className={classes.figure} role="img" aria-label={summary}>
      <div ref={ref} className={classes.place} style={{ height: HEIGHT }}>
        {width === 0 ? null : (
          <svg width={width} height={HEIGHT} aria-hidden>
            {ticks.map((tick) => (
              <g key={tick}>
                <line className={classes.grid} x1={left} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} />
                <text className={classes.axis} x={left - 8} y={y(tick) + 4} textAnchor="end">
                  {written(tick)}
                </text>
              </g>
            ))}
            {words.map((word, monthIndex) => (
              <g key={word}>
                {isUnknown(monthIndex) ? (
                  <rect
                    className={classes.unknown}
                    x={x(monthIndex) - step / 2}
                    width={step}
                    y={TOP}
                    height={HEIGHT - TOP - BOTTOM}
                  />
                ) : null}
                {monthIndex % every === 0 ? (
                  <text className={classes.axis} x={x(monthIndex)} y={HEIGHT - 6} textAnchor="middle">
                    {word}
                  </text>
                ) : null}
              </g>
            ))}
            {mark === undefined ? null : (
              <>
                <line
                  className={classes.mark}
                  x1={x(mark.at)}
                  x2={x(mark.at)}
                  y1={TOP}
                  y2={HEIGHT - BOTTOM}
                />
                <text className={classes.markText} x={x(mark.at)} y={TOP - 6} textAnchor="middle">
                  {mark.word}
                </text>
              </>
            )}
            {lines.map((line, index) => (
              <g key={LETTERS[index]} style={{ color: `var(--series-${index + 1})` }}>
                <path className={classes.line} stroke="currentColor" d={pathOf(line, x, y)} />
                {line.map((value, monthIndex) =>
                  value === null ? null : (
                    <circle
                      key={words[monthIndex]}
                      fill="currentColor"
                      r={2.5}
                      cx={x(monthIndex)}
                      cy={y(value)}
                    />
                  ),
                )}
                {ends[index]! < 0 ? null : (
                  <text
                    className={classes.end}
                    fill="currentColor"
                    x={x(words.length - 1) + 8}
                    y={labels[index]! + 4}
                  >
                    {LETTERS[index]}
                  </text>
                )}
              </g>
            ))}
          </svg>
        )}
      </div>
    </figure>
  );
}

/**
 * Returns the range of the values, so that similar plans can be distinguished. The range starts at zero if zero is
 * close.
 */
function rangeOf(known: readonly number[]): [number, number] {
  if (known.length === 0) return [0, 1];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return [low > 0 && low < high / 2 ? 0 : low, high];
}

function pathOf(
  line: readonly (number | null)[],
  x: (monthIndex: number) => number,
  y: (value: number) => number,
): string {
  let pen = 'M';
  return line
    .map((value, monthIndex) => {
      const step = value === null ? '' : `${pen}${x(monthIndex).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = value === null ? 'M' : 'L';
      return step;
    })
    .join('');
}
