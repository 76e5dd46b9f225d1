import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Site } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { type Subject, useOverview } from '../../../features/overviews/subject.js';
import { CustomerLink } from '../../../features/places/customer-link.js';
import { SiteDialog } from '../../../features/registry/site-dialog.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Facts } from '../../../ui/layout/facts.js';
import { Section } from '../../../ui/layout/section.js';
import { SubjectView } from './subject-view.js';

/** One site: its state, the revenue of its machines and its related records. */
export function SitePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { siteId = '' } = useParams({ strict: false });
  const [isEditing, setIsEditing] = useState(false);
  const query = useOne('sites', '/sites/{id}', { path: { id: siteId } });
  const subject: Subject = { kind: 'site', id: siteId, customerId: query.data?.customer.id ?? '' };
  const overview = useOverview(subject);
  const hubs = useOne('hubs', '/hubs', { staleTime: 600_000 });
  const failed = query.isLoadingError ? query : overview.isLoadingError ? overview : undefined;
  if (failed !== undefined)
    return (
      <ErrorState
        error={failed.error}
        title={t('maker:overview.failed.site')}
        onRetry={() => void failed.refetch()}
      />
    );
  if (query.data === undefined || overview.data === undefined) return <SkeletonBlock height={480} />;
  const site = query.data;
  const hub = hubs.data?.items.find(({ id }) => id === site.hubId);
  return (
    <div>
      <SubjectView
        subject={subject}
        overview={overview.data}
        header={{
          crumbs: [
            { label: t('app:rail.registry'), to: '/registry' },
            { label: site.customer.name, to: `/customers/${site.customer.id}` },
          ],
          title: site.name,
          aside: site.code,
        }}
        about={[[site.city, format.country(site.country)].filter(Boolean).join(', '), hub?.name ?? '']}
        isArchived={site.archivedAt !== null}
        facts={<SiteFacts site={site} hub={hub?.name} />}
        zone={site.zone}
        onEdit={() => setIsEditing(true)}
      />
      {isEditing ? <SiteDialog site={site} onClose={() => setIsEditing(false)} /> : null}
    </div>
  );
}

function SiteFacts({ site, hub }: { readonly site: Site; readonly hub: string | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Section title={t('maker:overview.about.site')}>
      <Facts
        items={[
          [t('maker:life.customer'), <CustomerLink key="customer" customer={site.customer} />],
          [t('maker:ticket.address'), site.address === '' ? '—' : site.address],
          [t('maker:registry.city'), [site.city, format.country(site.country)].filter(Boolean).join(', ')],
          [t('maker:contracts.zone'), format.city(site.zone)],
          [t('maker:fleet.hub'), hub ?? t('maker:overview.hubOfCustomer')],
          [t('maker:ticket.access'), site.accessNotes === '' ? '—' : site.accessNotes],
        ]}
      />
    </Section>
  );
}
