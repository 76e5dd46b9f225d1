import { Button } from '@mantine/core';
import { IconAdjustmentsAlt, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { AlarmRule, Model } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { RuleDialog } from '../../../features/alarms/rule-dialog.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { RowGroup } from '../../../ui/tables/data-table.types.js';
import { StateBadge } from '../../../ui/values/state-badge.js';

/** Limits that raise alarms. */
export function AlarmRulesPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const text = useCodeText();
  const localised = useLocalised();
  const [editing, setEditing] = useState<AlarmRule | 'new'>();
  const rules = useOne('alarm-rules', '/alarm-rules');
  const models = useOne('models', '/models', { query: { limit: 200 } });
  const write = may('rules.write');
  const modelCode = (rule: AlarmRule): string =>
    models.data?.items.find((model) => model.id === rule.modelId)?.code ?? '';
  return (
    <div>
      <PageHeader
        title={t('app:rail.rules')}
        aside={t('maker:rules.aside')}
        actions={
          write ? (
            <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setEditing('new')}>
              {t('maker:rules.add')}
            </Button>
          ) : undefined
        }
      />
      {rules.isLoadingError ? (
        <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />
      ) : rules.data === undefined ? (
        <SkeletonRows />
      ) : (
        <DataTable<AlarmRule>
          label={t('app:rail.rules')}
          rowKey={(row) => row.id}
          groups={groupByCode(inOrder(rules.data.items, modelCode), (rule) =>
            [rule.code, localised(rule.name) || text('common:alarmName', rule.code)].join(' '),
          )}
          onOpen={write ? setEditing : undefined}
          columns={[
            {
              key: 'target',
              header: t('maker:rules.target'),
              width: '160px',
              phone: 'title',
              cell: (row) => <b>{modelCode(row) || t('maker:rules.oneMachine')}</b>,
            },
            {
              key: 'condition',
              header: t('maker:rules.condition'),
              width: 'minmax(220px, 1.4fr)',
              phone: 'second',
              cell: (row) => {
                const unit = unitOf(row, models.data?.items ?? []);
                return t(`maker:rules.says.${row.direction}`, {
                  signal: text('common:signal', row.signalKey),
                  on: format.quantity(row.onLimit, unit),
                  off: format.quantity(row.offLimit, unit),
                  delay:
                    row.onDelaySeconds === 0
                      ? t('maker:rules.atOnce')
                      : t('maker:rules.after', { delay: format.duration(row.onDelaySeconds * 1000) }),
                });
              },
            },
            {
              key: 'severity',
              header: t('maker:alarms.severity'),
              width: '100px',
              phone: 'side',
              cell: (row) => <StateBadge state={row.severity} plain />,
            },
            {
              key: 'ticket',
              header: t('maker:rules.ticket'),
              width: '90px',
              cell: (row) => (row.opensTicket ? t('maker:rules.yes') : t('maker:rules.no')),
            },
            {
              key: 'enabled',
              header: t('maker:alarms.state'),
              width: '100px',
              phone: 'side2',
              cell: (row) => <StateBadge state={row.enabled ? 'active' : 'paused'} plain />,
            },
          ]}
          empty={
            <EmptyState icon={IconAdjustmentsAlt} title={t('maker:rules.emptyTitle')}>
              {t('maker:rules.emptyWhy')}
            </EmptyState>
          }
        />
      )}
      {editing === undefined ? null : (
        <RuleDialog rule={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
    </div>
  );
}

const SEVERITIES: readonly AlarmRule['severity'][] = ['critical', 'warning', 'info'];

/** Sorts by code, then by severity, then by model. */
function inOrder(rules: readonly AlarmRule[], modelCode: (rule: AlarmRule) => string): AlarmRule[] {
  return [...rules].sort(
    (a, b) =>
      a.code.localeCompare(b.code) ||
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      modelCode(a).localeCompare(modelCode(b)),
  );
}

/** Groups rules by alarm in the given order, because several models can have a rule for the same alarm. */
function groupByCode(rules: readonly AlarmRule[], label: (rule: AlarmRule) => string): RowGroup<AlarmRule>[] {
  const groups = new Map<string, { key: string; label: string; rows: AlarmRule[] }>();
  for (const rule of rules) {
    const name = label(rule);
    const group = groups.get(name) ?? { key: name, label: name, rows: [] };
    group.rows.push(rule);
    groups.set(name, group);
  }
  return [...groups.values()];
}

/**
 * Unit of a rule's signal: from the rule's model, or, for a rule of a single machine, from any model with that signal.
 */
function unitOf(rule: AlarmRule, models: readonly Model[]): string {
  const own = models.find((model) => model.id === rule.modelId);
  const candidates = own === undefined ? models : [own];
  return (
    candidates.flatMap((model) => model.signals).find((signal) => signal.key === rule.signalKey)?.unit ?? ''
  );
}
