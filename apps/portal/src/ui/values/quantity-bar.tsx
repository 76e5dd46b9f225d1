import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.js';
import classes from './quantity-bar.module.css';

export type QuantityClass = 'measured' | 'estimated' | 'held' | 'unknown';

export interface QuantityShare {
  readonly kind: QuantityClass;
  /** Share of the whole bar, 0 to 1. */
  readonly share: number;
}

/**
 * A bar of quantities by quality: solid for measured, dashed for estimated, violet hatching for on hold, grey hatching
 * for unknown.
 */
export function QuantityBar({
  shares,
  height = 12,
  label: said,
}: {
  readonly shares: readonly QuantityShare[];
  readonly height?: number;
  /** Accessible label, if the fills show something other than quantities. */
  readonly label?: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = shares.filter((part) => part.share > 0);
  const label =
    said ?? shown.map((part) => `${t(`quantity.${part.kind}`)} ${format.percent(part.share, 1)}`).join(', ');
  let x = 0;
  return (
    <svg
      className={classes.bar}
      height={height}
      {...(label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {shown.map((part) => {
        const start = x;
        x += part.share;
        return (
          <rect
            key={part.kind}
            className={classes[part.kind]}
            x={`${start * 100}%`}
            width={`${Math.max(0.4, part.share * 100)}%`}
            y={0.5}
            height={height - 1}
          />
        );
      })}
    </svg>
  );
}
