import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconInfoCircle,
  IconTool,
  type Icon,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './band-lane.module.css';
import { type ChartBand, layOutBands, type PlacedBand } from './lay-out-bands.js';

export const LANE_ROWS = 3;
export const LANE_ROW_HEIGHT = 24;

const SIGNS: Readonly<Record<ChartBand['tone'], Icon>> = {
  critical: IconAlertOctagon,
  warning: IconAlertTriangle,
  neutral: IconInfoCircle,
  planned: IconTool,
};

interface BandLaneProps {
  readonly label: string;
  readonly bands: readonly ChartBand[];
  readonly from: number;
  readonly to: number;
  /** Width of the plotting area, in px. */
  readonly width: number;
}

/** Alarms and visits above a chart, on its time axis, where they never cover its lines. Each links to its record. */
export function BandLane({ label, bands, from, to, width }: BandLaneProps) {
  const { t } = useTranslation();
  const { placed, rest } = layOutBands(bands, { from, to, width, rows: LANE_ROWS });
  if (placed.length === 0) return null;
  const rows = Math.max(...placed.map(({ row }) => row)) + 1;
  return (
    <div>
      <ul className={classes.lane} style={{ height: rows * LANE_ROW_HEIGHT }} aria-label={label}>
        {placed.map((one) => (
          <Band key={one.band.key} {...one} />
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <p className={classes.rest} title={rest.map(({ detail }) => detail).join('\n')}>
          {t('chart.moreBands', { count: rest.length })}
        </p>
      )}
    </div>
  );
}

function Band({ band, row, barLeft, barWidth, labelLeft, labelWidth }: PlacedBand) {
  const Sign = SIGNS[band.tone];
  const left = Math.min(barLeft, labelLeft);
  const width = Math.max(barLeft + barWidth, labelLeft + labelWidth) - left;
  const content = (
    <>
      <span className={classes.label} style={{ paddingLeft: labelLeft - left }}>
        <Sign size={13} stroke={1.75} aria-hidden />
        {band.label}
      </span>
      <span className={classes.bar} style={{ marginLeft: barLeft - left, width: barWidth }} />
    </>
  );
  return (
    <li
      className={classes.band}
      data-tone={band.tone}
      style={{ left, width, top: row * LANE_ROW_HEIGHT }}
      title={band.detail}
    >
      {band.link === undefined ? (
        <span className={classes.content}>
          {content}
          <span className="visually-hidden">{band.detail}</span>
        </span>
      ) : (
        <Link
          to={band.link.to}
          search={band.link.search}
          className={classes.content}
          aria-label={band.detail}
        >
          {content}
        </Link>
      )}
    </li>
  );
}
