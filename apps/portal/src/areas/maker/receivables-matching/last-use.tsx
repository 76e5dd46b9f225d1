import { Button } from '@mantine/core';
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import type { Matching } from '../../../features/receivables-matching/use-matching.js';
import classes from './matching-page.module.css';

/** The last allocations made since the page was opened, with a button to undo them. */
export function LastUse({ matching }: { readonly matching: Matching }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { last, count, busy } = matching.allocations;
  return (
    <div role="status" className={classes.last} hidden={last === undefined}>
      {last === undefined ? null : (
        <>
          <IconCheck size={16} stroke={1.75} aria-hidden />
          <span className={classes.lastWords}>
            {t('maker:matching.lastUse', {
              payer: last.payer ?? t('maker:matching.unknownPayer'),
              numbers: format.listed(last.numbers),
            })}{' '}
            <span className={classes.note}>{t('maker:matching.usedSoFar', { count })}</span>
          </span>
          <Button
            variant="subtle"
            size="xs"
            disabled={busy}
            leftSection={<IconArrowBackUp size={15} stroke={1.75} />}
            onClick={matching.undo}
          >
            {t('maker:matching.undo')} <kbd className={classes.key}>Z</kbd>
          </Button>
        </>
      )}
    </div>
  );
}
