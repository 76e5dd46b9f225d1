import { Button } from '@mantine/core';
import { IconAddressBook, IconPlus, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Contact, Member } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { useMemberColumns } from '../../organization/people/member-columns.js';
import type { Subject } from '../subject.js';
import { ContactDialog } from './contact-dialog.js';

/** Contacts of a customer or site, and the people who can sign in to the customer's portal. */
export function PeopleTab({ subject }: { readonly subject: Subject }) {
  const may = useMay();
  return (
    <>
      <Contacts subject={subject} />
      {may('users.write') ? <PortalUsers customerId={subject.customerId} /> : null}
    </>
  );
}

function Contacts({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const may = useMay();
  const { customerId } = subject;
  const [open, setOpen] = useState<Contact | 'new'>();
  const query = useOne('contacts', '/customers/{id}/contacts', { path: { id: customerId } });
  const sites = useOne('sites', '/sites', { query: { customerId, limit: 200 } });
  const contacts = (query.data?.items ?? []).filter(
    ({ siteId, archivedAt }) =>
      archivedAt === null && (subject.kind === 'customer' || siteId === null || siteId === subject.id),
  );
  const siteName = (siteId: string | null): string =>
    siteId === null
      ? t('maker:contact.allSites')
      : (sites.data?.items.find((site) => site.id === siteId)?.name ?? '—');
  return (
    <Section
      title={t('maker:contact.title')}
      action={
        may('registry.write') ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} stroke={1.75} />}
            onClick={() => setOpen('new')}
          >
            {t('maker:contact.add')}
          </Button>
        ) : undefined
      }
      flush
    >
      {query.isLoadingError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <SkeletonRows rows={3} />
      ) : (
        <DataTable<Contact>
          label={t('maker:contact.title')}
          rowKey={(row) => row.id}
          rows={contacts}
          onOpen={may('registry.write') ? setOpen : undefined}
          columns={[
            {
              key: 'name',
              header: t('maker:registry.name'),
              width: 'minmax(150px, 1fr)',
              phone: 'title',
              cell: (row) => <b>{row.name}</b>,
            },
            {
              key: 'duty',
              header: t('maker:contact.duty'),
              width: 'minmax(130px, 1fr)',
              phone: 'second',
              cell: (row) => (
                <>
                  {row.duty}
                  {row.receivesInvoices ? <div>{t('maker:contact.receives')}</div> : null}
                </>
              ),
            },
            {
              key: 'site',
              header: t('maker:life.site'),
              width: 'minmax(130px, 1fr)',
              cell: (row) => siteName(row.siteId),
            },
            {
              key: 'email',
              header: t('app:signIn.email'),
              width: 'minmax(180px, 1.2fr)',
              phone: 'third',
              cell: (row) => (row.email === '' ? '' : <a href={`mailto:${row.email}`}>{row.email}</a>),
            },
            {
              key: 'phone',
              header: t('maker:contact.phone'),
              width: '150px',
              phone: 'side',
              cell: (row) =>
                row.phone === '' ? '' : <a href={`tel:${row.phone.replaceAll(' ', '')}`}>{row.phone}</a>,
            },
          ]}
          empty={
            <EmptyState icon={IconAddressBook} title={t('maker:contact.emptyTitle')}>
              {t('maker:contact.emptyWhy')}
            </EmptyState>
          }
        />
      )}
      {open === undefined ? null : (
        <ContactDialog
          customerId={customerId}
          siteId={subject.kind === 'site' ? subject.id : null}
          contact={open === 'new' ? undefined : open}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Section>
  );
}

function PortalUsers({ customerId }: { readonly customerId: string }) {
  const { t } = useTranslation();
  const columns = useMemberColumns();
  const query = useOne('users', '/users', { query: { customerId } });
  return (
    <Section title={t('maker:contact.users')} aside={t('maker:contact.usersWhat')} flush>
      {query.isLoadingError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <SkeletonRows rows={3} />
      ) : (
        <DataTable<Member>
          label={t('maker:contact.users')}
          rowKey={(row) => row.membershipId}
          rows={query.data.items}
          columns={[...columns.identity, ...columns.access]}
          empty={
            <EmptyState icon={IconUsers} title={t('maker:contact.noUsers')}>
              {t('maker:contact.noUsersWhy')}
            </EmptyState>
          }
        />
      )}
    </Section>
  );
}
