import { Button, Progress } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { HistoryImportDetail } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { useSize } from '../../../format/bytes/use-size.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { Facts } from '../../../ui/layout/facts.js';
import { Section } from '../../../ui/layout/section.js';
import classes from './history-import.module.css';
import { progressOf } from './progress.js';

/** Result of an import so far or in total. */
export function ImportResult({ item }: { readonly item: HistoryImportDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const size = useSize();
  const text = useCodeText();
  const { share, pointsPerSecond, leftMs } = progressOf(item);
  const isRunning = item.state === 'waiting' || item.state === 'running';
  const count = (value: number): string => format.number(value, 0);
  const left = item.refused + item.conflicts;
  return (
    <>
      {item.fault === null ? null : (
        <div className={classes.block}>
          <FormSummary summary={{ fields: 0, text: text('errors:', item.fault.code, item.fault.params) }} />
        </div>
      )}
      {!isRunning ? null : (
        <div className={classes.block} role="status">
          <Progress value={share * 100} aria-label={t('maker:history.progress')} />
          <p className={classes.note}>
            {t('maker:history.runCount', { done: size(item.position), total: size(item.bytes) })}
            {pointsPerSecond === null
              ? null
              : ` · ${t('maker:history.rate', { rate: count(pointsPerSecond) })}`}
            {leftMs === null ? null : ` · ${t('maker:history.left', { time: format.duration(leftMs) })}`}
          </p>
          <p className={classes.note}>{t('maker:history.runNote')}</p>
        </div>
      )}
      <Section title={t('maker:history.result')} flush>
        <div className={classes.result}>
          <Facts
            items={[
              [t('maker:history.rowsRead'), count(item.rows)],
              [t('maker:history.stored'), count(item.stored)],
              [t('maker:history.points'), count(item.points)],
              [t('maker:history.duplicates'), count(item.duplicates)],
              [t('maker:history.conflicts'), count(item.conflicts)],
              [t('maker:history.refused'), count(item.refused)],
            ]}
          />
        </div>
      </Section>
      {left === 0 ? null : (
        <Section
          title={t('maker:history.notImported')}
          aside={t('maker:history.notImportedNote')}
          action={
            <Button
              component="a"
              variant="default"
              href={`/api/v1/history-imports/${item.id}/refused.csv`}
              download
              leftSection={<IconDownload size={16} stroke={1.75} />}
            >
              {t('maker:history.download')}
            </Button>
          }
          flush
        >
          <div className={classes.result}>
            <Facts
              items={item.reasons.map(({ code, rows }) => [text('maker:rowFault', code), count(rows)])}
            />
          </div>
        </Section>
      )}
      {item.devices.length === 0 ? null : (
        <Section title={t('maker:history.machines')} flush>
          <div className={classes.result}>
            <Facts
              items={item.devices.map(({ deviceId, code, machine, readings, from, to }) => [
                machine === null ? (
                  code
                ) : (
                  <Link key={deviceId} to="/fleet/$machineId" params={{ machineId: machine.id }}>
                    {machine.serial}
                  </Link>
                ),
                t('maker:history.ofMachine', {
                  readings: count(readings),
                  from: format.date(from),
                  to: format.date(to),
                }),
              ])}
            />
          </div>
        </Section>
      )}
    </>
  );
}
