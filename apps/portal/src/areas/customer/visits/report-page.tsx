import { Button, Select, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import { useList } from '../../../api/use-list.js';
import { useStale } from '../../../api/use-stale.js';
import { productNow } from '../../../clock/clock.js';
import { useZone } from '../../../clock/zone.js';
import { PhotoField, type ChosenFile } from '../../../features/tickets/files/photo-field.js';
import { sendFile } from '../../../features/tickets/files/send-file.js';
import { instantToWallTime, wallTimeToIso } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { problemText } from '../../../problems/problem-text.js';
import { problemOf } from '../../../problems/problem.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { DateTimeField } from '../../../ui/forms/entry/date-time-field.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import classes from './report-page.module.css';

const SEVERITIES = ['critical', 'warning', 'info'] as const;

/** Reports a problem to the maker, with photos. After the ticket is created, a retry sends only the missing files. */
export function ReportPage() {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const zone = useZone();
  const stale = useStale();
  const navigate = useNavigate();
  const [filters] = useUrlFilters();
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const raised = useRef<{ readonly id: string; readonly number: string }>(undefined);
  const key = useRef(crypto.randomUUID());
  const [waiting, setWaiting] = useState<string>();
  const machines = useList('machines', '/machines');
  const only = machines.items.length === 1 ? machines.items[0]?.id : undefined;
  const { form, sending, summary, submit } = useServerForm(
    {
      machineId: filters['machine'] ?? '',
      description: '',
      severity: 'warning' as (typeof SEVERITIES)[number],
      occurredAt: instantToWallTime(productNow(), zone),
    },
    async (values) => {
      if (files.some((chosenFile) => chosenFile.fault !== undefined) && raised.current === undefined) return;
      raised.current ??= await request('POST', '/tickets', {
        idempotencyKey: key.current,
        body: {
          machineId: values.machineId || (only ?? ''),
          description: values.description,
          severity: values.severity,
          occurredAt: wallTimeToIso(values.occurredAt, zone),
        },
      });
      const ticket = raised.current;
      const left = await sendAll(ticket.id);
      await stale('tickets', 'machines');
      setFiles(left);
      if (left.length > 0) {
        setWaiting(t('customer:report.filesLeft', { number: ticket.number, count: left.length }));
        return;
      }
      toastDone(t('customer:report.done', { number: ticket.number }));
      await navigate({ to: '/plant/visits/$ticketId', params: { ticketId: ticket.id } });
    },
  );
  const sendAll = async (ticketId: string): Promise<ChosenFile[]> => {
    const left: ChosenFile[] = [];
    for (const chosenFile of files) {
      try {
        await sendFile(ticketId, chosenFile.file);
      } catch (error) {
        left.push({ ...chosenFile, fault: problemText(problemOf(error), t, i18n) });
      }
    }
    return left;
  };
  const isRaised = raised.current !== undefined;
  const hasRejectedFile = !isRaised && files.some((chosenFile) => chosenFile.fault !== undefined);
  if (!may('tickets.raise')) {
    return <PageHeader title={t('customer:nav.report')} below={t('customer:report.notAllowed')} />;
  }
  if (machines.query.isLoadingError) {
    return <ErrorState error={machines.query.error} onRetry={() => void machines.query.refetch()} />;
  }
  return (
    <div>
      <PageHeader
        crumbs={[{ label: t('customer:nav.visits'), to: '/plant/visits' }]}
        title={t('customer:nav.report')}
        below={t('customer:report.lead')}
      />
      {machines.waiting ? (
        <SkeletonBlock height={400} />
      ) : (
        <form className={classes.form} onSubmit={submit} noValidate>
          <FormSummary
            summary={waiting !== undefined && summary === undefined ? { fields: 0, text: waiting } : summary}
          />
          <Select
            label={t('customer:report.machine')}
            placeholder={t('customer:report.choose')}
            searchable
            disabled={isRaised}
            data={machines.items.map((machine) => ({
              value: machine.id,
              label: `${machine.serial}, ${machine.model.name}`,
            }))}
            {...form.getInputProps('machineId')}
            value={form.values.machineId || (only ?? null)}
          />
          <Textarea
            label={t('customer:report.what')}
            description={t('customer:report.whatHint')}
            autosize
            minRows={4}
            disabled={isRaised}
            {...form.getInputProps('description')}
          />
          <Select
            label={t('customer:report.severity')}
            disabled={isRaised}
            data={SEVERITIES.map((value) => ({ value, label: t(`customer:report.severityOf.${value}`) }))}
            {...form.getInputProps('severity')}
          />
          <DateTimeField
            zone={zone}
            label={t('customer:report.when')}
            description={t('customer:report.zone', { zone: format.city(zone) })}
            disabled={isRaised}
            {...form.getInputProps('occurredAt')}
          />
          <PhotoField
            files={files}
            onChange={setFiles}
            label={t('customer:report.photos')}
            disabled={sending}
          />
          {hasRejectedFile ? <p className={classes.fault}>{t('customer:report.removeFiles')}</p> : null}
          <div className={classes.foot}>
            {isRaised && raised.current !== undefined ? (
              <Button
                variant="default"
                onClick={() =>
                  void navigate({
                    to: '/plant/visits/$ticketId',
                    params: { ticketId: raised.current?.id ?? '' },
                  })
                }
              >
                {t('customer:report.openWithout', { number: raised.current.number })}
              </Button>
            ) : null}
            <Button type="submit" loading={sending} disabled={hasRejectedFile}>
              {isRaised ? t('customer:report.sendFiles') : t('customer:report.send')}
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
