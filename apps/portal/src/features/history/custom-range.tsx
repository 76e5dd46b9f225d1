import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.js';
import type { ChosenWindow } from './chosen-window.js';
import classes from './custom-range.module.css';

/** Custom time range of a chart, in the user's zone. */
export function CustomRange({ window }: { readonly window: ChosenWindow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const zone = t('history.zone', { zone: format.city(format.zone) });
  const { custom, setCustom, isOutOfOrder } = window;
  return (
    <div className={classes.fields}>
      <TextInput
        type="datetime-local"
        label={t('history.from')}
        description={zone}
        value={custom.from}
        onChange={(event) => setCustom({ from: event.currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        label={t('history.to')}
        description={zone}
        value={custom.to}
        error={isOutOfOrder ? t('history.order') : undefined}
        onChange={(event) => setCustom({ to: event.currentTarget.value })}
      />
    </div>
  );
}
