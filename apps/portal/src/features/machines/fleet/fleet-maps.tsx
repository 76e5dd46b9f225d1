import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { FleetSummary } from '../../../api/types.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './fleet-maps.module.css';
import { HubMap } from './hub-map.js';

/** One small map per hub. Selecting a site filters the list. */
export function FleetMaps({ summary }: { readonly summary: FleetSummary }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <aside className={classes.maps} aria-label={t('maker:fleet.maps')}>
      {summary.hubs.map(({ hub, machines, sites }) => {
        const troubles = sites.filter((site) =>
          ['fault', 'critical', 'warning', 'held', 'silent'].includes(site.worst),
        );
        const worst = troubles[0]?.worst;
        return (
          <figure key={hub.id} className={classes.map}>
            <figcaption className={classes.caption}>
              <span>
                <b>{hub.name}</b>
                {t('maker:fleet.hubCount', {
                  count: machines,
                  sites: t('maker:fleet.sites', { count: sites.length }),
                })}
              </span>
              {worst === undefined ? null : <StateBadge state={worst}>{String(troubles.length)}</StateBadge>}
            </figcaption>
            <HubMap
              label={hub.name}
              hub={hub}
              sites={sites.flatMap(({ site, machines: count, worst: state }) =>
                site.latitude === null || site.longitude === null
                  ? []
                  : [
                      {
                        id: site.id,
                        name: site.city || site.name,
                        latitude: site.latitude,
                        longitude: site.longitude,
                        machines: count,
                        worst: state,
                      },
                    ],
              )}
              onSite={(siteId) =>
                void navigate({ to: '/fleet', search: (before) => ({ ...before, siteId }) })
              }
            />
          </figure>
        );
      })}
    </aside>
  );
}
