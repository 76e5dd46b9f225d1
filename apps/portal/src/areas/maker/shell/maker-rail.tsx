import { IconSettings } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { ProductSign } from '../../../shell/brand.js';
import { UserMenu } from '../../../shell/user-menu.js';
import { RAIL, type RailItem } from './maker-navigation.js';
import classes from './maker-rail.module.css';
import { useRailCounts } from './use-rail-counts.js';

/** The console's navigation; a drawer below 900 px, which closes when a link is followed. */
export function MakerRail({ onFollow }: { readonly onFollow?: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const counts = useRailCounts();
  return (
    <nav className={classes.rail} aria-label={t('app:rail.label')}>
      <Link to="/today" className={classes.brand} onClick={onFollow}>
        <ProductSign />
        <span>Dutycycle</span>
      </Link>
      <div className={classes.groups}>
        {RAIL.map((group) => {
          const items = group.items.filter((item) => may(item.permission));
          if (items.length === 0) return null;
          return (
            <div key={group.key} className={classes.group}>
              {group.key === 'top' ? null : (
                <h2 className={classes.heading}>{t(`app:rail.group.${group.key}`)}</h2>
              )}
              <ul>
                {items.map((item) => (
                  <li key={item.key}>
                    <RailLink
                      item={item}
                      count={item.count === undefined ? undefined : counts[item.count]}
                      onFollow={onFollow}
                    />
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </div>
      <div className={classes.foot}>
        <Link to="/settings" className={classes.item} onClick={onFollow}>
          <IconSettings size={18} stroke={1.75} aria-hidden />
          <span className={classes.word}>{t('app:rail.settings')}</span>
        </Link>
        <UserMenu />
      </div>
    </nav>
  );
}

interface RailLinkProps {
  readonly item: RailItem;
  readonly count: number | undefined;
  readonly onFollow: (() => void) | undefined;
}

function RailLink({ item, count, onFollow }: RailLinkProps) {
  const { t } = useTranslation();
  const Sign = item.icon;
  return (
    <Link to={item.to} className={classes.item} onClick={onFollow}>
      <Sign size={18} stroke={1.75} aria-hidden />
      <span className={classes.word}>{t(`app:rail.${item.key}`)}</span>
      {count === undefined || count === 0 ? null : (
        <span className={classes.count} data-tone={item.tone}>
          {count}
        </span>
      )}
    </Link>
  );
}
