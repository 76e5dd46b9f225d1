import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import { dutyShares, clipSpans, type DutySpan, type DutyState } from './duty-spans.js';
import classes from './duty-strip.module.css';

interface DutyStripProps {
  readonly spans: readonly DutySpan[];
  /** Window in epoch ms. Time without a span is a data gap. */
  readonly from: number;
  readonly to: number;
  readonly height?: number;
}

/**
 * Activity strip of a machine. Height repeats the meaning of the colour: load full, idle half, off a line, fault red
 * with a notch, service an outline, data gap a hatch.
 */
export function DutyStrip({ spans, from, to, height = 14 }: DutyStripProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const clipped = clipSpans(spans, from, to);
  const shares = dutyShares(clipped);
  const summary = shares
    .map(([state, share]) => t('duty.share', { state: t(`state.${state}`), share: format.percent(share) }))
    .join(', ');
  return (
    <svg className={classes.strip} height={height} role="img" aria-label={t('duty.label', { summary })}>
      {clipped.map((span) => (
        <Segment key={span.from} span={span} start={from} length={to - from} height={height} />
      ))}
    </svg>
  );
}

interface SegmentProps {
  readonly span: DutySpan;
  readonly start: number;
  readonly length: number;
  readonly height: number;
}

function Segment({ span, start, length, height }: SegmentProps) {
  const x = `${(((span.from - start) / length) * 100).toFixed(3)}%`;
  const width = `${(((span.to - span.from) / length) * 100).toFixed(3)}%`;
  return <g className={classes[span.state]}>{shape(span.state, x, width, height)}</g>;
}

function shape(state: DutyState, x: string, width: string, height: number) {
  switch (state) {
    case 'load':
      return <rect x={x} width={width} y={0} height={height} />;
    case 'idle':
      return <rect x={x} width={width} y={height / 2} height={height / 2} />;
    case 'off':
      return <rect x={x} width={width} y={height - 1} height={1} />;
    case 'fault':
      return (
        <>
          <rect x={x} width={width} y={0} height={height} />
          <rect className={classes.notch} x={x} width={width} y={height * 0.62} height={1.5} />
        </>
      );
    case 'service':
      return (
        <svg x={x} width={width} y={0} height={height} viewBox="0 0 100 100" preserveAspectRatio="none">
          <path d="M1 10 H99 L1 94 Z" vectorEffect="non-scaling-stroke" />
        </svg>
      );
    case 'silent':
      return <rect x={x} width={width} y={0.5} height={height - 1} />;
  }
}
