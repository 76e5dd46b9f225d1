import { Button, Group } from '@mantine/core';
import { IconClipboardList } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { LegalEntity, ReminderPolicy } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { BaseRateDialog } from './base-rate-dialog.js';
import { PolicyDialog } from './policy-dialog.js';

type Opened = { readonly kind: 'policy'; readonly policy?: ReminderPolicy } | { readonly kind: 'rate' };

/** The policies of a legal entity by the country of the buyer. */
export function ReminderPolicies({ entity }: { readonly entity: LegalEntity }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [opened, setOpened] = useState<Opened>();
  const query = useOne('reminder-policies', '/reminder-policies');
  if (query.data === undefined) return null;
  const policies = query.data.items.filter(({ legalEntityId }) => legalEntityId === entity.id);
  const canEdit = may('receivables.remind');
  return (
    <Section
      flush
      title={t('maker:reminder.policies')}
      action={
        canEdit ? (
          <Group gap="xs">
            <Button variant="default" size="xs" onClick={() => setOpened({ kind: 'rate' })}>
              {t('maker:reminder.enterRate')}
            </Button>
            <Button variant="default" size="xs" onClick={() => setOpened({ kind: 'policy' })}>
              {t('maker:reminder.addPolicy')}
            </Button>
          </Group>
        ) : undefined
      }
    >
      <DataTable<ReminderPolicy>
        label={t('maker:reminder.policies')}
        rowKey={({ country }) => country}
        rows={policies}
        columns={columnsOf(
          t,
          format,
          canEdit ? (policy) => setOpened({ kind: 'policy', policy }) : undefined,
        )}
        empty={
          <EmptyState icon={IconClipboardList} title={t('maker:reminder.noPolicies')}>
            {t('maker:reminder.noPoliciesWhy')}
          </EmptyState>
        }
      />
      {opened?.kind === 'policy' ? (
        <PolicyDialog entity={entity} policy={opened.policy} onClose={() => setOpened(undefined)} />
      ) : null}
      {opened?.kind === 'rate' ? <BaseRateDialog onClose={() => setOpened(undefined)} /> : null}
    </Section>
  );
}

function columnsOf(
  t: ReturnType<typeof useTranslation>['t'],
  format: Format,
  onEdit: ((policy: ReminderPolicy) => void) | undefined,
): Column<ReminderPolicy>[] {
  return [
    {
      key: 'country',
      header: t('maker:reminder.country'),
      width: 'minmax(160px, 1fr)',
      phone: 'title',
      cell: ({ country }) =>
        country === 'other' ? t('maker:reminder.otherCountries') : format.country(country),
    },
    {
      key: 'levels',
      header: t('maker:reminder.levels'),
      width: 'minmax(220px, 2fr)',
      phone: 'second',
      cell: ({ terms }) =>
        format.listed(
          terms.levels.map(({ days, text }) =>
            t('maker:reminder.levelOn', { text: t(`maker:reminder.text.${text}`), days }),
          ),
        ),
    },
    {
      key: 'interest',
      header: t('maker:reminder.interest'),
      width: 'minmax(120px, 0.8fr)',
      phone: 'third',
      cell: ({ terms }) => t(`maker:reminder.ground.${terms.interest?.ground ?? 'none'}`),
    },
    ...(onEdit === undefined
      ? []
      : [
          {
            key: 'action',
            header: '',
            width: '110px',
            phone: 'side2' as const,
            cell: (policy: ReminderPolicy) => (
              <Button variant="default" size="xs" onClick={() => onEdit(policy)}>
                {t('maker:overview.edit')}
              </Button>
            ),
          },
        ]),
  ];
}
