import { useTranslation } from 'react-i18next';
import classes from './key-hints.module.css';

/** The keys of a table, at its foot; of no use on a touch screen and hidden there. */
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
