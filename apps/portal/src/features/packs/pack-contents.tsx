import { useTranslation } from 'react-i18next';
import classes from './packs.module.css';

const FILES = [
  ['invoice', 'invoice.json'],
  ['rates', 'rates.json'],
  ['quantities', 'quantities.csv'],
  ['steps', 'steps/*.csv'],
  ['readings', 'readings/*.csv'],
  ['meters', 'meters.json'],
  ['manifest', 'manifest.json'],
  ['help', 'VERIFY.txt, verify-pack.mjs'],
] as const;

/** Contents of a pack, file by file. */
export function PackContents() {
  const { t } = useTranslation();
  return (
    <section>
      <h3 className={classes.head}>{t('pack.inside')}</h3>
      <dl className={classes.files}>
        {FILES.map(([key, path]) => (
          <div key={key} className={classes.file}>
            <dt>
              <code>{path}</code>
            </dt>
            <dd>{t(`pack.file.${key}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
