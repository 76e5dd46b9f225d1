import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import { request } from '../../api/transport.js';
import type { Retention } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { useFormat } from '../../format/use-format.js';
import { ConfirmDialog } from '../../ui/forms/confirm-dialog.js';
import { Facts } from '../../ui/layout/facts.js';
import { Section } from '../../ui/layout/section.js';
import { Instant } from '../../ui/values/instant.js';
import classes from './retention-tab.module.css';

interface LastRunProps {
  readonly run: Retention['lastRun'];
  /** True if the maker has retention rules. Without rules, there is nothing to delete. */
  readonly hasRules: boolean;
}

/** Result of the last retention run, with a button to start one before the nightly run. */
export function LastRun({ run, hasRules }: LastRunProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const stale = useStale();
  const [isAsking, setAsking] = useState(false);
  return (
    <Section
      title={t('maker:retention.lastRun')}
      action={
        may('retention.write') && hasRules ? (
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('maker:retention.runNow')}
          </Button>
        ) : undefined
      }
    >
      {run === null ? (
        t('maker:retention.neverRun')
      ) : (
        <div className={classes.facts}>
          <Facts
            items={[
              [t('maker:retention.begun'), <Instant key="at" at={run.createdAt} />],
              [t('maker:retention.progress'), `${run.done} / ${run.total}`],
              [t('maker:retention.removed'), format.number(run.removedPoints, 0)],
              [t('maker:retention.held'), format.number(run.heldPoints, 0)],
            ]}
          />
        </div>
      )}
      <ConfirmDialog
        open={isAsking}
        title={t('maker:retention.runTitle')}
        verb={t('maker:retention.runNow')}
        onConfirm={async () => {
          await request('POST', '/retention/runs');
          await stale('retention');
        }}
        onClose={() => setAsking(false)}
      >
        <p>{t('maker:retention.runEffect')}</p>
      </ConfirmDialog>
    </Section>
  );
}
