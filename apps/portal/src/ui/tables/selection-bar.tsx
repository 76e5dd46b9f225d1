import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './selection-bar.module.css';

interface SelectionBarProps {
  readonly count: number;
  /** Number of rows that match the filters, if all of them can be selected; undefined otherwise. */
  readonly matching?: number;
  readonly onEverything: () => void;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

/** Bar with the actions on the selected rows. */
export function SelectionBar({ count, matching, onEverything, onClear, children }: SelectionBarProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('table.selectionActions')}>
      <b>{t('table.selected', { count })}</b>
      {matching === undefined || matching <= count ? null : (
        <button type="button" className={classes.everything} onClick={onEverything}>
          {t('table.selectEverything', { count: matching })}
        </button>
      )}
      {children}
      <button type="button" className={classes.clear} onClick={onClear}>
        {t('table.clear')} <kbd>Esc</kbd>
      </button>
    </div>
  );
}
