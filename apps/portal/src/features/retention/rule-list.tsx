import { Button } from '@mantine/core';
import { IconDatabase } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import type { Model, RetentionRule } from '../../api/types.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { Section } from '../../ui/layout/section.js';
import { DataTable } from '../../ui/tables/data-table.js';
import { RemoveRuleDialog } from './remove-rule-dialog.js';
import classes from './retention-tab.module.css';
import { RuleDialog } from './rule-dialog.js';

type Open = { readonly kind: 'add' } | { readonly kind: 'change' | 'remove'; readonly rule: RetentionRule };

/** Retention rules. Each can be changed or removed after a preview of the data that would be deleted. */
export function RuleList({
  rules,
  models,
  archived,
}: {
  readonly rules: readonly RetentionRule[];
  readonly models: readonly Model[];
  /** Models of rules that new rules cannot select. */
  readonly archived: readonly Model[];
}) {
  const { t } = useTranslation();
  const may = useMay();
  const [open, setOpen] = useState<Open>();
  const close = (): void => setOpen(undefined);
  const mayChange = may('retention.write');
  const days = (count: number | null): string =>
    count === null ? t('maker:retention.forEver') : t('maker:retention.days', { count });
  const named = (level: 'rawDays' | 'dayDays', value: string): ReactNode => (
    <>
      <span className={classes.level}>{t(`maker:retention.level.${level}`)}: </span>
      {value}
    </>
  );
  const known = [...models, ...archived];
  const modelOf = ({ modelId }: RetentionRule): string =>
    modelId === null
      ? t('maker:retention.everyModel')
      : (known.find(({ id }) => id === modelId)?.name ?? '—');
  const scopeOf = (rule: RetentionRule): string =>
    `${modelOf(rule)} · ${rule.signalKey ?? t('maker:retention.everySignal')}`;
  return (
    <Section
      flush
      title={t('maker:retention.title')}
      aside={t('maker:retention.aside')}
      action={
        mayChange ? (
          <Button onClick={() => setOpen({ kind: 'add' })}>{t('maker:retention.add')}</Button>
        ) : undefined
      }
    >
      <DataTable<RetentionRule>
        label={t('maker:retention.title')}
        rowKey={(row) => row.id}
        rows={rules}
        columns={[
          {
            key: 'scope',
            header: t('maker:retention.of'),
            width: 'minmax(200px, 1.4fr)',
            phone: 'title',
            cell: scopeOf,
          },
          {
            key: 'raw',
            header: t('maker:retention.level.rawDays'),
            width: '130px',
            phone: 'second',
            cell: (row) => named('rawDays', days(row.rawDays)),
          },
          {
            key: 'minute',
            header: t('maker:retention.level.minuteDays'),
            width: '130px',
            wide: true,
            cell: (row) => days(row.minuteDays),
          },
          {
            key: 'hour',
            header: t('maker:retention.level.hourDays'),
            width: '130px',
            wide: true,
            cell: (row) => days(row.hourDays),
          },
          {
            key: 'day',
            header: t('maker:retention.level.dayDays'),
            width: '130px',
            phone: 'third',
            cell: (row) => named('dayDays', days(row.dayDays)),
          },
          {
            key: 'change',
            header: '',
            width: '100px',
            numeric: true,
            phone: 'side',
            cell: (rule) =>
              mayChange ? (
                <Button variant="subtle" size="compact-sm" onClick={() => setOpen({ kind: 'change', rule })}>
                  {t('maker:retention.changeVerb')}
                </Button>
              ) : null,
          },
          {
            key: 'remove',
            header: '',
            width: '110px',
            numeric: true,
            phone: 'side2',
            cell: (rule) =>
              mayChange ? (
                <Button variant="subtle" size="compact-sm" onClick={() => setOpen({ kind: 'remove', rule })}>
                  {t('maker:retention.remove')}
                </Button>
              ) : null,
          },
        ]}
        empty={
          <EmptyState icon={IconDatabase} title={t('maker:retention.emptyTitle')}>
            {t('maker:retention.emptyWhy')}
          </EmptyState>
        }
      />
      {open?.kind === 'add' ? <RuleDialog models={models} onClose={close} /> : null}
      {open?.kind === 'change' ? <RuleDialog rule={open.rule} models={known} onClose={close} /> : null}
      {open?.kind === 'remove' ? (
        <RemoveRuleDialog rule={open.rule} name={scopeOf(open.rule)} onClose={close} />
      ) : null}
    </Section>
  );
}
