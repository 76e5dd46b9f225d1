import { useTranslation } from 'react-i18next';
import classes from './skeleton.module.css';
import { useLate } from './use-late.js';

interface SkeletonRowsProps {
  readonly rows?: number;
  /** Widths of the cells in percent of the row. */
  readonly cells?: readonly number[];
}

const CELLS: readonly number[] = [4, 18, 28, 24, 14];

/** Placeholder for loading rows, which appears only after 300 ms. */
export function SkeletonRows({ rows = 8, cells = CELLS }: SkeletonRowsProps) {
  const { t } = useTranslation();
  const late = useLate(true);
  return (
    <div role="status" aria-busy className={classes.rows}>
      <span className="visually-hidden">{t('loading')}</span>
      {late
        ? Array.from({ length: rows }, (_, row) => (
            <div className={classes.row} key={row} aria-hidden>
              {cells.map((width, cell) => (
                <span className={classes.bone} key={cell} style={{ width: `${width}%` }} />
              ))}
            </div>
          ))
        : null}
    </div>
  );
}

/** Placeholder for a loading chart or panel. */
export function SkeletonBlock({ height }: { readonly height: number }) {
  const { t } = useTranslation();
  const late = useLate(true);
  return (
    <div role="status" aria-busy style={{ height }} className={late ? classes.block : undefined}>
      <span className="visually-hidden">{t('loading')}</span>
    </div>
  );
}
