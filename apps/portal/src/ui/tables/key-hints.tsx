import { useTranslation } from 'react-i18next';
import classes from './key-hints.module.css';

/** Keyboard shortcuts of a table, shown below it; hidden on touch screens, where they are of no use. */
export function KeyHints({ withTicks = false }: { readonly withTicks?: boolean }) {
  const { t } = useTranslation();
  return (
    <p className={classes.hints}>
      <kbd>J</kbd>
      <kbd>K</kbd> {t('keys.move')}
      <kbd>Enter</kbd> {t('keys.open')}
      {withTicks ? (
        <>
          <kbd>X</kbd> {t('keys.select')}
        </>
      ) : null}
    </p>
  );
}
