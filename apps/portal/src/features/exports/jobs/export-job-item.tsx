import { Button, Progress } from '@mantine/core';
import { IconDownload, IconTrash, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ExportJob } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { useSize } from '../../../format/bytes/use-size.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import classes from '../exports.module.css';
import { RunState } from '../run-state.js';
import { useExportWords } from '../use-export-words.js';

interface ExportJobItemProps {
  readonly job: ExportJob;
  readonly onRemove: () => void;
}

/** A one-off export: its content, progress, and the file until it expires. */
export function ExportJobItem({ job, onRemove }: ExportJobItemProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const size = useSize();
  const text = useCodeText();
  const words = useExportWords();
  const hasEnded = job.state === 'done' || job.state === 'failed';
  const content = [
    words.serials(job.machines),
    job.signals.length === 0
      ? t('exports.allSignals')
      : words.list(job.signals.map((key) => text('common:signal', key))),
    t(`exports.formats.${job.format}`),
  ].join(' · ');
  return (
    <li className={classes.run}>
      <div className={classes.line}>
        <b>{`${format.date(job.from)} – ${format.date(job.to)}`}</b>
        <RunState run={job} />
      </div>
      <p className={classes.note}>{content}</p>
      {job.file === null ? null : (
        <p className={classes.note}>
          {[
            size(job.file.bytes),
            t('exports.values', { count: job.points ?? 0, written: format.number(job.points ?? 0, 0) }),
            ...(job.expiresAt === null
              ? []
              : [t('exports.once.until', { at: format.dateTime(job.expiresAt) })]),
          ].join(' · ')}
        </p>
      )}
      {job.state === 'running' ? (
        <Progress
          value={job.total === 0 ? 0 : (job.done / job.total) * 100}
          aria-label={t('exports.state.running')}
        />
      ) : null}
      {job.fault === null || job.state !== 'failed' ? null : (
        <p className={classes.fault}>{text('errors:', job.fault.code, job.fault.params)}</p>
      )}
      <div className={classes.actions}>
        {job.file === null ? null : (
          <Button
            component="a"
            size="xs"
            variant="default"
            href={`/api/v1/export-jobs/${job.id}/file`}
            download={job.file.name}
            leftSection={<IconDownload size={14} stroke={1.75} />}
          >
            {t('exports.download')}
          </Button>
        )}
        <Button
          size="xs"
          variant="subtle"
          onClick={onRemove}
          leftSection={hasEnded ? <IconTrash size={14} stroke={1.75} /> : <IconX size={14} stroke={1.75} />}
        >
          {hasEnded ? t('exports.remove') : t('exports.once.cancel')}
        </Button>
      </div>
    </li>
  );
}
