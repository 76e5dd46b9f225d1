import { Button, Progress } from '@mantine/core';
import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ExportRun } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { useSize } from '../../../format/bytes/use-size.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import classes from '../exports.module.css';
import { RunState } from '../run-state.js';
import { useExportWords } from '../use-export-words.js';

interface RunItemProps {
  readonly run: ExportRun;
  /** Creates the file again; undefined without permission. */
  readonly onAgain: (() => void) | undefined;
}

/** A period and its file: content, omissions and errors. */
export function RunItem({ run, onAgain }: RunItemProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const size = useSize();
  const text = useCodeText();
  const words = useExportWords();
  const isUnderWay = run.state === 'waiting' || run.state === 'running';
  const facts =
    run.file === null
      ? undefined
      : [
          size(run.file.bytes),
          t('exports.values', { count: run.points ?? 0, written: format.number(run.points ?? 0, 0) }),
          t('exports.machineCount', { count: run.machines ?? 0 }),
        ].join(' · ');
  return (
    <li className={classes.run}>
      <div className={classes.line}>
        <b>{words.period(run)}</b>
        <RunState run={run} />
      </div>
      {facts === undefined ? null : <p className={classes.note}>{facts}</p>}
      {run.state === 'running' ? (
        <Progress
          value={run.total === 0 ? 0 : (run.done / run.total) * 100}
          aria-label={t('exports.state.running')}
        />
      ) : null}
      {run.fault === null || isUnderWay ? null : (
        <p className={classes.fault}>{text('errors:', run.fault.code, run.fault.params)}</p>
      )}
      {run.latePoints > 0 ? (
        <p className={classes.late}>
          {t('exports.late', { count: run.latePoints, written: format.number(run.latePoints, 0) })}
        </p>
      ) : null}
      {run.leftOut !== null && run.leftOut > 0 ? (
        <p className={classes.note}>{t('exports.leftOut', { count: run.leftOut })}</p>
      ) : null}
      <div className={classes.actions}>
        {run.file === null ? null : (
          <Button
            component="a"
            size="xs"
            variant="default"
            href={`/api/v1/export-runs/${run.id}/file`}
            download={run.file.name}
            leftSection={<IconDownload size={14} stroke={1.75} />}
          >
            {t('exports.download')}
          </Button>
        )}
        {onAgain === undefined || isUnderWay ? null : (
          <Button
            size="xs"
            variant="subtle"
            onClick={onAgain}
            leftSection={<IconRefresh size={14} stroke={1.75} />}
          >
            {t('exports.again')}
          </Button>
        )}
      </div>
    </li>
  );
}
