import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { BillGroup, Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { productNow } from '../../../clock/clock.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './bill-group-section.module.css';
import { GroupSettingsDialog } from './group-settings-dialog.js';
import { JoinDialog } from './join-dialog.js';
import { LeaveDialog } from './leave-dialog.js';
import { NewGroupDialog } from './new-group-dialog.js';

type Member = BillGroup['members'][number];
type Step = 'new' | 'join' | 'settings' | { readonly leaving: Member };

/** The billing group of a contract: settings, contracts and latest documents. */
export function BillGroupSection({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const may = useMay();
  const [step, setStep] = useState<Step>();
  const query = useOne('bill-groups', '/bill-groups', {
    query: { customerId: contract.customer.id },
  });
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return null;
  const thisMonth = new Date(productNow()).toISOString().slice(0, 7);
  const isOurs = ({ contract: { id }, to }: Member): boolean =>
    id === contract.id && (to === null || to > thisMonth);
  const group = query.data.items.find(({ members }) => members.some(isOurs));
  const otherGroups = query.data.items.filter((other) => other !== group);
  const close = (): void => setStep(undefined);
  const button = (label: string, to: Step) => (
    <Button size="xs" variant="default" onClick={() => setStep(to)}>
      {label}
    </Button>
  );
  return (
    <Section
      title={t('maker:group.section')}
      aside={group?.name}
      flush
      action={
        may('contracts.write') ? (
          <span className={classes.actions}>
            {group === undefined ? (
              <>
                {otherGroups.length === 0 ? null : button(t('maker:group.joinOne'), 'join')}
                {button(t('maker:group.create'), 'new')}
              </>
            ) : (
              <>
                {button(t('maker:group.settings'), 'settings')}
                {button(t('maker:group.add'), 'join')}
              </>
            )}
          </span>
        ) : undefined
      }
    >
      {group === undefined ? (
        <p className={classes.note}>{t('maker:group.alone')}</p>
      ) : (
        <GroupOfContract group={group} onLeave={(leaving) => setStep({ leaving })} />
      )}
      {step === 'new' ? <NewGroupDialog contract={contract} onClose={close} /> : null}
      {step === 'join' ? (
        <JoinDialog
          contract={contract}
          groups={group === undefined ? otherGroups : [group]}
          onClose={close}
        />
      ) : null}
      {step === 'settings' && group !== undefined ? (
        <GroupSettingsDialog group={group} onClose={close} />
      ) : null}
      {typeof step === 'object' && group !== undefined ? (
        <LeaveDialog group={group} member={step.leaving} onClose={close} />
      ) : null}
    </Section>
  );
}

function GroupOfContract({
  group,
  onLeave,
}: {
  readonly group: BillGroup;
  readonly onLeave: (member: Member) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const month = (name: string): string => format.month(`${name}-15T12:00:00Z`, 'UTC');
  return (
    <>
      <p className={classes.note}>{t(`maker:group.held.${group.whenHeld}`)}</p>
      <DataTable<Member>
        label={t('maker:group.contracts')}
        rowKey={(row) => `${row.contract.id} ${row.from}`}
        rows={group.members}
        columns={[
          {
            key: 'contract',
            header: t('maker:contracts.number'),
            width: 'minmax(120px, 1fr)',
            phone: 'title',
            cell: (row) => (
              <Link to="/contracts/$contractId" params={{ contractId: row.contract.id }}>
                {row.contract.number}
              </Link>
            ),
          },
          {
            key: 'months',
            header: t('maker:group.months'),
            width: 'minmax(180px, 1.4fr)',
            phone: 'second',
            cell: ({ from, to }) =>
              to === null
                ? t('maker:group.since', { from: month(from) })
                : t('maker:group.sinceUntil', { from: month(from), to: month(to) }),
          },
          {
            key: 'leave',
            header: '',
            width: '150px',
            phone: 'side',
            cell: (row) =>
              row.to === null && may('contracts.write') ? (
                <Button size="xs" variant="subtle" onClick={() => onLeave(row)}>
                  {t('maker:group.leave')}
                </Button>
              ) : (
                ''
              ),
          },
        ]}
      />
      {group.documents.length === 0 ? null : (
        <ul className={classes.documents}>
          {group.documents.slice(0, 6).map((document) => (
            <li key={document.month}>
              <Link
                to="/billing/groups/$groupId/$month"
                params={{ groupId: group.id, month: document.month }}
              >
                {[month(document.month), document.number].filter((part) => part !== null).join(', ')}
              </Link>
              <StateBadge state={document.state} plain />
              <Money amount={document.gross.amount} currency={document.gross.currency} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
