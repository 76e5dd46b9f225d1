import { useTranslation } from 'react-i18next';
import type { StoredForm } from '../../../api/types.js';
import { toByteAmount } from '../../../format/bytes/byte-amount.js';
import { useFormat } from '../../../format/use-format.js';
import { Section } from '../../../ui/layout/section.js';
import classes from './storage-bar.module.css';

/** Storage of readings from recent to old: share of each form as a bar, and bytes per point. */
export function StorageBar({ storage }: { readonly storage: readonly StoredForm[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const total = storage.reduce((sum, { bytes }) => sum + bytes, 0);
  const written = (bytes: number): string => {
    const { value, unit, decimals } = toByteAmount(bytes);
    return format.quantity(value, unit, decimals);
  };
  return (
    <Section title={t('maker:flow.storage')} aside={total === 0 ? undefined : written(total)}>
      <div className={classes.bar} aria-hidden>
        {storage.map(({ form, bytes }) =>
          bytes === 0 ? null : (
            <span key={form} className={classes[form]} style={{ flexGrow: bytes / total }} />
          ),
        )}
      </div>
      <dl className={classes.forms}>
        {storage.map(({ form, bytes, points, from }) => (
          <div key={form} className={classes.form}>
            <dt>
              <i className={classes[form]} aria-hidden />
              {t(`maker:flow.form.${form}`)}
            </dt>
            <dd>
              <b>{written(bytes)}</b>
              <span className={classes.note}>
                {points === null || points === 0 || from === null
                  ? t(`maker:flow.formNote.${form}`)
                  : t('maker:flow.bytesAPoint', {
                      bytes: format.number(bytes / points, 1),
                      since: format.date(from),
                    })}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
