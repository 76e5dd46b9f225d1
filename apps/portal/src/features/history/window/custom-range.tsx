import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import { DateTimeField } from '../../../ui/forms/entry/date-time-field.js';
import type { ChosenWindow } from './chosen-window.js';
import classes from './custom-range.module.css';

/** Custom time range of a chart, in the user's zone. */
export function CustomRange({ window }: { readonly window: ChosenWindow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hint = t('history.zone', { zone: format.city(format.zone) });
  const { custom, setCustom, isOutOfOrder } = window;
  return (
    <div className={classes.fields}>
      <DateTimeField
        zone={format.zone}
        label={t('history.from')}
        description={hint}
        value={custom.from}
        onChange={(from) => setCustom({ from })}
      />
      <DateTimeField
        zone={format.zone}
        label={t('history.to')}
        description={hint}
        value={custom.to}
        error={isOutOfOrder ? t('history.order') : undefined}
        onChange={(to) => setCustom({ to })}
      />
    </div>
  );
}
