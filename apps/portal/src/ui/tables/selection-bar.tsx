import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './selection-bar.module.css';

interface SelectionBarProps {
  readonly count: number;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

/** Bar with the actions on the selected rows. */
export function SelectionBar({ count, onClear, children }: SelectionBarProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('table.selectionActions')}>
      <b>{t('table.selected', { count })}</b>
      {children}
      <button type="button" className={classes.clear} onClick={onClear}>
        {t('table.clear')} <kbd>Esc</kbd>
      </button>
    </div>
  );
}
